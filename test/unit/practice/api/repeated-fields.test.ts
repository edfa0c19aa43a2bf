import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keysOf } from '../../../../src/practice/api/repeated-fields.ts';
import { pick, practiceApi, sets, webSet } from '../../../support/practice-api.ts';

test('keys are told in their order by the name of their field, and whether they stood there before', () => {
  const text = '{"a": {"b": [{"c": 1, "c": "}"}, [{"d": 2}], 3], "b": ","}, "a": {"b": null}}';
  assert.deepEqual(
    keysOf(text).map(({ field, isRepeated }) => `${field}${isRepeated ? ' again' : ''}`),
    ['a', 'a.b', 'a.b[0].c', 'a.b[0].c again', 'a.b[1][0].d', 'a.b again', 'a again', 'a.b'],
  );
});

test('of what JSON.stringify writes nothing is repeated, and each key of the top is there', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 4 }), value => {
      const text = JSON.stringify(value);
      const keys = keysOf(text);
      assert.ok(keys.every(({ isRepeated }) => !isRepeated));
      const top = new Set(keys.map(({ field }) => field));
      for (const key of Object.keys(JSON.parse(text) as object)) assert.ok(top.has(key), key);
    }),
  );
});

test('a field that stands twice in JSON is refused, warned of or passed over, in order with the unknown ones', () => {
  const api = practiceApi();
  const json = JSON.stringify(webSet())
    .replace('"replicas":3', '"replicas":1,"odd":{"x":1,"x":2},"replicas":3')
    .replace('"image":"nginx:1"', '"image":"nginx:1","image":"nginx:2","wrong":0');
  const faults = [
    'unknown field "spec.odd"',
    'duplicate field "spec.replicas"',
    'duplicate field "spec.template.spec.containers[0].image"',
    'unknown field "spec.template.spec.containers[0].wrong"',
  ];
  const send = (mode: string) => api.call('POST', `${sets}?dryRun=All&fieldValidation=${mode}`, json);
  const strict = send('Strict');
  assert.equal(strict.status, 400);
  assert.equal(
    pick(strict.body, 'message'),
    `StatefulSet in version "v1" cannot be handled as a StatefulSet: strict decoding error: ${faults.join(', ')}`,
  );
  const warned = send('Warn');
  assert.equal(warned.status, 201);
  assert.equal(warned.headers['warning'], faults.map(fault => `299 - ${JSON.stringify(fault)}`).join(', '));
  const ignored = send('Ignore');
  assert.deepEqual([ignored.status, ignored.headers['warning']], [201, undefined]);
  assert.equal(pick(ignored.body, 'spec.template.spec.containers.0.image'), 'nginx:2');
});
