import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containersOf } from '../../../../src/core/pod/containers.ts';
import { bestPod, declaredPorts, podPortOf } from '../../../../src/core/pod/ports.ts';
import type { Pod, Service } from '../../../../src/core/statefulset/model.ts';

function pod(name: string, more: { ready?: boolean; phase?: string; deleting?: boolean } = {}): Pod {
  const { ready = true, phase = 'Running', deleting = false } = more;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', ...(deleting ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}) },
    spec: {
      containers: [
        {
          name: 'app',
          ports: [
            { name: 'http', containerPort: 8080 },
            { containerPort: 53, protocol: 'UDP' },
          ],
        },
      ],
      initContainers: [
        { name: 'proxy', restartPolicy: 'Always', ports: [{ containerPort: 15_001 }] },
        { name: 'setup', ports: [{ containerPort: 1 }] },
      ],
    },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [{ name: 'app', ready, restartCount: 0, state: { running: {} } }],
      initContainerStatuses: [{ name: 'proxy', ready: true, restartCount: 0, state: { running: {} } }],
    },
  };
}

function service(targetPort?: number | string): Service {
  const port = { port: 80, ...(targetPort === undefined ? {} : { targetPort }) };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [port] } };
}

test('declared are the TCP ports of containers that go on running', () => {
  assert.deepEqual(declaredPorts(pod('web-0')), [
    { container: 'app', name: 'http', port: 8080 },
    { container: 'proxy', name: undefined, port: 15_001 },
  ]);
});

test('a Service leads to its own number, to another, or to the port of a name', () => {
  assert.equal(podPortOf(service(), 80, pod('web-0')), 80);
  assert.equal(podPortOf(service(9090), 80, pod('web-0')), 9090);
  assert.equal(podPortOf(service('http'), 80, pod('web-0')), 8080);
  assert.equal(podPortOf(service('none'), 80, pod('web-0')), undefined);
});

test('the pod that stands for all is one that is ready, else one that runs', () => {
  const name = (...pods: Pod[]) => bestPod(pods)?.metadata.name;
  assert.equal(name(pod('a', { ready: false }), pod('b')), 'b');
  assert.equal(name(pod('a', { phase: 'Pending' }), pod('b', { ready: false })), 'b');
  assert.equal(name(pod('a', { deleting: true }), pod('b', { phase: 'Succeeded' })), undefined);
});

test('containers are told with what they are for, and whether they run', () => {
  assert.deepEqual(
    containersOf(pod('web-0')).map(({ name, role, isRunning }) => [name, role, isRunning]),
    [
      ['app', 'container', true],
      ['proxy', 'sidecar', true],
      ['setup', 'init', false],
    ],
  );
});
