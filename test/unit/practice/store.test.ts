import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { virtualClock } from '../../../src/practice/clock.ts';
import { resources } from '../../../src/practice/resources.ts';
import { type Change, createStore, type StoreOptions } from '../../../src/practice/store.ts';

const configMap = (name: string, namespace = 'shop', labels?: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, ...(labels === undefined ? {} : { labels }) },
});
const kind = resources.configMaps;

function store(options?: StoreOptions) {
  return createStore(virtualClock(Date.UTC(2026, 0, 2, 3, 4, 5, 678)), options);
}

test('creation sets uid, time and version, each version is one higher, and the time has whole seconds', () => {
  const own = store();
  const first = own.create(kind, configMap('a'));
  const second = own.create(kind, configMap('b'));
  assert.equal(first.metadata.creationTimestamp, '2026-01-02T03:04:05Z');
  assert.notEqual(first.metadata.uid, second.metadata.uid);
  assert.deepEqual(
    [first, second].map(each => each.metadata.resourceVersion),
    ['1', '2'],
  );
  assert.equal(own.version(), 2);
});

test('what is there cannot be created again, and what is not there cannot be updated', () => {
  const own = store();
  own.create(kind, configMap('a'));
  assert.throws(() => own.create(kind, configMap('a')));
  assert.throws(() => own.update(kind, configMap('b')));
  assert.equal(own.remove(kind, 'shop', 'b'), undefined);
});

test('a list is in order of namespace, then name, and of one namespace where one is named', () => {
  const own = store();
  for (const [namespace, name] of [
    ['shop', 'b'],
    ['bank', 'z'],
    ['shop', 'a'],
    ['shop-2', 'a'],
  ] as const) {
    own.create(kind, configMap(name, namespace));
  }
  const names = own.list(kind).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  assert.deepEqual(names, ['bank/z', 'shop-2/a', 'shop/a', 'shop/b']);
  assert.deepEqual(
    own.list(kind, 'shop').map(({ metadata }) => metadata.name),
    ['a', 'b'],
  );
});

test('the same name in another resource or namespace is another object', () => {
  const own = store();
  own.create(kind, configMap('a'));
  own.create(resources.secrets, { ...configMap('a'), kind: 'Secret' });
  own.create(kind, configMap('a', 'bank'));
  own.remove(kind, 'shop', 'a');
  assert.equal(own.get(resources.secrets, 'shop', 'a')?.kind, 'Secret');
  assert.equal(own.get(kind, 'bank', 'a')?.metadata.namespace, 'bank');
});

test('a removal is a change with a version of its own', () => {
  const own = store();
  const changes: Change[] = [];
  own.subscribe(change => changes.push(change));
  own.create(kind, configMap('a'));
  own.remove(kind, 'shop', 'a');
  assert.deepEqual(
    changes.map(({ type, version }) => [type, version]),
    [
      ['ADDED', 1],
      ['DELETED', 2],
    ],
  );
  assert.equal(changes[1]?.object.metadata.resourceVersion, '2');
  assert.equal(changes[1]?.before?.metadata.resourceVersion, '1');
});

test('every listener hears changes in order, also those that another listener makes meanwhile', () => {
  const own = store();
  own.subscribe(({ object }) => {
    if (object.metadata.name === 'a') own.create(kind, configMap('b'));
  });
  const heard: string[] = [];
  own.subscribe(({ object }) => heard.push(object.metadata.name));
  own.create(kind, configMap('a'));
  assert.deepEqual(heard, ['a', 'b']);
});

test('a listener that has stopped hears nothing more', () => {
  const own = store();
  const heard: string[] = [];
  const stop = own.subscribe(({ object }) => heard.push(object.metadata.name));
  own.create(kind, configMap('a'));
  stop();
  own.create(kind, configMap('b'));
  assert.deepEqual(heard, ['a']);
});

test('a listener that throws keeps no other from hearing, and the writer is told', () => {
  const own = store();
  own.subscribe(() => {
    throw new Error('broken');
  });
  const heard: string[] = [];
  own.subscribe(({ object }) => heard.push(object.metadata.name));
  assert.throws(() => own.create(kind, configMap('a')), AggregateError);
  assert.deepEqual(heard, ['a']);
  assert.equal(own.get(kind, 'shop', 'a')?.metadata.name, 'a');
});

test('with somebody to report to, the writer is not told of a broken listener', () => {
  const reported: unknown[] = [];
  const own = store({ report: error => reported.push(error) });
  own.subscribe(() => {
    throw new Error('broken');
  });
  own.create(kind, configMap('a'));
  assert.equal(reported.length, 1);
});

test('the history tells what came after a version, until it is too long ago', () => {
  const own = store({ history: 10 });
  for (let number = 0; number < 30; number += 1) own.create(kind, configMap(`c${number}`));
  assert.deepEqual(own.since(30), []);
  assert.deepEqual(
    own.since(28)?.map(({ version }) => version),
    [29, 30],
  );
  assert.equal(own.since(0), undefined);
  assert.ok((own.since(20)?.length ?? 0) === 10);
});

test('whatever changes happen, replaying the history from any version it reaches gives the state of now', () => {
  const step = fc.record({ name: fc.constantFrom('a', 'b', 'c'), act: fc.constantFrom('write', 'remove') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, at) => {
      const own = store();
      const states: Map<string, string | undefined>[] = [];
      const state = () => new Map(own.list(kind).map(({ metadata }) => [metadata.name, metadata.resourceVersion]));
      states[0] = state();
      for (const { name, act } of steps) {
        if (act === 'remove') own.remove(kind, 'shop', name);
        else if (own.get(kind, 'shop', name) === undefined) own.create(kind, configMap(name));
        else own.update(kind, configMap(name));
        states[own.version()] = state();
      }
      const from = Math.min(at, own.version());
      const replayed = new Map(states[from]);
      for (const { type, object } of own.since(from) ?? []) {
        if (type === 'DELETED') replayed.delete(object.metadata.name);
        else replayed.set(object.metadata.name, object.metadata.resourceVersion);
      }
      assert.deepEqual([...replayed].sort(), [...state()].sort());
    }),
  );
});

test('a store goes on where another one ended', () => {
  const first = store();
  const object = first.create(kind, configMap('a'));
  const second = store({ state: JSON.parse(JSON.stringify(first.dump())) });
  assert.deepEqual(second.get(kind, 'shop', 'a'), object);
  assert.equal(second.create(kind, configMap('b')).metadata.resourceVersion, '2');
  assert.equal(second.since(0), undefined);
});
