import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersistentVolume } from '../../../../src/core/statefulset/model.ts';
import { onlyNodeOf } from '../../../../src/core/volume/place.ts';

const host = (...values: string[]) => ({ key: 'kubernetes.io/hostname', operator: 'In', values });
const zone = { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['a'] };

function volume(...nodeSelectorTerms: object[]): PersistentVolume {
  const spec = { capacity: { storage: '1Gi' }, nodeAffinity: { required: { nodeSelectorTerms } } };
  return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'disk' }, spec };
}

test('a volume that one node has for itself is told with the node', () => {
  assert.equal(onlyNodeOf(volume({ matchExpressions: [host('one')] })), 'one');
  assert.equal(onlyNodeOf(volume({ matchExpressions: [zone, host('one')] })), 'one');
  const field = { key: 'metadata.name', operator: 'In', values: ['one'] };
  assert.equal(onlyNodeOf(volume({ matchFields: [field] }, { matchExpressions: [host('one')] })), 'one');
});

test('a volume that several nodes reach is not', () => {
  for (const terms of [
    [],
    [{ matchExpressions: [zone] }],
    [{ matchExpressions: [host('one', 'two')] }],
    [{ matchExpressions: [host('one')] }, { matchExpressions: [host('two')] }],
    [{ matchExpressions: [host('one')] }, { matchExpressions: [zone] }],
    [{ matchExpressions: [{ ...host('one'), operator: 'NotIn' }] }],
  ])
    assert.equal(onlyNodeOf(volume(...terms)), undefined);
  assert.equal(onlyNodeOf({ ...volume(), spec: {} }), undefined);
});
