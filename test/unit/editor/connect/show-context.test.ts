import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeContext } from '../../../../src/cluster/kubeconfig.ts';
import { openContexts } from '../../../../src/editor/connect/contexts.ts';
import type { Choice, LiveCluster, Session, SessionState } from '../../../../src/editor/connect/session.ts';
import { showContext } from '../../../../src/editor/connect/show-context.ts';
import { signal } from '../../../../src/editor/signal.ts';
import type { LiveVerdicts } from '../../../../src/editor/verdicts/live-verdicts.ts';

function choiceOf(name: string, server = `https://${name}`): Choice {
  const context: KubeContext = { id: name, name, file: 'config', cluster: name, server, user: 'me', insecure: false };
  const kubeconfig = { contexts: [context], problems: [], resolve: () => undefined };
  return { kubeconfig, context, namespace: 'shop', isPractice: false };
}

/** Contexts whose sessions are connected at once, and what they were told. */
function recorded() {
  const told: string[] = [];
  const contexts = openContexts(() => {
    const state = signal<SessionState>({ kind: 'none' });
    const session: Partial<Session> = {
      state,
      async connect({ context }) {
        told.push(`connect ${context.server}`);
        state.set({ kind: 'connected', cluster: { context } as LiveCluster });
      },
      async retry() {
        told.push('retry');
      },
    };
    const server = signal<string | undefined>(undefined);
    return { session: session as Session, server, verdicts: {} as LiveVerdicts, dispose() {} };
  });
  const keys = () => contexts.all.get().map(({ key }) => key);
  return { contexts, told, keys };
}

test('a context is shown beside the others, and the active one stays active', async () => {
  const { contexts, keys } = recorded();
  await showContext(contexts, choiceOf('prod'), undefined);
  await showContext(contexts, choiceOf('dev'), undefined);
  assert.deepEqual(keys(), ['context/prod', 'context/dev']);
  assert.equal(contexts.active.get()?.key, 'context/prod');
});

test('a context takes the place of another, and is active if that was', async () => {
  const { contexts, keys } = recorded();
  for (const name of ['prod', 'dev']) await showContext(contexts, choiceOf(name), undefined);
  await showContext(contexts, choiceOf('test'), 'context/prod');
  assert.deepEqual(keys(), ['context/dev', 'context/test']);
  assert.equal(contexts.active.get()?.key, 'context/test');
});

test('a context that is open already is tried again, and nothing is closed for it', async () => {
  const { contexts, told, keys } = recorded();
  for (const name of ['prod', 'dev']) await showContext(contexts, choiceOf(name), undefined);
  await showContext(contexts, choiceOf('dev'), 'context/prod');
  assert.deepEqual(told, ['connect https://prod', 'connect https://dev', 'retry']);
  assert.deepEqual(keys(), ['context/prod', 'context/dev']);
});

test('a context whose server is elsewhere now is connected anew', async () => {
  const { contexts, told } = recorded();
  await showContext(contexts, choiceOf('prod', 'https://old'), undefined);
  await showContext(contexts, choiceOf('prod', 'https://new'), undefined);
  assert.deepEqual(told, ['connect https://old', 'connect https://new']);
});
