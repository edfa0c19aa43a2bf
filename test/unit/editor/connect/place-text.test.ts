import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KindStatus, Mirror } from '../../../../src/cluster/mirror.ts';
import { clockMinutes } from '../../../../src/core/clock-time.ts';
import { asOfThen, placeOf } from '../../../../src/editor/connect/place-text.ts';
import type { LiveCluster } from '../../../../src/editor/connect/session.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const say = speaker(allSentences);
const SINCE = Date.parse('2026-01-01T12:00:00Z');

function cluster(status: KindStatus, namespace = 'shop'): LiveCluster {
  const mirror: Partial<Mirror> = { kinds: ['StatefulSet'], status: () => status };
  return { context: { name: 'prod' }, namespace, mirror } as unknown as LiveCluster;
}

test('a place is told by context and namespace', () => {
  assert.equal(placeOf(cluster({ state: 'live' }), say), 'prod / shop');
  assert.equal(placeOf(cluster({ state: 'live' }, ''), say), 'prod / All Namespaces');
  assert.equal(placeOf(cluster({ state: 'live' }, ''), say, 'bank'), 'prod / bank');
});

test('what is told of a cluster that is away says as of when that is', () => {
  const stale: KindStatus = { state: 'stale', since: SINCE, failure: { kind: 'unreachable', detail: '' } };
  assert.equal(placeOf(cluster(stale), say), `prod / shop as of ${clockMinutes(SINCE)}, before it went away`);
});

test('a sentence on a cluster that is away says itself as of when it was so', () => {
  const stale: KindStatus = { state: 'stale', since: SINCE, failure: { kind: 'unreachable', detail: '' } };
  assert.equal(
    asOfThen(cluster(stale), 'db: nothing to do.', say),
    `As of ${clockMinutes(SINCE)}, before prod went away: db: nothing to do.`,
  );
  assert.equal(asOfThen(cluster({ state: 'live' }), 'db: nothing to do.', say), 'db: nothing to do.');
});
