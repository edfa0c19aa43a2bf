import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkObject } from '../../../../src/core/manifest/check.ts';
import type { Finding } from '../../../../src/core/manifest/finding.ts';
import { nearest } from '../../../../src/core/manifest/nearest.ts';
import { formatPath } from '../../../../src/core/manifest/path.ts';
import type { Fields } from '../../../../src/core/manifest/place.ts';

/** Rules take plain values, as a server gets them over the wire. */
const set = (spec: Fields = {}, metadata: Fields = {}): Fields => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', ...metadata },
  spec: {
    selector: { matchLabels: { app: 'db' } },
    template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'a', image: 'b' }] } },
    ...spec,
  },
});
const told = (object: Fields) => checkObject(object).map(({ code, path }) => `${code} ${formatPath(path)}`);

test('an object that is fine gives nothing', () => {
  assert.deepEqual(told(set()), []);
});

test('an empty requirement lacks its operator, a written one has a wrong one', () => {
  const path = 'spec.selector.matchExpressions[0]';
  const requiring = (requirement: Fields) =>
    told(set({ selector: { matchLabels: { app: 'db' }, matchExpressions: [requirement] } }));
  assert.deepEqual(requiring({}), [`field-missing ${path}.key`, `field-missing ${path}.operator`]);
  assert.deepEqual(requiring({ key: 'app', operator: '' }), [`selector-operator ${path}.operator`]);
  assert.deepEqual(requiring({ key: 'app', operator: 'Is' }), [`selector-operator ${path}.operator`]);
});

test('a set without a template lacks that, and one with an empty pod lacks containers', () => {
  const missing = (template: unknown) =>
    checkObject(set({ template }))
      .filter(({ code }) => code !== 'selector-label-missing')
      .map(({ code, path, field }) => [code, formatPath(path), field]);
  const field = 'spec.template.spec.containers';
  assert.deepEqual(missing(null), [['field-missing', 'spec.template', field]]);
  assert.deepEqual(missing({ metadata: { labels: { app: 'db' } } }), [['field-missing', 'spec.template.spec', field]]);
  assert.deepEqual(missing({ spec: {} }), [['containers-missing', field, undefined]]);
});

test('annotations are counted together, in bytes', () => {
  const note = 'é'.repeat(65_536);
  assert.deepEqual(told(set({}, { annotations: { a: note, b: note.slice(1) } })), []);
  assert.deepEqual(told(set({}, { annotations: { a: note, b: note } })), [
    'annotations-too-large metadata.annotations',
  ]);
});

test('several faults are all told, as the server would tell them', () => {
  const object = set(
    {
      replicas: -1,
      serviceName: 'W',
      selector: { matchLabels: { app: 'x' } },
      volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { resources: { requests: { storage: '1Gi' } } } }],
    },
    { name: 'Db' },
  );
  assert.deepEqual(told(object), [
    'invalid-name metadata.name',
    'below-minimum spec.replicas',
    'invalid-name spec.serviceName',
    'selector-mismatch spec.template.metadata.labels.app',
    'claim-access-modes-missing spec.volumeClaimTemplates[0].spec.accessModes',
  ]);
});

test('where the server names another place than the one to edit, both are told', () => {
  const fieldOf = (object: Fields): (string | undefined)[] => checkObject(object).map(({ field }: Finding) => field);
  assert.deepEqual(fieldOf(set({ updateStrategy: { type: 'Recreate' } })), ['spec.updateStrategy']);
  assert.deepEqual(fieldOf(set({ selector: { matchLabels: { app: 'x' } } })), ['spec.template.metadata.labels']);
  assert.deepEqual(fieldOf(set({}, { labels: { app: 'a b' } })), ['metadata.labels']);
});

test('null counts as absent', () => {
  assert.deepEqual(
    told(
      set({
        replicas: null,
        serviceName: null,
        updateStrategy: { type: 'OnDelete', rollingUpdate: null },
        volumeClaimTemplates: null,
      }),
    ),
    [],
  );
});

test('values of odd types are never stumbled over', () => {
  const odd = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string(),
    fc.array(fc.anything(), { maxLength: 2 }),
    fc.dictionary(fc.string(), fc.anything()),
  );
  const key = fc.constantFrom(
    'replicas',
    'selector',
    'template',
    'updateStrategy',
    'volumeClaimTemplates',
    'serviceName',
    'ordinals',
    'persistentVolumeClaimRetentionPolicy',
  );
  fc.assert(fc.property(key, odd, (name, value) => void checkObject(set({ [name]: value }))));
  fc.assert(
    fc.property(
      odd,
      odd,
      (metadata, spec) => void checkObject({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec }),
    ),
  );
  fc.assert(
    fc.property(
      odd,
      value =>
        void checkObject(
          set({
            template: {
              metadata: { labels: { app: 'db' } },
              spec: { containers: [value], volumes: value, initContainers: [value] },
            },
          }),
        ),
    ),
  );
});

test('kinds that are not ours are left alone', () => {
  assert.deepEqual(told({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A_B' } }), []);
  assert.deepEqual(told({ apiVersion: 'v1', kind: 'constructor', metadata: {} }), []);
  assert.deepEqual(told({ kind: 'StatefulSet' }), []);
});

test('of a version that is gone only that is told', () => {
  const [gone] = checkObject({ ...set({ replicas: -1 }), apiVersion: 'apps/v1beta1' });
  assert.deepEqual(gone?.values, { kind: 'StatefulSet', apiVersion: 'apps/v1beta1', use: 'apps/v1', since: '1.16' });
  assert.deepEqual(told({ ...set({ replicas: -1 }), apiVersion: 'apps/v1beta1' }), ['removed-api-version apiVersion']);
});

test('the word that was most likely meant is the one with the fewest slips', () => {
  const words = ['Parallel', 'OrderedReady', 'Delete'];
  assert.equal(nearest('parallel', words), 'Parallel');
  assert.equal(nearest('Paralel', words), 'Parallel');
  assert.equal(nearest('Praallel', words), 'Parallel');
  assert.equal(nearest('Delte', words), 'Delete');
  assert.equal(nearest('Recreate', words), undefined);
  assert.equal(nearest('x', []), undefined);
});
