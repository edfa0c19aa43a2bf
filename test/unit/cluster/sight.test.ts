import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mirror } from '../../../src/cluster/mirror.ts';
import { sightOf } from '../../../src/cluster/sight.ts';
import type { KubernetesObject, OwnerReference } from '../../../src/core/statefulset/model.ts';

function named(kind: string, name: string, owner?: OwnerReference): KubernetesObject {
  const ownerReferences = owner === undefined ? [] : [owner];
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'shop', uid: `uid-${name}`, ownerReferences },
    ...{ spec: {} },
  };
}

function controlledBy(kind: string, name: string): OwnerReference {
  return { apiVersion: 'apps/v1', kind, name, uid: `uid-${name}`, controller: true };
}

function mirrorOf(objects: readonly KubernetesObject[]): Mirror {
  return {
    get: (kind: string, _: string, name: string) =>
      objects.find(object => object.kind === kind && object.metadata.name === name),
    indexed: (kind: string) =>
      objects.filter(object => object.kind === kind && object.metadata.ownerReferences?.length !== 0),
  } as unknown as Mirror;
}

const target = { kind: 'Deployment', namespace: 'shop', name: 'api' } as const;
const deployment = named('Deployment', 'api');
const replicaSet = named('ReplicaSet', 'api-1', controlledBy('Deployment', 'api'));
const pod = named('Pod', 'api-1-x', controlledBy('ReplicaSet', 'api-1'));
const before = sightOf(mirrorOf([deployment, replicaSet, pod]), target, 0);

function namesAfter(objects: readonly KubernetesObject[]) {
  // Seen twice: the Deployment itself is known only at the first sight without it.
  const mirror = mirrorOf(objects);
  return [before, sightOf(mirror, target, 0, before)].map(earlier => {
    const { pods, released } = sightOf(mirror, target, 0, earlier);
    return [pods, released].map(list => list.map(({ metadata }) => metadata.name));
  });
}

test('the pods of a Deployment that is gone are followed until they go with their ReplicaSet', () => {
  const followed = [['api-1-x'], []];
  assert.deepEqual(namesAfter([replicaSet, pod]), [followed, followed]);
  assert.deepEqual(namesAfter([pod]), [followed, followed]);
  assert.deepEqual(namesAfter([]), [
    [[], []],
    [[], []],
  ]);
});

test('they are let go with a ReplicaSet that lost its Deployment, or was taken over by another', () => {
  const letGo = [[], ['api-1-x']];
  assert.deepEqual(namesAfter([named('ReplicaSet', 'api-1'), pod]), [letGo, letGo]);
  const taken = named('ReplicaSet', 'api-1', controlledBy('Deployment', 'other'));
  assert.deepEqual(namesAfter([named('Deployment', 'other'), taken, pod]), [letGo, letGo]);
});
