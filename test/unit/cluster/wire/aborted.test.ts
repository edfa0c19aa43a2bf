import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onceAborted } from '../../../../src/cluster/wire/aborted.ts';

test('the first signal stops it, and one that was aborted before does so at once', () => {
  const one = new AbortController();
  let stops = 0;
  onceAborted([undefined, one.signal], () => stops++);
  assert.equal(stops, 0);
  one.abort();
  assert.equal(stops, 1);
  onceAborted([one.signal, undefined], () => stops++);
  assert.equal(stops, 2);
});

test('who has let go hears nothing more', () => {
  const one = new AbortController();
  let stops = 0;
  const letGo = onceAborted([one.signal], () => stops++);
  letGo();
  one.abort();
  assert.equal(stops, 0);
});
