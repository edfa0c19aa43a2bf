import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../../../../src/core/statefulset/verdict.ts';
import { setRevisions } from '../../../../src/editor/commands/revision-choices.ts';
import { actionsFor } from '../../../../src/editor/commands/why-actions.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { set } from '../../../support/statefulset.ts';
import { revision } from '../objects.ts';
import { storedMirror } from '../verdicts/stored-mirror.ts';

const say = speaker(allSentences);
const web = { kind: 'StatefulSet', namespace: 'shop', name: 'web', context: 'context/prod' } as const;

function offered(more: Partial<Verdict>): string[] {
  const verdict: Verdict = { verdict: 'stuck', evidence: [], unknown: [], pod: 'web-2', ...more };
  return actionsFor(verdict, web, say).map(({ command, argument }) => `${command} ${argument.name}`);
}

test('each way out that Ordinal has a command for is offered, the first step first', () => {
  assert.deepEqual(offered({ wayOut: 'delete-pod' }), ['ordinal.deletePod web-2']);
  assert.deepEqual(offered({ wayOut: 'undo' }), ['ordinal.rollBack web']);
  assert.deepEqual(offered({ wayOut: 'restore-revision-then-delete-pod' }), [
    'ordinal.repair web',
    'ordinal.rollBack web',
  ]);
  assert.deepEqual(offered({ wayOut: 'lower-partition-then-delete-pod' }), [
    'ordinal.setPartition web',
    'ordinal.deletePod web-2',
  ]);
  assert.deepEqual(offered({ wayOut: 'fix-template', thenDelete: true, cause: 'image-pull' }), [
    'ordinal.setImage web',
    'ordinal.deletePod web-2',
  ]);
});

test('nothing is offered where it would lose data or only a person can look', () => {
  for (const wayOut of ['save-data-first', 'replace-adopted-pod', 'bring-node-back', 'remove-foreign-pod'] as const)
    assert.deepEqual(offered({ wayOut }), [], wayOut);
});

test('the log is offered where containers have run, after what mends', () => {
  assert.deepEqual(offered({ wayOut: 'delete-pod', cause: 'not-ready', waitsFor: 'web-2' }), [
    'ordinal.deletePod web-2',
    'ordinal.showLogs web-2',
  ]);
  assert.deepEqual(offered({ wayOut: 'make-room-in-volume', cause: 'crash-loop', waitsFor: 'web-1' }), [
    'ordinal.showLogs web-1',
  ]);
  assert.deepEqual(offered({ wayOut: 'mend-registry', cause: 'image-pull', waitsFor: 'web-1' }), []);
});

test('a canary is let go on by its partition', () => {
  assert.deepEqual(offered({ verdict: 'held', by: 'partition' }), ['ordinal.setPartition web']);
  assert.deepEqual(offered({ verdict: 'held', by: 'on-delete' }), []);
});

test('revisions to go back to are told newest first, and which one is the template now', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'set-1', controller: true };
  const own = (number: number, image: string) => {
    const one = revision(`web-${number}`, number);
    const { template } = set({ image }).spec;
    return {
      ...one,
      metadata: { ...one.metadata, ownerReferences: [owner] },
      data: { spec: { template: { ...template, $patch: 'replace' } } },
    };
  };
  const { mirror } = storedMirror([own(1, 'app:v1'), own(3, 'app:v3'), own(2, 'app:v2')]);
  const choices = setRevisions(mirror, set({ image: 'app:v3' }), Date.parse('2026-01-01T00:10:00Z'), say);
  assert.deepEqual(
    choices.map(({ number, isCurrent, words }) => [number, isCurrent, words]),
    [
      [3, true, 'the template now · app:v3 · 5m'],
      [2, false, 'app:v2 · 5m'],
      [1, false, 'app:v1 · 5m'],
    ],
  );
});
