import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { realClock, timeOfStamp, virtualClock } from '../../../src/practice/clock.ts';
import { resources } from '../../../src/practice/resources.ts';
import { isReady, namespace, newDeployment, newPod, newSet, practiceCluster } from '../../support/practice-cluster.ts';

describe('a clock that runs faster than the machine', () => {
  it('has the time of the machine written down', () => {
    const clock = virtualClock(1_000, 10);
    clock.advance(5_000);
    assert.deepEqual([clock.now(), clock.stamp()], [6_000, 1_500]);
    assert.equal(timeOfStamp(clock, 1_200), 3_000);
    const real = realClock(1_000);
    const before = Date.now();
    assert.ok(real.stamp() >= before - 1 && real.stamp() <= Date.now() + 1);
  });
});

describe('a cluster whose clock runs sixty times as fast', () => {
  const start = Date.UTC(2026, 0, 1);

  it('writes nothing down that is in the future', () => {
    const cluster = practiceCluster({ speed: 60, time: start });
    cluster.create(newSet('web', { replicas: 3 }), newDeployment('api'));
    cluster.advance(60 * 60_000);
    const text = JSON.stringify(cluster.registry.store.dump());
    const times = [...text.matchAll(/"(2026-\d\d-\d\dT[^"]+Z)"/g)].map(([, time]) => Date.parse(time ?? ''));
    assert.ok(times.length > 50);
    assert.ok(Math.max(...times) <= start + 60_000 + 100);
  });

  it('makes minReadySeconds as short as everything else', () => {
    const cluster = practiceCluster({ speed: 60, time: start });
    cluster.create(newSet('web', { replicas: 2, minReadySeconds: 600 }));
    cluster.create(newDeployment('api', { replicas: 2, minReadySeconds: 300 }));
    cluster.advance(5 * 60_000);
    assert.deepEqual(
      cluster.podNames().filter(name => name.startsWith('web')),
      ['web-0'],
    );
    cluster.advance(30 * 60_000);
    const set = cluster.registry.get(resources.statefulSets, namespace, 'web');
    assert.deepEqual([set.status?.availableReplicas, set.spec.minReadySeconds], [2, 600]);
    const deployment = cluster.registry.get(resources.deployments, namespace, 'api');
    assert.equal(deployment.status?.availableReplicas, 2);
    const [replicaSet] = cluster.registry.list(resources.replicaSets, namespace);
    assert.equal(replicaSet?.spec.minReadySeconds, 300);
  });

  it('makes the deadline of a Deployment as short', () => {
    const cluster = practiceCluster({ speed: 60, time: start });
    cluster.create(newDeployment('api', { progressDeadlineSeconds: 600 }, 'api:unready'));
    const isOver = () =>
      cluster.registry
        .get(resources.deployments, namespace, 'api')
        .status?.conditions?.some(each => each.reason === 'ProgressDeadlineExceeded') === true;
    cluster.advance(5 * 60_000);
    assert.equal(isOver(), false);
    cluster.advance(15 * 60_000);
    assert.equal(isOver(), true);
  });

  it('deletes pods after a grace that is written down, and goes on where an earlier run was', () => {
    const before = practiceCluster({ speed: 60, time: start });
    before.create(newPod('slow', { nodeName: 'node-1' }, 'app:slow'), newPod('web', { nodeName: 'node-1' }));
    before.advance(2_000);
    before.registry.delete(resources.pods, namespace, 'web', { gracePeriodSeconds: 30 });
    const deletion = Date.parse(before.pod('web')?.metadata.deletionTimestamp ?? '');
    assert.ok(Math.abs(deletion - (start + 30_000)) <= 1_000);
    before.advance(1_000);
    assert.equal(before.pod('web'), undefined);
    before.stop();
    const cluster = practiceCluster({ speed: 60, time: before.clock.stamp(), state: before.registry.store.dump() });
    cluster.advance(4_000);
    assert.equal(isReady(cluster.pod('slow')), true);
    assert.deepEqual(cluster.faults, []);
  });
});
