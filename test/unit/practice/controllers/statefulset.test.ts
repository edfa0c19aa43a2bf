import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StatefulSet } from '../../../../src/core/statefulset/model.ts';
import { resources } from '../../../../src/practice/resources.ts';
import {
  isReady,
  namespace,
  newClaim,
  newPod,
  newSet,
  practiceCluster,
  template,
} from '../../../support/practice-cluster.ts';

type Cluster = ReturnType<typeof practiceCluster>;

const withClaims = { volumeClaimTemplates: [claimTemplate('data')] };

function claimTemplate(name: string) {
  const { apiVersion: _, kind: __, ...claim } = newClaim(name);
  return claim;
}

const setOf = (cluster: Cluster, name = 'web'): StatefulSet =>
  cluster.registry.get(resources.statefulSets, namespace, name);

/** Created and deleted pods in order: `+web-0 -web-0`. */
function watchPods(cluster: Cluster): string[] {
  const seen: string[] = [];
  cluster.registry.subscribe(({ type, object, before }) => {
    if (object.kind !== 'Pod') return;
    if (type === 'ADDED') seen.push(`+${object.metadata.name}`);
    if (object.metadata.deletionTimestamp !== undefined && before?.metadata.deletionTimestamp === undefined)
      seen.push(`-${object.metadata.name}`);
  });
  return seen;
}

describe('the hand of the StatefulSet controller', () => {
  it('makes pods in order, each with its claim, and tells of each', () => {
    const cluster = practiceCluster();
    const seen = watchPods(cluster);
    cluster.create(newSet('web', { replicas: 2, ...withClaims }));
    cluster.advance(3000);
    assert.deepEqual(seen, ['+web-0', '+web-1']);
    assert.equal(cluster.claim('data-web-1').status?.phase, 'Bound');
    assert.deepEqual(cluster.events('web'), [
      'Normal SuccessfulCreate: Create Claim data-web-0 Pod web-0 in StatefulSet web success',
      'Normal SuccessfulCreate: Create Pod web-0 in StatefulSet web successful',
      'Normal SuccessfulCreate: Create Claim data-web-1 Pod web-1 in StatefulSet web success',
      'Normal SuccessfulCreate: Create Pod web-1 in StatefulSet web successful',
    ]);
    assert.equal(setOf(cluster).status?.availableReplicas, 2);
    assert.deepEqual(cluster.faults, []);
  });

  it('rolls from the highest ordinal and numbers the revision', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web', { replicas: 2 }));
    cluster.advance(3000);
    const seen = watchPods(cluster);
    cluster.patch(resources.statefulSets, 'web', { spec: { template: template({ app: 'web' }, 'app:v2') } });
    cluster.advance(3000);
    assert.deepEqual(seen, ['-web-1', '+web-1', '-web-0', '+web-0']);
    const revisions = cluster.registry.list(resources.controllerRevisions, namespace);
    assert.deepEqual(revisions.map(revision => revision.revision).sort(), [1, 2]);
    assert.equal(setOf(cluster).status?.currentRevision, setOf(cluster).status?.updateRevision);
  });

  it('looks again by itself when minReadySeconds have run out', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web', { replicas: 2, minReadySeconds: 10 }));
    cluster.advance(9000);
    assert.deepEqual(cluster.podNames(), ['web-0']);
    assert.equal(setOf(cluster).status?.availableReplicas, 0);
    cluster.advance(3000);
    assert.deepEqual(cluster.podNames(), ['web-0', 'web-1']);
    cluster.advance(15_000);
    assert.equal(setOf(cluster).status?.availableReplicas, 2);
  });

  it('says why a pod cannot be made, once with a count, and tries again with growing pauses', () => {
    const cluster = practiceCluster();
    const name = 'a-name-of-fifty-four-characters-that-is-too-long-for-pod';
    cluster.create(
      newSet(name, {
        replicas: 1,
        serviceName: 'web',
        selector: { matchLabels: { app: 'web' } },
        template: template({ app: 'web' }),
      }),
    );
    cluster.advance(100);
    const [event] = cluster.registry.list(resources.events, namespace);
    assert.match(event?.message ?? '', new RegExp(`^Create Pod ${name}-0 in StatefulSet ${name} failed error: `));
    assert.equal(event?.reason, 'FailedCreate');
    const early = event?.count ?? 0;
    cluster.advance(60_000);
    const later = cluster.registry.list(resources.events, namespace)[0]?.count ?? 0;
    assert.ok(early >= 4 && later > early && later < 20, `${early}, then ${later}`);
    assert.deepEqual(cluster.podNames(), []);
  });

  it('makes the other pods of a batch when one of a parallel set cannot be made', () => {
    const cluster = practiceCluster();
    const seen = watchPods(cluster);
    cluster.create(newPod('web-1', { nodeName: 'node-1' }, 'app:v1', { app: 'other' }));
    cluster.create(newSet('web', { replicas: 5, podManagementPolicy: 'Parallel' }));
    cluster.advance(3000);
    assert.deepEqual(seen, ['+web-1', '+web-0', '+web-2']);
    cluster.registry.delete(resources.pods, namespace, 'web-1');
    cluster.advance(60_000);
    assert.deepEqual(seen.slice(-3), ['+web-1', '+web-3', '+web-4']);
  });

  it('waits without a word for the name of a foreign pod, and makes the claim all the same', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web-0', { nodeName: 'node-1' }, 'app:v1', { app: 'other' }), newSet('web', withClaims));
    cluster.advance(5000);
    assert.deepEqual(cluster.events('web'), [
      'Normal SuccessfulCreate: Create Claim data-web-0 Pod web-0 in StatefulSet web success',
    ]);
    cluster.registry.delete(resources.pods, namespace, 'web-0');
    cluster.advance(20_000);
    assert.equal(cluster.pod('web-0')?.metadata.ownerReferences?.[0]?.name, 'web');
  });

  it('says that a claim is on its way out, and goes on when it is gone', () => {
    const cluster = practiceCluster();
    const held = newClaim('data-web-0');
    cluster.create({ ...held, metadata: { ...held.metadata, finalizers: ['example.com/hold'] } });
    cluster.registry.delete(resources.persistentVolumeClaims, namespace, 'data-web-0');
    cluster.create(newSet('web', withClaims));
    cluster.advance(2000);
    assert.deepEqual(cluster.events('web'), [
      'Warning FailedCreate: Create Pod web-0 in StatefulSet web failed error: pvc data-web-0 is being deleted',
    ]);
    cluster.patch(resources.persistentVolumeClaims, 'data-web-0', { metadata: { finalizers: null } });
    cluster.advance(10_000);
    assert.ok(isReady(cluster.pod('web-0')));
  });

  it('adopts pods that match and have no owner, and lets go of those that no longer match', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web', { replicas: 2 }));
    cluster.advance(3000);
    cluster.registry.delete(resources.statefulSets, namespace, 'web', { propagation: 'Orphan' });
    cluster.advance(1000);
    assert.deepEqual(cluster.pod('web-1')?.metadata.ownerReferences ?? [], []);
    const seen = watchPods(cluster);
    cluster.create(newSet('web', { replicas: 2 }));
    cluster.advance(3000);
    assert.deepEqual(seen, []);
    assert.equal(cluster.pod('web-1')?.metadata.ownerReferences?.[0]?.uid, setOf(cluster).metadata.uid);
    cluster.patch(resources.pods, 'web-1', { metadata: { labels: { app: 'debug' } } });
    cluster.advance(3000);
    assert.deepEqual(cluster.pod('web-1')?.metadata.ownerReferences ?? [], []);
  });

  it('replaces a pod that failed', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web'));
    cluster.advance(1000);
    const uid = cluster.pod('web-0')?.metadata.uid;
    cluster.registry.patch(
      resources.pods,
      namespace,
      'web-0',
      'merge',
      { status: { phase: 'Failed' } },
      { subresource: 'status' },
    );
    cluster.advance(2000);
    assert.notEqual(cluster.pod('web-0')?.metadata.uid, uid);
    assert.ok(isReady(cluster.pod('web-0')));
  });

  it('deletes the claims of pods scaled away when the policy says so, and no others', () => {
    const cluster = practiceCluster();
    const persistentVolumeClaimRetentionPolicy = { whenScaled: 'Delete', whenDeleted: 'Retain' };
    cluster.create(newSet('web', { replicas: 2, persistentVolumeClaimRetentionPolicy, ...withClaims }));
    cluster.advance(3000);
    cluster.patch(resources.statefulSets, 'web', { spec: { replicas: 1 } });
    cluster.advance(3000);
    const left = cluster.registry.list(resources.persistentVolumeClaims, namespace).map(claim => claim.metadata.name);
    assert.deepEqual(left, ['data-web-0']);
    cluster.registry.delete(resources.statefulSets, namespace, 'web');
    cluster.advance(3000);
    assert.equal(cluster.claim('data-web-0').status?.phase, 'Bound');
  });

  it('keeps the history as long as its limit', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web', { revisionHistoryLimit: 1 }));
    cluster.advance(2000);
    for (const version of [2, 3, 4, 5]) {
      cluster.patch(resources.statefulSets, 'web', { spec: { template: template({ app: 'web' }, `app:v${version}`) } });
      cluster.advance(3000);
    }
    const revisions = cluster.registry.list(resources.controllerRevisions, namespace);
    assert.deepEqual(revisions.map(revision => revision.revision).sort(), [4, 5]);
  });

  it('numbers a revision anew when a template comes back', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web'));
    cluster.advance(2000);
    for (const image of ['app:v2', 'app:v1']) {
      cluster.patch(resources.statefulSets, 'web', { spec: { template: template({ app: 'web' }, image) } });
      cluster.advance(3000);
    }
    const revisions = cluster.registry.list(resources.controllerRevisions, namespace);
    assert.deepEqual(revisions.map(revision => revision.revision).sort(), [2, 3]);
    const newest = revisions.find(revision => revision.revision === 3);
    assert.equal(setOf(cluster).status?.currentRevision, newest?.metadata.name);
  });

  it('takes another name for a revision whose name is taken by other data', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web'));
    cluster.advance(2000);
    const [revision] = cluster.registry.list(resources.controllerRevisions, namespace);
    assert.ok(revision !== undefined);
    cluster.registry.delete(resources.statefulSets, namespace, 'web');
    cluster.advance(2000);
    const taken = { name: revision.metadata.name, namespace };
    cluster.registry.create(resources.controllerRevisions, { ...revision, metadata: taken, data: { other: true } });
    cluster.create(newSet('web'));
    cluster.advance(3000);
    assert.equal(setOf(cluster).status?.collisionCount, 1);
    assert.notEqual(setOf(cluster).status?.currentRevision, revision.metadata.name);
    assert.ok(isReady(cluster.pod('web-0')));
  });

  it('makes no pods for a set that is deleted in the foreground', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web', { replicas: 3 }));
    cluster.advance(300);
    const seen = watchPods(cluster);
    cluster.registry.delete(resources.statefulSets, namespace, 'web', { propagation: 'Foreground' });
    cluster.advance(3000);
    assert.deepEqual(
      seen.filter(line => line.startsWith('+')),
      [],
    );
    assert.deepEqual(cluster.podNames(), []);
  });
});
