import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, pluck, pods, practiceApi, simplePod } from '../../../support/practice-api.ts';

function withPods(count: number, options = {}) {
  const api = practiceApi(options);
  for (let number = 0; number < count; number += 1)
    api.call('POST', pods, simplePod(`p${number}`, {}, { labels: { odd: String(number % 2) } }));
  return api;
}

test('a list has the version of now, and its items leave out what the list tells', () => {
  const api = withPods(2);
  const { body } = api.call('GET', pods);
  assert.equal(pick(body, 'kind'), 'PodList');
  assert.equal(pick(body, 'apiVersion'), 'v1');
  assert.equal(pick(body, 'metadata.resourceVersion'), String(api.registry.store.version()));
  assert.deepEqual(pluck(body, 'metadata.name'), ['p0', 'p1']);
  assert.deepEqual(pluck(body, 'kind'), [undefined, undefined]);
});

test('pages go on where the last one ended, as things were when the first one was sent', () => {
  const api = withPods(5);
  const first = api.call('GET', `${pods}?limit=2`).body;
  assert.equal(pick(first, 'metadata.remainingItemCount'), 3);
  api.call('DELETE', `${pods}/p2`);
  api.call('POST', pods, simplePod('p22'));
  const second = api.call('GET', `${pods}?limit=2&continue=${String(pick(first, 'metadata.continue'))}`).body;
  assert.deepEqual(pluck(second, 'metadata.name'), ['p2', 'p3']);
  assert.equal(pick(second, 'metadata.resourceVersion'), pick(first, 'metadata.resourceVersion'));
  const third = api.call('GET', `${pods}?limit=2&continue=${String(pick(second, 'metadata.continue'))}`).body;
  assert.deepEqual(pluck(third, 'metadata.name'), ['p4']);
  assert.equal(pick(third, 'metadata.continue'), undefined);
});

test('a page that was begun too long ago is gone', () => {
  const api = withPods(3);
  const token = String(pick(api.call('GET', `${pods}?limit=1`).body, 'metadata.continue'));
  api.clock.advance(6 * 60_000);
  const { status, body } = api.call('GET', `${pods}?limit=1&continue=${token}`);
  assert.deepEqual([status, pick(body, 'reason')], [410, 'Expired']);
  assert.equal(api.call('GET', `${pods}?continue=nonsense`).status, 400);
});

test('with a selector a page does not say how many are left', () => {
  const { body } = withPods(6).call('GET', `${pods}?limit=1&labelSelector=odd%3D1`);
  assert.deepEqual(pluck(body, 'metadata.name'), ['p1']);
  assert.equal(pick(body, 'metadata.remainingItemCount'), undefined);
});

test('an exact version is the list as it was', () => {
  const api = withPods(2);
  const version = api.registry.store.version();
  api.call('DELETE', `${pods}/p0`);
  api.call('PATCH', `${pods}/p1`, { metadata: { labels: { odd: 'very' } } }, { type: 'application/merge-patch+json' });
  api.call('POST', pods, simplePod('p9'));
  const { body } = api.call('GET', `${pods}?resourceVersion=${version}&resourceVersionMatch=Exact`);
  assert.deepEqual(pluck(body, 'metadata.name'), ['p0', 'p1']);
  assert.deepEqual(pluck(body, 'metadata.labels.odd'), ['0', '1']);
});

test('a version too old is 410, one in the future 504 with the time to try again', () => {
  const api = withPods(30, { history: 5 });
  const old = api.call('GET', `${pods}?resourceVersion=1&resourceVersionMatch=Exact`);
  assert.equal(old.status, 410);
  const { status, body, headers } = api.call('GET', `${pods}?resourceVersion=999`);
  assert.equal(status, 504);
  assert.deepEqual(pick(body, 'details'), {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
  assert.equal(headers['retry-after'], '1');
  assert.equal(api.call('GET', `${pods}?resourceVersion=x`).status, 400);
});

test('a match without a version is refused', () => {
  const api = withPods(0);
  assert.equal(api.call('GET', `${pods}?resourceVersionMatch=Exact`).status, 422);
  assert.equal(api.call('GET', `${pods}?resourceVersionMatch=Exact&resourceVersion=0`).status, 422);
  assert.equal(api.call('GET', `${pods}?resourceVersionMatch=Sometimes&resourceVersion=1`).status, 422);
  assert.equal(api.call('GET', `${pods}?sendInitialEvents=true`).status, 422);
});

test('all namespaces are listed together, an unknown one is empty', () => {
  const api = withPods(1);
  api.call('POST', '/api/v1/namespaces', { metadata: { name: 'bank' } });
  api.call('POST', '/api/v1/namespaces/bank/pods', simplePod('z'));
  assert.deepEqual(pluck(api.call('GET', '/api/v1/pods').body, 'metadata.namespace'), ['bank', 'shop']);
  assert.deepEqual(pluck(api.call('GET', '/api/v1/namespaces/none/pods').body, 'metadata.name'), []);
});

test('a page that comes too late can be gone on with as things are now, with the token of the refusal', () => {
  const api = practiceApi();
  for (const name of ['a', 'b', 'c']) api.call('POST', pods, simplePod(name));
  const token = String(pick(api.call('GET', `${pods}?limit=1`).body, 'metadata.continue'));
  api.clock.advance(6 * 60_000);
  api.call('DELETE', `${pods}/b`);
  const late = api.call('GET', `${pods}?limit=1&continue=${token}`);
  assert.deepEqual([late.status, pick(late.body, 'reason')], [410, 'Expired']);
  assert.match(String(pick(late.body, 'message')), /or use the continue token in this response/);
  const rest = api.call('GET', `${pods}?continue=${String(pick(late.body, 'metadata.continue'))}`);
  assert.deepEqual(pluck(pick(rest.body, 'items'), 'metadata.name'), ['c']);
});

test('who goes on with a list asks for no version', () => {
  const api = practiceApi();
  for (const name of ['a', 'b']) api.call('POST', pods, simplePod(name));
  const token = String(pick(api.call('GET', `${pods}?limit=1`).body, 'metadata.continue'));
  const go = (more: string) => api.call('GET', `${pods}?continue=${token}${more}`);
  assert.equal(
    pick(go('&resourceVersion=5').body, 'message'),
    'specifying resource version is not allowed when using continue',
  );
  assert.match(
    String(pick(go('&resourceVersionMatch=Exact').body, 'message')),
    /is forbidden when continue is provided$/,
  );
  assert.equal(go('&resourceVersion=0').status, 200);
});
