import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused, volume } from '../../../../support/neighbours.ts';

test('a volume lies on one thing, said completely', () => {
  assert.deepEqual(refused(volume({})), ['volume-source-missing spec']);
  assert.deepEqual(refused(volume({ hostPath: { path: '/a' }, nfs: { server: 'a', path: '/b' } })), [
    'two-volume-sources spec.nfs',
  ]);
  assert.deepEqual(refused(volume({ nfs: { path: 'b' } })), [
    'field-missing spec.nfs.server',
    'path-not-absolute spec.nfs.path',
  ]);
  assert.deepEqual(refused(volume({ hostPath: { path: '/a/../b', type: 'Folder' } })), [
    'path-leads-upwards spec.hostPath.path',
    'value-not-supported spec.hostPath.type',
  ]);
  assert.deepEqual(refused(volume({ csi: { driver: 'a_b', volumeHandle: 'x', nodeStageSecretRef: {} } })), [
    'invalid-name spec.csi.driver',
  ]);
  assert.deepEqual(
    refused(volume({ csi: { driver: 'A.b', volumeHandle: 'x', nodePublishSecretRef: { name: 'a' } } })),
    ['field-missing spec.csi.nodePublishSecretRef.namespace'],
  );
  assert.deepEqual(refused(volume({ iscsi: { targetPortal: 'a', iqn: 'b', lun: 256 } })), [
    'out-of-range spec.iscsi.lun',
    'value-not-supported spec.iscsi.iqn',
  ]);
});

test('what a volume refers to outside of it has a name and a namespace', () => {
  const iqn = 'iqn.2001-04.com.example:disk';
  const secretRef = { name: 's' };
  assert.deepEqual(refused(volume({ iscsi: { targetPortal: 'a', iqn, secretRef: {} } })), [
    'field-missing spec.iscsi.secretRef.name',
  ]);
  assert.deepEqual(refused(volume({ cinder: { volumeID: 'a', secretRef } })), [
    'field-missing spec.cinder.secretRef.namespace',
  ]);
  assert.deepEqual(
    refused(volume({ storageos: { volumeName: 'a', secretRef: { ...secretRef, namespace: 'b' } } })),
    [],
  );
  assert.deepEqual(refused(volume({ rbd: { monitors: ['a'], image: 'b', secretRef: {} } })), []);
  const glusterfs = { endpoints: 'e', path: 'p' };
  assert.deepEqual(refused(volume({ glusterfs: { ...glusterfs, endpointsNamespace: null } })), []);
  assert.deepEqual(refused(volume({ glusterfs: { ...glusterfs, endpointsNamespace: '' } })), [
    'invalid-name spec.glusterfs.endpointsNamespace',
  ]);
  assert.deepEqual(refused(volume({ azureFile: { secretName: 's', shareName: 'h', secretNamespace: '' } })), [
    'field-missing spec.azureFile.secretNamespace',
  ]);
});

test('a volume keeps the bounds of its storage system as a pod’s own volume does', () => {
  assert.deepEqual(refused(volume({ fc: {} })), ['one-of-missing spec.fc']);
  assert.deepEqual(refused(volume({ fc: { wwids: ['a'] } })), []);
  assert.deepEqual(refused(volume({ flocker: {} })), ['one-of-missing spec.flocker']);
  assert.deepEqual(refused(volume({ flocker: { datasetName: '' } })), ['one-of-missing spec.flocker']);
  assert.deepEqual(refused(volume({ flocker: { datasetName: '', datasetUUID: 'u' } })), []);
  assert.deepEqual(refused(volume({ flocker: { datasetName: 'a/b' } })), ['invalid-name spec.flocker.datasetName']);
  assert.deepEqual(refused(volume({ rbd: { monitors: [], image: 'i' } })), ['field-missing spec.rbd.monitors']);
  assert.deepEqual(refused(volume({ flexVolume: { driver: 'd', options: { 'kubernetes.io/x': 'y' } } })), [
    'field-not-allowed spec.flexVolume.options.kubernetes.io/x',
  ]);
});

test('the interface of an initiator is named by volume and portal, in 64 bytes', () => {
  const iscsi = { iqn: 'iqn.2001-04.com.example:disk', initiatorName: 'iqn.2001-04.com.example:me' };
  const portal = (length: number) => ({ ...iscsi, targetPortal: 'p'.repeat(length) });
  assert.deepEqual(refused(volume({ iscsi: portal(57) })), []);
  assert.deepEqual(refused(volume({ iscsi: portal(58) })), ['name-too-long spec.iscsi.targetPortal']);
  assert.deepEqual(refused(volume({ iscsi: { ...portal(58), initiatorName: null } })), []);
  assert.deepEqual(refused(volume({ iscsi: { ...portal(5), initiatorName: '' } })), [
    'value-not-supported spec.iscsi.initiatorName',
  ]);
});

test('a local volume names its node; half a rule about nodes is another fault', () => {
  const local = { path: '/a' };
  assert.deepEqual(refused(volume({ local })), ['local-volume-without-node spec.nodeAffinity.required']);
  assert.deepEqual(refused(volume({ local, nodeAffinity: {} })), ['field-missing spec.nodeAffinity.required']);
  const node = (name: unknown) => ({
    required: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] }] },
  });
  assert.deepEqual(refused(volume({ local, nodeAffinity: node('node-1') })), []);
  for (const name of ['Node_1', '', null])
    assert.deepEqual(refused(volume({ local, nodeAffinity: node(name) })), [
      'invalid-name spec.nodeAffinity.required.nodeSelectorTerms[0].matchFields[0].values[0]',
    ]);
});

test('a volume offers storage, more than nothing, and nothing else', () => {
  const nfs = { server: 'a', path: '/b' };
  assert.deepEqual(refused(volume({ nfs, capacity: undefined })), ['volume-capacity-missing spec.capacity.storage']);
  assert.deepEqual(refused(volume({ nfs, capacity: { storage: '0' } })), [
    'storage-not-positive spec.capacity.storage',
  ]);
  assert.deepEqual(refused(volume({ nfs, capacity: { storage: '1Gi', cpu: 0 } })), [
    'volume-capacity-other spec.capacity.cpu',
    'storage-not-positive spec.capacity.cpu',
  ]);
  assert.deepEqual(refused(volume({ nfs, accessModes: [null] })), ['value-not-supported spec.accessModes[0]']);
});

test('a local volume says where it is; what it says is a list of nodes', () => {
  const local = { path: '/a' };
  const required = (term: unknown) => ({ required: { nodeSelectorTerms: [term] } });
  assert.deepEqual(refused(volume({ local })), ['local-volume-without-node spec.nodeAffinity.required']);
  assert.deepEqual(refused(volume({ local, nodeAffinity: { required: {} } })), [
    'field-missing spec.nodeAffinity.required.nodeSelectorTerms',
  ]);
  const byName = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] };
  assert.deepEqual(refused(volume({ local, nodeAffinity: required(byName) })), []);
  const twoNames = { matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a', 'b'] }] };
  const first = 'spec.nodeAffinity.required.nodeSelectorTerms[0]';
  assert.deepEqual(refused(volume({ local, nodeAffinity: required(twoNames) })), [
    `selector-one-value ${first}.matchFields[0].values`,
    `value-not-supported ${first}.matchFields[0].key`,
  ]);
  assert.deepEqual(refused(volume({ local, nodeAffinity: required({ matchExpressions: [null] }) })), [
    `field-missing ${first}.matchExpressions[0].key`,
    `field-missing ${first}.matchExpressions[0].operator`,
  ]);
});

test('only the root of a node is not recycled', () => {
  const told = (path: string) => refused(volume({ hostPath: { path }, persistentVolumeReclaimPolicy: 'Recycle' }));
  for (const path of ['/', '//', '/./'])
    assert.deepEqual(told(path), ['recycle-of-root spec.persistentVolumeReclaimPolicy']);
  for (const path of ['/a', 'a']) assert.deepEqual(told(path), []);
});
