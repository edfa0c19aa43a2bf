import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fields } from '../../../../../src/core/manifest/place.ts';
import { budget, claim, deployment, refused, storageClass } from '../../../../support/neighbours.ts';

test('a class has up to 512 parameters, and each has a name', () => {
  const parameters = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, nth) => [`p${nth}`, 'x']));
  assert.deepEqual(refused(storageClass({ parameters: parameters(512) })), []);
  assert.deepEqual(refused(storageClass({ parameters: parameters(513) })), ['too-many-entries parameters']);
  assert.deepEqual(refused(storageClass({ parameters: { '': 'x' } })), ['invalid-name parameters.']);
});

test('what is in no namespace may name any, since the server takes it away', () => {
  const metadata = { name: 'fast', namespace: 'Kube_System' };
  assert.deepEqual(refused(storageClass({ metadata })), []);
  assert.deepEqual(refused({ ...claim({}), metadata }), ['invalid-name metadata.namespace']);
});

test('an Event owns nothing', () => {
  const owner = (kind: string, apiVersion: string) => ({
    metadata: { name: 'fast', ownerReferences: [{ apiVersion, kind, name: 'e', uid: 'u' }] },
  });
  assert.deepEqual(refused(storageClass(owner('Event', 'v1'))), ['field-not-allowed metadata.ownerReferences[0].kind']);
  assert.deepEqual(refused(storageClass(owner('Event', 'example.com/v1'))), []);
});

test('a class allows each topology once, however it is written', () => {
  const term = (...values: string[]) => ({ matchLabelExpressions: [{ key: 'zone', values }] });
  assert.deepEqual(refused(storageClass({ allowedTopologies: [term('a'), term('a', 'b')] })), []);
  assert.deepEqual(refused(storageClass({ allowedTopologies: [{}, term('a')] })), [
    'field-missing allowedTopologies[0].matchLabelExpressions',
  ]);
  assert.deepEqual(refused(storageClass({ allowedTopologies: [term('a', 'b'), term('b', 'a')] })), [
    'duplicate-entry allowedTopologies[1]',
  ]);
});

test('a class names its provisioner and where volumes are made, each once', () => {
  assert.deepEqual(refused(storageClass({ provisioner: '' })), ['field-missing provisioner']);
  assert.deepEqual(refused(storageClass({ provisioner: 'Kubernetes.io/NFS' })), []);
  assert.deepEqual(refused(storageClass({ volumeBindingMode: '' })), ['value-not-supported volumeBindingMode']);
  assert.deepEqual(refused(storageClass({ reclaimPolicy: '' })), []);
  const matchLabelExpressions = [
    { key: 'zone', values: ['a', 'a'] },
    { key: 'zone', values: [] },
  ];
  assert.deepEqual(refused(storageClass({ allowedTopologies: [{ matchLabelExpressions }] })), [
    'duplicate-entry allowedTopologies[0].matchLabelExpressions[0].values[1]',
    'field-missing allowedTopologies[0].matchLabelExpressions[1].values',
    'duplicate-entry allowedTopologies[0].matchLabelExpressions[1].key',
  ]);
});

test('a budget has one limit, as a number or a share', () => {
  for (const maxUnavailable of [0, 1, 99_999, '0%', '100%', null])
    assert.deepEqual(refused(budget({ maxUnavailable })), []);
  assert.deepEqual(refused(budget({ maxUnavailable: -1 })), ['below-minimum spec.maxUnavailable']);
  assert.deepEqual(refused(budget({ minAvailable: '101%' })), ['share-above-all spec.minAvailable']);
  for (const minAvailable of ['1', '', '1.5%', '-5%', '%'])
    assert.deepEqual(refused(budget({ minAvailable })), ['not-a-share spec.minAvailable']);
  assert.deepEqual(refused(budget({ minAvailable: 1, maxUnavailable: 1 })), ['not-together spec.maxUnavailable']);
});

test('a budget may be called anything that fits into a URL', () => {
  for (const name of ['Db', 'a b', 'a_b']) assert.deepEqual(refused(budget({}, name)), []);
  for (const name of ['a/b', '..', '50%']) assert.deepEqual(refused(budget({}, name)), ['invalid-name metadata.name']);
});

test('the sources of a claim are complete and agree', () => {
  const kind = 'PersistentVolumeClaim';
  assert.deepEqual(refused(claim({ dataSource: {} })), [
    'field-missing spec.dataSource.name',
    'field-missing spec.dataSource.kind',
  ]);
  assert.deepEqual(refused(claim({ dataSourceRef: { kind: 'VolumeSnapshot', name: 'a' } })), [
    'claim-data-source spec.dataSourceRef.kind',
  ]);
  const same = { kind, name: 'a' };
  assert.deepEqual(refused(claim({ dataSource: same, dataSourceRef: same })), []);
  assert.deepEqual(refused(claim({ dataSource: { ...same, apiGroup: null }, dataSourceRef: same })), []);
  assert.deepEqual(refused(claim({ dataSource: same, dataSourceRef: { ...same, namespace: 'b' } })), [
    'data-sources-differ spec.dataSource',
  ]);
});

test('a Deployment can move, and waits longer than a pod needs', () => {
  const rolling = (rollingUpdate: Fields) => refused(deployment({ strategy: { rollingUpdate } }));
  assert.deepEqual(rolling({ maxUnavailable: '0%', maxSurge: 0 }), [
    'rollout-cannot-move spec.strategy.rollingUpdate.maxUnavailable',
  ]);
  assert.deepEqual(rolling({ maxUnavailable: 0 }), []);
  assert.deepEqual(rolling({ maxSurge: '200%' }), []);
  assert.deepEqual(rolling({ maxUnavailable: '200%' }), ['share-above-all spec.strategy.rollingUpdate.maxUnavailable']);
  assert.deepEqual(refused(deployment({ minReadySeconds: 600 })), ['deadline-before-ready spec.minReadySeconds']);
  assert.deepEqual(refused(deployment({ minReadySeconds: 599 })), []);
  assert.deepEqual(refused(deployment({ progressDeadlineSeconds: 0 })), [
    'deadline-before-ready spec.progressDeadlineSeconds',
  ]);
});
