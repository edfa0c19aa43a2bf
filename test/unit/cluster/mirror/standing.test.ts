import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterFailure } from '../../../../src/cluster/connection.ts';
import { createStanding } from '../../../../src/cluster/mirror/standing.ts';
import { testClock } from '../../../support/cluster/clock.ts';

const away: ClusterFailure = { kind: 'unreachable', detail: 'ECONNREFUSED' };
const forbidden: ClusterFailure = { kind: 'forbidden', detail: 'no', status: 403 };

function fresh() {
  const clock = testClock();
  const stopping = new AbortController();
  const said: string[] = [];
  const standing = createStanding(clock, stopping.signal, () => said.push(standing.status.state));
  return { clock, said, standing, stop: () => stopping.abort() };
}

test('a kind has failed before its first list is whole, and is stale afterwards, since it was last right', async () => {
  const { clock, said, standing } = fresh();
  standing.loading(3);
  standing.failed(away, 7);
  assert.deepEqual(standing.status, { state: 'failed', failure: away, retryAt: 7 });
  standing.listed();
  await clock.advance(1_000);
  standing.heard();
  const right = clock.now();
  await clock.advance(5_000);
  standing.failed(away);
  assert.deepEqual(standing.status, { state: 'stale', since: right, failure: away });
  // What is read again is not loaded anew for whoever looks at it.
  standing.loading(1);
  standing.watching();
  standing.watching();
  assert.deepEqual(said, ['loading', 'failed', 'live', 'stale', 'live']);
});

test('where watching is not allowed, lists alone do not make it live, and a watch that opens does', () => {
  const { standing } = fresh();
  standing.listed();
  standing.polling(forbidden, 60_000);
  assert.deepEqual(standing.status, { state: 'polling', verb: 'watch', every: 60_000, failure: forbidden });
  standing.listed();
  assert.deepEqual([standing.polls, standing.status.state], [true, 'polling']);
  standing.watching();
  assert.deepEqual([standing.polls, standing.status.state], [false, 'live']);
});

test('a kind that may not be listed is told as such, whether it was known or not', () => {
  const { standing } = fresh();
  standing.listed();
  standing.failed(forbidden, 9);
  assert.deepEqual(standing.status, { state: 'forbidden', verb: 'list', failure: forbidden, retryAt: 9 });
});

test('silence counts as heard for a minute and a half', async () => {
  const { clock, standing } = fresh();
  await clock.advance(89_999);
  assert.equal(standing.isHeard(), true);
  await clock.advance(1);
  assert.equal(standing.isHeard(), false);
});

test('nothing is said after the end', () => {
  const { said, standing, stop } = fresh();
  stop();
  standing.failed(away);
  assert.deepEqual([said, standing.status.state], [[], 'loading']);
});
