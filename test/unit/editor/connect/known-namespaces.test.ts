import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClusterError, type ClusterFailure, type Connection } from '../../../../src/cluster/connection.ts';
import type { KindStatus, Mirror } from '../../../../src/cluster/mirror.ts';
import type { OpenContext } from '../../../../src/editor/connect/contexts.ts';
import { namespacesOf } from '../../../../src/editor/connect/known-namespaces.ts';
import type { Choice, LiveCluster, Session, SessionState } from '../../../../src/editor/connect/session.ts';
import { signal } from '../../../../src/editor/signal.ts';
import { statefulSet } from '../objects.ts';

const context = {
  id: 'prod',
  name: 'prod',
  file: 'config',
  cluster: 'prod',
  server: 'https://prod:6443',
  user: 'me',
  insecure: false,
  namespace: 'own',
};
const refused: ClusterFailure = { kind: 'unreachable', detail: 'ECONNREFUSED' };
const stale: KindStatus = { state: 'stale', since: 1, failure: refused };

/** What a workspace remembers, as VS Code keeps it. */
function memory(value?: unknown) {
  const values = new Map<string, unknown>([['namespaces', value]]);
  return {
    values,
    get: (key: string) => values.get(key),
    update: async (key: string, after: unknown) => void values.set(key, after),
  };
}

/** An open context that shows all namespaces, connected or not. */
function open(status: KindStatus | undefined, list: () => Promise<readonly string[]>): OpenContext {
  const connection: Partial<Connection> = {
    list: async () => ({
      items: (await list()).map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
      resourceVersion: '1',
    }),
  };
  const mirror: Partial<Mirror> = {
    kinds: ['StatefulSet'],
    status: () => status,
    list: kind => (kind === 'StatefulSet' ? ([statefulSet()] as never[]) : []),
  };
  const cluster = { key: 'context/prod', context, connection, mirror, namespace: '' } as unknown as LiveCluster;
  const choice = { context, namespace: '' } as Partial<Choice> as Choice;
  const state: SessionState =
    status === undefined
      ? { kind: 'failed', context, namespace: '', isPractice: false, failure: refused, since: 1 }
      : { kind: 'connected', cluster };
  const session: Partial<Session> = { state: signal(state), chosen: () => choice };
  return { key: 'context/prod', session: session as Session } as Partial<OpenContext> as OpenContext;
}

const listed = async () => ['bank', 'shop'];
const never = () => assert.fail('asked a cluster that is away');

test('the namespaces of a cluster that answers are those that it lists, and they are remembered', async () => {
  const kept = memory();
  assert.deepEqual(await namespacesOf(open({ state: 'live' }, listed), kept), { names: ['bank', 'shop'] });
  assert.deepEqual(kept.values.get('namespaces'), { 'context/prod': ['bank', 'shop'] });
});

test('of a cluster that is away those are offered that are known: its own, those of what was seen, and those listed last', async () => {
  const kept = memory({ 'context/prod': ['bank'], 'context/other': ['elsewhere'] });
  assert.deepEqual(await namespacesOf(open(stale, never), kept), {
    names: ['bank', 'own', 'shop'],
    incomplete: refused,
  });
  assert.deepEqual(await namespacesOf(open(undefined, never), kept), { names: ['bank', 'own'], incomplete: refused });
});

test('a list that fails leaves those that are known, with why', async () => {
  const failure: ClusterFailure = { kind: 'timeout', detail: '' };
  const failing = open({ state: 'live' }, () => Promise.reject(new ClusterError(failure)));
  assert.deepEqual(await namespacesOf(failing, memory()), { names: ['own', 'shop'], incomplete: failure });
});

test('who may not list namespaces gets the known ones, and what was remembered stays', async () => {
  const failure: ClusterFailure = { kind: 'forbidden', detail: 'no', status: 403 };
  const kept = memory({ 'context/prod': ['bank'] });
  const found = await namespacesOf(
    open({ state: 'live' }, () => Promise.reject(new ClusterError(failure))),
    kept,
  );
  assert.deepEqual(found, { names: ['bank', 'own', 'shop'], incomplete: failure });
  assert.deepEqual(kept.values.get('namespaces'), { 'context/prod': ['bank'] });
});

test('what an earlier version has left in the memory does no harm', async () => {
  for (const value of ['text', 7, { 'context/prod': 'bank' }, { 'context/prod': [1, 'bank'] }])
    assert.ok((await namespacesOf(open(stale, never), memory(value))).names.includes('own'));
});
