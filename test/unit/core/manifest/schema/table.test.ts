import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FieldTable,
  type FieldType,
  fieldTable,
  type Scalar,
} from '../../../../../src/core/manifest/schema/table.ts';
import { ownerAt, typeAt } from '../../../../../src/core/manifest/schema/walk.ts';
import { loadFields } from '../../../../../src/language/tables.ts';
import { type FieldType as ServedType, structOf, structOfKind } from '../../../../../src/practice/schema/types.ts';

/** Made of client-node's types; `served` is what a kube-apiserver publishes. Two sources, one truth. */
const table = await loadFields();
const kinds = [
  ['apps', 'v1', 'StatefulSet'],
  ['apps', 'v1', 'Deployment'],
  ['', 'v1', 'Service'],
  ['', 'v1', 'PersistentVolumeClaim'],
  ['', 'v1', 'PersistentVolume'],
  ['storage.k8s.io', 'v1', 'StorageClass'],
  ['policy', 'v1', 'PodDisruptionBudget'],
] as const;

for (const [group, version, kind] of kinds) {
  test(`every field of a ${kind} has the name and type that a real API server publishes`, () => {
    const served = structOfKind(group, version, kind);
    const own = table.root(kind);
    assert.ok(served !== undefined && own !== undefined);
    const compared = compare(table, own, { form: 'struct', name: served.name }, kind, new Set());
    assert.deepEqual(compared.differences, []);
    assert.ok(compared.structs > 5, 'the whole kind is compared');
  });
}

test('what is demanded is what the server’s schema demands', () => {
  for (const [ours, theirs] of [
    ['V1StatefulSetSpec', 'StatefulSetSpec'],
    ['V1Container', 'Container'],
    ['V1ContainerPort', 'ContainerPort'],
    ['V1TopologySpreadConstraint', 'TopologySpreadConstraint'],
    ['V1OwnerReference', 'OwnerReference'],
  ] as const) {
    assert.deepEqual(table.required(ours).toSorted(), [...structOf(theirs).required].toSorted(), ours);
  }
});

test('the notation is read from left to right', () => {
  const small = fieldTable({
    roots: { A: 'S' },
    types: { S: { list: '[]{}int32', inner: 'S', text: 'string' } },
    required: {},
  });
  assert.deepEqual(typeAt(small, 'A', ['list', 0, 'key']), { form: 'scalar', scalar: 'int32' });
  assert.deepEqual(typeAt(small, 'A', ['inner', 'inner', 'text']), { form: 'scalar', scalar: 'string' });
  assert.deepEqual(ownerAt(small, 'A', ['inner', 'text']), { struct: 'S', field: 'text' });
  assert.equal(ownerAt(small, 'A', ['list', 0, 'key']), undefined);
  assert.equal(typeAt(small, 'A', ['text', 'more']), undefined);
  assert.deepEqual(small.required('S'), []);
});

test('names that every object inherits are no kinds, structs or fields', () => {
  assert.equal(table.root('constructor'), undefined);
  assert.equal(table.fields('toString').size, 0);
  assert.equal(typeAt(table, 'StatefulSet', ['constructor']), undefined);
});

function compare(
  fields: FieldTable,
  own: FieldType,
  served: ServedType,
  path: string,
  seen: Set<string>,
): { readonly differences: readonly string[]; readonly structs: number } {
  if (own.form === 'struct' && served.form === 'struct') {
    if (seen.has(own.name)) return { differences: [], structs: 0 };
    seen.add(own.name);
    const ours = fields.fields(own.name);
    const theirs = structOf(served.name).fields;
    const names = [...ours.keys()].toSorted();
    const differences = names.join() === [...theirs.keys()].toSorted().join() ? [] : [`${path}: other fields`];
    const inner = [...ours].flatMap(([name, type]) => {
      const other = theirs.get(name);
      return other === undefined ? [] : [compare(fields, type, other.type, `${path}.${name}`, seen)];
    });
    return {
      differences: [...differences, ...inner.flatMap(each => each.differences)],
      structs: 1 + inner.reduce((sum, each) => sum + each.structs, 0),
    };
  }
  if (own.form === 'list' && served.form === 'list') return compare(fields, own.of, served.items, `${path}[]`, seen);
  if (own.form === 'map' && served.form === 'map') return compare(fields, own.of, served.values, `${path}{}`, seen);
  if (own.form === 'scalar' && served.form === 'scalar' && names[own.scalar].includes(served.scalar))
    return { differences: [], structs: 0 };
  return { differences: [`${path}: ${JSON.stringify(own)} is served as ${JSON.stringify(served)}`], structs: 0 };
}

const names: Readonly<Record<Scalar, readonly string[]>> = {
  string: ['string', 'bytes'],
  boolean: ['bool'],
  int32: ['int32'],
  int64: ['int64'],
  time: ['time', 'microtime'],
  'int-or-string': ['intstr'],
  quantity: ['quantity'],
  any: ['any'],
};
