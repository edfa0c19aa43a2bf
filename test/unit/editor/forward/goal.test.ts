import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod, Service } from '../../../../src/core/statefulset/model.ts';
import type { OpenContext } from '../../../../src/editor/connect/contexts.ts';
import { forwardRow } from '../../../../src/editor/forward/forward-row.ts';
import { type OpenForward, urlOf } from '../../../../src/editor/forward/forwards.ts';
import { find, type Goal } from '../../../../src/editor/forward/goal.ts';
import type { ForwardState } from '../../../../src/editor/forward/port-forward.ts';
import { signal } from '../../../../src/editor/signal.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { pod } from '../objects.ts';

const POD: Goal = { kind: 'Pod', namespace: 'shop', name: 'web-0', port: 80, portName: undefined };
const OPEN = { session: { chosen: () => undefined } } as unknown as OpenContext;
const SERVICE: Goal = { ...POD, kind: 'Service', name: 'web' };

function withPort(name: string, portName: string, containerPort: number): Pod {
  const base = pod(name);
  return { ...base, spec: { ...base.spec, containers: [{ name: 'app', ports: [{ name: portName, containerPort }] }] } };
}

const service: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { ports: [{ port: 80, targetPort: 'http' }] },
};

test('a pod is asked by its name while it runs, and waited for while it does not', () => {
  const sight = { isClear: true, service: undefined };
  const reached = { pod: { namespace: 'shop', name: 'web-0' }, port: 80 };
  assert.deepEqual(find(POD, { ...sight, pods: [pod('web-0')] }), reached);
  assert.deepEqual(find(POD, { ...sight, pods: [] }), { wait: { why: 'no-pod' } });
  assert.deepEqual(find(POD, { ...sight, pods: [pod('web-0', { ready: false })] }), {
    wait: { why: 'not-running', state: 'ContainerCreating' },
  });
  assert.deepEqual(find(POD, { ...sight, pods: [pod('web-0', { deleting: true })] }), {
    wait: { why: 'not-running', state: 'Terminating' },
  });
  assert.deepEqual(find(POD, { isClear: false, service: undefined, pods: [] }), reached);
});

test('a Service leads to a pod of it, at the port of the name that it wants', () => {
  const sight = { isClear: true, service };
  assert.deepEqual(find(SERVICE, { ...sight, pods: [withPort('web-1', 'http', 8080)] }), {
    pod: { namespace: 'shop', name: 'web-1' },
    port: 8080,
  });
  assert.deepEqual(find(SERVICE, { ...sight, pods: [withPort('web-1', 'other', 8080)] }), {
    wait: { why: 'no-such-port', pod: 'web-1' },
  });
  assert.deepEqual(find(SERVICE, { ...sight, pods: [] }), { wait: { why: 'none-runs' } });
  assert.deepEqual(find(SERVICE, { isClear: true, service: undefined, pods: [pod('web-0')] }), {
    wait: { why: 'no-service' },
  });
});

function row(state: ForwardState, goal = POD, contexts = [OPEN]) {
  return forwardRow(openForward(state, goal), { all: signal(contexts) }, speaker(allSentences));
}

function openForward(state: ForwardState, goal = POD): OpenForward {
  return {
    id: 'forward/1',
    goal,
    context: { name: 'kind', server: 'https://127.0.0.1:6443' },
    forward: { localPort: 8080, state: signal(state), dispose() {} },
  };
}

test('a row says where to reach it, what it leads to, and what it waits for', () => {
  const ready = row({ kind: 'ready', pod: 'web-0', port: 80 });
  assert.deepEqual([ready.label, ready.description], ['127.0.0.1:8080', 'Pod web-0, port 80']);
  assert.equal(ready.spoken, '127.0.0.1:8080 leads to Pod web-0, port 80, ready');
  assert.equal(
    row({ kind: 'ready', pod: 'web-1', port: 8080 }, SERVICE).description,
    'Service web, port 80 · web-1:8080',
  );
  const beside = row({ kind: 'ready', pod: 'web-0', port: 80 }, POD, [OPEN, OPEN]);
  assert.equal(beside.description, 'Pod web-0, port 80 in kind');
  assert.equal(beside.spoken, '127.0.0.1:8080 leads to Pod web-0, port 80 in kind, ready');
  const waits = (wait: Extract<ForwardState, { kind: 'waiting' }>['wait'], goal = POD) =>
    row({ kind: 'waiting', wait }, goal).description;
  assert.equal(waits({ why: 'no-pod' }), 'waits for web-0, which does not exist now · Pod web-0, port 80');
  assert.equal(
    waits({ why: 'not-running', state: 'Pending' }),
    'waits until web-0 runs (Pending) · Pod web-0, port 80',
  );
  assert.equal(waits({ why: 'none-runs' }, SERVICE), 'waits until a pod of it runs · Service web, port 80');
  assert.equal(
    waits({ why: 'no-service' }, SERVICE),
    'waits for Service web, which does not exist now · Service web, port 80',
  );
  assert.match(waits({ why: 'no-such-port', pod: 'web-1' }, SERVICE), /web-1 has no port of the name that port 80/);
  const refused = row({ kind: 'refused', pod: 'web-0', port: 80, detail: 'connection refused' });
  assert.match(refused.description, /nothing answers at port 80 in web-0/);
  assert.ok(refused.tooltip.some(fact => 'value' in fact && fact.value === 'connection refused'));
});

test('a browser is led to https where the port is named or numbered so', () => {
  const ready: ForwardState = { kind: 'ready', pod: 'web-0', port: 80 };
  assert.equal(urlOf(openForward(ready)), 'http://127.0.0.1:8080/');
  assert.equal(urlOf(openForward(ready, { ...POD, port: 443 })), 'https://127.0.0.1:8080/');
  assert.equal(urlOf(openForward(ready, { ...POD, portName: 'https-admin' })), 'https://127.0.0.1:8080/');
});
