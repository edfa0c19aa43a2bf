import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../../../scripts/tools/paths.ts';
import type { ClusterFailure } from '../../../../src/cluster/connection.ts';
import type { Mirror } from '../../../../src/cluster/mirror.ts';
import type { ClusterToChange } from '../../../../src/editor/commands/cluster-to-change.ts';
import type { Deps } from '../../../../src/editor/commands/deps.ts';
import { clusterToReach } from '../../../../src/editor/commands/reach.ts';
import type { OpenContexts } from '../../../../src/editor/connect/contexts.ts';
import type { LiveCluster, SessionState } from '../../../../src/editor/connect/session.ts';
import { Answer } from '../../../../src/editor/problems.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const say = speaker(allSentences);
const KEY = 'context/prod-east';

function depsWith(failure: ClusterFailure | undefined): Pick<Deps, 'desk' | 'say'> {
  const mirror = {
    kinds: ['StatefulSet'],
    status: () => (failure === undefined ? { state: 'live' } : { state: 'stale', since: 0, failure, retryAt: 1 }),
  } as unknown as Mirror;
  const context = { id: 'prod-east', name: 'prod-east', server: 'https://east:6443' };
  const cluster = { key: KEY, context, mirror } as unknown as LiveCluster;
  const state: SessionState = { kind: 'connected', cluster };
  const open = { key: KEY, session: { state: { get: () => state } } } as unknown as ReturnType<OpenContexts['of']>;
  const contexts = { of: (key: string) => (key === KEY ? open : undefined) };
  return { say, desk: { contexts, cluster: () => cluster } as unknown as Deps['desk'] };
}

const reach = (failure?: ClusterFailure) => () => clusterToReach(depsWith(failure), undefined);

test('a command on a cluster that is away answers at once what the tree says, with a way on', () => {
  assert.throws(reach({ kind: 'timeout', detail: '' }), error => {
    assert.ok(error instanceof Answer);
    assert.match(error.problem.sentence, /^prod-east \(https:\/\/east:6443\) has been away since \d\d:\d\d\./);
    assert.deepEqual(error.problem.buttons[0]?.argument, { context: KEY });
    return true;
  });
});

test('a command goes on where the cluster is there, and where a list alone fails', () => {
  assert.equal(reach()().key, KEY);
  assert.doesNotThrow(reach({ kind: 'server', detail: 'etcd is slow' }));
});

test('a cluster that nobody found out about cannot be changed', () => {
  const plain = clusterToReach(depsWith(undefined), undefined);
  // @ts-expect-error What writes asks for a cluster that may be changed; only `clusterToChange` gives one.
  const changeable: ClusterToChange = plain;
  assert.equal(changeable, plain);
});

test('nothing in the editor writes to a cluster but through functions that ask for one that may be changed', () => {
  const folder = path.join(root, 'src/editor');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const texts = new Map(
    files.map(file => [file.replaceAll(path.sep, '/'), readFileSync(path.join(folder, file), 'utf8')]),
  );
  const having = (pattern: RegExp) => [...texts].filter(([, text]) => pattern.test(text)).map(([file]) => file);
  assert.deepEqual(having(/import \{[^}]*\bsend\b[^}]*\} from '[^']*cluster\/change\.ts'/), [
    'commands/send-in-turn.ts',
  ]);
  assert.deepEqual(having(/\bconnection\.(create|patch|delete)\(/), []);
  assert.deepEqual(having(/\bconnection\.exec\(/), ['terminal/shell-session.ts']);
  assert.deepEqual(having(/\bas ClusterToChange\b/), ['commands/cluster-to-change.ts']);
  assert.match(texts.get('commands/send-in-turn.ts') ?? '', /function sendKnown\(\s*cluster: ClusterToChange,/);
  assert.match(texts.get('terminal/terminals.ts') ?? '', /open\(\s*cluster: ClusterToChange,/);
});
