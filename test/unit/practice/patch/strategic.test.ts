import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchFault } from '../../../../src/practice/patch/json-patch.ts';
import { applyStrategicPatch, typeOfStruct } from '../../../../src/practice/patch/strategic.ts';
import { pick, pluck } from '../../../support/practice-api.ts';

const container = (name: string, more: object = {}) => ({ name, image: `${name}:1`, ...more });

/** Patches a pod's spec and gives the spec back. */
function patchSpec(spec: object, patch: object): unknown {
  return pick(applyStrategicPatch(typeOfStruct('Pod'), { spec }, { spec: patch }), 'spec');
}

test('containers join by name, and a new one comes first', () => {
  const result = patchSpec(
    { containers: [container('a'), container('b')] },
    { containers: [{ name: 'b', image: 'b:2' }, container('c')] },
  );
  assert.deepEqual(pluck(pick(result, 'containers'), 'image'), ['c:1', 'a:1', 'b:2']);
});

test('an order says where new items go', () => {
  const patch = {
    $setElementOrder: undefined,
    '$setElementOrder/containers': [{ name: 'a' }, { name: 'c' }, { name: 'b' }],
    containers: [container('c')],
  };
  const result = patchSpec({ containers: [container('a'), container('b')] }, patch);
  assert.deepEqual(pluck(pick(result, 'containers'), 'name'), ['a', 'c', 'b']);
});

test('an order alone sorts what is there, and keeps what it does not name behind its neighbour', () => {
  const spec = { containers: [container('a'), container('x'), container('b')] };
  const result = patchSpec(spec, { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] });
  assert.deepEqual(pluck(pick(result, 'containers'), 'name'), ['b', 'x', 'a']);
});

test('an item is deleted by its key', () => {
  const result = patchSpec(
    { containers: [container('a'), container('b')] },
    { containers: [{ name: 'a', $patch: 'delete' }] },
  );
  assert.deepEqual(pluck(pick(result, 'containers'), 'name'), ['b']);
});

test('a list is replaced by directive, and so is an object', () => {
  const replaced = patchSpec({ containers: [container('a')] }, { containers: [{ $patch: 'replace' }, container('b')] });
  assert.deepEqual(pluck(pick(replaced, 'containers'), 'name'), ['b']);
  const context = patchSpec(
    { securityContext: { runAsUser: 1, fsGroup: 2 } },
    { securityContext: { $patch: 'replace', fsGroup: 3 } },
  );
  assert.deepEqual(context, { securityContext: { fsGroup: 3 } });
});

test('a volume that changes its source keeps only the keys it names', () => {
  const spec = { volumes: [{ name: 'data', emptyDir: {} }] };
  const patch = { volumes: [{ $retainKeys: ['name', 'hostPath'], name: 'data', hostPath: { path: '/x' } }] };
  assert.deepEqual(patchSpec(spec, patch), { volumes: [{ name: 'data', hostPath: { path: '/x' } }] });
});

test('a field outside of the keys to retain is refused', () => {
  const patch = { volumes: [{ $retainKeys: ['name'], name: 'data', hostPath: { path: '/x' } }] };
  assert.throws(() => patchSpec({ volumes: [{ name: 'data', emptyDir: {} }] }, patch), PatchFault);
});

test('lists without a merge key are replaced whole', () => {
  const spec = { tolerations: [{ key: 'a' }], containers: [container('a', { args: ['1', '2'] })] };
  const result = patchSpec(spec, { tolerations: [{ key: 'b' }], containers: [{ name: 'a', args: ['3'] }] });
  assert.deepEqual(pick(result, 'tolerations'), [{ key: 'b' }]);
  assert.deepEqual(pick(result, 'containers.0.args'), ['3']);
  const type = typeOfStruct('StatefulSet');
  const templates = [{ metadata: { name: 'a' } }];
  const set = applyStrategicPatch(
    type,
    { spec: { volumeClaimTemplates: templates } },
    { spec: { volumeClaimTemplates: [{ metadata: { name: 'b' } }] } },
  );
  assert.deepEqual(set, { spec: { volumeClaimTemplates: [{ metadata: { name: 'b' } }] } });
});

test('finalizers join as plain values, and are deleted from the list by name', () => {
  const type = typeOfStruct('Pod');
  const target = { metadata: { finalizers: ['a.b/c', 'd.e/f'] } };
  const joined = applyStrategicPatch(type, target, { metadata: { finalizers: ['g.h/i', 'a.b/c'] } });
  assert.deepEqual(pick(joined, 'metadata.finalizers'), ['a.b/c', 'd.e/f', 'g.h/i']);
  const left = applyStrategicPatch(type, target, { metadata: { '$deleteFromPrimitiveList/finalizers': ['a.b/c'] } });
  assert.deepEqual(pick(left, 'metadata.finalizers'), ['d.e/f']);
});

test('ports join by containerPort, mounts by mountPath, variables by name', () => {
  const own = container('a', {
    ports: [{ containerPort: 80, name: 'x' }],
    volumeMounts: [{ mountPath: '/a', name: 'v' }],
    env: [{ name: 'A', value: '1' }],
  });
  const patch = {
    name: 'a',
    ports: [{ containerPort: 80, name: 'y' }],
    volumeMounts: [{ mountPath: '/a', readOnly: true }],
    env: [{ name: 'A', value: '2' }],
  };
  assert.deepEqual(pick(patchSpec({ containers: [own] }, { containers: [patch] }), 'containers.0'), {
    ...own,
    ports: [{ containerPort: 80, name: 'y' }],
    volumeMounts: [{ mountPath: '/a', name: 'v', readOnly: true }],
    env: [{ name: 'A', value: '2' }],
  });
});

test('null removes a field, and a map of strings joins', () => {
  const type = typeOfStruct('Pod');
  const target = { metadata: { labels: { a: '1', b: '2' }, annotations: { c: '3' } } };
  const result = applyStrategicPatch(type, target, { metadata: { labels: { a: null, d: '4' }, annotations: null } });
  assert.deepEqual(result, { metadata: { labels: { b: '2', d: '4' } } });
});

test('an item without its merge key is refused', () => {
  assert.throws(() => patchSpec({ containers: [container('a')] }, { containers: [{ image: 'b' }] }), PatchFault);
});

test('directives do not get into the object', () => {
  const result = patchSpec(
    {},
    {
      containers: [{ name: 'a', '$setElementOrder/ports': [{ containerPort: 80 }], ports: [{ containerPort: 80 }] }],
      volumes: [{ name: 'v', $retainKeys: ['name'] }],
    },
  );
  assert.doesNotMatch(JSON.stringify(result), /\$/);
});
