import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterEvent, ContainerState, KubernetesObject, Pod } from '../../../../src/core/statefulset/model.ts';
import { warningsOf } from '../../../../src/core/warnings/causes.ts';

const NOW = Date.parse('2026-01-01T00:10:00Z');

/** A time of day in the hour of the test. */
const at = (minutes: string) => `2026-01-01T00:${minutes}Z`;

function event(reason: string, message: string, more: Partial<ClusterEvent> = {}): ClusterEvent {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${reason}-${message.length}`, namespace: 'shop' },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-0', uid: 'u0' },
    type: 'Warning',
    reason,
    message,
    firstTimestamp: at('05:00'),
    lastTimestamp: at('09:00'),
    ...more,
  };
}

function pod(more: { state?: ContainerState; ready?: string; node?: string } = {}): Pod {
  const { state = { waiting: { reason: 'ContainerCreating' } }, ready, node = 'node-1' } = more;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-0', namespace: 'shop', uid: 'u0' },
    spec: { containers: [{ name: 'app', image: 'app' }], ...(node === '' ? {} : { nodeName: node }) },
    status: {
      phase: ready === undefined ? 'Pending' : 'Running',
      conditions: [
        { type: 'Ready', status: ready === undefined ? 'False' : 'True', lastTransitionTime: ready ?? at('01:00') },
      ],
      containerStatuses: [{ name: 'app', ready: ready !== undefined, restartCount: 0, state }],
    },
  };
}

const running: ContainerState = { running: {} };
const isOver = (one: ClusterEvent, ...objects: readonly KubernetesObject[]) =>
  warningsOf([one], objects, NOW).map(warning => warning.isOver);

test('three events on one image are one warning, with the message that says why, and how often it was said', () => {
  const events = [
    event('Failed', 'Failed to pull image "shop/web:broken": not found in the registry', { count: 3 }),
    event('Failed', 'Error: ErrImagePull', { count: 3 }),
    event('BackOff', 'Back-off pulling image "shop/web:broken"', { count: 7, lastTimestamp: at('09:30') }),
  ];
  const waiting = pod({ state: { waiting: { reason: 'ImagePullBackOff' } } });
  const [warning, ...others] = warningsOf(events, [waiting], NOW);
  assert.deepEqual(others, []);
  assert.equal(warning?.count, 13);
  assert.match(warning?.message ?? '', /^Failed to pull image/);
  assert.deepEqual(warning?.reasons, ['BackOff', 'Failed']);
  assert.equal(warning?.isOver, false);
});

test('a container that ends again and again is another cause than an image that cannot be pulled', () => {
  const events = [
    event('BackOff', 'Back-off pulling image "x"'),
    event('BackOff', 'Back-off restarting failed container app'),
  ];
  assert.equal(warningsOf(events, [pod()], NOW).length, 2);
});

test('the same at two pods is one cause, whatever their names, uids and numbers are', () => {
  const about = (name: string, uid: string) => ({ involvedObject: { kind: 'Pod', namespace: 'shop', name, uid } });
  const one = event('Unhealthy', 'Readiness probe failed: dial tcp 10.0.0.7:80 (web-0)', about('web-0', 'u0'));
  const two = event('Unhealthy', 'Readiness probe failed: dial tcp 10.0.1.12:80 (web-1)', about('web-1', 'u1'));
  const second: Pod = { ...pod(), metadata: { name: 'web-1', namespace: 'shop', uid: 'u1' } };
  const [both, ...others] = warningsOf([one, two], [pod(), second], NOW);
  assert.equal(others.length, 0);
  assert.deepEqual(
    both?.objects.map(({ name }) => name),
    ['web-0', 'web-1'],
  );
  // One of them has got over it: then they are two.
  const well = { ...second, status: pod({ ready: at('09:30'), state: running }).status ?? {} };
  assert.deepEqual(
    warningsOf([one, two], [pod(), well], NOW).map(warning => [warning.objects[0]?.name, warning.isOver]),
    [
      ['web-0', false],
      ['web-1', true],
    ],
  );
});

test('what is still so stands before what is over, and the oldest first among each', () => {
  const events = [
    event('FailedScheduling', 'no node', { firstTimestamp: at('01:00') }),
    event('Unhealthy', 'Readiness probe failed', { firstTimestamp: at('06:00') }),
    event('BackOff', 'Back-off restarting failed container', { firstTimestamp: at('04:00') }),
  ];
  assert.deepEqual(
    warningsOf(events, [pod()], NOW).map(({ reasons }) => reasons[0]),
    ['BackOff', 'Unhealthy', 'FailedScheduling'],
  );
});

test('each kind of warning about a pod is over when the pod shows that it is', () => {
  const scheduling = event('FailedScheduling', 'no node');
  assert.deepEqual(isOver(scheduling, pod({ node: '' })), [false]);
  assert.deepEqual(isOver(scheduling, pod()), [true]);
  const mount = event('FailedMount', 'timed out');
  assert.deepEqual(isOver(mount, pod()), [false]);
  assert.deepEqual(isOver(mount, pod({ state: running })), [true]);
  const image = event('Failed', 'Failed to pull image "x"');
  assert.deepEqual(isOver(image, pod({ state: { waiting: { reason: 'ErrImagePull' } } })), [false]);
  assert.deepEqual(isOver(image, pod({ state: { waiting: { reason: 'CrashLoopBackOff' } } })), [false]);
  assert.deepEqual(isOver(image, pod({ state: running })), [true]);
  const crash = event('BackOff', 'Back-off restarting failed container app');
  assert.deepEqual(isOver(crash, pod({ state: running })), [false]);
  assert.deepEqual(isOver(crash, pod({ state: running, ready: at('09:30') })), [true]);
});

test('a warning about a pod that is ready all the while stands until it is five minutes old', () => {
  const probe = event('Unhealthy', 'Liveness probe failed');
  const ready = pod({ state: running, ready: at('02:00') });
  assert.deepEqual(isOver(probe, ready), [false]);
  assert.deepEqual(isOver({ ...probe, lastTimestamp: at('04:00') }, ready), [true]);
});

test('a claim is over its warnings when it is bound and as large as it asks to be', () => {
  const involvedObject = { kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data', uid: 'c' };
  const failed = event('ProvisioningFailed', 'no disk', { involvedObject });
  const claim = (phase: string, has?: string): KubernetesObject => {
    const object = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'shop', uid: 'c' },
      spec: { resources: { requests: { storage: '2Gi' } } },
      status: { phase, ...(has === undefined ? {} : { capacity: { storage: has } }) },
    };
    return object;
  };
  assert.deepEqual(isOver(failed, claim('Pending')), [false]);
  assert.deepEqual(isOver(failed, claim('Bound', '1Gi')), [false]);
  assert.deepEqual(isOver(failed, claim('Bound', '2Gi')), [true]);
});

test('a workload is over a refused creation when its pods are there, and over anything else when they are ready', () => {
  const involvedObject = { kind: 'StatefulSet', namespace: 'shop', name: 'web', uid: 's' };
  const set = (replicas: number, readyReplicas: number, observedGeneration = 2): KubernetesObject => {
    const object = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'web', namespace: 'shop', uid: 's', generation: 2 },
      spec: { replicas: 3 },
      status: { replicas, readyReplicas, observedGeneration },
    };
    return object;
  };
  const refused = event('FailedCreate', 'exceeded quota', { involvedObject });
  const other = event('RecreatingFailedPod', 'web-0', { involvedObject });
  assert.deepEqual([isOver(refused, set(2, 2)), isOver(refused, set(3, 1)), isOver(refused, set(3, 3, 1))].flat(), [
    false,
    true,
    false,
  ]);
  assert.deepEqual([isOver(other, set(3, 2)), isOver(other, set(3, 3))].flat(), [false, true]);
});

test('a refused creation is over once the pod that it names was created, however many more are wanted by now', () => {
  const involvedObject = { kind: 'StatefulSet', namespace: 'shop', name: 'web', uid: 's' };
  const set = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'shop', uid: 's', generation: 3 },
    spec: { replicas: 5 },
    status: { replicas: 3, readyReplicas: 3, observedGeneration: 3 },
  };
  const made = (name: string, created: string, owner = 's') => ({
    ...pod(),
    metadata: {
      ...pod().metadata,
      name,
      creationTimestamp: created,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: owner, controller: true }],
    },
  });
  const named = event('FailedCreate', 'create Pod web-1 in StatefulSet web failed error: exceeded quota', {
    involvedObject,
  });
  assert.deepEqual(isOver(named, set, made('web-1', at('09:01'))), [true]);
  assert.deepEqual(isOver(named, set, made('web-1', at('08:00'))), [false]);
  assert.deepEqual(isOver(named, set, made('web-2', at('09:01'))), [false]);
  assert.deepEqual(isOver(named, set, made('web-1', at('09:01'), 'another')), [false]);
  const claim = event('FailedCreate', 'create Claim data-web-1 for Pod web-1 in StatefulSet web failed error: no', {
    involvedObject,
  });
  assert.deepEqual(isOver(claim, set, made('web-1', at('09:01'))), [true]);
  const unnamed = event('FailedCreate', 'Error creating: pods "web-abc" is forbidden', { involvedObject });
  assert.deepEqual(isOver(unnamed, set, made('web-xyz', at('09:01'))), [true]);
  assert.deepEqual(isOver(unnamed, set, made('web-xyz', at('08:00'))), [false]);
});

test('what befell a pod before it was told to go, or before it was ready for long, does not come back', () => {
  const probe = event('Unhealthy', 'Readiness probe failed', { lastTimestamp: at('02:00') });
  const ready = pod({ state: running, ready: at('01:00') });
  const metadata = { ...ready.metadata, deletionTimestamp: at('09:30'), deletionGracePeriodSeconds: 30 };
  const going = { ...ready, metadata };
  assert.deepEqual(isOver(probe, going), [true]);
  // What befalls it while it goes, such as a hook that fails, is said.
  assert.deepEqual(isOver({ ...probe, lastTimestamp: at('09:00') }, going), [false]);
  const unready = (since: string) => {
    const { status = {} } = pod({ state: running });
    const conditions = [{ type: 'Ready', status: 'False', lastTransitionTime: since }];
    return { ...ready, status: { ...status, conditions } };
  };
  assert.deepEqual(isOver(probe, unready(at('09:00'))), [true]);
  assert.deepEqual(isOver(probe, unready(at('03:00'))), [false]);
});

test('what it was about is gone, and its trouble with it, even where another bears its name', () => {
  const probe = event('Unhealthy', 'Readiness probe failed');
  assert.deepEqual(isOver(probe), [true]);
  const another: Pod = { ...pod(), metadata: { name: 'web-0', namespace: 'shop', uid: 'u9' } };
  assert.deepEqual(isOver(probe, another), [true]);
  assert.deepEqual(isOver(probe, pod()), [false]);
});
