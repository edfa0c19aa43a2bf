import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KindStatus, Mirror } from '../../../../src/cluster/mirror.ts';
import type { SessionState } from '../../../../src/editor/connect/session.ts';
import { lastKnown, lastKnownBranches } from '../../../../src/editor/views/last-known.ts';
import { colors, type Row } from '../../../../src/editor/views/row.ts';
import { setRow } from '../../../../src/editor/views/set-row.ts';
import { mirrorSource } from '../../../../src/editor/views/source.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';
import { NOW, statefulSet } from '../objects.ts';

const say = speaker(allSentences);
const set = statefulSet({ replicas: 1 }, { replicas: 1, readyReplicas: 1 });
const well: Row = setRow(set, { say, now: NOW, showNamespace: false });
const broken: Row = { ...well, icon: { name: 'error', color: colors.bad } };

test('a workload of a cluster that is away says in words that it is what was known, and is not green', () => {
  assert.equal(well.icon.color, colors.good);
  const row = lastKnown(well, say);
  assert.equal(row.description, `${well.description} · last known`);
  assert.match(row.spoken, /, last known$/);
  assert.deepEqual(row.icon, { name: well.icon.name, color: colors.faint });
});

test('under it what was well is faint at every depth, and what was not well stays as it was', () => {
  const [outer, other] = lastKnownBranches([
    { row: broken, children: [{ row: well, children: [] }] },
    { row: well, children: [] },
  ]);
  assert.deepEqual(outer?.row, broken);
  assert.equal(outer?.children[0]?.row.icon.color, colors.faint);
  assert.equal(other?.row.icon.color, colors.faint);
});

test('the rows of a cluster are last known while it is away, and no longer', () => {
  let status: KindStatus = { state: 'live' };
  const mirror: Partial<Mirror> = { kinds: ['StatefulSet'], status: () => status };
  const cluster = {
    context: { name: 'prod' },
    namespace: 'shop',
    mirror: { ...mirror, get: () => set, indexed: () => [] },
  };
  const source = mirrorSource({
    state: () => ({ kind: 'connected', cluster }) as unknown as SessionState,
    place: () => 'alone',
    called: ({ name }) => name,
    guardOf: () => ({ readOnly: false, protected: false }),
    say,
    now: () => NOW,
    verdictOf: () => undefined,
  });
  const description = () => source.row({ kind: 'StatefulSet', namespace: 'shop', name: 'web' })?.description ?? '';
  assert.doesNotMatch(description(), /last known/);
  status = { state: 'stale', since: 0, failure: { kind: 'unreachable', detail: '' }, retryAt: 1 };
  assert.match(description(), / · last known$/);
  status = { state: 'live' };
  assert.doesNotMatch(description(), /last known/);
});
