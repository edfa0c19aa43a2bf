import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClusterError, type Connection } from '../../../src/cluster/connection.ts';
import type { KubeContext, Kubeconfig } from '../../../src/cluster/kubeconfig.ts';
import type { Mirror } from '../../../src/cluster/mirror.ts';
import { type Choice, clusterSession, type Reach } from '../../../src/editor/connect/session.ts';

const kubeconfig: Kubeconfig = { contexts: [], problems: [], resolve: () => undefined };

function context(name: string, more: Partial<KubeContext> = {}): KubeContext {
  return {
    id: name,
    name,
    file: 'config',
    cluster: name,
    server: `https://${name}`,
    user: 'me',
    insecure: false,
    ...more,
  };
}

function choice(name: string, more: Partial<Choice> = {}): Choice {
  return { kubeconfig, context: context(name), namespace: undefined, isPractice: false, ...more };
}

/** Connections that are let through one by one, and a record of what was closed. */
function reach() {
  const log: string[] = [];
  const waiting = new Map<string, { through: () => void; refuse: (error: unknown) => void }>();
  const port: Reach = {
    connect: (_, id) =>
      new Promise((resolve, reject) => {
        const connection = { context: id, server: `https://${id}`, close: () => log.push(`closed ${id}`) };
        waiting.set(id, { through: () => resolve(connection as Partial<Connection> as Connection), refuse: reject });
      }),
    mirror: (connection, namespace) => {
      const name = `${connection.context}/${namespace}`;
      log.push(`mirrors ${name}`);
      const mirror = {
        stop: () => log.push(`stopped ${name}`),
        retry: () => log.push(`retried ${name}`),
        nudge: () => log.push(`nudged ${name}`),
      };
      return mirror as Partial<Mirror> as Mirror;
    },
  };
  return { port, log, waiting };
}

test('a context without a namespace of its own shows the one named default', async () => {
  const { port, log, waiting } = reach();
  const session = clusterSession(port);
  const connecting = session.connect(choice('one'));
  assert.equal(session.state.get().kind, 'connecting');
  waiting.get('one')?.through();
  await connecting;
  assert.deepEqual(log, ['mirrors one/default']);
});

test('the namespace of the context counts, and one that was chosen counts more', async () => {
  const { port, log, waiting } = reach();
  const session = clusterSession(port);
  for (const namespace of [undefined, 'other']) {
    const connecting = session.connect({
      ...choice('one', { namespace }),
      context: context('one', { namespace: 'shop' }),
    });
    waiting.get('one')?.through();
    await connecting;
  }
  assert.deepEqual(
    log.filter(line => line.startsWith('mirrors')),
    ['mirrors one/shop', 'mirrors one/other'],
  );
});

test('the newest choice wins, and the late connection is closed', async () => {
  const { port, log, waiting } = reach();
  const session = clusterSession(port);
  const first = session.connect(choice('slow'));
  const second = session.connect(choice('fast'));
  waiting.get('fast')?.through();
  await second;
  waiting.get('slow')?.through();
  await first;
  assert.deepEqual(log, ['mirrors fast/default', 'closed slow']);
  const state = session.state.get();
  assert.ok(state.kind === 'connected' && state.cluster.context.name === 'fast');
});

test('a failure is the state, and trying again goes to the same place', async () => {
  const { port, log, waiting } = reach();
  const session = clusterSession(port);
  const connecting = session.connect(choice('one', { namespace: 'shop' }));
  waiting.get('one')?.refuse(new ClusterError({ kind: 'unauthorized', detail: 'no' }));
  await assert.rejects(connecting, ClusterError);
  const state = session.state.get();
  assert.ok(state.kind === 'failed' && state.failure.kind === 'unauthorized');
  const again = session.retry();
  waiting.get('one')?.through();
  await again;
  assert.deepEqual(log, ['mirrors one/shop']);
});

test('a failure of an older attempt does not cover the newer one', async () => {
  const { port, waiting } = reach();
  const session = clusterSession(port);
  const first = session.connect(choice('slow'));
  const second = session.connect(choice('fast'));
  waiting.get('fast')?.through();
  await second;
  waiting.get('slow')?.refuse(new ClusterError({ kind: 'timeout', detail: '' }));
  await assert.rejects(first);
  assert.equal(session.state.get().kind, 'connected');
});

test('another namespace is another mirror over the same connection', async () => {
  const { port, log, waiting } = reach();
  const session = clusterSession(port);
  const connecting = session.connect(choice('one'));
  waiting.get('one')?.through();
  await connecting;
  session.changeNamespace('shop');
  session.changeNamespace('shop');
  assert.deepEqual(log, ['mirrors one/default', 'stopped one/default', 'mirrors one/shop']);
});

test('while connected, trying again wakes the mirror', async () => {
  const { port, log, waiting } = reach();
  const session = clusterSession(port);
  const connecting = session.connect(choice('one'));
  waiting.get('one')?.through();
  await connecting;
  await session.retry();
  assert.equal(log.at(-1), 'retried one/default');
});

test('disconnecting stops the mirror and closes the connection', async () => {
  const { port, log, waiting } = reach();
  const session = clusterSession(port);
  const connecting = session.connect(choice('one'));
  waiting.get('one')?.through();
  await connecting;
  session.disconnect();
  assert.deepEqual(log.slice(1), ['stopped one/default', 'closed one']);
  assert.equal(session.state.get().kind, 'none');
});

/** A clock that runs when it is told to. */
function clock() {
  const planned = new Map<object, { at: number; task: () => void }>();
  let now = 1_000;
  const later = (delay: number, task: () => void) => {
    const key = {};
    planned.set(key, { at: now + delay, task });
    return () => planned.delete(key);
  };
  return {
    port: { now: () => now, after: later, soon: (task: () => void) => later(0, task), random: () => 0 },
    planned,
    pass(milliseconds: number) {
      now += milliseconds;
      for (const [key, { at, task }] of planned) {
        if (at > now) continue;
        planned.delete(key);
        task();
      }
    },
  };
}

const refused = new ClusterError({ kind: 'unreachable', detail: 'ECONNREFUSED' });

test('what did not answer is tried again by itself, and meanwhile the state says since when and when', async () => {
  const { port, log, waiting } = reach();
  const { port: time, pass } = clock();
  const session = clusterSession(port, time);
  const connecting = session.connect(choice('one'));
  waiting.get('one')?.refuse(refused);
  await assert.rejects(connecting, ClusterError);
  const first = session.state.get();
  assert.ok(first.kind === 'failed' && first.since === 1_000 && first.retryAt !== undefined);
  pass(first.retryAt - 1_000);
  waiting.get('one')?.refuse(refused);
  await new Promise(resolve => setImmediate(resolve));
  const second = session.state.get();
  assert.ok(second.kind === 'failed' && second.since === 1_000 && (second.retryAt ?? 0) > (first.retryAt ?? 0));
  pass(60_000);
  waiting.get('one')?.through();
  await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual(log, ['mirrors one/default']);
  assert.equal(session.state.get().kind, 'connected');
});

test('what did not answer is tried at once when somebody looks again, and then not for some seconds', async () => {
  const { port, log, waiting } = reach();
  const { port: time } = clock();
  const session = clusterSession(port, time);
  const connecting = session.connect(choice('one'));
  waiting.get('one')?.refuse(refused);
  await assert.rejects(connecting, ClusterError);
  waiting.clear();
  session.nudge();
  waiting.get('one')?.refuse(refused);
  await new Promise(resolve => setImmediate(resolve));
  waiting.clear();
  session.nudge();
  assert.equal(waiting.size, 0);
  assert.deepEqual(log, []);
});

test('a mirror is told when somebody looks again', async () => {
  const { port, log, waiting } = reach();
  const session = clusterSession(port);
  const connecting = session.connect(choice('one'));
  waiting.get('one')?.through();
  await connecting;
  session.nudge();
  assert.deepEqual(log, ['mirrors one/default', 'nudged one/default']);
});

test('what only a person can mend is not tried again', async () => {
  const { port, waiting } = reach();
  const { port: time, planned } = clock();
  const session = clusterSession(port, time);
  const connecting = session.connect(choice('one'));
  waiting.get('one')?.refuse(new ClusterError({ kind: 'unauthorized', detail: '', status: 401 }));
  await assert.rejects(connecting, ClusterError);
  const state = session.state.get();
  assert.ok(state.kind === 'failed' && state.retryAt === undefined);
  assert.equal(planned.size, 0);
});

test('a context that is closed while it waits is not tried again', async () => {
  const { port, waiting } = reach();
  const { port: time, planned } = clock();
  const session = clusterSession(port, time);
  const connecting = session.connect(choice('one'));
  waiting.get('one')?.refuse(refused);
  await assert.rejects(connecting, ClusterError);
  assert.equal(planned.size, 1);
  session.dispose();
  assert.equal(planned.size, 0);
});

test('a namespace that is chosen while the cluster is away is the one that is shown when it is back', async () => {
  const { port, log, waiting } = reach();
  const { port: time, pass } = clock();
  const session = clusterSession(port, time);
  const connecting = session.connect(choice('one'));
  waiting.get('one')?.refuse(refused);
  await assert.rejects(connecting, ClusterError);
  session.changeNamespace('shop');
  pass(60_000);
  waiting.get('one')?.through();
  await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual(log, ['mirrors one/shop']);
});
