import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubernetesObject, OwnerReference } from '../../../../src/core/statefulset/model.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { namespace, newDeployment, newSet, practiceCluster } from '../../../support/practice-cluster.ts';

type Cluster = ReturnType<typeof practiceCluster>;

function configMap(name: string, ...owners: readonly KubernetesObject[]): KubernetesObject {
  const ownerReferences = owners.map(
    (owner): OwnerReference => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: owner.metadata.name,
      uid: owner.metadata.uid ?? '',
      blockOwnerDeletion: true,
    }),
  );
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, ownerReferences } };
}

const make = (cluster: Cluster, name: string, ...owners: readonly KubernetesObject[]) =>
  cluster.registry.create(resources.configMaps, configMap(name, ...owners));

const names = (cluster: Cluster) =>
  cluster.registry.list(resources.configMaps, namespace).map(each => each.metadata.name);

const remove = (cluster: Cluster, name: string, propagation: 'Background' | 'Foreground' | 'Orphan') =>
  cluster.registry.delete(resources.configMaps, namespace, name, { propagation });

describe('the garbage collector', () => {
  it('deletes in the background what has lost its owner, down to the last generation', () => {
    const cluster = practiceCluster();
    const owner = make(cluster, 'owner');
    const child = make(cluster, 'child', owner);
    make(cluster, 'grandchild', child);
    remove(cluster, 'owner', 'Background');
    assert.deepEqual(names(cluster), ['child', 'grandchild']);
    cluster.advance(1000);
    assert.deepEqual(names(cluster), []);
  });

  it('keeps what has another owner, without the reference to the one that is gone', () => {
    const cluster = practiceCluster();
    const [one, other] = [make(cluster, 'one'), make(cluster, 'other')];
    make(cluster, 'child', one, other);
    remove(cluster, 'one', 'Background');
    cluster.advance(1000);
    const child = cluster.registry.get(resources.configMaps, namespace, 'child');
    assert.deepEqual(
      child.metadata.ownerReferences?.map(each => each.name),
      ['other'],
    );
  });

  it('deletes an owner in the foreground only after its dependents', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web', { replicas: 2 }));
    cluster.advance(2000);
    cluster.registry.delete(resources.statefulSets, namespace, 'web', { propagation: 'Foreground' });
    cluster.advance(150);
    const set = cluster.registry.get(resources.statefulSets, namespace, 'web');
    assert.deepEqual(set.metadata.finalizers, ['foregroundDeletion']);
    assert.ok(cluster.podNames().every(name => cluster.pod(name)?.metadata.deletionTimestamp !== undefined));
    cluster.advance(2000);
    assert.equal(cluster.registry.find(resources.statefulSets, namespace, 'web'), undefined);
    assert.deepEqual(cluster.podNames(), []);
    assert.deepEqual(cluster.faults, []);
  });

  it('looks for new dependents of an owner that is going only when an old one has gone', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web', { replicas: 2 }));
    cluster.advance(2000);
    const seen: string[] = [];
    cluster.registry.subscribe(({ type, object }) => {
      if (object.kind === 'ControllerRevision' || (object.kind === 'Pod' && type === 'DELETED'))
        seen.push(`${object.kind} ${type}`);
    });
    cluster.registry.delete(resources.statefulSets, namespace, 'web', { propagation: 'Foreground' });
    cluster.advance(2000);
    // The set's controller still runs, and makes the revision once more that the collector took from it.
    const [gone, back] = ['ControllerRevision DELETED', 'ControllerRevision ADDED'];
    assert.deepEqual(seen, [gone, back, 'Pod DELETED', 'Pod DELETED', gone]);
  });

  it('goes through all generations in the foreground: pods, then ReplicaSets, then the Deployment', () => {
    const cluster = practiceCluster();
    cluster.create(newDeployment('web', { replicas: 2 }));
    cluster.advance(2000);
    const gone: string[] = [];
    cluster.registry.subscribe(({ type, object }) => {
      if (type === 'DELETED' && ['Pod', 'ReplicaSet', 'Deployment'].includes(object.kind)) gone.push(object.kind);
    });
    cluster.registry.delete(resources.deployments, namespace, 'web', { propagation: 'Foreground' });
    cluster.advance(3000);
    assert.deepEqual(gone, ['Pod', 'Pod', 'ReplicaSet', 'Deployment']);
  });

  it('sets dependents free when their owner is deleted without them', () => {
    const cluster = practiceCluster();
    make(cluster, 'child', make(cluster, 'owner'));
    remove(cluster, 'owner', 'Orphan');
    cluster.advance(1000);
    assert.deepEqual(names(cluster), ['child']);
    const child = cluster.registry.get(resources.configMaps, namespace, 'child');
    assert.deepEqual(child.metadata.ownerReferences ?? [], []);
  });

  it('deletes what comes with an owner that is gone already', () => {
    const cluster = practiceCluster();
    const owner = make(cluster, 'owner');
    remove(cluster, 'owner', 'Background');
    make(cluster, 'late', owner);
    cluster.advance(1000);
    assert.deepEqual(names(cluster), []);
  });

  it('does not take an object of the same name for the owner', () => {
    const cluster = practiceCluster();
    const owner = make(cluster, 'owner');
    make(cluster, 'child', owner);
    remove(cluster, 'owner', 'Background');
    make(cluster, 'owner');
    cluster.advance(1000);
    assert.deepEqual(names(cluster), ['owner']);
  });

  it('waits for a finalizer of somebody else', () => {
    const cluster = practiceCluster();
    const owner = make(cluster, 'owner');
    const child = configMap('child', owner);
    const metadata = { ...child.metadata, finalizers: ['example.com/hold'] };
    cluster.registry.create(resources.configMaps, { ...child, metadata });
    remove(cluster, 'owner', 'Foreground');
    cluster.advance(10_000);
    assert.deepEqual(names(cluster), ['child', 'owner']);
    cluster.patch(resources.configMaps, 'child', { metadata: { finalizers: null } });
    cluster.advance(1000);
    assert.deepEqual(names(cluster), []);
  });

  it('leaves alone what has no owner', () => {
    const cluster = practiceCluster();
    make(cluster, 'free');
    cluster.advance(10_000);
    assert.deepEqual(names(cluster), ['free']);
  });
});

describe('a namespace that is deleted', () => {
  it('goes when everything in it is gone, pods in their own time', () => {
    const cluster = practiceCluster();
    cluster.create(newSet('web', { replicas: 2 }));
    cluster.advance(2000);
    cluster.registry.delete(resources.namespaces, undefined, namespace);
    cluster.advance(50);
    assert.notEqual(cluster.registry.find(resources.namespaces, undefined, namespace), undefined);
    cluster.advance(2000);
    assert.equal(cluster.registry.find(resources.namespaces, undefined, namespace), undefined);
    assert.deepEqual(cluster.podNames(), []);
    assert.deepEqual(cluster.faults, []);
  });

  it('stays while a finalizer holds something in it', () => {
    const cluster = practiceCluster();
    const held = configMap('held');
    cluster.registry.create(resources.configMaps, {
      ...held,
      metadata: { ...held.metadata, finalizers: ['example.com/hold'] },
    });
    cluster.registry.delete(resources.namespaces, undefined, namespace);
    cluster.advance(10_000);
    assert.notEqual(cluster.registry.find(resources.namespaces, undefined, namespace), undefined);
    cluster.patch(resources.configMaps, 'held', { metadata: { finalizers: null } });
    cluster.advance(1000);
    assert.equal(cluster.registry.find(resources.namespaces, undefined, namespace), undefined);
  });
});
