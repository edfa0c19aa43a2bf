import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resources } from '../../../../src/practice/resources.ts';
import { type PracticeApi, pick, pluck, pods, practiceApi, simplePod } from '../../../support/practice-api.ts';

const merge = { type: 'application/merge-patch+json' };
const make = (api: PracticeApi, name: string, labels: object = {}) =>
  api.call('POST', pods, simplePod(name, {}, { labels })).body;
const label = (api: PracticeApi, name: string, labels: object) =>
  api.call('PATCH', `${pods}/${name}`, { metadata: { labels } }, merge);
const told = (events: readonly unknown[]) =>
  events.map(event => `${pick(event, 'type')} ${pick(event, 'object.metadata.name')}`);

test('a watch without a version replays what is there, then tells every change', () => {
  const api = practiceApi();
  make(api, 'a');
  const { events } = api.watch(`${pods}?watch=1`);
  make(api, 'b');
  label(api, 'a', { x: '1' });
  api.call('DELETE', `${pods}/b`);
  assert.deepEqual(told(events), ['ADDED a', 'ADDED b', 'MODIFIED a', 'MODIFIED b', 'DELETED b']);
});

test('a watch resumes after a version, and hears nothing twice', () => {
  const api = practiceApi();
  make(api, 'a');
  const version = api.registry.store.version();
  make(api, 'b');
  const { events } = api.watch(`${pods}?watch=true&resourceVersion=${version}`);
  make(api, 'c');
  assert.deepEqual(told(events), ['ADDED b', 'ADDED c']);
});

test('a stopped watch hears nothing more, and leaves nothing behind', () => {
  const api = practiceApi();
  const watched = api.watch(`${pods}?watch=1`);
  watched.stop();
  make(api, 'a');
  assert.deepEqual(watched.events, []);
});

test('only the namespace and the resource that were asked for are told', () => {
  const api = practiceApi();
  api.call('POST', '/api/v1/namespaces', { metadata: { name: 'bank' } });
  const { events } = api.watch(`${pods}?watch=1`);
  api.call('POST', '/api/v1/namespaces/bank/pods', simplePod('z'));
  api.call('POST', '/api/v1/namespaces/shop/configmaps', { metadata: { name: 'a' } });
  make(api, 'a');
  assert.deepEqual(told(events), ['ADDED a']);
});

test('with a selector objects come and go with their labels', () => {
  const api = practiceApi();
  make(api, 'a');
  const { events } = api.watch(`${pods}?watch=1&labelSelector=on`);
  label(api, 'a', { on: 'yes' });
  label(api, 'a', { on: 'still' });
  label(api, 'a', { on: null });
  label(api, 'a', { other: 'x' });
  assert.deepEqual(told(events), ['ADDED a', 'MODIFIED a', 'DELETED a']);
  assert.equal(pick(events[2], 'object.metadata.labels.on'), 'still', 'the last state that was selected');
  assert.ok(
    Number(pick(events[2], 'object.metadata.resourceVersion')) >
      Number(pick(events[1], 'object.metadata.resourceVersion')),
  );
});

test('a version too old is told in the stream, which then ends', () => {
  const api = practiceApi({ history: 3 });
  for (let number = 0; number < 20; number += 1) make(api, `p${number}`);
  const watched = api.watch(`${pods}?watch=1&resourceVersion=1`);
  assert.equal(watched.status, 200);
  assert.equal(watched.ended, true);
  const [event] = watched.events;
  assert.equal(pick(event, 'type'), 'ERROR');
  assert.deepEqual([pick(event, 'object.code'), pick(event, 'object.reason')], [410, 'Expired']);
  assert.match(String(pick(event, 'object.message')), /^too old resource version: 1 \(\d+\)$/);
});

test('a version in the future is refused', () => {
  assert.equal(practiceApi().watch(`${pods}?watch=1&resourceVersion=999`).status, 504);
});

test('bookmarks tell the version once a minute, to those who want them', () => {
  const api = practiceApi();
  const with_ = api.watch(`${pods}?watch=1&allowWatchBookmarks=true`);
  const without = api.watch(`${pods}?watch=1`);
  api.call('POST', '/api/v1/namespaces/shop/configmaps', { metadata: { name: 'a' } });
  api.clock.advance(125_000);
  assert.deepEqual(pluck([...with_.events], 'type'), ['BOOKMARK', 'BOOKMARK']);
  assert.equal(pick(with_.events[0], 'object.kind'), 'Pod');
  assert.equal(pick(with_.events[0], 'object.metadata.resourceVersion'), String(api.registry.store.version()));
  assert.deepEqual(without.events, []);
});

test('initial events end with a bookmark that says so', () => {
  const api = practiceApi();
  make(api, 'a');
  const { events } = api.watch(
    `${pods}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
  );
  make(api, 'b');
  assert.deepEqual(pluck([...events], 'type'), ['ADDED', 'BOOKMARK', 'ADDED']);
  assert.equal(pick(events[1], 'object.metadata.annotations'), pick(events[1], 'object.metadata.annotations'));
  assert.deepEqual(Object(pick(events[1], 'object.metadata')).annotations, { 'k8s.io/initial-events-end': 'true' });
});

test('initial events without a match are refused, as is a match without them', () => {
  const api = practiceApi();
  assert.equal(api.watch(`${pods}?watch=1&sendInitialEvents=true`).status, 422);
  assert.equal(api.watch(`${pods}?watch=1&resourceVersionMatch=NotOlderThan&resourceVersion=1`).status, 422);
});

test('a watch ends when it was asked to, and otherwise within an hour', () => {
  const api = practiceApi();
  const short = api.watch(`${pods}?watch=1&timeoutSeconds=5`);
  const long = api.watch(`${pods}?watch=1`);
  api.clock.advance(5_000);
  assert.equal(short.ended, true);
  api.clock.advance(29 * 60_000);
  assert.equal(long.ended, false);
  api.clock.advance(31 * 60_000);
  assert.equal(long.ended, true);
});

test('a Table tells its columns once', () => {
  const api = practiceApi();
  const { events } = api.watch(`${pods}?watch=1`, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
  make(api, 'a');
  make(api, 'b');
  assert.equal(pick(events[0], 'object.columnDefinitions.0.name'), 'Name');
  assert.equal(pick(events[1], 'object.columnDefinitions'), null);
  assert.equal(pick(events[1], 'object.rows.0.cells.0'), 'b');
  assert.equal(pick(events[1], 'object.rows.0.object.kind'), 'PartialObjectMetadata');
});

test('events of the newer group are the same objects in their own words', () => {
  const api = practiceApi();
  const { events } = api.watch('/apis/events.k8s.io/v1/namespaces/shop/events?watch=1');
  api.registry.create(resources.events, {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'web.1', namespace: 'shop' },
    involvedObject: { kind: 'Pod', name: 'web-0', namespace: 'shop' },
    reason: 'Started',
    message: 'it started',
    count: 2,
    type: 'Normal',
  });
  const object = pick(events[0], 'object');
  assert.deepEqual(
    [
      pick(object, 'apiVersion'),
      pick(object, 'note'),
      pick(object, 'regarding.name'),
      pick(object, 'deprecatedCount'),
      pick(object, 'message'),
    ],
    ['events.k8s.io/v1', 'it started', 'web-0', 2, undefined],
  );
  const sent = {
    metadata: { name: 'web.2' },
    regarding: { kind: 'Pod', name: 'web-1', namespace: 'shop' },
    note: 'hello',
    reason: 'R',
    type: 'Normal',
  };
  assert.equal(api.call('POST', '/apis/events.k8s.io/v1/namespaces/shop/events', sent).status, 201);
  assert.equal(pick(api.call('GET', '/api/v1/namespaces/shop/events/web.2').body, 'message'), 'hello');
  const found = api.call('GET', '/api/v1/namespaces/shop/events?fieldSelector=involvedObject.name%3Dweb-1').body;
  assert.deepEqual(pluck(found, 'metadata.name'), ['web.2']);
});
