import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClusterError, type ClusterFailure } from '../../../src/cluster/connection.ts';
import { commandIds } from '../../../src/editor/ids.ts';
import { Answer, answer, Cancelled, problemOf, withButtons } from '../../../src/editor/problems.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import { speaker } from '../../../src/words/words.ts';

const say = speaker(allSentences);
const AT = { context: 'prod', server: 'https://host:6443' };

const KINDS: readonly ClusterFailure['kind'][] = [
  'unreachable',
  'timeout',
  'certificate',
  'unauthorized',
  'forbidden',
  'not-found',
  'conflict',
  'invalid',
  'too-many-requests',
  'not-kubernetes',
  'server',
  'credentials',
  'untrusted',
];

test('every failure of a cluster is one sentence with a button, and no argument is left open', () => {
  for (const kind of KINDS) {
    const problem = problemOf(new ClusterError({ kind, detail: 'the detail' }, AT), say);
    assert.ok(problem !== undefined && problem.sentence.length > 20, kind);
    assert.ok(!problem.sentence.includes('{'), problem.sentence);
    assert.ok(problem.buttons.length > 0, kind);
  }
});

test('the sentence names the server, or the cluster where none is known', () => {
  const failure = { kind: 'timeout', detail: '' } as const;
  assert.match(problemOf(new ClusterError(failure, AT), say)?.sentence ?? '', /^https:\/\/host:6443 /);
  assert.match(problemOf(new ClusterError(failure), say)?.sentence ?? '', /^The cluster /);
});

test('a server that does not answer is tried again or left for another', () => {
  const problem = problemOf(new ClusterError({ kind: 'unreachable', detail: 'ECONNREFUSED' }), say);
  assert.deepEqual(
    problem?.buttons.map(button => button.command),
    [commandIds.retry, commandIds.connect],
  );
});

test('the buttons of a failure are about the context in which it happened, and a cluster that is away is told as the tree tells it', () => {
  const originOf = (at: typeof AT) => ({ context: `context/${at.context}`, away: 'prod has been away since noon.' });
  const problem = problemOf(new ClusterError({ kind: 'unreachable', detail: 'ECONNRESET' }, AT), say, originOf);
  assert.equal(problem?.sentence, 'prod has been away since noon.');
  assert.deepEqual(
    problem?.buttons.map(button => button.argument),
    [{ context: 'context/prod' }, { context: 'context/prod' }],
  );
  const refusal = problemOf(new ClusterError({ kind: 'invalid', detail: 'spec.replicas' }, AT), say, originOf);
  assert.match(refusal?.sentence ?? '', /refuses this: spec\.replicas/);
});

test('a cluster that lets nobody in is named by what it refuses; one that refuses a change is not', () => {
  const forbidden = new ClusterError({ kind: 'forbidden', detail: 'User "jo" cannot do that' }, AT);
  const told = (isShut: boolean) =>
    problemOf(forbidden, say, () => ({ context: 'context/prod', away: 'prod cannot be read.', isShut }))?.sentence;
  assert.equal(told(true), 'prod cannot be read.');
  assert.match(told(false) ?? '', /^You are not allowed to do this: User "jo"/);
});

test('backing out says nothing', () => {
  assert.equal(problemOf(new Cancelled(), say), undefined);
  assert.equal(problemOf(new ClusterError({ kind: 'aborted', detail: '' }), say), undefined);
});

test('an answer is shown as it is', () => {
  const button = { title: 'Go on', command: commandIds.connect };
  const refusal = withButtons(answer(say, 'failure-the-cluster'), button);
  assert.ok(refusal instanceof Answer);
  assert.deepEqual(problemOf(refusal, say), { severity: 'information', sentence: 'the cluster', buttons: [button] });
});

test('what nobody foresaw is not shown raw', () => {
  const problem = problemOf(new TypeError("Cannot read properties of undefined (reading 'x')"), say);
  assert.ok(!problem?.sentence.includes('undefined'));
  assert.equal(problem?.buttons[0]?.command, commandIds.showLog);
});

test('a long answer of the server is cut to what a person reads', () => {
  const problem = problemOf(new ClusterError({ kind: 'server', detail: `${'x'.repeat(5000)}\n\nmore` }), say);
  assert.ok((problem?.sentence.length ?? 0) < 600);
});
