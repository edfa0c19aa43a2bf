import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFindingCode, rules } from '../../../../src/core/manifest/catalogue.ts';
import { areas, wordings } from '../../../../src/practice/validation/wire/areas.ts';
import { wordingOf } from '../../../../src/practice/validation/wording.ts';

test('every rule of what the API server refuses has the words of the server', () => {
  const codes = Object.keys(wordings).map(key => key.split(' ')[0]);
  const refusing = Object.entries(rules).filter(([, { basis }]) => basis === 'api');
  const wordless = refusing.map(([code]) => code).filter(code => !codes.includes(code) && !elsewhere.has(code));
  assert.deepEqual(wordless, []);
});

/** What the API answers before it comes to the rules, or never finds in the version that it plays. */
const elsewhere = new Set(['removed-api-version', 'wrong-api-version', 'service-name-digit']);

test('every wording belongs to a rule, and stands in one area only', () => {
  const keys = areas.flatMap(area => Object.keys(area));
  assert.deepEqual(
    keys.filter(key => !isFindingCode(key.split(' ')[0] ?? '')),
    [],
  );
  assert.deepEqual(
    keys.filter((key, index) => keys.indexOf(key) !== index),
    [],
  );
});

test('the wording that names most of the place is taken', () => {
  const say = (field: string) => () => ({ field, type: 'Invalid', message: '' }) as const;
  const table = {
    code: say('any'),
    'code c': say('c'),
    'code b.*': say('b.*'),
    'code b.c': say('b.c'),
    'code a.b.c': say('a.b.c'),
  };
  const found = (...path: (string | number)[]) => wordingOf(table, 'code', path);
  assert.equal(found('a', 0, 'b', 1, 'c'), table['code a.b.c']);
  assert.equal(found('x', 'b', 'c'), table['code b.c']);
  assert.equal(found('x', 'b', 'd'), table['code b.*']);
  assert.equal(found('x', 'y', 'c'), table['code c']);
  assert.equal(found(), table.code);
  assert.equal(wordingOf(table, 'other', ['c']), undefined);
});
