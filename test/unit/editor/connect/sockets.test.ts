import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { connect } from '../../../../src/cluster/kube.ts';
import type { Kubeconfig } from '../../../../src/cluster/kubeconfig.ts';
import { createMirror } from '../../../../src/cluster/mirror.ts';
import { type OpenContexts, openContexts } from '../../../../src/editor/connect/contexts.ts';
import { type Choice, clusterSession, type Session } from '../../../../src/editor/connect/session.ts';
import { Disposables } from '../../../../src/editor/dispose.ts';
import { signal } from '../../../../src/editor/signal.ts';
import { liveVerdicts } from '../../../../src/editor/verdicts/live-verdicts.ts';
import { ENVIRONMENT } from '../../../support/cluster/over-tls.ts';
import { json, kubeconfigFor, type TestServer, testServer } from '../../../support/cluster/server.ts';

/** Lists nothing and keeps watches open. */
async function emptyCluster(): Promise<TestServer> {
  const server = await testServer();
  for (const [path, kind] of [
    ['/api/v1', 'PodList'],
    ['/apis/apps/v1', 'StatefulSetList'],
  ] as const) {
    const list = json(200, { kind, apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] });
    server.on(path, (request, response) => {
      if (request.query.get('watch') === null) list(request, response);
      else response.writeHead(200, { 'content-type': 'application/json' }).write('\n');
    });
  }
  return server;
}

/** Open contexts as the extension has them, with real connections. */
function realContexts(): OpenContexts {
  return openContexts(() => {
    const held = new Disposables();
    const session = held.add(
      clusterSession({
        connect: (kubeconfig, id) => connect(kubeconfig, id, { trusted: false, environment: ENVIRONMENT }),
        mirror: connection => createMirror(connection, { kinds: ['Pod', 'StatefulSet'], namespace: undefined }),
      }),
    );
    const server = signal<string | undefined>(undefined);
    const verdicts = held.add(liveVerdicts(session, server, { note: assert.ifError }));
    return { session, server, verdicts, dispose: () => held.dispose() };
  });
}

function choiceOf(kubeconfig: Kubeconfig): Choice {
  const [context] = kubeconfig.contexts;
  assert.ok(context);
  return { kubeconfig, context, namespace: '', isPractice: false };
}

/** Connects, and waits until both kinds are watched. */
async function live(session: Session, server: TestServer): Promise<void> {
  await session.connect(choiceOf(await kubeconfigFor(server)));
  const state = session.state.get();
  assert.ok(state.kind === 'connected');
  const { mirror } = state.cluster;
  while (mirror.kinds.some(kind => mirror.status(kind)?.state !== 'live'))
    await new Promise(resolve => setImmediate(resolve));
  assert.ok(server.sockets.size >= 2, 'a socket for each watch');
}

describe('no socket stays open', () => {
  let first: TestServer;
  let second: TestServer;
  let contexts: OpenContexts;

  beforeEach(async () => {
    [first, second] = await Promise.all([emptyCluster(), emptyCluster()]);
    contexts = realContexts();
  });

  afterEach(async () => {
    contexts.dispose();
    await Promise.all([first.close(), second.close()]);
  });

  it('to a context in whose place another is shown', async () => {
    const { session } = contexts.open('one');
    await live(session, first);
    await live(session, second);
    await first.quiet();
    assert.equal(first.sockets.size, 0);
    assert.ok(second.sockets.size > 0);
  });

  it('to a context that is closed, while the others keep theirs', async () => {
    await live(contexts.open('one').session, first);
    await live(contexts.open('two').session, second);
    contexts.close('one');
    await first.quiet();
    assert.deepEqual([first.sockets.size, second.sockets.size > 0], [0, true]);
  });

  it('for a namespace that is no longer shown', async () => {
    const { session } = contexts.open('one');
    await live(session, first);
    const before = first.sockets.size;
    session.changeNamespace('other');
    const state = session.state.get();
    assert.ok(state.kind === 'connected');
    const { mirror } = state.cluster;
    while (mirror.kinds.some(kind => mirror.status(kind)?.state !== 'live'))
      await new Promise(resolve => setImmediate(resolve));
    while (first.sockets.size > before) await new Promise(resolve => setImmediate(resolve));
    assert.equal(first.sockets.size, before);
  });

  it('when the extension is let go', async () => {
    await live(contexts.open('one').session, first);
    await live(contexts.open('two').session, second);
    contexts.dispose();
    await Promise.all([first.quiet(), second.quiet()]);
    assert.deepEqual([first.sockets.size, second.sockets.size], [0, 0]);
  });
});
