import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import { comparedFields, comparedWhole } from '../../../src/language/compared.ts';

function object(
  fields: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>> = {},
): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', ...metadata },
    ...fields,
  } as KubernetesObject;
}

/** The lines of the one that the other does not have, with a sign. */
function differences({ live, wanted }: { live: string; wanted: string }): string[] {
  const [one, other] = [live.split('\n'), wanted.split('\n')];
  return [
    ...one.filter(line => !other.includes(line)).map(line => `- ${line.trim()}`),
    ...other.filter(line => !one.includes(line)).map(line => `+ ${line.trim()}`),
  ];
}

test('what the server writes by itself is no difference, nor is the order of fields', () => {
  const live = object(
    { spec: { replicas: 3, serviceName: 'web' }, status: { readyReplicas: 3 } },
    { uid: 'a', resourceVersion: '7', generation: 2, managedFields: [{ manager: 'kubectl' }] },
  );
  const result = object(
    { spec: { serviceName: 'web', replicas: 3 }, status: { readyReplicas: 2 } },
    { uid: 'a', resourceVersion: '8', generation: 3, managedFields: [{ manager: 'ordinal' }] },
  );
  const { live: one, wanted: other } = comparedWhole(live, result);
  assert.equal(one, other);
  assert.equal(
    one,
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\nspec:\n  replicas: 3\n  serviceName: web\n',
  );
});

test('a difference is one, in items of a list too, whichever order they have', () => {
  const containers = [
    { name: 'app', image: 'app:1', env: [{ name: 'A', value: '1' }] },
    { name: 'log', image: 'log:1' },
  ];
  const live = object({ spec: { containers } });
  const result = object({
    spec: { containers: [{ env: [{ value: '2', name: 'A' }], image: 'app:1', name: 'app' }, containers[1]] },
  });
  assert.deepEqual(differences(comparedWhole(live, result)), ['- value: "1"', '+ value: "2"']);
});

test('what the manifest takes away and what it adds are differences', () => {
  const live = object({ spec: { replicas: 3, paused: true } });
  const result = object({ spec: { replicas: 3, minReadySeconds: 5 } });
  assert.deepEqual(differences(comparedWhole(live, result)), ['- paused: true', '+ minReadySeconds: 5']);
});

test('without the server only the fields that the manifest sets are compared', () => {
  const live = object({
    spec: {
      replicas: 3,
      podManagementPolicy: 'OrderedReady',
      template: {
        spec: {
          containers: [
            {
              name: 'app',
              image: 'app:1',
              imagePullPolicy: 'Always',
              args: ['-v'],
              resources: { requests: { cpu: '500m' } },
            },
            { name: 'injected', image: 'proxy:9' },
          ],
        },
      },
    },
  });
  const manifest = object({
    spec: {
      template: {
        spec: {
          containers: [{ name: 'app', args: ['-v', '-q'], image: 'app:2', resources: { requests: { cpu: 0.5 } } }],
        },
      },
      replicas: 3,
      minReadySeconds: 5,
    },
  });
  assert.deepEqual(differences(comparedFields(live, manifest)), [
    '- image: app:1',
    '+ - -q',
    '+ image: app:2',
    '+ minReadySeconds: 5',
  ]);
});

test('claim templates are told apart by their names', () => {
  const template = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], ...more },
  });
  const live = object({
    spec: {
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          ...template('logs', { volumeMode: 'Filesystem' }),
          status: { phase: 'Pending' },
        },
        template('data', { volumeMode: 'Filesystem' }),
      ],
    },
  });
  const manifest = object({
    spec: { volumeClaimTemplates: [template('logs'), template('data', { storageClassName: 'fast' })] },
  });
  assert.deepEqual(differences(comparedFields(live, manifest)), ['+ storageClassName: fast']);
});

test('an item that only the manifest has is a difference', () => {
  const live = object({ spec: { containers: [{ name: 'app', image: 'app:1' }] } });
  const manifest = object({ spec: { containers: [{ name: 'app' }, { name: 'log' }] } });
  assert.deepEqual(differences(comparedFields(live, manifest)), ['+ - name: log']);
});

test('values of a Secret are never in either text', () => {
  const secret = (data: Readonly<Record<string, string>>): KubernetesObject =>
    ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'key' },
      data,
      stringData: data,
    }) as unknown as KubernetesObject;
  for (const compare of [comparedWhole, comparedFields]) {
    const { live, wanted } = compare(secret({ token: 'c2VjcmV0' }), secret({ token: 'b3RoZXI=' }));
    assert.match(live, /token: \(hidden\)/);
    assert.doesNotMatch(live + wanted, /c2VjcmV0|b3RoZXI=/);
  }
});

test('an object never differs from itself, however its fields are ordered', () => {
  const value = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('a', '1', 2, true),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('name', 'key', 'image', 'requests', 'cpu', 'port'), tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  fc.assert(
    fc.property(value, spec => {
      const { live, wanted } = comparedWhole(object({ spec }), object({ spec: reversed(spec) }));
      assert.equal(wanted, live);
    }),
  );
});

/** The same value with the fields of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, entry]) => [name, reversed(entry)]),
  );
}
