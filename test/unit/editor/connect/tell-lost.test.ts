import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KindStatus, Mirror, MirrorNews } from '../../../../src/cluster/mirror.ts';
import { openContexts } from '../../../../src/editor/connect/contexts.ts';
import type { LiveCluster, Session, SessionState } from '../../../../src/editor/connect/session.ts';
import { tellLost } from '../../../../src/editor/connect/tell-lost.ts';
import { contextLost } from '../../../../src/editor/connect/unusable.ts';
import { signal } from '../../../../src/editor/signal.ts';
import type { LiveVerdicts } from '../../../../src/editor/verdicts/live-verdicts.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { testClock } from '../../../support/cluster/clock.ts';

const say = speaker(allSentences);
const SINCE = Date.parse('2026-01-01T12:00:00Z');
const stale: KindStatus = {
  state: 'stale',
  since: SINCE,
  failure: { kind: 'unreachable', detail: 'ECONNREFUSED' },
  retryAt: SINCE + 1000,
};
const live: KindStatus = { state: 'live' };

/** A cluster whose health is steered by the test. */
function steered(name: string) {
  let status: KindStatus = { state: 'loading', loaded: 0 };
  const listeners = new Set<(news: MirrorNews) => void>();
  const mirror: Partial<Mirror> = {
    kinds: ['StatefulSet'],
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const context = { id: name, name, server: `https://${name}:6443` };
  const cluster = { key: name, context, mirror } as Partial<LiveCluster> as LiveCluster;
  return {
    cluster,
    listeners,
    become(after: KindStatus) {
      status = after;
      for (const listener of [...listeners]) listener({ changes: [], statuses: ['StatefulSet'] });
    },
  };
}

/** Two open contexts, the first of them active, and what is told of them. */
function open() {
  const states: ReturnType<typeof signal<SessionState>>[] = [];
  const contexts = openContexts(() => {
    const state = signal<SessionState>({ kind: 'none' });
    states.push(state);
    const session: Partial<Session> = { state };
    return { session: session as Session, server: signal(undefined), verdicts: {} as LiveVerdicts, dispose() {} };
  });
  const clusters = [steered('prod'), steered('test')] as const;
  clusters.forEach(({ cluster }, index) => {
    contexts.open(cluster.key);
    states[index]?.set({ kind: 'connected', cluster });
  });
  const clock = testClock();
  const told: string[] = [];
  const telling = tellLost(contexts, (lost, away) => told.push(contextLost(lost, away, say).sentence), clock);
  return { contexts, states, prod: clusters[0], test: clusters[1], clock, told, telling };
}

test('the active cluster is told once when it has been away for some seconds, however long that lasts', async () => {
  const { prod, clock, told } = open();
  prod.become(live);
  prod.become(stale);
  await clock.advance(7_000);
  prod.become(stale);
  assert.deepEqual(told, []);
  await clock.advance(2_000);
  assert.match(told.join('\n'), /^Ordinal lost prod \(https:\/\/prod:6443\) at \d\d:\d\d\. The cluster refuses/);
  prod.become(stale);
  await clock.advance(600_000);
  assert.equal(told.length, 1);
});

test('what is back before that is not told', async () => {
  const { prod, clock, told } = open();
  prod.become(live);
  prod.become(stale);
  await clock.advance(5_000);
  prod.become(live);
  await clock.advance(600_000);
  assert.deepEqual(told, []);
});

test('one that comes and goes is told once, and again after it has been back for a minute', async () => {
  const { prod, clock, told } = open();
  prod.become(live);
  for (let times = 0; times < 3; times += 1) {
    prod.become(stale);
    await clock.advance(10_000);
    prod.become(live);
    await clock.advance(50_000);
  }
  assert.equal(told.length, 1);
  await clock.advance(60_000);
  prod.become(stale);
  await clock.advance(10_000);
  assert.equal(told.length, 2);
});

test('one that never was there, and one that is not active, are not told', async () => {
  const { prod, test: other, contexts, clock, told } = open();
  prod.become(stale);
  other.become(live);
  other.become(stale);
  await clock.advance(60_000);
  assert.deepEqual(told, []);
  // Who makes it the active one sees how it is.
  contexts.activate('test');
  await clock.advance(60_000);
  assert.deepEqual(told, []);
});

test('nothing is told, and nothing listened to, after the end', async () => {
  const { prod, clock, told, telling } = open();
  prod.become(live);
  prod.become(stale);
  telling.dispose();
  await clock.advance(60_000);
  assert.deepEqual(told, []);
  assert.equal(prod.listeners.size, 0);
  assert.equal(clock.pending, 0);
});

test('the message offers to try again and to choose another cluster, about the one that was lost', () => {
  const { contexts } = open();
  const [lost] = contexts.all.get();
  assert.ok(lost);
  const away = {
    context: 'prod',
    server: 'https://prod:6443',
    failure: { kind: 'unauthorized', detail: '' },
    since: SINCE,
    next: 'person',
    isKnown: true,
  } as const;
  const { severity, sentence, buttons } = contextLost(lost, away, say);
  assert.equal(severity, 'warning');
  assert.match(sentence, /does not accept your credentials.* Ordinal does not try again by itself\.$/);
  assert.deepEqual(
    buttons.map(({ title, command, argument }) => [title, command, argument]),
    [
      ['Try Again', 'ordinal.retry', { context: 'prod' }],
      ['Choose Another Cluster…', 'ordinal.connect', { context: 'prod' }],
    ],
  );
});
