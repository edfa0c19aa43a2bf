import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersistentVolume, StorageClass } from '../../../../src/core/statefulset/model.ts';
import { type ClaimContext, claimRow } from '../../../../src/editor/views/claim-row.ts';
import { fateOfStray, leftBehindOfSet } from '../../../../src/editor/views/left-behind-rows.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { claim, NOW, pod, statefulSet } from '../objects.ts';
import { factsOf } from './set-facts.ts';

const say = speaker(allSentences);
const volume: PersistentVolume = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'pv-data-web-0' },
  spec: { persistentVolumeReclaimPolicy: 'Delete' },
};
const later: StorageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard' },
  provisioner: 'disk.example',
  volumeBindingMode: 'WaitForFirstConsumer',
};

function context(more: Partial<ClaimContext> = {}): ClaimContext {
  return { say, now: NOW, volume, pod: pod('web-0'), classes: [later], events: [], ...more };
}

const bound = claim('data-web-0');

test('a bound claim tells its size, class, volume, access modes, what happens when it is released, and its age', () => {
  const shared = { ...bound, status: { ...bound.status, accessModes: ['ReadWriteOnce'] } };
  assert.equal(
    claimRow(shared, context()).description,
    'Bound · 2Gi · standard · 5m · ReadWriteOnce · Delete · pv-data-web-0',
  );
});

test('a claim that grows tells what it has and what it asks for', () => {
  const grows = { ...bound, spec: { ...bound.spec, resources: { requests: { storage: '3Gi' } } } };
  assert.match(claimRow(grows, context()).description, /^Bound · 2Gi, growing to 3Gi · /);
  const same = { ...bound, spec: { ...bound.spec, resources: { requests: { storage: '2048Mi' } } } };
  assert.match(claimRow(same, context()).description, /^Bound · 2Gi · /);
});

test('a claim that was there before its pod says by how much', () => {
  const old = { ...bound, metadata: { ...bound.metadata, creationTimestamp: '2026-01-01T00:00:00Z' } };
  assert.match(claimRow(old, context()).description, / · 10m old, 5m older than web-0 · /);
  assert.match(claimRow(old, context({ pod: undefined })).description, / · 10m · /);
});

test('a pending claim says why, aloud too', () => {
  const row = claimRow(claim('data-web-0', { bound: false }), context());
  assert.equal(row.description, 'Pending · waits until its pod has a node · 1Gi · standard · 5m · Delete');
  assert.match(row.spoken, /Pending, waits until its pod/);
  const missing = claimRow(claim('data-web-0', { bound: false }), context({ classes: [] }));
  assert.match(missing.description, /class standard does not exist/);
});

test('a condition of the claim stands in its tooltip in the cluster’s own words', () => {
  const conditions = [{ type: 'FileSystemResizePending', status: 'True', message: 'Waiting for user to restart.' }];
  const row = claimRow({ ...bound, status: { ...bound.status, conditions } }, context());
  assert.ok(row.tooltip.some(fact => 'sentence' in fact && fact.sentence === 'Waiting for user to restart.'));
});

test('a claim left behind says at which size of the set it is taken up again, counted from the first ordinal', () => {
  const set = statefulSet({ replicas: 2, ordinals: { start: 3 } });
  const facts = factsOf({ set, claims: new Map([['data-web-6', claim('data-web-6')]]) });
  const [branch] = leftBehindOfSet(facts, [3, 4], { say, now: NOW, showNamespace: false });
  assert.match(branch?.children[0]?.row.description ?? '', /^scale to 4 and web-6 has it again · Bound · /);
});

test('a claim below the first ordinal is not promised to anybody', () => {
  const set = statefulSet({ replicas: 2, ordinals: { start: 3 } });
  const facts = factsOf({ set, claims: new Map([['data-web-0', claim('data-web-0')]]) });
  const [branch] = leftBehindOfSet(facts, [3, 4], { say, now: NOW, showNamespace: false });
  assert.match(branch?.children[0]?.row.description ?? '', /was of web-0, a number below ordinals.start · /);
});

test('a claim of no set tells the number of its pod', () => {
  assert.equal(fateOfStray(claim('data-db-7'), say), 'was of db-7; a StatefulSet named db finds it again');
  // Where the template's name ends and the set's begins cannot be told.
  assert.match(fateOfStray(claim('data-my-db-7'), say) ?? '', /number 7;/);
});
