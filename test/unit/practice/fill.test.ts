import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { virtualClock } from '../../../src/practice/clock.ts';
import { furnish } from '../../../src/practice/controllers/bootstrap.ts';
import { startControllers } from '../../../src/practice/controllers/start.ts';
import { fill } from '../../../src/practice/fill.ts';
import { createRegistry } from '../../../src/practice/registry/create-registry.ts';
import { resources } from '../../../src/practice/resources.ts';
import { createStore } from '../../../src/practice/store.ts';

function filled() {
  const clock = virtualClock();
  const registry = createRegistry(createStore(clock));
  furnish(registry);
  fill(registry, { sets: 52, podsPerSet: 2 });
  return { clock, registry };
}

describe('a filled practice cluster', () => {
  it('holds what it was asked for, each object under its own name, address and uid', () => {
    const { registry } = filled();
    const pods = registry.list(resources.pods);
    assert.equal(registry.list(resources.statefulSets).length, 52);
    assert.equal(pods.length, 104);
    assert.equal(new Set(pods.map(({ metadata }) => metadata.name)).size, 104);
    assert.equal(new Set(pods.map(({ metadata }) => metadata.uid)).size, 104);
    assert.equal(new Set(pods.map(({ status }) => status?.podIP)).size, 104);
    assert.equal(registry.list(resources.pods, 'load-02').length, 4);
  });

  it('is as old as what it was copied from, so that no pod started before it was created', () => {
    const { clock, registry } = filled();
    for (const { metadata, status } of registry.list(resources.pods)) {
      const created = Date.parse(metadata.creationTimestamp ?? '');
      assert.ok(created <= Date.parse(status?.startTime ?? ''));
      assert.ok(created <= clock.stamp() - 50 * 60_000);
    }
  });

  it('has pods as big as real ones, with the fields that each manager owns', () => {
    const [pod] = filled().registry.list(resources.pods);
    assert.ok(JSON.stringify(pod).length > 5_000);
    assert.deepEqual(
      pod?.metadata.managedFields?.map(({ manager }) => manager),
      ['kube-controller-manager', 'kubelet'],
    );
  });

  it('hangs together: owners, revisions and addresses are those of the copies', () => {
    const { registry } = filled();
    for (const set of registry.list(resources.statefulSets)) {
      const { namespace, name, uid } = set.metadata;
      const own = registry
        .list(resources.pods, namespace)
        .filter(pod => pod.metadata.ownerReferences?.[0]?.uid === uid);
      assert.deepEqual(
        own.map(pod => pod.metadata.name),
        [`${name}-0`, `${name}-1`],
      );
      const revision = set.status?.updateRevision ?? '';
      assert.equal(
        registry.get(resources.controllerRevisions, namespace, revision).metadata.ownerReferences?.[0]?.uid,
        uid,
      );
      const slice = registry
        .list(resources.endpointSlices, namespace)
        .find(one => one.metadata.labels?.['kubernetes.io/service-name'] === name);
      assert.deepEqual(
        slice?.endpoints?.flatMap(({ addresses }) => addresses).sort(),
        own.map(pod => pod.status?.podIP).sort(),
      );
    }
  });

  it('leaves the controllers nothing to do', () => {
    const { clock, registry } = filled();
    const version = registry.store.version();
    const changed: string[] = [];
    registry.subscribe(({ type, object }) => changed.push(`${type} ${object.kind} ${object.metadata.name}`));
    const stop = startControllers(registry, { report: (_controller, _key, error) => assert.ifError(error) });
    clock.advance(60_000);
    stop();
    assert.deepEqual(changed, []);
    assert.equal(registry.store.version(), version);
  });
});
