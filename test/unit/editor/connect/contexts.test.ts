import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterOf, ofActive, openContexts } from '../../../../src/editor/connect/contexts.ts';
import type { LiveCluster, Session, SessionState } from '../../../../src/editor/connect/session.ts';
import { contextOf } from '../../../../src/editor/connect/which-context.ts';
import { signal } from '../../../../src/editor/signal.ts';
import type { LiveVerdicts } from '../../../../src/editor/verdicts/live-verdicts.ts';

/** Contexts whose sessions are steered by the test, and a record of those that were let go. */
function several() {
  const released: number[] = [];
  const states: ReturnType<typeof signal<SessionState>>[] = [];
  const versions: ReturnType<typeof signal<string | undefined>>[] = [];
  const contexts = openContexts(() => {
    const number = states.length;
    const state = signal<SessionState>({ kind: 'none' });
    const server = signal<string | undefined>(undefined);
    states.push(state);
    versions.push(server);
    const session: Partial<Session> = { state };
    return {
      session: session as Session,
      server,
      verdicts: {} as LiveVerdicts,
      dispose: () => released.push(number),
    };
  });
  return { contexts, released, states, versions };
}

test('the first context that is opened is active, and those that come beside it do not change that', () => {
  const { contexts } = several();
  const one = contexts.open('one');
  contexts.open('two');
  assert.equal(contexts.active.get(), one);
  assert.deepEqual(
    contexts.all.get().map(({ key }) => key),
    ['one', 'two'],
  );
});

test('a context is open at most once', () => {
  const { contexts, states } = several();
  assert.equal(contexts.open('one'), contexts.open('one'));
  assert.equal(states.length, 1);
});

test('closing lets go of that context only, and of the active one makes the first of the others active', () => {
  const { contexts, released } = several();
  contexts.open('one');
  contexts.open('two');
  contexts.open('three');
  contexts.activate('two');
  contexts.close('two');
  assert.deepEqual(released, [1]);
  assert.equal(contexts.active.get()?.key, 'one');
  contexts.close('three');
  assert.equal(contexts.active.get()?.key, 'one');
  contexts.close('one');
  assert.equal(contexts.active.get(), undefined);
});

test('the state of every open context is told, of a closed one no more', () => {
  const { contexts, states } = several();
  contexts.open('one');
  contexts.open('two');
  let told = 0;
  contexts.onState(() => {
    told += 1;
  });
  const state: SessionState = { kind: 'connected', cluster: { key: 'two' } as LiveCluster };
  states[1]?.set(state);
  assert.equal(told, 1);
  assert.equal(clusterOf(contexts.of('two'))?.key, 'two');
  contexts.close('two');
  assert.equal(told, 2);
  states[1]?.set({ kind: 'none' });
  assert.equal(told, 2);
});

test('what the active context has follows when it changes, and when another becomes active', () => {
  const { contexts, versions } = several();
  const server = ofActive(contexts, open => open.server);
  const told: (string | undefined)[] = [];
  server.onChange(value => told.push(value));
  contexts.open('one');
  versions[0]?.set('v1.35.0');
  contexts.open('two');
  versions[1]?.set('v1.36.2');
  contexts.activate('two');
  versions[0]?.set('v1.34.0');
  contexts.close('two');
  assert.deepEqual(told, ['v1.35.0', 'v1.36.2', 'v1.34.0']);
  server.dispose();
  versions[0]?.set('v1.33.0');
  assert.equal(told.length, 3);
});

test('a row, a target and a context name the context they are of; a manifest, a file and nothing name none', () => {
  assert.equal(contextOf(`${encodeURIComponent('context/a|b')}|set/uid`), 'context/a|b');
  assert.equal(
    contextOf({ kind: 'StatefulSet', namespace: 'shop', name: 'web', context: 'context/prod' }),
    'context/prod',
  );
  assert.equal(contextOf({ context: 'practice/x' }), 'practice/x');
  assert.equal(contextOf({ kind: 'StatefulSet', namespace: '', name: 'web' }), undefined);
  for (const nothing of [undefined, null, 'none', 7, { context: 7 }]) assert.equal(contextOf(nothing), undefined);
});
