import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resources } from '../../../../src/practice/resources.ts';
import { StatusError } from '../../../../src/practice/status.ts';
import { pick, pods, practiceApi, sets, simplePod, webSet } from '../../../support/practice-api.ts';

const merge = { type: 'application/merge-patch+json' };
const deployments = '/apis/apps/v1/namespaces/shop/deployments';

test('what a client says of uid, generation and times does not count', () => {
  const api = practiceApi();
  const sent = {
    ...webSet(),
    metadata: { name: 'web', uid: 'mine', generation: 7, creationTimestamp: '2001-01-01T00:00:00Z' },
  };
  const { status, body } = api.call('POST', sets, sent);
  assert.equal(status, 201);
  assert.notEqual(pick(body, 'metadata.uid'), 'mine');
  assert.equal(pick(body, 'metadata.generation'), 1);
  assert.equal(pick(body, 'metadata.creationTimestamp'), '2026-01-01T00:00:00Z');
});

test('a name is made from generateName, with five characters that form no words', () => {
  const api = practiceApi();
  const { body } = api.call('POST', pods, simplePod('', {}, { generateName: 'job-' }));
  assert.match(String(pick(body, 'metadata.name')), /^job-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
});

test('the same name twice is AlreadyExists', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const { status, body } = api.call('POST', sets, webSet());
  assert.equal(status, 409);
  assert.equal(pick(body, 'reason'), 'AlreadyExists');
  assert.equal(pick(body, 'message'), 'statefulsets.apps "web" already exists');
  assert.deepEqual(pick(body, 'details'), { name: 'web', group: 'apps', kind: 'statefulsets' });
});

test('a namespace that is not there is named', () => {
  const { status, body } = practiceApi().call('POST', '/apis/apps/v1/namespaces/nowhere/statefulsets', webSet());
  assert.equal(status, 404);
  assert.equal(pick(body, 'message'), 'namespaces "nowhere" not found');
});

test('a write with an old version is a conflict, one without overwrites', () => {
  const api = practiceApi();
  const first = api.call('POST', sets, webSet()).body;
  api.call('PATCH', `${sets}/web`, { spec: { replicas: 4 } }, merge);
  const { status, body } = api.call('PUT', `${sets}/web`, first);
  assert.equal(status, 409);
  assert.equal(
    pick(body, 'message'),
    'Operation cannot be fulfilled on statefulsets.apps "web": the object has been modified; please apply your changes to the latest version and try again',
  );
  assert.equal(api.call('PUT', `${sets}/web`, webSet({ replicas: 5 })).status, 200);
  const version = pick(first, 'metadata.resourceVersion');
  assert.equal(api.call('PATCH', `${sets}/web`, { metadata: { resourceVersion: version } }, merge).status, 409);
});

test('a write that changes nothing moves neither version nor generation', () => {
  const api = practiceApi();
  const { body } = api.call('POST', sets, webSet());
  const again = api.call('PATCH', `${sets}/web`, { spec: { replicas: 3 } }, merge).body;
  assert.equal(pick(again, 'metadata.resourceVersion'), pick(body, 'metadata.resourceVersion'));
});

test('the generation of a StatefulSet moves with its spec, not with labels, annotations or status', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const generation = (body: object, path = '') =>
    pick(api.call('PATCH', `${sets}/web${path}`, body, merge).body, 'metadata.generation');
  assert.equal(generation({ metadata: { labels: { a: 'b' }, annotations: { c: 'd' } } }), 1);
  assert.equal(generation({ status: { replicas: 2 } }, '/status'), 1);
  assert.equal(generation({ spec: { replicas: 4 } }), 2);
});

test('the generation of a Deployment moves with its annotations too', () => {
  const api = practiceApi();
  const { spec } = Object(webSet());
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { selector: spec.selector, template: spec.template },
  };
  api.call('POST', deployments, deployment);
  const annotated = api.call('PATCH', `${deployments}/web`, { metadata: { annotations: { a: 'b' } } }, merge).body;
  assert.equal(pick(annotated, 'metadata.generation'), 2);
  const labelled = api.call('PATCH', `${deployments}/web`, { metadata: { labels: { a: 'b' } } }, merge).body;
  assert.equal(pick(labelled, 'metadata.generation'), 2);
});

test('giving a pod its node is no new generation, and brings the labels of its zone', () => {
  const api = practiceApi();
  api.registry.create(resources.nodes, {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-1', labels: { 'topology.kubernetes.io/zone': 'zone-1', other: 'x' } },
  });
  api.call('POST', pods, simplePod('web-0'));
  const bound = api.call('POST', `${pods}/web-0/binding`, {
    apiVersion: 'v1',
    kind: 'Binding',
    metadata: { name: 'web-0' },
    target: { kind: 'Node', name: 'node-1' },
  });
  assert.equal(bound.status, 201);
  const { body } = api.call('GET', `${pods}/web-0`);
  assert.equal(pick(body, 'spec.nodeName'), 'node-1');
  assert.equal(pick(body, 'metadata.generation'), 1);
  assert.deepEqual(pick(body, 'metadata.labels'), { 'topology.kubernetes.io/zone': 'zone-1' });
  assert.equal(pick(body, 'status.conditions.0.type'), 'PodScheduled');
  assert.equal(api.call('POST', `${pods}/web-0/binding`, { target: { name: 'node-2' } }).status, 409);
});

test('the main door ignores the status, the status door ignores the spec but takes labels', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const main = api.call('PATCH', `${sets}/web`, { status: { replicas: 9 } }, merge).body;
  assert.deepEqual(pick(main, 'status'), { replicas: 0, availableReplicas: 0 });
  const status = api.call(
    'PATCH',
    `${sets}/web/status`,
    { metadata: { labels: { a: 'b' } }, spec: { replicas: 9 }, status: { replicas: 2, readyReplicas: 0 } },
    merge,
  ).body;
  assert.equal(pick(status, 'spec.replicas'), 3);
  assert.deepEqual(pick(status, 'metadata.labels'), { a: 'b' });
  assert.deepEqual(pick(status, 'status'), { replicas: 2, availableReplicas: 0 }, 'a zero counter is left out');
});

test('a dry run answers what would be: the next generation, the old version, and nothing is stored', () => {
  const api = practiceApi();
  const { body } = api.call('POST', sets, webSet());
  const dry = api.call('PATCH', `${sets}/web?dryRun=All`, { spec: { replicas: 9 } }, merge).body;
  assert.equal(pick(dry, 'metadata.generation'), 2);
  assert.equal(pick(dry, 'metadata.resourceVersion'), pick(body, 'metadata.resourceVersion'));
  assert.equal(pick(api.call('GET', `${sets}/web`).body, 'spec.replicas'), 3);
  const created = api.call('POST', `${pods}?dryRun=All`, simplePod('new')).body;
  assert.ok(pick(created, 'metadata.uid'));
  assert.equal(pick(created, 'metadata.resourceVersion'), undefined);
  assert.equal(api.call('GET', `${pods}/new`).status, 404);
});

test('a patch cannot rename', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  assert.equal(api.call('PATCH', `${sets}/web`, { metadata: { name: 'other' } }, merge).status, 400);
  assert.equal(api.call('PATCH', `${sets}/web`, { metadata: { namespace: 'bank' } }, merge).status, 400);
  assert.equal(api.call('PATCH', `${sets}/web`, { metadata: { uid: 'other' } }, merge).status, 409);
});

test('a controller gets the same refusals, as errors it can read', () => {
  const { registry } = practiceApi();
  const absent = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } };
  assert.throws(
    () => registry.update(resources.configMaps, absent),
    (error: unknown) => error instanceof StatusError && error.code === 404,
  );
  registry.create(resources.configMaps, absent);
  assert.throws(
    () => registry.create(resources.configMaps, absent),
    (error: unknown) => error instanceof StatusError && error.reason === 'AlreadyExists',
  );
  assert.throws(() => registry.get(resources.pods, 'shop', 'a'), /pods "a" not found/);
  assert.throws(
    () => registry.patch(resources.configMaps, 'shop', 'a', 'json', [{ op: 'test', path: '/kind', value: 'x' }]),
    (error: unknown) => error instanceof StatusError && error.code === 422,
  );
});
