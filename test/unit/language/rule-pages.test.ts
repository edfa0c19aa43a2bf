import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type FindingCode, isFindingCode, rules } from '../../../src/core/manifest/catalogue.ts';
import { splitDocuments } from '../../../src/core/manifest/yaml/split.ts';
import { rulePage } from '../../../src/language/diagnostics.ts';

/** Writes the examples of all pages anew from the fixtures: UPDATE=1 node --test test/unit/language/rule-pages.test.ts */
const update = process.env['UPDATE'] === '1';
const root = path.join(import.meta.dirname, '../../..');
const fixtures = path.join(root, 'test/fixtures/manifests');
const codes = Object.keys(rules).filter(isFindingCode);

for (const code of codes) {
  test(`the page of ${code} tells its weight and shows its fixtures`, () => {
    const file = path.join(root, rulePage(code));
    const page = readFileSync(file, 'utf8');
    const { severity, basis } = rules[code];
    assert.match(page, /^# \S.+\n\n/);
    assert.ok(
      page.includes(`\n\`${code}\` — ${severity}, ${basis}\n`),
      'code, severity and basis stand under the title',
    );
    assert.ok(page.includes(`# ordinal-ignore ${code}`), 'the page says how to silence the rule');
    const shown = withExamples(page, code);
    if (update) writeFileSync(file, shown);
    else assert.equal(page, shown, 'run this test with UPDATE=1 to take over the fixtures');
  });
}

test('there is no page without a rule', () => {
  const names = readdirSync(path.join(root, 'docs/rules')).map(name => name.replace(/\.md$/, ''));
  assert.deepEqual(
    names.filter(name => !isFindingCode(name) && name !== 'README'),
    [],
  );
});

test('the list of rules names every rule', () => {
  const list = readFileSync(path.join(root, 'docs/rules/README.md'), 'utf8');
  const listed = [...list.matchAll(/^\| \[`([a-z-]+)`\]\(([a-z-]+)\.md\) \| (\w+) \| (\w+) \|/gm)].map(
    ([, code, page, severity, basis]) => [code, page, severity, basis],
  );
  assert.deepEqual(
    listed.toSorted(byName),
    codes.map(code => [code, code, rules[code].severity, rules[code].basis]).toSorted(byName),
  );
});

test('every entry of what is accepted and never works has a rule, or says why no text can tell it', () => {
  const list = readFileSync(path.join(root, 'docs/rules/README.md'), 'utf8');
  const rows = [...list.matchAll(/^\| ([NDVTR]\d+) \| (.+?) \| (.+?) \|$/gm)];
  const numbers = rows.map(([, number = '']) => number);
  const wanted = Object.entries({ N: 12, D: 9, V: 17, T: 12, R: 24 }).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
  );
  assert.deepEqual(numbers, wanted);
  const named = rows.flatMap(([, , , told = '']) =>
    [...told.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, code]) => code),
  );
  assert.deepEqual(
    named.filter(code => code === undefined || !isFindingCode(code)),
    [],
  );
});

function byName(one: readonly unknown[], other: readonly unknown[]): number {
  return String(one[0]).localeCompare(String(other[0]));
}

function withExamples(page: string, code: FindingCode): string {
  return page.replace(
    /(## (Wrong|Right)\n\n```yaml\n)[^`]*(```)/g,
    (_all, head: string, which: string, tail: string) => {
      return head + example(code, which.toLowerCase()) + tail;
    },
  );
}

/** Of fixtures that are checked alone the first document; of others all, since they belong together. */
function example(code: FindingCode, which: string): string {
  const alone = path.join(fixtures, 'alone', `${code}.${which}.yaml`);
  if (existsSync(alone)) return splitDocuments(readFileSync(alone, 'utf8'))[0]?.text ?? '';
  return readFileSync(path.join(fixtures, 'around', `${code}.${which}.yaml`), 'utf8');
}
