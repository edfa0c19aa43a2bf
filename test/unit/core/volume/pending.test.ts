import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersistentVolumeClaim, StorageClass } from '../../../../src/core/statefulset/model.ts';
import { pendingReason } from '../../../../src/core/volume/pending.ts';

function claim(storageClassName: string | undefined, more: { phase?: string; placed?: boolean } = {}) {
  const annotations = more.placed === true ? { 'volume.kubernetes.io/selected-node': 'node-1' } : {};
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data-web-0', annotations },
    spec: storageClassName === undefined ? {} : { storageClassName },
    ...(more.phase === undefined ? {} : { status: { phase: more.phase } }),
  } satisfies PersistentVolumeClaim;
}

function storageClass(name: string, provisioner: string, volumeBindingMode: string): StorageClass {
  const metadata = { name };
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, provisioner, volumeBindingMode };
}

const classes = [
  storageClass('now', 'disk.example', 'Immediate'),
  storageClass('later', 'disk.example', 'WaitForFirstConsumer'),
  storageClass('hand', 'kubernetes.io/no-provisioner', 'Immediate'),
];

test('a claim that is pending says what it waits for', () => {
  assert.equal(pendingReason(claim(undefined), classes), 'no-class');
  assert.equal(pendingReason(claim(''), classes), 'no-class');
  assert.equal(pendingReason(claim('gone'), classes), 'class-missing');
  assert.equal(pendingReason(claim('now'), classes), 'provisioning');
  assert.equal(pendingReason(claim('hand'), classes), 'made-by-hand');
});

test('a class that waits for a pod is waited for until the pod has a node', () => {
  assert.equal(pendingReason(claim('later'), classes), 'waits-for-pod');
  assert.equal(pendingReason(claim('later', { placed: true }), classes), 'provisioning');
});

test('a claim that is bound waits for nothing, and nothing is said of classes that may not be read', () => {
  assert.equal(pendingReason(claim('now', { phase: 'Bound' }), classes), undefined);
  assert.equal(pendingReason(claim('now'), undefined), undefined);
});
