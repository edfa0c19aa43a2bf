import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../../../../src/core/statefulset/verdict.ts';
import { heldText } from '../../../../src/editor/views/verdict-text.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { NOW, statefulSet } from '../objects.ts';

const say = speaker(allSentences);
const set = statefulSet({ replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } });

function held(outdated?: readonly string[]): string | undefined {
  const verdict = { verdict: 'held', by: 'partition', ...(outdated === undefined ? {} : { outdated }) } as Verdict;
  return heldText({ verdict, at: NOW }, set, say);
}

test('a set that is held says how many of its pods are updated: all where none is outdated, none where all are', () => {
  const told = (updated: number) => say('row-held-partition', { partition: 2, updated, wanted: 3 });
  assert.equal(held(), told(3));
  assert.equal(held(['web-0', 'web-1']), told(1));
  assert.equal(held(['web-0', 'web-1', 'web-2', 'web-3']), told(0));
});
