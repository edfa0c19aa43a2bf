import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isFindingCode, rules } from '../../../src/core/manifest/catalogue.ts';
import { Lines } from '../../../src/language/lines.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import { speaker } from '../../../src/words/words.ts';
import { type Folder, read } from '../../support/diagnosed.ts';
import { type Mark, readMarks, writeMarks } from '../../support/marks.ts';

/** Rewrites the marks of all fixtures: UPDATE=1 node --test test/unit/language/fixtures.test.ts, then read the difference. */
const update = process.env['UPDATE'] === '1';
const root = path.join(import.meta.dirname, '../../fixtures/manifests');
const fixtures = (['alone', 'around', 'quiet'] as const).flatMap(folder => {
  return readdirSync(path.join(root, folder)).map(name => ({ folder, name, file: path.join(root, folder, name) }));
});
/** Too long to be read in a file, or refused by older versions only: tested in core/manifest. */
const withoutFixture = ['annotations-too-large', 'service-name-digit'];

for (const { folder, name, file } of fixtures) {
  test(`${folder}/${name} is flagged where it is marked and nowhere else`, () => {
    const { text, marks } = readMarks(readFileSync(file, 'utf8'));
    const found = marksOf(text, folder);
    if (update) writeFileSync(file, writeMarks(text, found));
    else assert.deepEqual(found, marks);
  });
}

test('every rule has a fixture that it flags and a fixture that nothing flags', () => {
  const codes = Object.keys(rules).filter(code => !withoutFixture.includes(code));
  const marked = new Map(
    fixtures.map(({ name, file }) => [
      name,
      new Set(readMarks(readFileSync(file, 'utf8')).marks.map(({ code }) => code)),
    ]),
  );
  assert.deepEqual(
    codes.filter(code => marked.get(`${code}.wrong.yaml`)?.has(code) !== true),
    [],
  );
  assert.deepEqual(
    codes.filter(code => marked.get(`${code}.right.yaml`)?.size !== 0),
    [],
  );
});

test('a fixture of a rule shows that rule alone', () => {
  const mixed = fixtures.filter(({ name, file }) => {
    const code = name.replace(/\.wrong\.yaml$/, '');
    return isFindingCode(code) && readMarks(readFileSync(file, 'utf8')).marks.some(mark => mark.code !== code);
  });
  assert.deepEqual(
    mixed.map(({ name }) => name),
    [],
  );
});

test('every finding in the fixtures has a sentence whose arguments are all given', () => {
  const say = speaker(allSentences);
  for (const { folder, file } of fixtures) {
    for (const found of read(readMarks(readFileSync(file, 'utf8')).text, folder).found) {
      const sentence = say.data(found);
      assert.doesNotMatch(sentence, /[{}]|undefined|\[object/, `${found.code}: ${sentence}`);
      assert.notEqual(sentence, found.code);
    }
  }
});

function marksOf(text: string, folder: Folder): Mark[] {
  const lines = new Lines(text);
  return read(text, folder).found.map(({ code, start, end }) => {
    const from = lines.positionAt(start);
    return { code, line: from.line, start: from.character, end: from.character + (end - start) };
  });
}
