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
      const mirror = { stop: () => log.push(`stopped ${name}`), retry: () => log.push(`retried ${name}`) };
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
