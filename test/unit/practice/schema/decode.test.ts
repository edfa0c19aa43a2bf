import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DecodeFault, decode } from '../../../../src/practice/schema/decode.ts';
import { kindOfStruct, structNames, structOf, structOfKind } from '../../../../src/practice/schema/types.ts';

const set = structOfKind('apps', 'v1', 'StatefulSet') ?? structOf('');
const pod = structOfKind('', 'v1', 'Pod') ?? structOf('');

const read = (spec: object) => decode(set, { spec });
const container = (fields: object) => decode(pod, { spec: { containers: [{ name: 'a', ...fields }] } });
const specOf = (spec: object) => read(spec).object['spec'];

test('null is absent, and empty lists and maps are left out', () => {
  assert.deepEqual(specOf({ replicas: null, volumeClaimTemplates: [], selector: { matchLabels: {} } }), {
    selector: {},
  });
});

test('null for a value in a map of strings is an empty string, null in a list an empty object', () => {
  const { object } = decode(set, {
    metadata: { name: 'a', labels: { x: null } },
    spec: { template: { spec: { containers: [null] } } },
  });
  assert.deepEqual(object, {
    metadata: { name: 'a', labels: { x: '' } },
    spec: { template: { spec: { containers: [{}] } } },
  });
});

test('quantities are stored in their canonical form, written as text or number', () => {
  const requests = { cpu: 0.1, memory: '1024Mi', storage: '1e3' };
  const { object } = container({ resources: { requests } });
  assert.deepEqual(JSON.parse(JSON.stringify(object)), {
    spec: { containers: [{ name: 'a', resources: { requests: { cpu: '100m', memory: '1Gi', storage: '1e3' } } }] },
  });
});

test('times of a status may be null, those of metadata are left out', () => {
  const conditions = [{ type: 'Ready', lastProbeTime: null, status: 'True' }];
  assert.deepEqual(decode(pod, { metadata: { creationTimestamp: null }, status: { conditions } }).object, {
    metadata: {},
    status: { conditions },
  });
});

test('unknown fields are named with their path and left out', () => {
  const { object, unknown } = read({ replica: 3, template: { spec: { containers: [{ name: 'a' }, { nme: 'b' }] } } });
  assert.deepEqual(unknown, ['spec.replica', 'spec.template.spec.containers[1].nme']);
  assert.deepEqual(object, { spec: { template: { spec: { containers: [{ name: 'a' }, {}] } } } });
});

test('names that every JavaScript object has are unknown fields too', () => {
  assert.deepEqual(read({ constructor: {}, toString: 1 }).unknown, ['spec.constructor', 'spec.toString']);
});

/** From validation-rules.md, section 2. */
const faults: readonly (readonly [string, () => unknown, string])[] = [
  [
    'a number as text',
    () => read({ replicas: 'three' }),
    'json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32',
  ],
  [
    'a path through lists has no indexes',
    () => read({ template: { spec: { containers: [{ name: 'a', ports: [{ containerPort: '80' }] }] } } }),
    'json: cannot unmarshal string into Go struct field ContainerPort.spec.template.spec.containers.ports.containerPort of type int32',
  ],
  [
    'an embedded struct stands in the path',
    () => read({ template: { spec: { volumes: [{ name: 'a', configMap: { defaultMode: '0644' } }] } } }),
    'json: cannot unmarshal string into Go struct field ConfigMapVolumeSource.spec.template.spec.volumes.VolumeSource.configMap.defaultMode of type int32',
  ],
  [
    'a text with a type of its own is called by it',
    () => read({ template: { spec: { containers: [{ name: 'a', imagePullPolicy: true }] } } }),
    'json: cannot unmarshal bool into Go struct field Container.spec.template.spec.containers.imagePullPolicy of type v1.PullPolicy',
  ],
  [
    'amounts are called by the type of the map',
    () => read({ template: { spec: { containers: [{ name: 'a', resources: { limits: [] } }] } } }),
    'json: cannot unmarshal array into Go struct field ResourceRequirements.spec.template.spec.containers.resources.limits of type v1.ResourceList',
  ],
  [
    'a reference by name is embedded too',
    () =>
      read({
        template: { spec: { containers: [{ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 5 } } }] }] } },
      }),
    'json: cannot unmarshal number into Go struct field SecretKeySelector.spec.template.spec.containers.env.valueFrom.secretKeyRef.LocalObjectReference.name of type string',
  ],
  [
    'a fraction for an integer',
    () => read({ updateStrategy: { rollingUpdate: { maxUnavailable: 1.5 } } }),
    'json: cannot unmarshal number 1.5 into Go struct field RollingUpdateStatefulSetStrategy.spec.updateStrategy.rollingUpdate.maxUnavailable of type int32',
  ],
  [
    'a map for text',
    () => read({ template: { spec: { containers: [{ image: {} }] } } }),
    'json: cannot unmarshal object into Go struct field Container.spec.template.spec.containers.image of type string',
  ],
  [
    'a truth value for a label',
    () => read({ template: { metadata: { labels: { x: true } } } }),
    'json: cannot unmarshal bool into Go struct field ObjectMeta.spec.template.metadata.labels of type string',
  ],
  [
    'a list for a struct',
    () => decode(set, { spec: [] }),
    'json: cannot unmarshal array into Go struct field StatefulSet.spec of type v1.StatefulSetSpec',
  ],
  [
    'a map for a list',
    () => read({ volumeClaimTemplates: {} }),
    'json: cannot unmarshal object into Go struct field StatefulSetSpec.spec.volumeClaimTemplates of type []v1.PersistentVolumeClaim',
  ],
  [
    'an amount that is none',
    () => container({ resources: { limits: { memory: '1GiB' } } }),
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  [
    'an unknown unit',
    () => container({ resources: { limits: { memory: '64K' } } }),
    "unable to parse quantity's suffix",
  ],
  [
    'a time that is none',
    () => decode(set, { metadata: { creationTimestamp: 'yesterday' } }),
    'parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"',
  ],
];

for (const [what, act, message] of faults) {
  test(`${what} is refused in the words of the server's decoder`, () => {
    assert.throws(act, (error: unknown) => error instanceof DecodeFault && error.message === message);
  });
}

test('whatever JSON comes, it is read or refused, and reading what was read changes nothing', () => {
  const key = fc.constantFrom('metadata', 'spec', 'name', 'labels', 'containers', 'ports', 'replicas', 'template', 'x');
  const { json } = fc.letrec<{ json: unknown }>(tie => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, 1, 1.5, 'text', '1Gi'),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(key, tie('json'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, json), value => {
      try {
        const once = decode(pod, value).object;
        assert.deepEqual(decode(pod, once), { object: once, unknown: [] });
      } catch (error) {
        assert.ok(error instanceof DecodeFault);
      }
    }),
  );
});

test('every struct that a field names is in the table', () => {
  const missing = structNames.flatMap(name =>
    [...structOf(name).fields.values()].flatMap(({ type }) => {
      let inner = type;
      while (inner.form === 'list' || inner.form === 'map') inner = inner.form === 'list' ? inner.items : inner.values;
      return inner.form === 'struct' && !structNames.includes(inner.name) ? [inner.name] : [];
    }),
  );
  assert.deepEqual(missing, []);
  assert.deepEqual(kindOfStruct('StatefulSet'), ['apps', 'v1', 'StatefulSet']);
});
