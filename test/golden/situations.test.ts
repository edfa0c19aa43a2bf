import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { judge, type Snapshot } from '../../src/cli/why/snapshot.ts';
import { told } from '../../src/cli/why/text.ts';
import { allSentences } from '../../src/words/spoken/all.ts';
import { speaker } from '../../src/words/words.ts';

interface Situation extends Snapshot {
  readonly name: string;
  readonly about: string;
  readonly expect: { readonly evidence?: readonly string[]; readonly [key: string]: unknown };
}

const folder = new URL('../fixtures/situations/', import.meta.url);
const situations: Situation[] = readdirSync(folder).map(file =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
);
const say = speaker(allSentences);

describe('the verdict on a recorded state of a real cluster', () => {
  for (const situation of situations)
    it(`${situation.name}: ${situation.about}`, () => {
      const [judged] = judge(situation);
      assert.ok(judged);
      const got = told(judged, say) as Record<string, unknown>;
      const { evidence = [], ...expected } = situation.expect;
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(got[key], value, key);
      const words = JSON.stringify([got['evidence'], got['sentence']]);
      for (const word of evidence) assert.ok(words.includes(word), `${word} in ${words}`);
    });

  for (const situation of situations)
    it(`${situation.name} is told without a gap`, () => {
      const [judged] = judge(situation);
      assert.ok(judged);
      const { sentence, advice } = told(judged, say) as { sentence: string; advice: string[] };
      for (const line of [sentence, ...advice]) {
        assert.doesNotMatch(line, /[{}]|undefined|\(\)|^(verdict|way-out)-/);
      }
    });
});

describe('what may not be read', () => {
  const situation = situations.find(candidate => candidate.name === 'no-such-class');
  assert.ok(situation);

  it('is named, and not taken for in order', () => {
    const { Event, PersistentVolumeClaim, ...objects } = situation.objects;
    const [judged] = judge({ ...situation, objects });
    assert.deepEqual(judged?.verdict.unknown.toSorted(), ['Event', 'PersistentVolumeClaim']);
    assert.notEqual(judged?.verdict.verdict, 'fine');
  });
});
