import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOf } from '../../../src/core/age.ts';

test('an age needs a readable time', () => {
  assert.equal(ageOf('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:00:42Z')), '42s');
  assert.equal(ageOf(undefined, 0), undefined);
  assert.equal(ageOf('yesterday', 0), undefined);
});

test('a clock that runs behind the server gives no negative age', () => {
  assert.equal(ageOf('2026-01-01T00:00:42Z', Date.parse('2026-01-01T00:00:00Z')), '0s');
});
