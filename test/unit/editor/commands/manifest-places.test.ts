import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesOf } from '../../../../src/editor/commands/manifest-places.ts';

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n';
const set = (namespace = '') => `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\n${namespace}`;
const target = { kind: 'StatefulSet', namespace: 'shop', name: 'web' } as const;

test('an object is found at its document, by kind and name', () => {
  const text = `${service}---\n${set()}`;
  const [offset = -1] = placesOf(target, text);
  assert.match(text.slice(offset), /^(---)?\s*apiVersion: apps\/v1/);
  assert.equal(placesOf(target, text).length, 1);
  assert.deepEqual(placesOf(target, service), []);
  assert.deepEqual(placesOf({ ...target, name: 'we' }, text), []);
});

test('a manifest of another namespace is another object; one without a namespace may be meant', () => {
  assert.equal(placesOf(target, set('  namespace: shop\n')).length, 1);
  assert.deepEqual(placesOf(target, set('  namespace: bank\n')), []);
});

test('a template defines nothing that could be relied on', () => {
  assert.deepEqual(placesOf(target, `${set()}spec:\n  replicas: {{ .replicas }}\n`), []);
});
