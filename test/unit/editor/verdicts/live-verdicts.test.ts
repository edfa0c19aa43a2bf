import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveCluster, SessionState } from '../../../../src/editor/connect/session.ts';
import { signal } from '../../../../src/editor/signal.ts';
import { liveVerdicts } from '../../../../src/editor/verdicts/live-verdicts.ts';
import { eventually } from '../../../support/eventually.ts';
import { setWith, storedMirror } from './stored-mirror.ts';

test('what a mirror knows already is judged when it comes, and nothing once it has gone', async () => {
  const { mirror } = storedMirror(setWith('web', ['cannot-pull']));
  const heard = new Set<unknown>();
  const subscribe = (listener: unknown) => {
    heard.add(listener);
    return () => heard.delete(listener);
  };
  const cluster = { mirror: { ...mirror, subscribe } } as unknown as LiveCluster;
  const state = signal<SessionState>({ kind: 'none' });
  const verdicts = liveVerdicts({ state }, signal<string | undefined>(undefined), {
    note: error => assert.fail(error),
  });
  const web = { kind: 'StatefulSet', namespace: 'shop', name: 'web' } as const;
  assert.equal(verdicts.current, undefined);
  state.set({ kind: 'connected', cluster });
  await eventually(() => assert.equal(verdicts.current?.of(web)?.verdict.cause, 'image-pull'));
  assert.equal(heard.size, 1);
  state.set({ kind: 'none' });
  assert.equal(verdicts.current, undefined);
  assert.equal(heard.size, 0);
  verdicts.dispose();
});
