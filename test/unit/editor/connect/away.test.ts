import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterFailure } from '../../../../src/cluster/connection.ts';
import type { KindStatus, Mirror } from '../../../../src/cluster/mirror.ts';
import { clockMinutes } from '../../../../src/core/clock-time.ts';
import { awayMeaning, awayMessage, awayOf, awaySentence } from '../../../../src/editor/connect/away.ts';
import type { LiveCluster, SessionState } from '../../../../src/editor/connect/session.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const say = speaker(allSentences);
const context = {
  id: 'prod',
  name: 'prod',
  file: 'config',
  cluster: 'prod',
  server: 'https://prod:6443',
  user: 'me',
  insecure: false,
};
const aim = { context, namespace: 'shop', isPractice: false };
const SINCE = Date.parse('2026-01-01T12:00:00Z');
const NEXT = SINCE + 30_000;

function failed(failure: ClusterFailure, retryAt?: number): SessionState {
  return { kind: 'failed', ...aim, failure, since: SINCE, ...(retryAt === undefined ? {} : { retryAt }) };
}

function connected(status: KindStatus): SessionState {
  const mirror: Partial<Mirror> = { kinds: ['StatefulSet'], status: () => status };
  return { kind: 'connected', cluster: { context, mirror } as LiveCluster };
}

function told(state: SessionState): string {
  const away = awayOf(state);
  return away === undefined ? '' : awaySentence(away, say);
}

const refused: ClusterFailure = { kind: 'unreachable', detail: 'ECONNREFUSED' };

test('a cluster that was lost and one that was never reached are told in one way: context, address, since when, why, what is next', () => {
  const wanted = new RegExp(
    `^prod \\(https://prod:6443\\) has been away since ${clockMinutes(SINCE)}\\. The cluster refuses the connection .*` +
      'Ordinal tries again by itself\\.$',
  );
  assert.match(told(failed(refused, NEXT)), wanted);
  assert.match(told(connected({ state: 'stale', since: SINCE, failure: refused, retryAt: NEXT })), wanted);
});

test('where only a person can help, it says that nothing is tried', () => {
  const sentence = told(failed({ kind: 'unauthorized', detail: 'Unauthorized', status: 401 }));
  assert.match(sentence, /does not accept your credentials\. Log in again .* does not try again by itself\.$/);
  // Nobody's account can be locked there.
  const unauthorized: ClusterFailure = { kind: 'unauthorized', detail: 'Unauthorized', status: 401 };
  const practice: SessionState = { kind: 'failed', ...aim, isPractice: true, failure: unauthorized, since: SINCE };
  assert.match(told(practice), / tries again by itself\.$/);
});

test('the practice cluster that nobody answers for has ended, and is started again by a person', () => {
  const ended: SessionState = {
    kind: 'failed',
    ...aim,
    isPractice: true,
    failure: refused,
    since: SINCE,
    retryAt: NEXT,
  };
  assert.match(told(ended), / Its program has ended; Try Again starts it again\.$/);
  const away = awayOf(ended);
  assert.ok(away);
  assert.match(awayMessage([away], say) ?? '', / Its program has ended; Try Again starts it again\.$/);
});

test('what can be read is not away, nor what is on its way', () => {
  assert.equal(told({ kind: 'none' }), '');
  assert.equal(told({ kind: 'connecting', ...aim }), '');
  assert.equal(told(connected({ state: 'live' })), '');
  assert.equal(told(connected({ state: 'loading', loaded: 3 })), '');
});

test('what was never read has no time since when', () => {
  const failure: ClusterFailure = { kind: 'forbidden', detail: 'cannot list statefulsets', status: 403 };
  const wanted = /^prod \(https:\/\/prod:6443\) cannot be read\. You are not allowed/;
  assert.match(told(connected({ state: 'forbidden', verb: 'list', failure, retryAt: NEXT })), wanted);
  // It has answered, so that it is not away.
  assert.match(told(failed(failure)), wanted);
});

test('each way of not being reached has words of its own, with what to do', () => {
  const kinds: readonly (readonly [ClusterFailure, RegExp])[] = [
    [refused, /nothing listens at that address and port\. Check that the cluster runs/],
    [{ kind: 'unreachable', detail: 'ENOTFOUND' }, /The name of the cluster is not known .*VPN/],
    [{ kind: 'unreachable', detail: 'EHOSTUNREACH' }, /no way to the cluster/],
    [{ kind: 'unreachable', detail: 'ECONNRESET' }, /ended the connection before it answered/],
    [{ kind: 'unreachable', detail: 'proxy 407' }, /proxy on the way to the cluster does not let .*407.*a login/],
    [
      { kind: 'unreachable', detail: 'ECONNREFUSED', proxy: 'http://proxy:3128' },
      /The proxy http:\/\/proxy:3128 .*proxy-url/,
    ],
    [{ kind: 'timeout', detail: '' }, /did not answer in time/],
    [{ kind: 'certificate', detail: 'CERT_HAS_EXPIRED' }, /has expired .*clock/],
    [{ kind: 'certificate', detail: 'ERR_TLS_CERT_ALTNAME_INVALID' }, /for another name .*tls-server-name/],
    [
      { kind: 'certificate', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      /nobody whom the kubeconfig trusts .*certificate-authority/,
    ],
    [{ kind: 'certificate', detail: 'EPROTO' }, /does not speak TLS .*port/],
    [{ kind: 'unauthorized', detail: '', status: 401 }, /does not accept your credentials/],
    [{ kind: 'forbidden', detail: 'no', status: 403 }, /not allowed/],
  ];
  const sentences = kinds.map(([failure]) => told(failed(failure)));
  kinds.forEach(([, words], index) => assert.match(sentences[index] ?? '', words));
  assert.equal(new Set(sentences).size, kinds.length);
});

test('above the tree it is one short line, whatever there is to say', () => {
  const line = (state: SessionState) => {
    const away = awayOf(state);
    return awayMessage(away === undefined ? [] : [away], say);
  };
  const time = clockMinutes(SINCE);
  assert.equal(
    line(connected({ state: 'stale', since: SINCE, failure: refused, retryAt: NEXT })),
    `prod is away since ${time} (cannot be reached). Ordinal tries again by itself.`,
  );
  assert.equal(
    line(failed({ kind: 'credentials', detail: 'aws: a very long message' })),
    `prod is away since ${time} (login needed). It waits for you: Try Again.`,
  );
});

test('no sentence about it says when it is tried next, which is not true for long', () => {
  const away = awayOf(failed(refused, NEXT));
  assert.ok(away);
  for (const sentence of [awaySentence(away, say), awaySentence(away, say, 'happened'), awayMessage([away], say) ?? ''])
    assert.ok(!sentence.includes(clockMinutes(NEXT).concat(':')), sentence);
});

test('the colour of its icon is told in words: red where nothing is shown, yellow where the last known is', () => {
  const meaning = (state: SessionState) => {
    const away = awayOf(state);
    return away === undefined ? '' : awayMeaning(away, say);
  };
  assert.match(meaning(failed(refused, NEXT)), /^Nothing of it can be shown.*red plug/);
  const stale = connected({ state: 'stale', since: SINCE, failure: refused, retryAt: NEXT });
  assert.match(meaning(stale), new RegExp(`as of ${clockMinutes(SINCE)}:.*yellow plug`));
});

test('of several that are away only the names stand above the tree, and nothing where none is', () => {
  const one = awayOf(failed(refused, NEXT));
  assert.ok(one);
  assert.equal(
    awayMessage([one, { ...one, context: 'test' }], say),
    '2 clusters are away: prod, test. Their rows say since when and why.',
  );
  // As its row is called, which says the rest.
  const aws = { ...one, context: 'arn:aws:eks:eu-central-1:123456789012:cluster/shop' };
  assert.match(awayMessage([aws], say) ?? '', /^shop /);
  assert.match(awayMessage([one, aws], say) ?? '', /: prod, shop\./);
  assert.equal(awayMessage([], say), undefined);
});
