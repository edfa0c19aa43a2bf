import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverVersion } from '../../../../src/editor/connect/server-version.ts';
import type { Session, SessionState } from '../../../../src/editor/connect/session.ts';
import { signal } from '../../../../src/editor/signal.ts';
import { eventually } from '../../../support/eventually.ts';

type Answer = () => Promise<{ gitVersion: string; major: string; minor: string }>;

function connected(version: Answer): SessionState {
  return { kind: 'connected', cluster: { connection: { version } } } as unknown as SessionState;
}

const says =
  (gitVersion: string): Answer =>
  async () => ({ gitVersion, major: '', minor: '' });

test('the version is that of the connected server, and of none without one', async () => {
  const state = signal<SessionState>({ kind: 'none' });
  const session: Pick<Session, 'state'> = { state };
  const version = serverVersion(session);
  assert.equal(version.get(), undefined);
  state.set(connected(says('v1.35.2')));
  await eventually(() => assert.equal(version.get(), 'v1.35.2'));
  state.set({ kind: 'none' });
  assert.equal(version.get(), undefined);
  version.dispose();
  state.set(connected(says('v1.36.0')));
  await new Promise(resolve => setImmediate(resolve));
  assert.equal(version.get(), undefined);
});

test('a server that does not say is as none, and an answer that comes late does not count', async () => {
  const state = signal<SessionState>(connected(says('v1.35.2')));
  const version = serverVersion({ state });
  await eventually(() => assert.equal(version.get(), 'v1.35.2'));
  state.set(connected(() => Promise.reject(new Error('forbidden'))));
  await eventually(() => assert.equal(version.get(), undefined));
  let resolve: (version: Awaited<ReturnType<Answer>>) => void = () => assert.fail('nobody asked');
  state.set(connected(() => new Promise(answer => (resolve = answer))));
  state.set(connected(says('v1.37.0')));
  await eventually(() => assert.equal(version.get(), 'v1.37.0'));
  resolve({ gitVersion: 'v1.20.0', major: '', minor: '' });
  await new Promise(done => setImmediate(done));
  assert.equal(version.get(), 'v1.37.0');
});
