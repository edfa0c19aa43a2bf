import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApplyChange } from '../../../../src/cluster/change.ts';
import { parseManifest } from '../../../../src/core/manifest/parse.ts';
import type { KubernetesObject } from '../../../../src/core/statefulset/model.ts';
import { objectsToApply, type ToApply } from '../../../../src/editor/commands/apply-objects.ts';
import { inApplyOrder } from '../../../../src/editor/commands/apply-order.ts';
import {
  type Checked,
  differenceOf,
  objectLines,
  setBackLines,
  takenLines,
  takenOver,
} from '../../../../src/editor/commands/apply-preview.ts';
import { serverFindings } from '../../../../src/editor/commands/server-findings.ts';
import { allSentences } from '../../../../src/words/spoken/all.ts';
import { speaker } from '../../../../src/words/words.ts';

const say = speaker(allSentences);

function objects(text: string): readonly ToApply[] {
  const found = objectsToApply(parseManifest(text));
  assert.ok(found.objects !== undefined, found.trouble);
  return found.objects;
}

function trouble(text: string) {
  const found = objectsToApply(parseManifest(text));
  return found.trouble === undefined ? undefined : { trouble: found.trouble, at: found.at };
}

test('every object of a file is applied, those of kinds that Ordinal does not check too', () => {
  const text =
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\ndata:\n  on: "1"\n---\n# nothing\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: two\n';
  assert.deepEqual(
    objects(text).map(({ object }) => `${object.kind} ${object.metadata.name}`),
    ['ConfigMap one', 'Service two'],
  );
});

test('the items of a list are applied one by one, each at its place', () => {
  const text =
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: one\n  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: two\n';
  assert.deepEqual(
    objects(text).map(({ object, prefix }) => [object.metadata.name, prefix]),
    [
      ['one', ['items', 0]],
      ['two', ['items', 1]],
    ],
  );
});

test('a file that cannot be applied says why and where', () => {
  assert.deepEqual(trouble(''), { trouble: 'empty', at: 0 });
  assert.deepEqual(trouble('# only a comment\n'), { trouble: 'empty', at: 0 });
  assert.equal(trouble('\0kind: Service')?.trouble, 'binary');
  assert.equal(trouble('apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .name }}\n')?.trouble, 'template');
  const first = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: one\n---\n';
  const broken = trouble(`${first}apiVersion: v1\nkind: Service\nmetadata:\n  name: "two\n`);
  assert.equal(broken?.trouble, 'broken');
  assert.ok((broken?.at ?? 0) > first.length);
  const tabbed = objectsToApply(parseManifest('kind: Service\nmetadata:\n\tname: one\n'));
  assert.ok(tabbed.trouble === 'broken');
  assert.match(say.data(tabbed.fault), /^YAML does not allow tabs/);
});

test('broken YAML of a kind that is none of our business is not applied either', () => {
  assert.equal(trouble('apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: one\n')?.trouble, 'broken');
});

test('what others need is applied first, and one rank stays as written', () => {
  const kinds = [
    'StatefulSet',
    'Service',
    'Secret',
    'ConfigMap',
    'StorageClass',
    'PersistentVolume',
    'Namespace',
    'Widget',
  ];
  const items = kinds.map(kind => ({ object: { apiVersion: 'v1', kind, metadata: { name: 'x' } } }));
  assert.deepEqual(
    inApplyOrder(items).map(({ object }) => object.kind),
    ['Namespace', 'StorageClass', 'Secret', 'ConfigMap', 'PersistentVolume', 'Service', 'StatefulSet', 'Widget'],
  );
});

function checked(live: KubernetesObject | undefined, result: KubernetesObject): Checked {
  const [item] = objects('apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n');
  assert.ok(item);
  const change = {} as ApplyChange;
  return { item, change, dryRun: { change, live, result } };
}

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', resourceVersion: '1', managedFields: [] },
  spec: { ports: [{ port: 80, protocol: 'TCP' }], type: 'ClusterIP' },
} as KubernetesObject;

test('an object that is changed says below which of its fields', () => {
  const is = { ...service, spec: { ports: [{ port: 80, protocol: 'TCP' }], type: 'NodePort' } } as KubernetesObject;
  const target = { kind: 'Service', name: 'web' };
  const told = (live: KubernetesObject | undefined, result: KubernetesObject) => {
    const one = checked(live, result);
    return objectLines({ ...one, change: { ...one.change, target } as ApplyChange }, say).map(({ text }) => text);
  };
  assert.deepEqual(told(service, is), ['change Service web', 'Changes: type: ClusterIP → NodePort']);
  assert.deepEqual(told(service, service), ['Service web stays as it is']);
  assert.deepEqual(told(undefined, service), ['create Service web']);
});

test('an object is unchanged when only what the server writes would change', () => {
  const same = {
    kind: 'Service',
    apiVersion: 'v1',
    spec: { type: 'ClusterIP', ports: [{ protocol: 'TCP', port: 80 }] },
    metadata: { name: 'web', resourceVersion: '2', generation: 3, managedFields: [{ manager: 'ordinal' }] },
    status: { loadBalancer: {} },
  } as KubernetesObject;
  assert.equal(differenceOf(checked(service, same)), 'unchanged');
});

test('a field, a label or a missing object is a difference', () => {
  const relabelled = { ...service, metadata: { ...service.metadata, labels: { app: 'web' } } };
  const other = { ...service, spec: { type: 'NodePort' } } as KubernetesObject;
  const owned = {
    ...service,
    metadata: { ...service.metadata, ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'm', uid: 'u' }] },
  };
  assert.equal(differenceOf(checked(service, relabelled)), 'changes');
  assert.equal(differenceOf(checked(service, owned)), 'changes');
  assert.equal(differenceOf(checked(service, other)), 'changes');
  assert.equal(differenceOf(checked(undefined, service)), 'creates');
  assert.equal(differenceOf({ ...checked(undefined, service), dryRun: 'after-namespace' }), 'unknown');
});

test('what the server refuses stands at its line', () => {
  const text = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 0\n';
  const [item] = objects(text);
  assert.ok(item);
  const causes = [{ field: 'spec.ports[0].port', message: 'must be between 1 and 65535', reason: 'FieldValueInvalid' }];
  const [found] = serverFindings(item, { kind: 'invalid', detail: 'whole', causes }, say);
  assert.equal(text.slice(found?.start, found?.end), 'port: 0');
  assert.equal(found?.message, 'The API server refuses spec.ports[0].port: must be between 1 and 65535');
});

test('a refusal without causes stands at the object, in the second document too', () => {
  const first = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: one\n---\n';
  const [, item] = objects(`${first}apiVersion: v1\nkind: Service\nmetadata:\n  name: two\n`);
  assert.ok(item);
  const [found] = serverFindings(item, { kind: 'forbidden', detail: 'not for you' }, say);
  assert.ok((found?.start ?? 0) >= first.length);
  assert.equal(found?.message, 'The API server refuses Service two: not for you');
});

test('what was changed through Ordinal and is set by the file is told, field by field', () => {
  const [item] = objects(
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: side\n          image: envoy:1\n        - name: app\n          image: nginx:1.28\n          resources: {}\n',
  );
  assert.ok(item);
  const change = { target: { kind: 'StatefulSet', name: 'web' } } as ApplyChange;
  const setsBack = [
    '.spec.template.spec.containers[name="app"].image',
    '.spec.template.spec.containers[name="app"].resources',
  ].map(field => ({ manager: 'ordinal', field }));
  assert.deepEqual(
    setBackLines({ item, change, dryRun: 'after-namespace', setsBack }, say).map(line => line.text),
    [
      'You changed image of StatefulSet web in the cluster through Ordinal; the file sets it to nginx:1.28.',
      'You changed resources of StatefulSet web in the cluster through Ordinal; the file says something else.',
    ],
  );
  assert.deepEqual(setBackLines({ item, change, dryRun: 'after-namespace' }, say), []);
});

test('a field of others is taken over only where the file changes what it says', () => {
  const [item] = objects('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  a: one\n  b: two\n');
  assert.ok(item);
  const change = { target: { kind: 'ConfigMap', name: 'web' } } as ApplyChange;
  const live = { ...item.object, data: { a: 'one', b: 'other' } };
  const takes = ['.data.a', '.data.b'].map(field => ({ manager: 'kubectl-client-side-apply', field }));
  const checked = { item, change, dryRun: { change, live, result: item.object }, takes };
  assert.deepEqual(takenOver(checked), [takes[1]]);
  assert.equal(
    takenLines([checked], say)[0]?.text,
    'ConfigMap web: data.b was set to other by kubectl apply; the file sets it to two',
  );
  assert.deepEqual(takenLines([{ ...checked, takes: takes.slice(0, 1) }], say), []);
  assert.deepEqual(takenOver({ ...checked, dryRun: 'after-namespace' }), takes);
});
