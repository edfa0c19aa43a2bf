import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resources } from '../../../../src/practice/resources.ts';
import type { Change } from '../../../../src/practice/store.ts';
import { type PracticeApi, pick, pods, practiceApi, sets, simplePod, webSet } from '../../../support/practice-api.ts';

const node = 'node-1';

/** A pod that runs on a node, and the changes from then on. */
function running(api: PracticeApi, metadata: object = {}): Change[] {
  api.call('POST', pods, simplePod('web-0', { nodeName: node, terminationGracePeriodSeconds: 10 }, metadata));
  const changes: Change[] = [];
  api.registry.subscribe(change => changes.push(change));
  return changes;
}

const seen = (changes: readonly Change[]) =>
  changes.map(({ type, object: { metadata } }) => [
    type,
    metadata.deletionTimestamp,
    metadata.deletionGracePeriodSeconds,
    metadata.generation,
  ]);

test('a running pod gets its grace, and is gone when the node says so', () => {
  const api = practiceApi();
  const changes = running(api);
  const deleted = api.call('DELETE', `${pods}/web-0`);
  assert.equal(deleted.status, 200);
  assert.equal(pick(deleted.body, 'kind'), 'Pod');
  api.clock.advance(3_000);
  api.call('DELETE', `${pods}/web-0`, { gracePeriodSeconds: 0 });
  assert.deepEqual(seen(changes), [
    ['MODIFIED', '2026-01-01T00:00:10Z', 10, 2],
    ['MODIFIED', '2026-01-01T00:00:00Z', 0, 2],
    ['DELETED', '2026-01-01T00:00:00Z', 0, 2],
  ]);
});

test('deleting again with no shorter grace changes nothing', () => {
  const api = practiceApi();
  const changes = running(api);
  api.call('DELETE', `${pods}/web-0`);
  api.call('DELETE', `${pods}/web-0`, { gracePeriodSeconds: 60 });
  assert.equal(changes.length, 1);
});

test('a pod without a node goes at once, but is seen to be going', () => {
  const api = practiceApi();
  api.call('POST', pods, simplePod('web-0'));
  const changes: Change[] = [];
  api.registry.subscribe(change => changes.push(change));
  api.call('DELETE', `${pods}/web-0`);
  assert.deepEqual(
    changes.map(({ type }) => type),
    ['MODIFIED', 'DELETED'],
  );
});

test('a finalizer holds an object until it is taken away', () => {
  const api = practiceApi();
  api.call('POST', '/api/v1/namespaces/shop/configmaps', { metadata: { name: 'a', finalizers: ['example.com/hold'] } });
  const held = api.call('DELETE', '/api/v1/namespaces/shop/configmaps/a');
  assert.equal(pick(held.body, 'metadata.deletionTimestamp'), '2026-01-01T00:00:00Z');
  const added = api.call(
    'PATCH',
    '/api/v1/namespaces/shop/configmaps/a',
    { metadata: { finalizers: ['example.com/hold', 'example.com/more'] } },
    { type: 'application/merge-patch+json' },
  );
  assert.equal(added.status, 422);
  assert.match(
    String(pick(added.body, 'message')),
    /no new finalizers can be added if the object is being deleted, found new finalizers \[\]string\{"example.com\/more"\}/,
  );
  api.call(
    'PATCH',
    '/api/v1/namespaces/shop/configmaps/a',
    { metadata: { finalizers: null } },
    { type: 'application/merge-patch+json' },
  );
  assert.equal(api.call('GET', '/api/v1/namespaces/shop/configmaps/a').status, 404);
});

test('a StatefulSet is gone at once by default, and answered with a Status', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const { status, body } = api.call('DELETE', `${sets}/web`);
  assert.equal(status, 200);
  assert.equal(pick(body, 'status'), 'Success');
  assert.equal(pick(body, 'details.kind'), 'statefulsets');
  assert.equal(pick(body, 'details.group'), 'apps');
});

for (const [policy, finalizer] of [
  ['Foreground', 'foregroundDeletion'],
  ['Orphan', 'orphan'],
] as const) {
  test(`${policy} deletion leaves the object with the finalizer ${finalizer} and one generation more`, () => {
    const api = practiceApi();
    api.call('POST', sets, webSet());
    const { body } = api.call('DELETE', `${sets}/web`, { propagationPolicy: policy });
    assert.deepEqual(pick(body, 'metadata.finalizers'), [finalizer]);
    assert.equal(pick(body, 'metadata.generation'), 2);
    const stored = api.registry.get(resources.statefulSets, 'shop', 'web');
    assert.equal(stored.metadata.deletionGracePeriodSeconds, 0);
  });
}

test('a precondition on another uid or version is a conflict', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  for (const preconditions of [{ uid: 'other' }, { resourceVersion: '1' }]) {
    const { status, body } = api.call('DELETE', `${sets}/web`, { preconditions });
    assert.equal(status, 409);
    assert.match(
      String(pick(body, 'message')),
      /^Operation cannot be fulfilled on statefulsets\.apps "web": Precondition failed: /,
    );
  }
  const uid = api.registry.get(resources.statefulSets, 'shop', 'web').metadata.uid;
  assert.equal(api.call('DELETE', `${sets}/web`, { preconditions: { uid } }).status, 200);
});

test('a dry run deletes nothing', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  assert.equal(api.call('DELETE', `${sets}/web?dryRun=All`).status, 200);
  assert.equal(api.call('GET', `${sets}/web`).status, 200);
});

test('a collection is deleted by selector', () => {
  const api = practiceApi();
  for (const name of ['a', 'b']) api.call('POST', pods, simplePod(name, {}, { labels: { app: name } }));
  const { status } = api.call('DELETE', `${pods}?labelSelector=app%3Da`);
  assert.equal(status, 200);
  assert.deepEqual(
    api.registry.list(resources.pods).map(({ metadata }) => metadata.name),
    ['b'],
  );
});

test('a namespace that is going takes nothing new, and goes when it is finalized', () => {
  const api = practiceApi();
  const { body } = api.call('DELETE', '/api/v1/namespaces/shop');
  assert.equal(pick(body, 'status.phase'), 'Terminating');
  const refused = api.call('POST', sets, webSet());
  assert.equal(refused.status, 403);
  assert.match(
    String(pick(refused.body, 'message')),
    /unable to create new content in namespace shop because it is being terminated/,
  );
  const namespace = api.call('GET', '/api/v1/namespaces/shop').body;
  api.call('PUT', '/api/v1/namespaces/shop/finalize', { ...Object(namespace), spec: { finalizers: [] } });
  assert.equal(api.call('GET', '/api/v1/namespaces/shop').status, 404);
});

test('the namespaces that every cluster has may not be deleted, by nobody', () => {
  const api = practiceApi();
  for (const name of ['default', 'kube-system', 'kube-public']) {
    api.call('POST', '/api/v1/namespaces', { metadata: { name } });
    for (const options of [{}, { dryRun: ['All'] }]) {
      const { status, body } = api.call('DELETE', `/api/v1/namespaces/${name}`, options);
      assert.equal(status, 403);
      assert.equal(pick(body, 'message'), `namespaces "${name}" is forbidden: this namespace may not be deleted`);
    }
  }
});

test('what becomes of dependents is said once', () => {
  const api = practiceApi();
  const { status, body } = api.call('DELETE', `${sets}/web`, {
    orphanDependents: true,
    propagationPolicy: 'Background',
  });
  assert.equal(status, 422);
  assert.equal(
    pick(body, 'message'),
    'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "Background": orphanDependents and deletionPropagation cannot be both set',
  );
});
