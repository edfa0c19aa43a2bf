import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { fixesFor } from '../../../src/language/actions.ts';
import { diagnose } from '../../../src/language/diagnostics.ts';
import { applyEdits } from '../../../src/language/edit.ts';
import { loadFields } from '../../../src/language/tables.ts';
import { garblers } from '../../support/garblers.ts';
import { acceptedTexts, setText } from '../../support/manifest-texts.ts';

const options = { fields: await loadFields() };
const SHAPE = new Set(['nesting-lost', 'nesting-unclear', 'line-break-lost', 'page-characters', 'tab-indentation']);

const meaningOf = (text: string) =>
  JSON.stringify(
    parseManifest(text)
      .documents.filter(({ content }) => content.state !== 'empty')
      .map(({ content }) => content.value),
  );

/** The manifests of one document that indentation alone gives their shape. (The resources of a pod as a whole are taken for those of its last container, which nearly all are.) */
const manifests = [setText(), ...acceptedTexts()].filter(
  text =>
    !/[|>][-+]?\s*$|\t|&|\*|\.\.\.|%|\\|[{}[\]]|---|'/m.test(text) &&
    !/^ {4,6}resources:/m.test(text) &&
    // Its name may be anything, so that nothing of it looks odd.
    !/kind: PodDisruptionBudget/.test(text) &&
    diagnose(parseManifest(text), undefined, options).every(({ severity }) => severity !== 'error'),
);

type Outcome = 'same' | 'mended' | 'unclear' | 'wrong' | 'other';

/** What the fixes about the shape of a document make of it, one after the other. */
function outcomeOf(text: string, garbled: string): Outcome {
  const meant = meaningOf(text);
  let now = garbled;
  for (let round = 0; round < 3; round += 1) {
    const manifest = parseManifest(now);
    const lost = diagnose(manifest, undefined, options).find(({ code }) => SHAPE.has(code));
    const [fix] = lost === undefined ? [] : fixesFor(lost, manifest);
    if (lost?.code === 'nesting-unclear') {
      assert.equal(fix, undefined);
      return now === garbled ? 'unclear' : 'wrong';
    }
    if (fix === undefined) break;
    now = applyEdits(now, fix.edits);
  }
  if (meaningOf(now) === meant) return now === garbled ? 'same' : 'mended';
  if (now !== garbled) return 'wrong';
  // Nothing is changed; then something must be told.
  return diagnose(parseManifest(now), undefined, options).length > 0 ? 'other' : 'wrong';
}

for (const [what, garble] of Object.entries(garblers)) {
  test(`${what}: copied so, a manifest becomes what it was, or is not touched`, () => {
    const outcomes: Record<Outcome, number> = { same: 0, mended: 0, unclear: 0, wrong: 0, other: 0 };
    const some = manifests.filter((_, index) => index % 8 === what.length % 8);
    for (const [index, text] of some.entries()) {
      const garbled = garble(text, index * 13 + 5);
      const outcome = outcomeOf(text, garbled);
      assert.notEqual(outcome, 'wrong', garbled);
      outcomes[outcome] += 1;
    }
    const good = outcomes.same + outcomes.mended;
    assert.ok(good >= some.length * 0.8, `${JSON.stringify(outcomes)} of ${some.length}`);
  });
}

/** What somebody may have typed so far. */
const BEGUN = ['x', 'foo:', 'foo: bar', '- ', '- a', '-', 'foo bar', '# c', '"', 'foo: "', 'foo: [', 'foo: {a: '];

test('a manifest that is being typed is never taken for one that was pasted', () => {
  const told = (text: string) =>
    diagnose(parseManifest(text), undefined, options).filter(
      ({ code }) => SHAPE.has(code) && code !== 'tab-indentation',
    );
  for (const text of manifests.filter((_, index) => index % 40 === 0)) {
    for (let end = 0; end < text.length; end += 1) assert.deepEqual(told(text.slice(0, end)), [], text.slice(0, end));
    const lines = text.trimEnd().split('\n');
    for (const [index, line] of lines.entries()) {
      const indent = /^ */.exec(line)?.[0] ?? '';
      for (const begun of BEGUN.flatMap(word => [indent + word, `${indent}  ${word}`, word])) {
        const typed = `${lines.toSpliced(index + 1, 0, begun).join('\n')}\n`;
        assert.deepEqual(told(typed), [], typed);
      }
    }
  }
});
