import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Deployment, ReplicaSet } from '../../../../src/core/deployment/model.ts';
import type { Registry } from '../../../../src/practice/registry.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { StatusError } from '../../../../src/practice/status.ts';
import { namespace, newDeployment, newPod, practiceCluster, template } from '../../../support/practice-cluster.ts';

type Cluster = ReturnType<typeof practiceCluster>;

const deploymentOf = (cluster: Cluster): Deployment => cluster.registry.get(resources.deployments, namespace, 'web');
const setsOf = (cluster: Cluster): readonly ReplicaSet[] => cluster.registry.list(resources.replicaSets, namespace);
const image = (name: string) => ({ spec: { template: template({ app: 'web' }, name) } });
const reasons = (cluster: Cluster) =>
  (deploymentOf(cluster).status?.conditions ?? []).map(each => `${each.type}=${each.status} ${each.reason}`).sort();

function podsByImage(cluster: Cluster): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const pod of cluster.registry.list(resources.pods, namespace)) {
    const name = pod.spec.containers[0]?.image ?? '';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('the hand of the Deployment controller', () => {
  it('brings a Deployment up and says so', () => {
    const cluster = practiceCluster();
    cluster.create(newDeployment('web'));
    cluster.advance(3000);
    const { conditions: _, ...status } = deploymentOf(cluster).status ?? {};
    assert.deepEqual(status, {
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      terminatingReplicas: 0,
    });
    assert.deepEqual(reasons(cluster), [
      'Available=True MinimumReplicasAvailable',
      'Progressing=True NewReplicaSetAvailable',
    ]);
    assert.match(cluster.events('web').join(), /Normal ScalingReplicaSet: Scaled up replica set web-\w+ from 0 to 3/);
    assert.equal(deploymentOf(cluster).metadata.annotations?.['deployment.kubernetes.io/revision'], '1');
    assert.equal(deploymentOf(cluster).metadata.generation, 1);
    assert.deepEqual(cluster.faults, []);
  });

  it('never has fewer ready pods than it promises, nor more pods than it may, while it rolls', () => {
    const cluster = practiceCluster();
    cluster.create(newDeployment('web', { replicas: 4 }));
    cluster.advance(3000);
    cluster.patch(resources.deployments, 'web', image('app:v2'));
    for (let time = 0; time < 5000; time += 10) {
      cluster.advance(10);
      const { readyReplicas = 0, replicas = 0 } = deploymentOf(cluster).status ?? {};
      assert.ok(readyReplicas >= 3, `${readyReplicas} ready after ${time} ms`);
      assert.ok(replicas <= 6, `${replicas} pods after ${time} ms`);
    }
    assert.deepEqual(podsByImage(cluster), { 'app:v2': 4 });
  });

  it('runs past its deadline, and is well again when the image is put back', () => {
    const cluster = practiceCluster();
    cluster.create(newDeployment('web', { progressDeadlineSeconds: 5 }));
    cluster.advance(3000);
    cluster.patch(resources.deployments, 'web', image('app:broken'));
    cluster.advance(5000);
    assert.ok(reasons(cluster).includes('Progressing=True ReplicaSetUpdated'));
    cluster.advance(3000);
    assert.ok(reasons(cluster).includes('Progressing=False ProgressDeadlineExceeded'));
    cluster.patch(resources.deployments, 'web', image('app:v1'));
    cluster.advance(3000);
    assert.ok(reasons(cluster).includes('Progressing=True NewReplicaSetAvailable'));
    assert.deepEqual(podsByImage(cluster), { 'app:v1': 3 });
  });

  it('never has old and new pods at once when it recreates', () => {
    const cluster = practiceCluster();
    cluster.create(newDeployment('web', { strategy: { type: 'Recreate' } }));
    cluster.advance(3000);
    cluster.patch(resources.deployments, 'web', image('app:v2'));
    for (let time = 0; time < 3000; time += 5) {
      cluster.advance(5);
      assert.ok(Object.keys(podsByImage(cluster)).length <= 1, `both after ${time} ms`);
    }
    assert.deepEqual(podsByImage(cluster), { 'app:v2': 3 });
  });

  it('rolls back to a ReplicaSet that is still there', () => {
    const cluster = practiceCluster();
    cluster.create(newDeployment('web'));
    cluster.advance(3000);
    for (const name of ['app:v2', 'app:v1']) {
      cluster.patch(resources.deployments, 'web', image(name));
      cluster.advance(3000);
    }
    assert.equal(setsOf(cluster).length, 2);
    assert.equal(deploymentOf(cluster).metadata.annotations?.['deployment.kubernetes.io/revision'], '3');
    const active = setsOf(cluster).find(set => set.spec.replicas === 3);
    assert.equal(active?.metadata.annotations?.['deployment.kubernetes.io/revision-history'], '1');
  });

  it('keeps as many old ReplicaSets as its limit says', () => {
    const cluster = practiceCluster();
    cluster.create(newDeployment('web', { revisionHistoryLimit: 1 }));
    cluster.advance(3000);
    for (const name of ['app:v2', 'app:v3', 'app:v4']) {
      cluster.patch(resources.deployments, 'web', image(name));
      cluster.advance(3000);
    }
    const revisions = setsOf(cluster).map(set => set.metadata.annotations?.['deployment.kubernetes.io/revision']);
    assert.deepEqual(revisions.sort(), ['3', '4']);
  });

  it('takes another hash when a ReplicaSet of somebody else has its name', () => {
    const cluster = practiceCluster();
    cluster.create(newDeployment('web'));
    cluster.advance(3000);
    const [set] = setsOf(cluster);
    assert.ok(set !== undefined);
    cluster.registry.delete(resources.deployments, namespace, 'web');
    cluster.advance(3000);
    const labels = { app: 'other' };
    cluster.registry.create(resources.replicaSets, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: set.metadata.name, namespace, labels },
      spec: { replicas: 0, selector: { matchLabels: labels }, template: template(labels) },
    });
    cluster.create(newDeployment('web'));
    cluster.advance(3000);
    assert.equal(deploymentOf(cluster).status?.collisionCount, 1);
    assert.equal(deploymentOf(cluster).status?.availableReplicas, 3);
  });

  it('takes its pods with it when it is deleted', () => {
    const cluster = practiceCluster();
    cluster.create(newDeployment('web'));
    cluster.advance(3000);
    cluster.registry.delete(resources.deployments, namespace, 'web');
    cluster.advance(3000);
    assert.deepEqual(cluster.podNames(), []);
    assert.deepEqual(setsOf(cluster), []);
  });
});

describe('the ReplicaSet controller', () => {
  const replicaSet = (spec: object = {}): ReplicaSet => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web' },
    spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: template({ app: 'web' }), ...spec },
  });

  it('replaces a pod that is deleted, and counts the one on its way out apart', () => {
    const cluster = practiceCluster();
    cluster.create(replicaSet());
    cluster.advance(1000);
    const [name = ''] = cluster.podNames();
    cluster.registry.delete(resources.pods, namespace, name);
    cluster.advance(20);
    assert.equal(setsOf(cluster)[0]?.status?.terminatingReplicas, 1);
    assert.equal(setsOf(cluster)[0]?.status?.replicas, 2);
    cluster.advance(1000);
    assert.equal(cluster.podNames().length, 2);
    assert.ok(!cluster.podNames().includes(name));
    assert.equal(setsOf(cluster)[0]?.status?.terminatingReplicas, 0);
  });

  it('adopts a pod that matches instead of making one', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('stray', {}, 'app:v1', { app: 'web' }), replicaSet());
    cluster.advance(1000);
    assert.equal(cluster.podNames().length, 2);
    assert.equal(cluster.pod('stray')?.metadata.ownerReferences?.[0]?.name, 'web');
  });

  it('says why it cannot make pods, in an event and a condition, and takes the condition back', () => {
    let full = true;
    const door = (registry: Registry): Registry => ({
      ...registry,
      create(resource, object, options) {
        if (full && object.kind === 'Pod') throw new StatusError(403, 'Forbidden', 'exceeded quota: two-pods');
        return registry.create(resource, object, options);
      },
    });
    const cluster = practiceCluster({ door });
    cluster.create(newDeployment('web'));
    cluster.advance(1000);
    const [set] = setsOf(cluster);
    assert.deepEqual(cluster.events(set?.metadata.name ?? ''), [
      'Warning FailedCreate: Error creating: exceeded quota: two-pods',
    ]);
    assert.equal(set?.status?.conditions?.[0]?.reason, 'FailedCreate');
    assert.ok(reasons(cluster).includes('ReplicaFailure=True FailedCreate'));
    full = false;
    cluster.advance(3000);
    assert.equal(setsOf(cluster)[0]?.status?.conditions, undefined);
    assert.ok(!reasons(cluster).join().includes('ReplicaFailure'));
    assert.equal(deploymentOf(cluster).status?.availableReplicas, 3);
  });

  it('tries pods in batches of 1, 2, 4 and so on, and keeps the words of the first refusal while it is refused', () => {
    let tried = 0;
    const door = (registry: Registry): Registry => ({
      ...registry,
      create(resource, object, options) {
        if (object.kind !== 'Pod') return registry.create(resource, object, options);
        tried += 1;
        if (tried > 1) throw new StatusError(403, 'Forbidden', `exceeded quota: try ${tried}`);
        return registry.create(resource, object, options);
      },
    });
    const cluster = practiceCluster({ door });
    cluster.create(newDeployment('web', { replicas: 9 }));
    for (let passed = 0; tried === 0 && passed < 1000; passed += 1) cluster.advance(1);
    assert.equal(tried, 3);
    const [set] = setsOf(cluster);
    const refusals = cluster.events(set?.metadata.name ?? '').filter(event => event.includes('FailedCreate'));
    assert.deepEqual(refusals.slice(0, 2), [
      'Warning FailedCreate: Error creating: exceeded quota: try 2',
      'Warning FailedCreate: Error creating: exceeded quota: try 3',
    ]);
    cluster.advance(5000);
    assert.ok(tried > 5, `${tried} tries`);
    assert.equal(setsOf(cluster)[0]?.status?.conditions?.[0]?.message, 'exceeded quota: try 2');
  });

  it('calls pods available after minReadySeconds', () => {
    const cluster = practiceCluster();
    cluster.create(replicaSet({ minReadySeconds: 10 }));
    cluster.advance(5000);
    assert.equal(setsOf(cluster)[0]?.status?.readyReplicas, 2);
    assert.equal(setsOf(cluster)[0]?.status?.availableReplicas, undefined);
    cluster.advance(8000);
    assert.equal(setsOf(cluster)[0]?.status?.availableReplicas, 2);
  });
});
