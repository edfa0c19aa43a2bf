import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFieldPath } from '../../../../src/core/manifest/field-path.ts';
import { formatPath } from '../../../../src/core/manifest/path.ts';

test('indexes are numbers in lists, and keys in maps', () => {
  const object = { spec: { containers: [{ image: 'a' }] }, metadata: { labels: { '0': 'x' } } };
  assert.deepEqual(readFieldPath('spec.containers[0].image', object), ['spec', 'containers', 0, 'image']);
  assert.deepEqual(readFieldPath('metadata.labels[0]', object), ['metadata', 'labels', '0']);
});

test('a key in brackets may have dots', () => {
  const object = { metadata: { labels: { 'app.kubernetes.io/name': 'x' } } };
  assert.deepEqual(readFieldPath('metadata.labels[app.kubernetes.io/name]', object), [
    'metadata',
    'labels',
    'app.kubernetes.io/name',
  ]);
});

test('a dotted key that exists is one step', () => {
  const object = { requests: { 'nvidia.com/gpu': 1 } };
  assert.deepEqual(readFieldPath('requests.nvidia.com/gpu', object), ['requests', 'nvidia.com/gpu']);
});

test('what does not exist is taken as written', () => {
  assert.deepEqual(readFieldPath('spec.rules[2].host', {}), ['spec', 'rules', 2, 'host']);
  assert.deepEqual(readFieldPath('', {}), []);
});

test('a path without dots in its keys is read back as it was written', () => {
  const step = fc.oneof(fc.stringMatching(/^[a-z][a-zA-Z]{0,8}$/), fc.nat(9));
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,8}$/), fc.array(step, { maxLength: 6 }), (first, rest) => {
      assert.deepEqual(readFieldPath(formatPath([first, ...rest]), {}), [first, ...rest]);
    }),
  );
});

test('an item of a list is found by its key, and one that is not there is taken as written', () => {
  const object = {
    ports: [
      { port: 80, protocol: 'UDP' },
      { port: 80, protocol: 'TCP', name: 'web' },
    ],
  };
  assert.deepEqual(readFieldPath('.ports[port=80,protocol="TCP"].name', object), ['ports', 1, 'name']);
  assert.deepEqual(readFieldPath('.ports[port=81].name', object), ['ports', 'port=81', 'name']);
});
