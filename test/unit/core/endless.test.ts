import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureTold } from '../../../src/cluster/failure.ts';
import { isPlaceholder } from '../../../src/core/images.ts';
import { readContent } from '../../../src/core/manifest/content.ts';
import { readFieldPath } from '../../../src/core/manifest/field-path.ts';
import { namedIn } from '../../../src/core/manifest/named.ts';
import { withoutPage } from '../../../src/core/manifest/pasted/page.ts';
import { isTemplate } from '../../../src/core/manifest/template.ts';
import { quantityFault } from '../../../src/core/quantity.ts';
import { withoutTrailing } from '../../../src/core/without-trailing.ts';
import { ignoredIn } from '../../../src/language/ignore.ts';
import { isOpen, linesAround } from '../../../src/language/typing/lines.ts';

/** So many letters that what looks at all of them for each would not end. */
const MANY = 300_000;
/** The same for lines. */
const LINES = 50_000;

test('an amount of endless digits is no amount with a letter behind it', () => {
  assert.equal(quantityFault(`${'0'.repeat(MANY)}!`), 'characters');
  assert.equal(quantityFault(`1${'e'.repeat(MANY)}!`), 'characters');
});

test('endless underscores stand for another', () => {
  assert.equal(isPlaceholder(`${'_'.repeat(MANY)}!`), false);
  assert.equal(isPlaceholder('_'.repeat(MANY)), true);
  assert.deepEqual(['__', '_IMAGE_', '_', '_a'].map(isPlaceholder), [true, true, false, false]);
});

test('comments that silence rules are found among endless line ends, and in lines without end', () => {
  assert.equal(ignoredIn(`${'\r'.repeat(MANY)} ordinal-ignore`)?.('x', 0), false);
  const isIgnored = ignoredIn(`kind: Pod\n${'# ordinal-ignore\n'.repeat(LINES)}a: 1\nb: 2\n`);
  const end = 10 + LINES * 17;
  assert.deepEqual([isIgnored?.('x', end), isIgnored?.('x', end + 5), isIgnored?.('x', 0)], [true, false, false]);
});

test('a broken document behind endless blank lines is looked at once', () => {
  const blank = '\n'.repeat(MANY);
  assert.equal(readContent(`${blank}  kind: StatefulSet\na: "`).state, 'foreign');
  assert.equal(readContent(`${blank} \t{ "kind": "StatefulSet", "a": "`).state, 'read');
});

test('a path with endless brackets names nothing, and one with an annotation names it', () => {
  assert.ok(readFieldPath('['.repeat(MANY), {}).length <= 1);
  assert.deepEqual(readFieldPath('metadata.labels[a/b.c]', {}), ['metadata', 'labels', 'a/b.c']);
});

test('a line of endless blanks or marks is read once, wherever it stands', () => {
  const lines = [' '.repeat(MANY), '\t'.repeat(MANY), '&'.repeat(MANY), '- '.repeat(MANY / 2), `a${' '.repeat(MANY)}b`];
  for (const line of lines) {
    const { current } = linesAround(`${line} x`, 0, MANY + 2);
    assert.equal(isOpen({ ...current, key: 'a', rest: `${line} x` }), false);
    assert.equal(namedIn(readContent(`kind: ConfigMap\nmetadata:\n ${line}`)), undefined);
  }
  assert.equal(isTemplate('\r'.repeat(MANY), undefined, true), false);
  assert.equal(isOpen({ ...linesAround('a: &x !!map ', 0, 12).current }), true);
});

test('what was copied along is looked for once among endless blanks', () => {
  assert.equal(withoutPage(`${'\n'.repeat(MANY)}kind: Pod\n`, false), undefined);
  const blanks = ' '.repeat(MANY);
  const row = (text: string) => `| ${text}${blanks}x${blanks}|${blanks}`;
  const lines = withoutPage(['a: 1', 'b: 2', 'c: 3'].map(row).join('\n'), true)?.split('\n') ?? [];
  assert.deepEqual(lines, [`a: 1${blanks}x`, `b: 2${blanks}x`, `c: 3${blanks}x`]);
});

test('what a server says is tidied in one go', () => {
  const told = failureTold({ kind: 'server', detail: `${'.'.repeat(MANY)}!${' \n'.repeat(MANY)}` }, 'https://x');
  assert.ok(String(told.values['detail']).length <= 300);
  assert.equal(failureTold({ kind: 'server', detail: ' it\n failed... ' }, 'x').values['detail'], 'it failed');
  assert.equal(withoutTrailing(`${'/'.repeat(MANY)}a${'/'.repeat(MANY)}`, '/').length, MANY + 1);
});
