import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resources } from '../../../src/practice/resources.ts';
import { isReady, namespace, newPod, practiceCluster } from '../../support/practice-cluster.ts';

function waitingReason(cluster: ReturnType<typeof practiceCluster>, pod: string): string | undefined {
  return cluster.pod(pod)?.status?.containerStatuses?.[0]?.state?.waiting?.reason;
}

describe('the nodes of a practice cluster', () => {
  it('make a pod ready about 150 ms after it came to its node', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web', { nodeName: 'node-1' }));
    cluster.advance(149);
    assert.equal(isReady(cluster.pod('web')), false);
    assert.equal(waitingReason(cluster, 'web'), 'ContainerCreating');
    cluster.advance(1);
    assert.equal(isReady(cluster.pod('web')), true);
    assert.equal(cluster.pod('web')?.status?.phase, 'Running');
    assert.match(cluster.pod('web')?.status?.podIP ?? '', /^10\.244\.\d+\.\d+$/);
  });

  it('never pull an image with the tag broken', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web', { nodeName: 'node-1' }, 'registry:5000/shop/app:broken'));
    cluster.advance(200);
    assert.equal(waitingReason(cluster, 'web'), 'ErrImagePull');
    cluster.advance(60_000);
    assert.equal(waitingReason(cluster, 'web'), 'ImagePullBackOff');
    assert.equal(cluster.pod('web')?.status?.phase, 'Pending');
    assert.equal(cluster.pod('web')?.status?.podIP, undefined);
  });

  it('never begin a container whose image is no name of one', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web', { nodeName: 'node-1' }, 'App:v2'));
    cluster.advance(60_000);
    assert.equal(waitingReason(cluster, 'web'), 'InvalidImageName');
    assert.equal(cluster.pod('web')?.status?.phase, 'Pending');
  });

  it('let a container with the tag crash fall over again and again', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web', { nodeName: 'node-1' }, 'app:crash'));
    cluster.advance(1000);
    assert.equal(waitingReason(cluster, 'web'), 'CrashLoopBackOff');
    assert.equal(cluster.pod('web')?.status?.containerStatuses?.[0]?.restartCount, 3);
    assert.equal(isReady(cluster.pod('web')), false);
  });

  it('run a container with the tag unready that never turns ready', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web', { nodeName: 'node-1' }, 'app:unready'));
    cluster.advance(600_000);
    assert.equal(cluster.pod('web')?.status?.phase, 'Running');
    assert.equal(isReady(cluster.pod('web')), false);
  });

  it('make a container with the tag slow ready 3 s after it runs', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web', { nodeName: 'node-1' }, 'app:slow'));
    cluster.advance(3149);
    assert.equal(cluster.pod('web')?.status?.phase, 'Running');
    assert.equal(isReady(cluster.pod('web')), false);
    cluster.advance(1);
    assert.equal(isReady(cluster.pod('web')), true);
  });

  it('call a pod ready only when all its containers are', () => {
    const cluster = practiceCluster();
    const containers = [
      { name: 'app', image: 'app:v1' },
      { name: 'side', image: 'side:slow' },
    ];
    cluster.create(newPod('web', { nodeName: 'node-1', containers }));
    cluster.advance(1000);
    const statuses = cluster.pod('web')?.status?.containerStatuses ?? [];
    assert.deepEqual(
      statuses.map(status => status.ready),
      [true, false],
    );
    assert.equal(isReady(cluster.pod('web')), false);
    cluster.advance(3000);
    assert.equal(isReady(cluster.pod('web')), true);
  });

  it('give each pod an address of its own and keep it', () => {
    const cluster = practiceCluster();
    for (let number = 0; number < 300; number += 1) cluster.create(newPod(`web-${number}`, { nodeName: 'node-1' }));
    cluster.advance(200);
    const pods = cluster.registry.list(resources.pods, namespace);
    assert.equal(new Set(pods.map(pod => pod.status?.podIP)).size, 300);
  });

  it('end a deleted pod: unready after 100 ms, gone after 200', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web', { nodeName: 'node-1', terminationGracePeriodSeconds: 30 }));
    cluster.advance(1000);
    cluster.registry.delete(resources.pods, namespace, 'web');
    cluster.advance(99);
    assert.equal(isReady(cluster.pod('web')), true);
    cluster.advance(1);
    assert.equal(isReady(cluster.pod('web')), false);
    assert.equal(cluster.pod('web')?.status?.containerStatuses?.[0]?.state?.terminated?.reason, 'Completed');
    cluster.advance(99);
    assert.notEqual(cluster.pod('web'), undefined);
    cluster.advance(1);
    assert.equal(cluster.pod('web'), undefined);
  });

  it('leave a pod of the same name alone that came after the deleted one', () => {
    const cluster = practiceCluster();
    cluster.create(newPod('web', { nodeName: 'node-1' }));
    cluster.advance(1000);
    cluster.registry.delete(resources.pods, namespace, 'web');
    cluster.registry.delete(resources.pods, namespace, 'web', { gracePeriodSeconds: 0 });
    cluster.create(newPod('web', { nodeName: 'node-1' }));
    cluster.advance(1000);
    assert.equal(isReady(cluster.pod('web')), true);
  });

  it('neither start nor end pods on a node that is lost', () => {
    const cluster = practiceCluster({ conduct: { nodeRuns: node => node !== 'node-2' } });
    cluster.create(newPod('web', { nodeName: 'node-2' }));
    cluster.advance(10_000);
    assert.equal(cluster.pod('web')?.status?.phase, 'Pending');
    cluster.registry.delete(resources.pods, namespace, 'web');
    cluster.advance(60_000);
    assert.notEqual(cluster.pod('web')?.metadata.deletionTimestamp, undefined);
  });

  it('can be told another fate for a pod than its image orders', () => {
    const cluster = practiceCluster({
      conduct: { fateOf: pod => (pod.metadata.name === 'web-1' ? 'never-ready' : 'ready') },
    });
    cluster.create(newPod('web-0', { nodeName: 'node-1' }), newPod('web-1', { nodeName: 'node-1' }));
    cluster.advance(10_000);
    assert.equal(isReady(cluster.pod('web-0')), true);
    assert.equal(isReady(cluster.pod('web-1')), false);
  });

  it('move the time of the Ready condition only when it turns', () => {
    const cluster = practiceCluster();
    const containers = [
      { name: 'app', image: 'app:v1' },
      { name: 'side', image: 'side:slow' },
    ];
    cluster.create(newPod('web', { nodeName: 'node-1', containers }));
    const timeOf = (type: string) =>
      cluster.pod('web')?.status?.conditions?.find(each => each.type === type)?.lastTransitionTime;
    cluster.advance(100);
    const initialized = timeOf('Initialized');
    const unready = timeOf('Ready');
    cluster.advance(10_000);
    assert.equal(timeOf('Initialized'), initialized);
    assert.notEqual(timeOf('Ready'), unready);
  });

  it('go on with the pods of an earlier run where they were', () => {
    const before = practiceCluster();
    before.create(newPod('ready', { nodeName: 'node-1' }));
    before.create(newPod('slow', { nodeName: 'node-1' }, 'app:slow'));
    before.create(newPod('going', { nodeName: 'node-1' }));
    before.advance(2000);
    before.registry.delete(resources.pods, namespace, 'going');
    before.stop();
    const address = before.pod('ready')?.status?.podIP;
    const cluster = practiceCluster({ state: before.registry.store.dump(), time: before.clock.now() });
    assert.equal(cluster.pod('slow')?.status?.containerStatuses?.[0]?.state?.waiting, undefined);
    assert.equal(isReady(cluster.pod('slow')), false);
    cluster.advance(2000);
    assert.ok(isReady(cluster.pod('slow')));
    assert.equal(cluster.pod('going'), undefined);
    assert.equal(cluster.pod('ready')?.status?.podIP, address);
    cluster.create(newPod('new', { nodeName: 'node-1' }));
    cluster.advance(1000);
    const addresses = ['ready', 'slow', 'new'].map(name => cluster.pod(name)?.status?.podIP);
    assert.equal(new Set(addresses).size, 3);
  });
});
