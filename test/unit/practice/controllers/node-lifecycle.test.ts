import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { taintsOf } from '../../../../src/practice/controllers/taints.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { isReady, namespace, newPod, newSet, practiceCluster } from '../../../support/practice-cluster.ts';

const minute = 60_000;

/** A cluster whose nodes can be lost, and how to lose them. */
function clusterWithLosses() {
  const lost = new Set<string>();
  let changed = (): void => {};
  const conduct = {
    nodeRuns: (node: string) => !lost.has(node),
    onChange(listener: () => void) {
      const before = changed;
      changed = () => {
        before();
        listener();
      };
      return () => {};
    },
  };
  const cluster = practiceCluster({ conduct });
  return {
    ...cluster,
    lose(node: string) {
      lost.add(node);
      changed();
    },
    findAgain(node: string) {
      lost.delete(node);
      changed();
    },
    node: (name: string) => cluster.registry.get(resources.nodes, undefined, name),
  };
}

function readiness(cluster: ReturnType<typeof clusterWithLosses>, node: string): string {
  const ready = cluster.node(node).status?.conditions?.find(each => each.type === 'Ready');
  return `${ready?.status} ${ready?.reason}`;
}

describe('a node that is lost', () => {
  it('is called not ready after 40 s, and its pods with it', () => {
    const cluster = clusterWithLosses();
    cluster.create(newPod('web', { nodeName: 'node-2' }));
    cluster.advance(1_000);
    cluster.lose('node-2');
    cluster.advance(39_000);
    assert.equal(readiness(cluster, 'node-2'), 'True KubeletReady');
    assert.equal(isReady(cluster.pod('web')), true);
    cluster.advance(2_000);
    assert.equal(readiness(cluster, 'node-2'), 'Unknown NodeStatusUnknown');
    assert.equal(isReady(cluster.pod('web')), false);
    assert.deepEqual(
      taintsOf(cluster.node('node-2')).map(taint => `${taint.key}:${taint.effect}`),
      ['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute'],
    );
    assert.ok(cluster.events('web').includes('Warning NodeNotReady: Node is not ready'));
    assert.equal(readiness(cluster, 'node-1'), 'True KubeletReady');
  });

  it('has its pods deleted five minutes later, which then hang in termination, and are not replaced', () => {
    const cluster = clusterWithLosses();
    cluster.create(newSet('web', { replicas: 3 }));
    cluster.advance(5_000);
    const node = cluster.pod('web-1')?.spec.nodeName ?? '';
    cluster.lose(node);
    cluster.advance(40_000 + 5 * minute - 2_000);
    assert.equal(cluster.pod('web-1')?.metadata.deletionTimestamp, undefined);
    cluster.advance(4_000);
    assert.notEqual(cluster.pod('web-1')?.metadata.deletionTimestamp, undefined);
    cluster.advance(60 * minute);
    assert.deepEqual(cluster.podNames(), ['web-0', 'web-1', 'web-2']);
    assert.equal(cluster.pod('web-1')?.spec.nodeName, node);
  });

  it('frees the names of its pods once it is deleted, so that the set makes them anew', () => {
    const cluster = clusterWithLosses();
    cluster.create(newSet('web', { replicas: 3 }));
    cluster.advance(5_000);
    const node = cluster.pod('web-1')?.spec.nodeName ?? '';
    cluster.lose(node);
    cluster.advance(10 * minute);
    cluster.registry.delete(resources.nodes, undefined, node);
    cluster.advance(39_000);
    assert.equal(cluster.pod('web-1')?.spec.nodeName, node);
    cluster.advance(3_000);
    assert.notEqual(cluster.pod('web-1')?.spec.nodeName, node);
    assert.equal(isReady(cluster.pod('web-1')), true);
    assert.deepEqual(cluster.faults, []);
  });

  it('frees them at once when it is tainted as out of service, and only those that terminate', () => {
    const cluster = clusterWithLosses();
    cluster.create(newPod('going', { nodeName: 'node-1' }), newPod('staying', { nodeName: 'node-1' }));
    cluster.advance(1_000);
    cluster.lose('node-1');
    cluster.registry.delete(resources.pods, namespace, 'going');
    cluster.advance(5 * minute);
    assert.notEqual(cluster.pod('going')?.metadata.deletionTimestamp, undefined);
    const taints = [{ key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoSchedule' }];
    cluster.patch(resources.nodes, 'node-1', { spec: { taints } });
    cluster.advance(1_000);
    assert.deepEqual(cluster.podNames(), ['staying']);
  });

  it('ends them when it is back, and everything is ready again', () => {
    const cluster = clusterWithLosses();
    cluster.create(
      newSet('web', { replicas: 2 }),
      newPod('patient', { nodeName: 'node-1', tolerations: [{ operator: 'Exists' }] }),
    );
    cluster.advance(5_000);
    const uid = cluster.pod('web-1')?.metadata.uid;
    for (const name of ['node-1', 'node-2', 'node-3']) cluster.lose(name);
    cluster.advance(10 * minute);
    assert.equal(cluster.pod('patient')?.metadata.deletionTimestamp, undefined);
    for (const name of ['node-1', 'node-2', 'node-3']) cluster.findAgain(name);
    cluster.advance(10_000);
    assert.equal(readiness(cluster, 'node-1'), 'True KubeletReady');
    assert.deepEqual(taintsOf(cluster.node('node-1')), []);
    for (const name of ['web-0', 'web-1', 'patient']) assert.equal(isReady(cluster.pod(name)), true, name);
    assert.notEqual(cluster.pod('web-1')?.metadata.uid, uid);
    assert.deepEqual(cluster.faults, []);
  });

  it('that comes back within 40 s is never missed', () => {
    const cluster = clusterWithLosses();
    cluster.create(newPod('web', { nodeName: 'node-1' }));
    cluster.advance(1_000);
    const version = cluster.node('node-1').metadata.resourceVersion;
    cluster.lose('node-1');
    cluster.advance(30_000);
    cluster.findAgain('node-1');
    cluster.advance(10 * minute);
    assert.equal(cluster.node('node-1').metadata.resourceVersion, version);
    assert.equal(isReady(cluster.pod('web')), true);
  });

  it('gets no new pods', () => {
    const cluster = clusterWithLosses();
    for (const name of ['node-1', 'node-2', 'node-3']) cluster.lose(name);
    cluster.advance(minute);
    cluster.create(newPod('late'));
    cluster.advance(1_000);
    assert.match(cluster.events('late')[0] ?? '', /0\/3 nodes are available: 3 node\(s\) had untolerated taint\(s\)\./);
    cluster.create(newPod('bold', { tolerations: [{ operator: 'Exists' }] }));
    cluster.advance(1_000);
    assert.notEqual(cluster.pod('bold')?.spec.nodeName, undefined);
  });
});
