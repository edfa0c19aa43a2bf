import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readIdentity } from '../../../src/practice/identity.ts';

const day = 24 * 60 * 60 * 1000;
const now = Date.parse('2026-05-01T00:00:00Z');

test('an identity that was kept is the same afterwards', () => {
  const first = readIdentity(undefined, now);
  const kept: unknown = JSON.parse(JSON.stringify(first));
  assert.deepEqual(readIdentity(kept, now + 300 * day), first);
});

test('one whose certificate ends within a month gives way to a new one', () => {
  const first = readIdentity(undefined, now);
  const next = readIdentity(first, now + 340 * day);
  assert.notEqual(next.certificate, first.certificate);
  assert.notEqual(next.token, first.token);
});

test('what is no identity gives way to a new one: parts that lack, are broken, or do not belong together', () => {
  const first = readIdentity(undefined, now);
  const other = readIdentity(undefined, now);
  for (const kept of [
    {},
    'text',
    { ...first, token: '' },
    { ...first, key: 'broken' },
    { ...first, certificate: 'broken' },
    { ...first, key: other.key },
  ]) {
    const next = readIdentity(kept, now);
    assert.notEqual(next.token, first.token);
    assert.notEqual(next.certificate, first.certificate);
  }
});
