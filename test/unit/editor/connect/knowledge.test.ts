import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterKnowledge } from '../../../../src/editor/connect/knowledge.ts';
import type { LiveCluster } from '../../../../src/editor/connect/session.ts';
import { claim, service, statefulSet } from '../objects.ts';
import { storedMirror } from '../verdicts/stored-mirror.ts';

/** What is known while one namespace of a small cluster is shown. */
function known(namespace: string) {
  const storageClass = (name: string, annotations = {}) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations },
  });
  const { mirror } = storedMirror([
    statefulSet(
      { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } },
      { readyReplicas: 2, updatedReplicas: 1 },
    ),
    statefulSet({}, {}, 'new'),
    service(),
    claim('data-web-0'),
    storageClass('fast', { 'storageclass.kubernetes.io/is-default-class': 'true' }),
    storageClass('slow'),
  ]);
  return clusterKnowledge({ mirror, namespace } as LiveCluster);
}

test('a set is known with its counts, those that nobody has told yet as none', () => {
  const { statefulSet: find } = known('shop');
  assert.deepEqual(find('shop', 'web'), { replicas: 3, ready: 2, updated: 1, partition: 2 });
  assert.deepEqual(find('shop', 'new'), { replicas: 3, ready: 0, updated: 0, partition: 0 });
  assert.equal(find('shop', 'old'), undefined);
});

test('a manifest without a namespace is meant for the one that is shown, and for default where all are', () => {
  assert.equal(known('shop').statefulSet(undefined, 'web')?.replicas, 3);
  assert.equal(known('').statefulSet(undefined, 'web'), undefined);
  assert.deepEqual(known('shop').claims(undefined), ['data-web-0']);
  assert.deepEqual(known('bank').claims(undefined), []);
  assert.deepEqual(known('shop').services(undefined), [{ name: 'web', headless: true }]);
});

test('storage classes are known with which of them is the default', () => {
  assert.deepEqual(known('shop').storageClasses(), [
    { name: 'fast', isDefault: true },
    { name: 'slow', isDefault: false },
  ]);
});
