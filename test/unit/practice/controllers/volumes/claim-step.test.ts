import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  StorageClass,
} from '../../../../../src/core/statefulset/model.ts';
import { selectedNode } from '../../../../../src/practice/controllers/volumes/binding.ts';
import {
  boundStep,
  namedStep,
  type Supply,
  searchStep,
} from '../../../../../src/practice/controllers/volumes/claim-step.ts';
import { newClaim, newPod, newVolume } from '../../../../support/practice-cluster.ts';

const nothing: Supply = { volumes: [], classes: [], pods: () => [] };
const provisioner = 'disks.example.com';

function newClass(name: string, rest: Partial<StorageClass> = {}): StorageClass {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner, ...rest };
}

function defaultClass(name: string, creationTimestamp: string): StorageClass {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  return newClass(name, { metadata: { name, annotations, creationTimestamp } });
}

function withMetadata(claim: PersistentVolumeClaim, metadata: object): PersistentVolumeClaim {
  return { ...claim, metadata: { ...claim.metadata, ...metadata } };
}

function reasonOf(step: ReturnType<typeof searchStep>): string | undefined {
  return 'says' in step ? step.says?.reason : undefined;
}

describe('a claim that names no volume', () => {
  it('is bound to the smallest volume that is large enough', () => {
    const volume = newVolume('fitting', {}, '2Gi');
    const volumes = [newVolume('large', {}, '5Gi'), volume, newVolume('small', {}, '1Mi')];
    assert.deepEqual(searchStep(newClaim('data'), { ...nothing, volumes }), { do: 'bind', volume });
  });

  it('gets the newest default class where it is silent about classes', () => {
    const classes = [defaultClass('newer', '2026-01-02T00:00:00Z'), defaultClass('older', '2026-01-01T00:00:00Z')];
    const step = searchStep(newClaim('data'), { ...nothing, classes });
    assert.equal(step.do === 'assign-class' ? step.claim.spec.storageClassName : step.do, 'newer');
  });

  it('gets no class where it asks for none', () => {
    const classes = [defaultClass('standard', '2026-01-01T00:00:00Z')];
    const step = searchStep(newClaim('data', { storageClassName: '' }), { ...nothing, classes });
    assert.deepEqual([step.do, reasonOf(step)], ['wait', 'FailedBinding']);
  });

  it('is left alone once it is being deleted', () => {
    const claim = withMetadata(newClaim('data'), { deletionTimestamp: '2026-01-01T00:00:00Z' });
    const classes = [defaultClass('standard', '2026-01-01T00:00:00Z')];
    assert.deepEqual(searchStep(claim, { ...nothing, classes }), { do: 'nothing' });
  });

  it('says that its class does not exist', () => {
    const says = {
      type: 'Warning',
      reason: 'ProvisioningFailed',
      message: 'storageclass.storage.k8s.io "gone" not found',
    };
    const claim = newClaim('data', { storageClassName: 'gone' });
    assert.deepEqual(searchStep(claim, nothing), { do: 'wait', says });
  });

  it('is marked for the provisioner of its class once', () => {
    const classes = [newClass('fast')];
    const first = searchStep(newClaim('data', { storageClassName: 'fast' }), { ...nothing, classes });
    assert.equal(reasonOf(first), 'ExternalProvisioning');
    const asked = first.do === 'wait' ? first.asked : undefined;
    assert.deepEqual(asked?.metadata.annotations, {
      'volume.beta.kubernetes.io/storage-provisioner': provisioner,
      'volume.kubernetes.io/storage-provisioner': provisioner,
    });
    const second = asked === undefined ? first : searchStep(asked, { ...nothing, classes });
    assert.deepEqual([second.do, reasonOf(second), 'asked' in second], ['wait', 'ExternalProvisioning', false]);
  });

  it('asks nobody where the class has no provisioner', () => {
    const classes = [newClass('local', { provisioner: 'kubernetes.io/no-provisioner' })];
    const step = searchStep(newClaim('data', { storageClassName: 'local' }), { ...nothing, classes });
    assert.deepEqual([reasonOf(step), 'asked' in step], ['ProvisioningFailed', false]);
    assert.match(step.do === 'wait' ? (step.says?.message ?? '') : '', /^no volume plugin matched name: kubernetes/);
  });
});

describe('a claim whose class waits for the first consumer', () => {
  const classes = [newClass('fast', { volumeBindingMode: 'WaitForFirstConsumer' })];
  const claim = newClaim('data', { storageClassName: 'fast' });
  const volumes: readonly PersistentVolume[] = [newVolume('disk', { storageClassName: 'fast' })];

  it('takes no volume before there is a pod, and says so', () => {
    const step = searchStep(claim, { ...nothing, classes, volumes });
    assert.deepEqual([step.do, reasonOf(step)], ['wait', 'WaitForFirstConsumer']);
  });

  it('names the pod that waits with it', () => {
    const mounting = newPod('web', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });
    const pods = (): readonly Pod[] => [newPod('other'), mounting];
    const step = searchStep(claim, { ...nothing, classes, pods });
    assert.equal(step.do === 'wait' && step.says?.message, 'waiting for pod web to be scheduled');
  });

  it('names all pods that wait with it, and none that has its node', () => {
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const pods = (): readonly Pod[] => [
      newPod('placed', { volumes, nodeName: 'node-1' }),
      ...['one', 'two'].map(name => newPod(name, { volumes })),
    ];
    const step = searchStep(claim, { ...nothing, classes, pods });
    assert.equal(step.do === 'wait' && step.says?.message, 'waiting for pods one,two to be scheduled');
  });

  it('is served like any other once the scheduler has chosen a node', () => {
    const placed = withMetadata(claim, { annotations: { [selectedNode]: 'node-1' } });
    assert.equal(searchStep(placed, { ...nothing, classes, volumes }).do, 'bind');
    assert.equal(reasonOf(searchStep(placed, { ...nothing, classes })), 'ExternalProvisioning');
  });
});

describe('a claim that names its volume', () => {
  const claim = newClaim('data', { volumeName: 'disk' });

  it('waits in silence for a volume that does not exist', () => {
    assert.deepEqual(namedStep(claim, undefined), { do: 'wait' });
  });

  it('takes a volume that is reserved for it, even one that would not fit', () => {
    const volume = newVolume('disk', { claimRef: { name: 'data', namespace: 'shop' } }, '1Mi');
    assert.deepEqual(namedStep(withMetadata(claim, { namespace: 'shop' }), volume), { do: 'bind', volume });
  });

  it('says whether another claim has the volume or what about it does not fit', () => {
    assert.equal(reasonOf(namedStep(claim, newVolume('disk', { claimRef: { name: 'other' } }))), 'FailedBinding');
    assert.equal(reasonOf(namedStep(claim, newVolume('disk', { volumeMode: 'Block' }))), 'VolumeMismatch');
  });

  it('does not take a volume that is being deleted', () => {
    const volume = newVolume('disk');
    const going = { ...volume, metadata: { ...volume.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
    const step = namedStep(claim, going);
    assert.equal(
      step.do === 'wait' && step.says?.message,
      'Cannot bind to requested volume "disk": the volume is marked for deletion "disk"',
    );
  });
});

describe('a claim that was bound', () => {
  const claim = withMetadata(
    { ...newClaim('data', { volumeName: 'disk' }), status: { phase: 'Bound' } },
    { uid: 'claim-1' },
  );

  it('is lost without its volume, and that is told once', () => {
    assert.equal(reasonOf(boundStep(claim, undefined)), 'ClaimLost');
    assert.deepEqual(boundStep({ ...claim, status: { phase: 'Lost' } }, undefined), { do: 'nothing' });
  });

  it('is lost to the claim that the volume names', () => {
    const volume = newVolume('disk', { claimRef: { name: 'other' } });
    assert.equal(reasonOf(boundStep(claim, volume)), 'ClaimMisbound');
    const byName = newVolume('disk', { claimRef: { name: 'data', namespace: claim.metadata.namespace } });
    assert.equal(reasonOf(boundStep(claim, byName)), 'ClaimMisbound');
  });

  it('is bound again where one side does not say Bound, and else left alone', () => {
    const volume = newVolume('disk', { claimRef: { name: 'data', uid: 'claim-1' } });
    const bound = { ...volume, status: { phase: 'Bound' } };
    assert.deepEqual(boundStep(claim, volume), { do: 'bind', volume });
    assert.deepEqual(boundStep({ ...claim, status: { phase: 'Pending' } }, bound), { do: 'bind', volume: bound });
    assert.deepEqual(boundStep(claim, bound), { do: 'nothing' });
  });
});
