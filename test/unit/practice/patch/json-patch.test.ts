import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyJsonPatch, PatchFault } from '../../../../src/practice/patch/json-patch.ts';

const document = { a: { b: [1, 2, 3] }, 'c/d': 4, 'e~f': 5 };

const cases: readonly (readonly [string, object[], unknown])[] = [
  ['add sets a key', [{ op: 'add', path: '/a/x', value: 9 }], { ...document, a: { b: [1, 2, 3], x: 9 } }],
  [
    'add puts an item before another',
    [{ op: 'add', path: '/a/b/1', value: 9 }],
    { ...document, a: { b: [1, 9, 2, 3] } },
  ],
  ['add with a dash appends', [{ op: 'add', path: '/a/b/-', value: 9 }], { ...document, a: { b: [1, 2, 3, 9] } }],
  ['remove takes an item out', [{ op: 'remove', path: '/a/b/0' }], { ...document, a: { b: [2, 3] } }],
  ['replace changes a value', [{ op: 'replace', path: '/a/b/2', value: 9 }], { ...document, a: { b: [1, 2, 9] } }],
  [
    'escapes stand for slash and tilde',
    [
      { op: 'replace', path: '/c~1d', value: 9 },
      { op: 'remove', path: '/e~0f' },
    ],
    { a: document.a, 'c/d': 9 },
  ],
  ['copy keeps the original', [{ op: 'copy', from: '/a/b/0', path: '/x' }], { ...document, x: 1 }],
  ['move does not', [{ op: 'move', from: '/c~1d', path: '/x' }], { a: document.a, 'e~f': 5, x: 4 }],
  ['a test that holds changes nothing', [{ op: 'test', path: '/a', value: { b: [1, 2, 3] } }], document],
  ['a test for null holds where there is nothing', [{ op: 'test', path: '/nothing', value: null }], document],
  ['the empty path is the whole document', [{ op: 'replace', path: '', value: 1 }], 1],
];

for (const [what, operations, result] of cases) {
  test(what, () => assert.deepEqual(applyJsonPatch(document, operations), result));
}

const refused: readonly (readonly [string, unknown])[] = [
  ['a test that fails', { op: 'test', path: '/c~1d', value: 5 }],
  ['removing what is not there', { op: 'remove', path: '/x' }],
  ['replacing what is not there', { op: 'replace', path: '/x', value: 1 }],
  ['an item beyond the end', { op: 'add', path: '/a/b/4', value: 1 }],
  ['an index with a leading zero', { op: 'remove', path: '/a/b/01' }],
  ['a path through a number', { op: 'add', path: '/c~1d/x', value: 1 }],
  ['a path through nothing', { op: 'add', path: '/x/y', value: 1 }],
  ['a path without a slash', { op: 'add', path: 'x', value: 1 }],
  ['an unknown operation', { op: 'frobnicate', path: '/a' }],
  ['no operation at all', 5],
  ['a key that objects inherit', { op: 'remove', path: '/constructor' }],
];

for (const [what, operation] of refused) {
  test(`${what} is refused`, () => assert.throws(() => applyJsonPatch(document, [operation]), PatchFault));
}

test('what fails halfway changes nothing', () => {
  const before = structuredClone(document);
  assert.throws(
    () =>
      applyJsonPatch(document, [
        { op: 'remove', path: '/a' },
        { op: 'remove', path: '/a' },
      ]),
    PatchFault,
  );
  assert.deepEqual(document, before);
});

test('whatever operations come, they are carried out or refused', () => {
  const path = fc
    .array(fc.constantFrom('a', 'b', '0', '-', 'x'), { maxLength: 3 })
    .map(parts => parts.map(part => `/${part}`).join(''));
  const operation = fc.record({
    op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
    path,
    from: path,
    value: fc.jsonValue(),
  });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 4 }), operations => {
      try {
        applyJsonPatch(document, operations);
      } catch (error) {
        assert.ok(error instanceof PatchFault);
      }
    }),
  );
});
