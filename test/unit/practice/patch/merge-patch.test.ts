import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyMergePatch } from '../../../../src/practice/patch/merge-patch.ts';

test('objects join, null removes, lists are replaced', () => {
  const target = { a: { b: 1, c: [1, 2] }, d: 2 };
  assert.deepEqual(applyMergePatch(target, { a: { b: null, c: [3] }, e: { f: null, g: 1 } }), {
    a: { c: [3] },
    d: 2,
    e: { g: 1 },
  });
});

test('a value in the place of an object, and the other way round', () => {
  assert.deepEqual(applyMergePatch({ a: { b: 1 } }, { a: 1 }), { a: 1 });
  assert.deepEqual(applyMergePatch({ a: 1 }, { a: { b: 1 } }), { a: { b: 1 } });
});

test('merging twice is merging once', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (target, patch) => {
      const once = applyMergePatch(target, patch);
      assert.deepEqual(applyMergePatch(once, patch), once);
    }),
  );
});
