import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StorageClass } from '../../../../src/core/statefulset/model.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { namespace, newClaim, newPod, newVolume, practiceCluster } from '../../../support/practice-cluster.ts';

type Cluster = ReturnType<typeof practiceCluster>;

function withoutDefaultClass(): Cluster {
  const cluster = practiceCluster();
  cluster.registry.delete(resources.storageClasses, undefined, 'standard');
  return cluster;
}

const phases = (cluster: Cluster, name: string) => [
  cluster.volume(name).status?.phase,
  cluster.claim('data').status?.phase,
];

describe('binding claims to volumes', () => {
  it('writes both sides, and the claim has what the volume has', () => {
    const cluster = withoutDefaultClass();
    cluster.create(newVolume('disk', { accessModes: ['ReadWriteMany', 'ReadWriteOnce'] }, '5Gi'), newClaim('data'));
    cluster.advance(1000);
    const claim = cluster.claim('data');
    const volume = cluster.volume('disk');
    assert.deepEqual(phases(cluster, 'disk'), ['Bound', 'Bound']);
    assert.equal(claim.spec.volumeName, 'disk');
    assert.deepEqual(claim.status?.capacity, { storage: '5Gi' });
    assert.deepEqual(claim.status?.accessModes, ['ReadWriteMany', 'ReadWriteOnce']);
    assert.equal(claim.metadata.annotations?.['pv.kubernetes.io/bind-completed'], 'yes');
    assert.equal(claim.metadata.annotations?.['pv.kubernetes.io/bound-by-controller'], 'yes');
    assert.equal(volume.spec.claimRef?.uid, claim.metadata.uid);
    assert.equal(volume.metadata.annotations?.['pv.kubernetes.io/bound-by-controller'], 'yes');
    assert.deepEqual(cluster.faults, []);
  });

  it('says that there is neither volume nor class, and binds within 15 s of a volume that comes', () => {
    const cluster = withoutDefaultClass();
    cluster.create(newClaim('data'));
    cluster.advance(1000);
    assert.deepEqual(cluster.events('data'), [
      'Normal FailedBinding: no persistent volumes available for this claim and no storage class is set',
    ]);
    cluster.create(newVolume('disk'));
    cluster.advance(13_000);
    assert.deepEqual(phases(cluster, 'disk'), ['Available', 'Pending']);
    cluster.advance(2_000);
    assert.deepEqual(phases(cluster, 'disk'), ['Bound', 'Bound']);
  });

  it('says that a class does not exist, every 15 seconds', () => {
    const cluster = withoutDefaultClass();
    cluster.create(newClaim('data', { storageClassName: 'gone' }));
    cluster.advance(40_000);
    assert.deepEqual(cluster.events('data'), [
      'Warning ProvisioningFailed: storageclass.storage.k8s.io "gone" not found',
    ]);
    const [event] = cluster.registry.list(resources.events, namespace);
    assert.equal(event?.count, 3);
  });

  it('heeds the class in the annotation of old, and gives such a claim no default', () => {
    const cluster = practiceCluster();
    const claim = newClaim('data');
    const annotations = { 'volume.beta.kubernetes.io/storage-class': 'gone' };
    cluster.create({ ...claim, metadata: { ...claim.metadata, annotations } });
    cluster.advance(1000);
    assert.equal(cluster.claim('data').spec.storageClassName, undefined);
    assert.deepEqual(cluster.events('data'), [
      'Warning ProvisioningFailed: storageclass.storage.k8s.io "gone" not found',
    ]);
  });

  it('gives a claim without class the default class that comes later, and the newest of two', () => {
    const cluster = withoutDefaultClass();
    cluster.create(newClaim('data'));
    cluster.advance(1000);
    assert.equal(cluster.claim('data').spec.storageClassName, undefined);
    const defaultClass = (name: string): StorageClass => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'hollow.example.com/disk',
    });
    cluster.registry.create(resources.storageClasses, defaultClass('older'));
    assert.equal(cluster.claim('data').spec.storageClassName, undefined);
    cluster.advance(15_000);
    assert.equal(cluster.claim('data').spec.storageClassName, 'older');
    cluster.registry.create(resources.storageClasses, defaultClass('newer'));
    cluster.create(newClaim('second'));
    cluster.advance(1000);
    assert.equal(cluster.claim('second').spec.storageClassName, 'newer');
  });

  it('has the volume that the class promises made at once', () => {
    const cluster = practiceCluster();
    cluster.create(newClaim('data', {}, '3Gi'));
    cluster.advance(1000);
    const claim = cluster.claim('data');
    const volume = cluster.volume(`pvc-${claim.metadata.uid}`);
    assert.equal(claim.spec.volumeName, volume.metadata.name);
    assert.deepEqual(claim.status?.capacity, { storage: '3Gi' });
    assert.equal(volume.spec.persistentVolumeReclaimPolicy, 'Delete');
    assert.equal(claim.metadata.annotations?.['volume.kubernetes.io/storage-provisioner'], 'hollow.example.com/disk');
  });

  it('waits for a provisioner that is down or not installed, and says which', () => {
    const cluster = practiceCluster({ conduct: { provisions: () => false } });
    cluster.create(newClaim('data'));
    cluster.advance(30_000);
    assert.equal(cluster.claim('data').status?.phase, 'Pending');
    assert.match(
      cluster.events('data').join(),
      /ExternalProvisioning: Waiting for a volume .* 'hollow\.example\.com\/disk'/,
    );
  });

  it('takes the volume that a claim names, if it fits', () => {
    const cluster = withoutDefaultClass();
    cluster.create(newVolume('disk'), newVolume('small', {}, '1Mi'));
    cluster.create(newClaim('data', { volumeName: 'small' }), newClaim('other', { volumeName: 'disk' }));
    cluster.advance(1000);
    assert.deepEqual(cluster.events('data'), [
      'Warning VolumeMismatch: Cannot bind to requested volume "small": requested PV is too small',
    ]);
    assert.equal(cluster.claim('other').status?.phase, 'Bound');
    assert.equal(cluster.claim('other').metadata.annotations?.['pv.kubernetes.io/bound-by-controller'], undefined);
  });

  it('says that the volume a claim names belongs to another', () => {
    const cluster = withoutDefaultClass();
    cluster.create(newVolume('disk'), newClaim('first'));
    cluster.advance(1000);
    cluster.create(newClaim('data', { volumeName: 'disk' }));
    cluster.advance(1000);
    assert.deepEqual(cluster.events('data'), [
      'Warning FailedBinding: volume "disk" already bound to a different claim.',
    ]);
  });

  it('calls a claim lost whose volume was removed', () => {
    const cluster = withoutDefaultClass();
    cluster.create(newVolume('disk'), newClaim('data'));
    cluster.advance(1000);
    cluster.registry.delete(resources.persistentVolumes, undefined, 'disk');
    const volume = cluster.volume('disk');
    cluster.registry.update(resources.persistentVolumes, {
      ...volume,
      metadata: { ...volume.metadata, finalizers: [] },
    });
    cluster.advance(1000);
    assert.equal(cluster.claim('data').status?.phase, 'Lost');
    assert.match(cluster.events('data').join(), /Warning ClaimLost: Bound claim has lost its PersistentVolume/);
  });
});

describe('volumes whose claim is gone', () => {
  it('are released and keep their data and their claimRef when retained', () => {
    const cluster = withoutDefaultClass();
    cluster.create(newVolume('disk'), newClaim('data'));
    cluster.advance(1000);
    cluster.registry.delete(resources.persistentVolumeClaims, namespace, 'data');
    cluster.advance(1000);
    assert.equal(cluster.volume('disk').status?.phase, 'Released');
    cluster.create(newClaim('data'));
    cluster.advance(1000);
    assert.equal(cluster.claim('data').status?.phase, 'Pending');
  });

  it('are free again once a person clears the claimRef', () => {
    const cluster = withoutDefaultClass();
    cluster.create(newVolume('disk'), newClaim('data'));
    cluster.advance(1000);
    cluster.registry.delete(resources.persistentVolumeClaims, namespace, 'data');
    cluster.advance(1000);
    cluster.patch(resources.persistentVolumes, 'disk', { spec: { claimRef: null } });
    cluster.advance(1000);
    assert.equal(cluster.volume('disk').status?.phase, 'Available');
  });

  it('are deleted by their provisioner when the class says so', () => {
    const cluster = practiceCluster();
    cluster.create(newClaim('data'));
    cluster.advance(1000);
    cluster.registry.delete(resources.persistentVolumeClaims, namespace, 'data');
    cluster.advance(1000);
    assert.deepEqual(cluster.registry.list(resources.persistentVolumes), []);
  });
});

describe('protection', () => {
  it('holds a deleted claim while a scheduled pod mounts it', () => {
    const cluster = practiceCluster();
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    cluster.create(newClaim('data'), newPod('web', { volumes }));
    cluster.advance(1000);
    cluster.registry.delete(resources.persistentVolumeClaims, namespace, 'data');
    cluster.advance(10_000);
    assert.notEqual(cluster.claim('data').metadata.deletionTimestamp, undefined);
    cluster.registry.delete(resources.pods, namespace, 'web');
    cluster.advance(1000);
    assert.equal(cluster.registry.find(resources.persistentVolumeClaims, namespace, 'data'), undefined);
  });

  it('does not hold a claim for a pod that no node has', () => {
    const cluster = withoutDefaultClass();
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    cluster.create(newClaim('data'), newPod('web', { volumes }));
    cluster.advance(1000);
    cluster.registry.delete(resources.persistentVolumeClaims, namespace, 'data');
    cluster.advance(1000);
    assert.equal(cluster.registry.find(resources.persistentVolumeClaims, namespace, 'data'), undefined);
  });

  it('holds a deleted volume while it is bound', () => {
    const cluster = withoutDefaultClass();
    cluster.create(newVolume('disk'), newClaim('data'));
    cluster.advance(1000);
    cluster.registry.delete(resources.persistentVolumes, undefined, 'disk');
    cluster.advance(1000);
    assert.notEqual(cluster.volume('disk').metadata.deletionTimestamp, undefined);
    cluster.registry.delete(resources.persistentVolumeClaims, namespace, 'data');
    cluster.advance(1000);
    assert.equal(cluster.registry.find(resources.persistentVolumes, undefined, 'disk'), undefined);
  });
});
