import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { afterEach, test } from 'node:test';
import type { Connection } from '../../../../src/cluster/connection.ts';
import { clockMinutes } from '../../../../src/core/clock-time.ts';
import { stateText } from '../../../../src/editor/forward/forward-row.ts';
import {
  type Forwards,
  isForBrowsers,
  type OpenForward,
  portForwards,
} from '../../../../src/editor/forward/forwards.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { caught } from '../../../support/caught.ts';
import { eventually } from '../../../support/eventually.ts';
import { pod } from '../objects.ts';
import { connecting, KEY, openWith, played } from '../steady.ts';

const say = speaker(allSentences);
const SINCE = Date.parse('2026-01-01T08:01:00Z');
const GOAL = { kind: 'Pod', namespace: 'shop', name: 'db-0', port: 5432, portName: 'postgres' } as const;

const held: Forwards[] = [];
afterEach(() => {
  for (const each of held.splice(0)) each.dispose();
});

/** A port that leads to db-0, and how often each connection was asked for it. */
async function stage() {
  const asked: string[] = [];
  const made = (name: string) => {
    const forward: Connection['forward'] = async () => {
      asked.push(name);
      return { write: async () => {}, ended: Promise.resolve({ reason: 'ended' }), close() {} };
    };
    return played([pod('db-0')], { forward });
  };
  const first = made('first');
  const { contexts, show } = openWith(first.cluster);
  const forwards = portForwards(contexts, caught());
  held.push(forwards);
  const open = await forwards.start(first.cluster, GOAL, 0);
  return { asked, made, first, contexts, show, forwards, open };
}

const text = ({ forward }: OpenForward) => stateText(forward.state.get(), GOAL, say);

test('a forwarded port waits while its cluster is away, and says since when', async () => {
  const { open, first } = await stage();
  assert.equal(open.forward.state.get().kind, 'ready');
  first.status({ state: 'stale', since: SINCE, failure: { kind: 'timeout', detail: '' } });
  assert.equal(text(open), `waits for prod-east, away since ${clockMinutes(SINCE)}`);
  first.status({ state: 'live' });
  assert.equal(open.forward.state.get().kind, 'ready');
});

test('a list alone that fails to be read closes no port', async () => {
  const { open, first } = await stage();
  first.status({ state: 'stale', since: SINCE, failure: { kind: 'server', detail: 'etcd is slow' } });
  assert.equal(open.forward.state.get().kind, 'ready');
});

test('a forwarded port goes on over the next connection of its context, and follows its mirror', async () => {
  const { open, made, show, asked, forwards } = await stage();
  show(connecting);
  assert.equal(text(open), 'waits for the connection to prod-east');
  const next = made('next');
  show({ kind: 'connected', cluster: next.cluster });
  assert.equal(open.forward.state.get().kind, 'ready');
  connect({ host: '127.0.0.1', port: open.forward.localPort }).on('error', () => {});
  await eventually(() => assert.deepEqual(asked, ['next']));
  next.status({ state: 'stale', since: SINCE, failure: { kind: 'timeout', detail: '' } });
  assert.match(text(open), /away since/);
  assert.equal(forwards.all.get().length, 1);
});

test('a forwarded port ends when its context is closed', async () => {
  const { contexts, forwards } = await stage();
  contexts.close(KEY);
  assert.deepEqual(forwards.all.get(), []);
});

test('a browser is proposed for ports that look like HTTP: by their name, without one by their number', () => {
  const named = ['http', 'https-admin', 'web', 'api-http', 'postgres', 'webhook', 'grpc'];
  assert.deepEqual(
    named.filter(portName => isForBrowsers({ port: 1, portName })),
    ['http', 'https-admin', 'web', 'api-http'],
  );
  const numbers = [80, 443, 8080, 5432, 6379, 9092];
  assert.deepEqual(
    numbers.filter(port => isForBrowsers({ port, portName: undefined })),
    [80, 443, 8080],
  );
  assert.ok(!isForBrowsers({ port: 8080, portName: 'postgres' }));
});
