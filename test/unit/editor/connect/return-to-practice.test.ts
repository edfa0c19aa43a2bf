import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterFailure } from '../../../../src/cluster/connection.ts';
import type { KindStatus, Mirror, MirrorNews } from '../../../../src/cluster/mirror.ts';
import { openContexts } from '../../../../src/editor/connect/contexts.ts';
import { returnToPractice } from '../../../../src/editor/connect/return-to-practice.ts';
import type { Choice, LiveCluster, Session, SessionState } from '../../../../src/editor/connect/session.ts';
import { signal } from '../../../../src/editor/signal.ts';
import type { LiveVerdicts } from '../../../../src/editor/verdicts/live-verdicts.ts';
import { testClock } from '../../../support/cluster/clock.ts';

const AGAIN = 10_000;
const away = (kind: ClusterFailure['kind']): KindStatus =>
  ({ state: 'stale', since: 1, failure: { kind, detail: '' } }) as KindStatus;

/** An open context that a test makes refuse and accept, with how often it was tried again. */
function open(isPractice: boolean) {
  let status: KindStatus = { state: 'live' };
  let retries = 0;
  const listeners = new Set<(news: MirrorNews) => void>();
  const mirror: Partial<Mirror> = {
    kinds: ['StatefulSet'],
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const context = { id: 'one', name: 'one', server: 'https://one:6443' };
  const cluster = { key: 'one', context, mirror } as Partial<LiveCluster> as LiveCluster;
  const state = signal<SessionState>({ kind: 'none' });
  const session: Partial<Session> = {
    state,
    chosen: () => ({ isPractice }) as Choice,
    async retry() {
      retries += 1;
    },
  };
  const contexts = openContexts(() => ({
    session: session as Session,
    server: signal(undefined),
    verdicts: {} as LiveVerdicts,
    dispose() {},
  }));
  const clock = testClock();
  const returning = returnToPractice(contexts, clock);
  contexts.open('one');
  state.set({ kind: 'connected', cluster });
  return {
    clock,
    contexts,
    returning,
    retries: () => retries,
    become(after: KindStatus) {
      status = after;
      for (const listener of [...listeners]) listener({ changes: [], statuses: ['StatefulSet'] });
    },
  };
}

test('the practice cluster is tried again for as long as it refuses the token, and not after', async () => {
  const { become, clock, retries } = open(true);
  become(away('unauthorized'));
  assert.equal(retries(), 0);
  await clock.advance(AGAIN);
  assert.equal(retries(), 1);
  become(away('unauthorized'));
  await clock.advance(AGAIN);
  assert.equal(retries(), 2);
  become({ state: 'live' });
  await clock.advance(5 * AGAIN);
  assert.equal(retries(), 2);
});

test('any other cluster that refuses its credentials waits for a person, and so does what else keeps the practice cluster away', async () => {
  const other = open(false);
  other.become(away('unauthorized'));
  await other.clock.advance(5 * AGAIN);
  assert.equal(other.retries(), 0);
  const practice = open(true);
  practice.become(away('certificate'));
  await practice.clock.advance(5 * AGAIN);
  assert.equal(practice.retries(), 0);
});

test('nothing is tried of a practice cluster that was closed, nor after the end', async () => {
  for (const end of ['close', 'dispose'] as const) {
    const { become, clock, contexts, returning, retries } = open(true);
    become(away('unauthorized'));
    if (end === 'close') contexts.close('one');
    else returning.dispose();
    await clock.advance(5 * AGAIN);
    assert.equal(retries(), 0, end);
  }
});
