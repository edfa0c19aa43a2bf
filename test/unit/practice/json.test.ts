import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { at, deepEqual, withAt, without } from '../../../src/practice/json.ts';

test('equality does not mind the order of keys, nor an undefined field', () => {
  assert.ok(deepEqual({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1, d: undefined }));
  assert.ok(!deepEqual({ a: 1 }, { a: 2 }));
  assert.ok(!deepEqual({ a: 1 }, { a: 1, b: null }));
  assert.ok(!deepEqual([1, 2], [2, 1]));
  assert.ok(!deepEqual([], {}));
});

test('equality is what JSON says it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      assert.ok(deepEqual(a, structuredClone(a)));
      if (JSON.stringify(a) === JSON.stringify(b)) assert.ok(deepEqual(a, b));
      assert.equal(deepEqual(a, b), deepEqual(b, a));
    }),
  );
});

test('a value is put in its place without a change to the original', () => {
  const object = { a: { b: 1 }, c: 2 };
  assert.deepEqual(withAt(object, ['a', 'd', 'e'], 3), { a: { b: 1, d: { e: 3 } }, c: 2 });
  assert.deepEqual(withAt(object, ['a', 'b'], undefined), { a: {}, c: 2 });
  assert.deepEqual(object, { a: { b: 1 }, c: 2 });
  assert.deepEqual(without(object, 'a'), { c: 2 });
});

test('only own fields are found', () => {
  assert.equal(at({ a: {} }, 'a', 'constructor'), undefined);
  assert.equal(at({ a: [] }, 'a', 'length'), undefined);
  assert.equal(at({ a: { b: 0 } }, 'a', 'b'), 0);
});
