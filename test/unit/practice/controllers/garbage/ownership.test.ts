import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { KubernetesObject, OwnerReference } from '../../../../../src/core/statefulset/model.ts';
import { createOwnership } from '../../../../../src/practice/controllers/garbage/ownership.ts';
import { resources } from '../../../../../src/practice/resources.ts';

const reference = (uid: string): OwnerReference => ({ apiVersion: 'v1', kind: 'ConfigMap', name: uid, uid });

function object(uid: string, owners: readonly string[], namespace = 'shop'): KubernetesObject {
  const metadata = { name: uid, namespace, uid, ownerReferences: owners.map(reference) };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata };
}

const uids = ['a', 'b', 'c', 'd'] as const;

test('whoever comes, changes owners or goes: dependents are those whose references say so now', () => {
  const change = fc.record({
    uid: fc.constantFrom(...uids),
    owners: fc.option(fc.subarray([...uids]), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), changes => {
      const ownership = createOwnership();
      const truth = new Map<string, KubernetesObject>();
      for (const { uid, owners } of changes) {
        const before = truth.get(uid);
        if (owners !== undefined) {
          truth.set(uid, object(uid, owners));
          ownership.put({ resource: resources.configMaps, object: object(uid, owners) }, before);
        } else if (before !== undefined) {
          truth.delete(uid);
          ownership.remove(before);
        }
      }
      for (const uid of uids) {
        assert.deepEqual(ownership.find(uid)?.object, truth.get(uid));
        const dependents = [...truth.values()].filter(({ metadata }) =>
          metadata.ownerReferences?.some(owner => owner.uid === uid),
        );
        assert.deepEqual(
          ownership
            .dependentsOf(uid)
            .map(each => each.object.metadata.name)
            .toSorted(),
          dependents.map(({ metadata }) => metadata.name).toSorted(),
        );
      }
    }),
  );
});

test('an owner in another namespace is none, and one without a namespace is everybody’s', () => {
  const ownership = createOwnership();
  const dependent = { resource: resources.configMaps, object: object('child', ['near', 'far', 'node', 'gone']) };
  ownership.put({ resource: resources.configMaps, object: object('near', []) }, undefined);
  ownership.put({ resource: resources.configMaps, object: object('far', [], 'elsewhere') }, undefined);
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node', uid: 'node' } };
  ownership.put({ resource: resources.nodes, object: node }, undefined);
  const living = ['near', 'far', 'node', 'gone'].filter(
    uid => ownership.ownerOf(reference(uid), dependent) !== undefined,
  );
  assert.deepEqual(living, ['near', 'node']);
});
