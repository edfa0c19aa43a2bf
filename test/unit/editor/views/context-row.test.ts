import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionState } from '../../../../src/editor/connect/session.ts';
import { contextRow, type Guard, type Place } from '../../../../src/editor/views/context-row.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const say = speaker(allSentences);
const free: Guard = { readOnly: false, protected: false };

function state(more: { readonly away?: boolean; readonly isPractice?: boolean } = {}) {
  const context = {
    id: 'prod',
    name: 'prod',
    server: 'https://prod:6443',
    user: 'me',
    file: 'config',
    insecure: false,
  };
  const failure = { kind: 'unreachable', detail: 'ECONNREFUSED' };
  const kindStatus = more.away === true ? { state: 'stale', since: 0, failure, retryAt: 1 } : { state: 'live' };
  const mirror = { kinds: ['StatefulSet'], status: () => kindStatus };
  return {
    kind: 'connected',
    cluster: { context, namespace: 'shop', isPractice: more.isPractice === true, mirror },
  } as unknown as Exclude<SessionState, { readonly kind: 'none' }>;
}

function row(guard: Guard, place: Place = 'alone', more: Parameters<typeof state>[0] = {}) {
  const made = contextRow(
    state(more),
    place,
    name => (name === 'prod' ? guard : free),
    ({ name }) => name,
    say,
  );
  return { ...made, sentences: made.tooltip.flatMap(fact => ('sentence' in fact ? [fact.sentence] : [])) };
}

test('a protected context says so in word, icon and tooltip', () => {
  const guarded = row({ readOnly: false, protected: true });
  assert.equal(guarded.description, 'shop · protected');
  assert.equal(guarded.icon.name, 'shield');
  assert.match(guarded.sentences.join(), /^Protected: a change takes typing/);
  assert.match(guarded.spoken, /protected/);
});

test('where Ordinal is read-only nothing is typed: that is said, and both in the tooltip', () => {
  const guarded = row({ readOnly: true, protected: true });
  assert.equal(guarded.description, 'shop · read-only');
  assert.equal(guarded.icon.name, 'lock');
  assert.equal(guarded.sentences.length, 2);
});

test('nothing holds changes of the practice cluster back, and nothing says so', () => {
  const practice = row({ readOnly: true, protected: true }, 'alone', { isPractice: true });
  assert.equal(practice.description, 'shop');
  assert.equal(practice.icon.name, 'beaker');
  assert.deepEqual(practice.sentences, []);
});

test('the practice cluster is a kind of its own for menus, also when it is away', () => {
  const kinds = (isPractice: boolean, away = false) =>
    (['alone', 'active', 'beside'] as const).map(place => row(free, place, { isPractice, away }).kind);
  const practice = 'ordinal.context.practice';
  assert.deepEqual(kinds(true), [practice, practice, `${practice}.beside`]);
  assert.deepEqual(kinds(false), ['ordinal.context', 'ordinal.context', 'ordinal.context.beside']);
  const away = `${practice}.away`;
  assert.deepEqual(kinds(true, true), [away, away, `${away}.beside`]);
  assert.deepEqual(kinds(false, true), ['ordinal.context.away', 'ordinal.context.away', 'ordinal.context.away.beside']);
});

test('a context that is away says first why, then what any other says: its namespace, and whether it is active', () => {
  const away = row(free, 'active', { away: true });
  assert.match(away.description, /^away since \d\d:\d\d · cannot be reached · shop · active$/);
  assert.match(row(free, 'beside', { away: true }).description, /cannot be reached · shop$/);
  assert.match(away.sentences.at(-1) ?? '', /active context/);
  assert.match(away.spoken, /cannot be reached.*shop.*active/);
  assert.equal(row(free, 'active').description, 'shop · active');
});

test('a context that a cloud has named by an address is called as its cluster, with where that is', () => {
  const called = (name: string) => {
    const open = state();
    const cluster =
      open.kind === 'connected' ? { ...open.cluster, context: { ...open.cluster.context, name } } : undefined;
    const made = contextRow(
      { ...open, cluster } as typeof open,
      'alone',
      () => free,
      ({ name }) => name,
      say,
    );
    assert.ok(made.tooltip.some(fact => 'value' in fact && fact.value === name));
    assert.match(made.spoken, new RegExp(name));
    return [made.label, made.description];
  };
  assert.deepEqual(called('arn:aws:eks:eu-central-1:123456789012:cluster/shop'), [
    'shop',
    'eu-central-1 123456789012 · shop',
  ]);
  assert.deepEqual(called('gke_my-project_europe-west3-a_shop_blue'), [
    'shop_blue',
    'my-project europe-west3-a · shop',
  ]);
  assert.deepEqual(called('kind-shop'), ['kind-shop', 'shop']);
  assert.deepEqual(called('gke_shop'), ['gke_shop', 'shop']);
});
