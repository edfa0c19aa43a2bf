import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printed } from '../../../../src/core/pod/printed.ts';
import type { ContainerStatus, Pod } from '../../../../src/core/statefulset/model.ts';

function pod(status: Pod['status'], more: { deleting?: boolean; init?: Pod['spec']['initContainers'] } = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-0', ...(more.deleting ? { deletionTimestamp: '2026-01-01T00:00:30Z' } : {}) },
    spec: { containers: [{ name: 'app' }], ...(more.init ? { initContainers: more.init } : {}) },
    ...(status ? { status } : {}),
  };
}

function container(state: ContainerStatus['state'], more: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name: 'app', ready: false, restartCount: 0, ...(state ? { state } : {}), ...more };
}

const running = container({ running: {} }, { ready: true });

test('a running pod reads as kubectl prints it', () => {
  assert.deepEqual(printed(pod({ phase: 'Running', containerStatuses: [running] })), {
    status: 'Running',
    ready: 1,
    containers: 1,
    restarts: 0,
    lastRestart: undefined,
  });
});

test('a container that waits gives its reason as the status', () => {
  const waiting = container({ waiting: { reason: 'ImagePullBackOff' } });
  assert.equal(printed(pod({ phase: 'Pending', containerStatuses: [waiting] })).status, 'ImagePullBackOff');
});

test('a pod that is being deleted is Terminating, unless it has ended', () => {
  assert.equal(
    printed(pod({ phase: 'Running', containerStatuses: [running] }, { deleting: true })).status,
    'Terminating',
  );
  assert.equal(printed(pod({ phase: 'Succeeded' }, { deleting: true })).status, 'Succeeded');
});

test('a pod without status is Unknown', () => {
  assert.equal(printed(pod(undefined)).status, 'Unknown');
});

test('the first unfinished init container counts', () => {
  const init = [{ name: 'one' }, { name: 'two' }];
  const done = container({ terminated: { exitCode: 0 } }, { name: 'one' });
  const busy = container({ running: {} }, { name: 'two' });
  const failed = container({ terminated: { exitCode: 3 } }, { name: 'two' });
  assert.equal(printed(pod({ phase: 'Pending', initContainerStatuses: [done, busy] }, { init })).status, 'Init:1/2');
  assert.equal(
    printed(pod({ phase: 'Pending', initContainerStatuses: [done, failed] }, { init })).status,
    'Init:ExitCode:3',
  );
});

test('a sidecar counts among the containers and does not hold the word at Init', () => {
  const init = [{ name: 'log', restartPolicy: 'Always' }];
  const sidecar = container({ running: {} }, { name: 'log', ready: true, started: true });
  const result = printed(
    pod({ phase: 'Running', initContainerStatuses: [sidecar], containerStatuses: [running] }, { init }),
  );
  assert.deepEqual([result.status, result.ready, result.containers], ['Running', 2, 2]);
});

test('a container killed by a signal says so when no reason is given', () => {
  const killed = container({ terminated: { exitCode: 137, signal: 9 } });
  assert.equal(printed(pod({ phase: 'Running', containerStatuses: [killed] })).status, 'Signal:9');
});

test('one completed container beside a running one does not make the pod Completed', () => {
  const completed = container({ terminated: { exitCode: 0, reason: 'Completed' } }, { name: 'job' });
  const conditions = [{ type: 'Ready', status: 'True' }];
  assert.equal(
    printed(pod({ phase: 'Running', conditions, containerStatuses: [completed, running] })).status,
    'Running',
  );
  assert.equal(printed(pod({ phase: 'Running', containerStatuses: [completed, running] })).status, 'NotReady');
});

test('restarts are added up, with the time of the last', () => {
  const crashed = container(
    { waiting: { reason: 'CrashLoopBackOff' } },
    { restartCount: 4, lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:00:00Z' } } },
  );
  const result = printed(pod({ phase: 'Running', containerStatuses: [crashed] }));
  assert.deepEqual([result.restarts, result.lastRestart], [4, Date.parse('2026-01-01T00:00:00Z')]);
});

test('a pod held back by a scheduling gate says so', () => {
  const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }];
  assert.equal(printed(pod({ phase: 'Pending', conditions })).status, 'SchedulingGated');
});
