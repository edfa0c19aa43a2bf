import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { allSentences } from '../../../src/words/spoken/all.ts';

const bundle: Record<string, string> = JSON.parse(
  await readFile(new URL('../../../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8'),
);

/** What kubectl says is told in its own words, in every language. */
const translated = Object.entries(allSentences).filter(([code]) => !code.startsWith('status-'));

test('every sentence stands in the Chinese bundle', () => {
  assert.deepEqual(
    translated.filter(([, sentence]) => bundle[sentence] === undefined),
    [],
  );
});

test('the Chinese bundle holds no sentence that is never said', () => {
  const said = new Set<string>(translated.map(([, sentence]) => sentence));
  assert.deepEqual(
    Object.keys(bundle).filter(sentence => !said.has(sentence)),
    [],
  );
});

test('a translation has the arguments of its sentence', () => {
  const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]))].sort();
  for (const [sentence, translation] of Object.entries(bundle)) {
    assert.deepEqual(names(translation), names(sentence), sentence);
    assert.notEqual(translation.trim(), '', sentence);
  }
});
