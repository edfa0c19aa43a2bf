import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from '../../../src/core/differences.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';

function object(kind: string, more: object, metadata: object = {}): KubernetesObject {
  return { apiVersion: 'v1', kind, metadata: { name: 'one', ...metadata }, ...more };
}

test('what was set, changed and unset is named by its path, items of lists by their names', () => {
  const before = object('Pod', { spec: { a: 1, gone: true, containers: [{ name: 'app', image: 'app:v1' }] } });
  const after = object('Pod', { spec: { a: 1, new: 'yes', containers: [{ name: 'app', image: 'app:v2' }] } });
  assert.deepEqual(differences(before, after), [
    { field: 'spec.gone', from: 'true', to: undefined },
    { field: 'spec.containers[app].image', from: 'app:v1', to: 'app:v2' },
    { field: 'spec.new', from: undefined, to: 'yes' },
  ]);
});

test('a list that is reordered by others is compared item by item', () => {
  const list = (...names: string[]) => object('Pod', { spec: { items: names.map(name => ({ name, on: true })) } });
  assert.deepEqual(differences(list('a', 'b'), list('b', 'a')), []);
});

test('labels and annotations count; a status, versions and what kubectl keeps for itself do not', () => {
  const kept = 'kubectl.kubernetes.io/last-applied-configuration';
  const before = object(
    'Pod',
    { status: { phase: 'Pending' } },
    { resourceVersion: '1', annotations: { [kept]: 'old' } },
  );
  const after = object(
    'Pod',
    { status: { phase: 'Running' } },
    { resourceVersion: '2', labels: { 'app.io/tier': 'db' } },
  );
  assert.deepEqual(differences(before, after), [{ field: 'metadata.labels[app.io/tier]', from: undefined, to: 'db' }]);
});

test('a value of several lines is told in one', () => {
  const [only] = differences(
    object('ConfigMap', { data: { a: 'x' } }),
    object('ConfigMap', { data: { a: 'y:\n  z' } }),
  );
  assert.equal(only?.to, 'y: z');
});

test('what a Secret holds is never told', () => {
  const told = differences(object('Secret', { data: { key: 'b2xk' } }), object('Secret', { data: { key: 'bmV3' } }));
  assert.deepEqual(told, [{ field: 'data.key', from: '…', to: '…' }]);
});

test('a long value is cut', () => {
  const [told] = differences(
    object('ConfigMap', { data: {} }),
    object('ConfigMap', { data: { text: 'x'.repeat(100) } }),
  );
  assert.equal(told?.to, `${'x'.repeat(60)}…`);
});
