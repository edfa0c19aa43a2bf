import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resources } from '../../../../src/practice/resources.ts';
import { orderedCluster } from '../../../support/practice/ordered-cluster.ts';
import { newClaim, newPod, type PracticeCluster, practiceCluster } from '../../../support/practice-cluster.ts';

const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];

function ask(cluster: PracticeCluster, storage: string): void {
  cluster.patch(resources.persistentVolumeClaims, 'data', { spec: { resources: { requests: { storage } } } });
}

function sizes(cluster: PracticeCluster): { volume: unknown; claim: unknown; conditions: unknown } {
  const claim = cluster.claim('data');
  return {
    volume: cluster.volume(claim.spec.volumeName ?? '').spec.capacity?.['storage'],
    claim: claim.status?.capacity?.['storage'],
    conditions: claim.status?.conditions?.map(each => each.type),
  };
}

describe('a claim that asks for more', () => {
  it('is resizing, then waits for a node to grow the file system, and has the old size until then', () => {
    const cluster = practiceCluster();
    cluster.create(newClaim('data'));
    cluster.advance(1000);
    ask(cluster, '4Gi');
    cluster.advance(50);
    assert.deepEqual(sizes(cluster), { volume: '1Gi', claim: '1Gi', conditions: ['Resizing'] });
    cluster.advance(60_000);
    assert.deepEqual(sizes(cluster), { volume: '4Gi', claim: '1Gi', conditions: ['FileSystemResizePending'] });
    assert.deepEqual(cluster.claim('data').status?.allocatedResourceStatuses, { storage: 'NodeResizePending' });
    assert.match(
      cluster.claim('data').status?.conditions?.[0]?.message ?? '',
      /^Waiting for user to \(re-\)start a pod to finish file system resize of volume on node\.$/,
    );
    const told = cluster.events('data').join('\n');
    assert.match(told, /ExternalExpanding: waiting for an external controller to expand this PVC/);
    assert.match(told, /Resizing: External resizer is resizing volume pvc-/);
    assert.match(told, /FileSystemResizeRequired: Require file system resize of volume on node/);
  });

  it('has its size once a pod that mounts it comes to a node', () => {
    const cluster = practiceCluster();
    cluster.create(newClaim('data'));
    cluster.advance(1000);
    ask(cluster, '4Gi');
    cluster.advance(1000);
    cluster.create(newPod('web', { volumes }));
    cluster.advance(1000);
    assert.deepEqual(sizes(cluster), { volume: '4Gi', claim: '4Gi', conditions: undefined });
    assert.equal(cluster.claim('data').status?.allocatedResourceStatuses, undefined);
    assert.match(
      cluster.events('web').join('\n'),
      /Normal FileSystemResizeSuccessful: MountVolume\.NodeExpandVolume succeeded for volume "pvc-\S+" node-\d/,
    );
  });

  it('grows under a pod that runs', () => {
    const cluster = practiceCluster();
    cluster.create(newClaim('data'), newPod('web', { volumes }));
    cluster.advance(1000);
    ask(cluster, '4Gi');
    cluster.advance(1000);
    assert.deepEqual(sizes(cluster), { volume: '4Gi', claim: '4Gi', conditions: undefined });
  });

  it('is not grown by a pod that mounts it read-only', () => {
    const cluster = practiceCluster();
    const readOnly = [{ name: 'data', persistentVolumeClaim: { claimName: 'data', readOnly: true } }];
    cluster.create(newClaim('data'), newPod('web', { volumes: readOnly }));
    cluster.advance(1000);
    ask(cluster, '4Gi');
    cluster.advance(10_000);
    assert.deepEqual(sizes(cluster).conditions, ['FileSystemResizePending']);
  });

  it('needs no node where it is a raw device', () => {
    const cluster = practiceCluster();
    cluster.create(newClaim('data', { volumeMode: 'Block' }));
    cluster.advance(1000);
    ask(cluster, '4Gi');
    cluster.advance(1000);
    assert.deepEqual(sizes(cluster), { volume: '4Gi', claim: '4Gi', conditions: undefined });
  });

  it('goes on growing after the node is done, if it was asked for still more meanwhile', () => {
    const cluster = practiceCluster();
    cluster.create(newClaim('data'));
    cluster.advance(1000);
    ask(cluster, '4Gi');
    cluster.advance(1000);
    ask(cluster, '8Gi');
    cluster.advance(1000);
    assert.deepEqual(sizes(cluster), { volume: '4Gi', claim: '1Gi', conditions: ['FileSystemResizePending'] });
    cluster.create(newPod('web', { volumes }));
    cluster.advance(2000);
    assert.deepEqual(sizes(cluster), { volume: '8Gi', claim: '8Gi', conditions: undefined });
  });

  it('says nothing but that it waits while the provisioner is down', () => {
    const cluster = orderedCluster();
    cluster.create(newClaim('data'), newPod('web', { volumes }));
    cluster.advance(1000);
    cluster.book.give({ order: 'provisioner', down: true });
    ask(cluster, '4Gi');
    cluster.advance(30_000);
    assert.deepEqual(sizes(cluster), { volume: '1Gi', claim: '1Gi', conditions: undefined });
    cluster.book.give({ order: 'provisioner', down: false });
    cluster.advance(3000);
    assert.deepEqual(sizes(cluster), { volume: '4Gi', claim: '4Gi', conditions: undefined });
  });

  it('waits for a node that is lost', () => {
    const cluster = orderedCluster();
    cluster.create(newClaim('data'), newPod('web', { volumes }));
    cluster.advance(1000);
    const node = cluster.pod('web')?.spec.nodeName ?? '';
    cluster.book.give({ order: 'node', node, lost: true });
    ask(cluster, '4Gi');
    cluster.advance(10_000);
    assert.deepEqual(sizes(cluster).conditions, ['FileSystemResizePending']);
    cluster.book.give({ order: 'node', node, lost: false });
    cluster.advance(1000);
    assert.deepEqual(sizes(cluster).conditions, undefined);
  });
});
