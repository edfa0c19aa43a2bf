import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { told, whyText } from '../../../../src/cli/why/text.ts';
import { verdict } from '../../../../src/core/statefulset/verdict.ts';
import { wayOutCommands } from '../../../../src/core/statefulset/way-out-commands.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { short } from '../../../support/evidence.ts';
import { ownSituations } from '../../../support/situations.ts';

const say = speaker(allSentences);

function judged({ evidence }: (typeof ownSituations)[number]) {
  const { name, namespace } = evidence.set.metadata;
  return { kind: 'StatefulSet' as const, name, namespace, now: evidence.now, verdict: verdict(evidence) };
}

describe('the verdict on a set of which', () => {
  for (const situation of ownSituations)
    it(`${situation.about}: ${situation.verdict}`, () => {
      const found = judged(situation);
      assert.equal(short(found.verdict), situation.verdict);
      const text = whyText(found, {}, say);
      assert.doesNotMatch(text, /\{[a-z]+\}|undefined|\(\)|(^| )(verdict|way|row)-/m);
      if (situation.text !== undefined) assert.match(text, situation.text);
    });
});

describe('whatever the trouble', () => {
  const all = ownSituations.map(situation => ({ situation, found: judged(situation) }));

  it('no command forces, deletes anything but a pod, or scales', () => {
    for (const { situation, found } of all) {
      const { look, act } = wayOutCommands(found.verdict, found, found.now);
      for (const [verb = '', object = '', ...options] of act) {
        assert.ok(['delete', 'rollout', 'edit', 'patch', 'annotate'].includes(verb), situation.about);
        if (verb === 'delete') assert.match(object, /^pod\//, situation.about);
        assert.doesNotMatch(options.join(' '), /force|grace-period|finalizers|replicas/, situation.about);
      }
      for (const [verb = ''] of look) assert.ok(['logs', 'describe', 'get'].includes(verb), situation.about);
    }
  });

  it('what is stuck has a cause, and a way out that says who must do what', () => {
    for (const { situation, found } of all) {
      if (found.verdict.verdict !== 'stuck') continue;
      assert.ok(found.verdict.cause !== undefined, situation.about);
      assert.ok(found.verdict.wayOut !== undefined, situation.about);
    }
  });

  it('the first line says whether it is stuck, and at which pod', () => {
    for (const { situation, found } of all) {
      if (found.verdict.verdict !== 'stuck') continue;
      const [first = ''] = whyText(found, {}, say).split('\n');
      assert.match(first, /^web (has been|is) stuck/, situation.about);
      if (found.verdict.waitsFor !== undefined) assert.ok(first.includes(found.verdict.waitsFor), situation.about);
    }
  });

  it('programs get the commands with the place they are for', () => {
    const crash = all.find(({ situation }) => situation.about === 'the new image is nowhere to be had');
    assert.ok(crash);
    const { commands } = told(crash.found, say) as { commands: { act: string[][] } };
    assert.deepEqual(commands.act[1], ['kubectl', '--namespace', 'default', 'delete', 'pod/web-2']);
  });
});
