import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../../../scripts/tools/paths.ts';
import type { ClusterFailure } from '../../../../src/cluster/connection.ts';
import type { Mirror } from '../../../../src/cluster/mirror.ts';
import { mustReach } from '../../../../src/editor/commands/reach.ts';
import type { OpenContexts } from '../../../../src/editor/connect/contexts.ts';
import type { LiveCluster, SessionState } from '../../../../src/editor/connect/session.ts';
import { Answer } from '../../../../src/editor/problems.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const say = speaker(allSentences);
const KEY = 'context/prod-east';

function contextsWith(failure: ClusterFailure | undefined): Pick<OpenContexts, 'of'> {
  const mirror = {
    kinds: ['StatefulSet'],
    status: () => (failure === undefined ? { state: 'live' } : { state: 'stale', since: 0, failure, retryAt: 1 }),
  } as unknown as Mirror;
  const context = { id: 'prod-east', name: 'prod-east', server: 'https://east:6443' };
  const state = { kind: 'connected', cluster: { key: KEY, context, mirror } } as unknown as SessionState;
  const open = { key: KEY, session: { state: { get: () => state } } } as unknown as ReturnType<OpenContexts['of']>;
  return { of: key => (key === KEY ? open : undefined) };
}

const reach = (failure?: ClusterFailure) => () => mustReach(contextsWith(failure), { key: KEY } as LiveCluster, say);

test('a command on a cluster that is away answers at once what the tree says, with a way on', () => {
  assert.throws(reach({ kind: 'timeout', detail: '' }), error => {
    assert.ok(error instanceof Answer);
    assert.match(error.problem.sentence, /^prod-east \(https:\/\/east:6443\) has been away since \d\d:\d\d\./);
    assert.deepEqual(error.problem.buttons[0]?.argument, { context: KEY });
    return true;
  });
});

test('a command goes on where the cluster is there, and where a list alone fails', () => {
  assert.doesNotThrow(reach());
  assert.doesNotThrow(reach({ kind: 'server', detail: 'etcd is slow' }));
});

test('every command that may change a cluster finds out whether it is there before it asks anything', () => {
  const folder = path.join(root, 'src/editor/commands');
  const texts = readdirSync(folder).map(file => readFileSync(path.join(folder, file), 'utf8'));
  const changing = texts.filter(text => /const cluster = desk\.cluster\(/.test(text) && text.includes('mustWrite('));
  assert.ok(changing.length >= 11);
  for (const text of changing)
    assert.match(text, /const cluster = desk\.cluster\(\w+\);\n {2}mustReach\(desk\.contexts, cluster, say\);\n/);
});
