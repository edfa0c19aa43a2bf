import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Pace } from '../../../../src/practice/nodes/stage.ts';
import { resources } from '../../../../src/practice/resources.ts';
import { isReady, namespace, newPod, practiceCluster } from '../../../support/practice-cluster.ts';

const human = { conduct: { pace: (): Pace => 'human' } } as const;

function states(cluster: ReturnType<typeof practiceCluster>, pod: string): string {
  const status = cluster.pod(pod)?.status?.containerStatuses?.[0];
  const state = status?.state ?? {};
  const word =
    state.waiting?.reason ?? (state.running === undefined ? `exit ${state.terminated?.exitCode}` : 'running');
  return `${word} ${status?.restartCount}${status?.ready === true ? ' ready' : ''}`;
}

describe('nodes at the pace of people', () => {
  it('take 3 to 5 s for a pod, and say each step as a kubelet does', () => {
    const cluster = practiceCluster(human);
    cluster.create(newPod('web', { nodeName: 'node-1' }));
    cluster.advance(2_900);
    assert.equal(isReady(cluster.pod('web')), false);
    cluster.advance(2_100);
    assert.equal(isReady(cluster.pod('web')), true);
    const events = cluster.events('web');
    assert.deepEqual(
      events.map(line => line.split(':')[0]),
      ['Normal Pulling', 'Normal Pulled', 'Normal Created', 'Normal Started'],
    );
    assert.match(events[1] ?? '', /Successfully pulled image "app:v1" in \d\.\d{3}s/);
    const [event] = cluster.registry.list(resources.events, namespace);
    assert.equal(event?.source?.component, 'kubelet');
    assert.equal(Object(event?.source).host, 'node-1');
    assert.equal(Object(event?.involvedObject).fieldPath, 'spec.containers{app}');
  });

  it('pull an image once for each node, unless the pod wants it pulled always', () => {
    const cluster = practiceCluster(human);
    cluster.create(newPod('first', { nodeName: 'node-1' }));
    cluster.advance(10_000);
    cluster.create(newPod('second', { nodeName: 'node-1' }), newPod('third', { nodeName: 'node-2' }));
    const always = [{ name: 'app', image: 'app:v1', imagePullPolicy: 'Always' }];
    cluster.create(newPod('fourth', { nodeName: 'node-1', containers: always }));
    cluster.advance(10_000);
    assert.match(cluster.events('second')[0] ?? '', /already present on machine/);
    assert.match(cluster.events('third')[0] ?? '', /Pulling image/);
    assert.match(cluster.events('fourth')[0] ?? '', /Pulling image/);
  });

  it('never begin a container whose image is no name of one, and say why again and again', () => {
    const cluster = practiceCluster(human);
    cluster.create(newPod('web', { nodeName: 'node-1' }, 'nginx:nginx:1.29'));
    cluster.advance(10_000);
    const message =
      'Failed to apply default image tag "nginx:nginx:1.29": couldn\'t parse image name "nginx:nginx:1.29": invalid reference format';
    assert.deepEqual(cluster.pod('web')?.status?.containerStatuses?.[0]?.state, {
      waiting: { reason: 'InvalidImageName', message },
    });
    assert.equal(cluster.pod('web')?.status?.phase, 'Pending');
    const said = [`Warning InspectFailed: ${message}`, 'Warning Failed: Error: InvalidImageName'];
    assert.deepEqual(cluster.events('web'), said);
    cluster.advance(60_000);
    const counts = cluster.registry.list(resources.events, namespace).map(event => Number(event.count));
    assert.ok(counts.length === 2 && counts.every(count => count > 3), counts.join());
  });

  it('let a crashing container run, fall, and wait longer each time', () => {
    const cluster = practiceCluster(human);
    cluster.create(newPod('web', { nodeName: 'node-1' }, 'app:crash'));
    const seen: string[] = [];
    for (let tick = 0; tick < 400; tick += 1) {
      cluster.advance(100);
      const now = states(cluster, 'web');
      if (seen.at(-1) !== now) seen.push(now);
    }
    assert.deepEqual(seen.slice(1), [
      'running 0',
      'exit 1 0',
      'CrashLoopBackOff 0',
      'running 1',
      'exit 1 1',
      'CrashLoopBackOff 1',
      'running 2',
      'exit 1 2',
      'CrashLoopBackOff 2',
    ]);
    const status = cluster.pod('web')?.status?.containerStatuses?.[0];
    assert.match(status?.state?.waiting?.message ?? '', /^back-off 40s restarting failed container=app pod=web_shop\(/);
    assert.equal(status?.lastState?.terminated?.exitCode, 1);
    assert.ok(cluster.events('web').some(line => line.startsWith('Warning BackOff: Back-off restarting failed')));
  });

  it('say what a missing image is missing, and try again', () => {
    const cluster = practiceCluster(human);
    cluster.create(newPod('web', { nodeName: 'node-1' }, 'shop/app:broken'));
    cluster.advance(2_000);
    assert.equal(states(cluster, 'web'), 'ErrImagePull 0');
    cluster.advance(2_000);
    assert.equal(states(cluster, 'web'), 'ImagePullBackOff 0');
    const told: string[] = [];
    for (let step = 0; step < 100; step++) {
      cluster.advance(100);
      told.push(states(cluster, 'web'));
    }
    assert.deepEqual(
      [...new Set(told)],
      ['ImagePullBackOff 0', 'ErrImagePull 0'],
      'it is never told as if for the first time',
    );
    assert.equal(states(cluster, 'web'), 'ErrImagePull 0');
    const reasons = cluster.events('web').map(line => line.split(':')[0]);
    assert.deepEqual(reasons, [
      'Normal Pulling',
      'Warning Failed',
      'Warning Failed',
      'Normal BackOff',
      'Warning Failed',
    ]);
    assert.equal(cluster.pod('web')?.status?.phase, 'Pending');
  });

  it('complain of a readiness probe in the words of its kind, and only where there is one', () => {
    const cluster = practiceCluster(human);
    const probed = (readinessProbe: object) => ({
      nodeName: 'node-1',
      containers: [{ name: 'app', image: 'app:unready', readinessProbe, ports: [{ name: 'http', containerPort: 80 }] }],
    });
    cluster.create(
      newPod('http', probed({ httpGet: { port: 'http' } })),
      newPod('tcp', probed({ tcpSocket: { port: 'http' } })),
      newPod('none', { nodeName: 'node-1' }, 'app:unready'),
    );
    cluster.advance(30_000);
    const last = (name: string) => cluster.events(name).at(-1) ?? '';
    assert.equal(last('http'), 'Warning Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503');
    const address = cluster.pod('tcp')?.status?.podIP;
    assert.equal(
      last('tcp'),
      `Warning Unhealthy: Readiness probe failed: dial tcp ${address}:80: connect: connection refused`,
    );
    assert.match(last('none'), /Container started/);
  });

  it('need about 2 s to end a pod, longer for a slow one, never longer than its grace', () => {
    const cluster = practiceCluster(human);
    cluster.create(
      newPod('usual', { nodeName: 'node-1' }),
      newPod('slow', { nodeName: 'node-1' }, 'app:slow'),
      newPod('hurried', { nodeName: 'node-1', terminationGracePeriodSeconds: 1 }),
    );
    cluster.advance(20_000);
    for (const name of ['usual', 'slow', 'hurried']) cluster.registry.delete(resources.pods, namespace, name);
    const left: string[][] = [];
    for (const step of [1_300, 800, 5_000]) {
      cluster.advance(step);
      left.push(cluster.podNames());
    }
    assert.deepEqual(left, [['slow', 'usual'], ['slow'], []]);
    assert.equal(cluster.events('usual').at(-1), 'Normal Killing: Stopping container app');
  });

  it('go on with a pod of an earlier run without telling it all again', () => {
    const before = practiceCluster(human);
    before.create(newPod('web', { nodeName: 'node-1' }));
    before.advance(2_500);
    before.stop();
    const told = before.events('web').length;
    const cluster = practiceCluster({ ...human, state: before.registry.store.dump(), time: before.clock.now() });
    cluster.advance(5_000);
    assert.equal(isReady(cluster.pod('web')), true);
    assert.ok(cluster.events('web').length <= 4 && cluster.events('web').length >= told);
    assert.equal(cluster.faults.length, 0);
  });
});
