import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BarFacts, barText } from '../../../../src/editor/connect/status-text.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const say = speaker(allSentences);

const connected: Extract<BarFacts, { kind: 'connected' }> = {
  kind: 'connected',
  context: 'prod',
  namespace: 'shop',
  server: 'https://prod:6443',
  insecure: false,
  readOnly: false,
  protected: false,
  away: undefined,
  others: 0,
};

test('nothing is said without a cluster', () => {
  assert.equal(barText({ kind: 'none' }, say), undefined);
});

test('a connection says context and namespace, and where it leads', () => {
  const text = barText(connected, say);
  assert.match(text?.text ?? '', /prod \/ shop$/);
  assert.equal(text?.tone, 'plain');
  assert.deepEqual(text?.facts, [['Server', 'https://prod:6443']]);
  assert.match(barText({ ...connected, namespace: '' }, say)?.text ?? '', /prod \/ All Namespaces$/);
});

test('a certificate that is not checked is a warning, in words too', () => {
  const text = barText({ ...connected, insecure: true }, say);
  assert.equal(text?.tone, 'warning');
  assert.match(text?.notes.join(' ') ?? '', /not checked/);
});

test('what is old, read-only or protected says so', () => {
  assert.match(
    barText({ ...connected, away: 'prod has been away since 14:02:31.' }, say)?.notes.join(' ') ?? '',
    /since 14:02:31/,
  );
  assert.match(barText({ ...connected, readOnly: true }, say)?.notes.join(' ') ?? '', /Read-only/);
  assert.match(barText({ ...connected, protected: true }, say)?.notes.join(' ') ?? '', /Protected/);
});

test('a failure is said with its reason', () => {
  const text = barText({ kind: 'failed', context: 'prod', reason: 'It does not answer.', others: 0 }, say);
  assert.equal(text?.tone, 'bad');
  assert.ok(text?.notes.includes('It does not answer.'));
});

test('with other contexts open it says what pressing does', () => {
  assert.match(barText({ ...connected, others: 2 }, say)?.notes.join(' ') ?? '', /2 other contexts are open/);
  assert.match(barText({ ...connected, others: 1 }, say)?.notes.join(' ') ?? '', /One other context is open/);
  assert.match(barText(connected, say)?.notes.join(' ') ?? '', /Press to choose a namespace/);
});

test('a context that a cloud has named by an address leaves room for the namespace, and is told in full', () => {
  const context = 'arn:aws:eks:eu-central-1:123456789012:cluster/shop';
  const bar = barText({ kind: 'connecting', context, others: 0 }, say);
  assert.equal(bar?.text, '$(loading~spin) shop');
  assert.match(bar?.title ?? '', /arn:aws:eks:eu-central-1:123456789012:cluster\/shop/);
});
