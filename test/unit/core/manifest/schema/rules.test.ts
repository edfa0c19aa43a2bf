import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkObject } from '../../../../../src/core/manifest/check.ts';
import { formatPath } from '../../../../../src/core/manifest/path.ts';
import type { Fields } from '../../../../../src/core/manifest/place.ts';
import { loadFields } from '../../../../../src/language/tables.ts';

const fields = await loadFields();
const container = { name: 'a', image: 'b' };
const set = (spec: Fields = {}, pod: Fields = {}): Fields => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db' },
  spec: {
    selector: { matchLabels: { app: 'db' } },
    template: { metadata: { labels: { app: 'db' } }, spec: { containers: [container], ...pod } },
    ...spec,
  },
});
const found = (object: Fields) => checkObject(object, { fields });
const told = (object: Fields) => found(object).map(({ code, path }) => `${code} ${formatPath(path)}`);

test('an object that is fine gives nothing, and null is absent everywhere', () => {
  assert.deepEqual(told(set()), []);
  assert.deepEqual(told(set({ replicas: null, updateStrategy: null }, { volumes: null, hostNetwork: null })), []);
});

test('a wrong type is named as the server’s decoder names it, with what Go embeds', () => {
  const probe = { tcpSocket: { port: 1.5 } };
  const [first] = found(set({}, { containers: [{ ...container, livenessProbe: probe }] }));
  assert.equal(first?.field, 'spec.template.spec.containers[0].livenessProbe.ProbeHandler.tcpSocket.port');
  assert.deepEqual(first?.path.slice(3), ['containers', 0, 'livenessProbe', 'tcpSocket', 'port']);
});

test('one fault is told once, whichever rules see it', () => {
  assert.deepEqual(told(set({ replicas: '3' })), ['not-an-integer spec.replicas']);
  assert.deepEqual(told(set({ template: 5 })), ['map-expected spec.template']);
  const asks = { resources: { requests: { memory: '64mi' } } };
  assert.deepEqual(told(set({}, { containers: [{ ...container, ...asks }] })), [
    'unreadable-quantity spec.template.spec.containers[0].resources.requests.memory',
  ]);
});

test('what a misspelled or misplaced field would have held is not missed again', () => {
  const { selector, template } = set()['spec'] as Fields;
  assert.deepEqual(told({ ...set(), spec: { selecter: selector, template } }), ['misspelled-field spec.selecter']);
  assert.deepEqual(told(set({ selector: { app: 'db' } })), ['misplaced-field spec.selector.app']);
  assert.deepEqual(
    told({ ...set(), spec: { selector, template: { metadata: { labels: { app: 'db' } }, containers: [container] } } }),
    ['misplaced-field spec.template.containers'],
  );
});

test('all layers are told at once', () => {
  assert.deepEqual(told(set({ nothing: 1, replicas: '3', serviceName: 'W' })), [
    'unknown-field spec.nothing',
    'not-an-integer spec.replicas',
    'invalid-name spec.serviceName',
  ]);
});

test('what the declaration demands is missed where no rule of our own does', () => {
  const constraint = { maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} };
  assert.deepEqual(told(set({}, { topologySpreadConstraints: [constraint] })), [
    'field-missing spec.template.spec.topologySpreadConstraints[0].topologyKey',
  ]);
  const header = { ...container, livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: 'A' }] } } };
  assert.deepEqual(told(set({}, { containers: [header] })), []);
  assert.deepEqual(told({ ...set(), status: { conditions: [{}] } }), []);
});

test('a field is not taken for another one that is there already', () => {
  assert.deepEqual(told(set({ replicas: 1, replica: 2 })), ['unknown-field spec.replica']);
});

test('whole numbers end where the field ends', () => {
  assert.deepEqual(told(set({ replicas: 2_147_483_647 })), []);
  assert.deepEqual(told(set({ replicas: 2_147_483_648 })), ['not-an-integer spec.replicas']);
  assert.deepEqual(told(set({}, { terminationGracePeriodSeconds: 2_147_483_648 })), []);
  const largest = Number('9223372036854775807');
  assert.deepEqual(
    told(set({}, { securityContext: { runAsUser: largest } })).filter(code => code.startsWith('not-an')),
    [],
  );
  assert.deepEqual(told(set({}, { terminationGracePeriodSeconds: 1e30 })), [
    'not-an-integer spec.template.spec.terminationGracePeriodSeconds',
  ]);
});

test('an object of any shape is checked without a throw, and every finding lies in it', () => {
  const any = fc.anything({ maxDepth: 3, withNullPrototype: false });
  const name = fc.constantFrom('metadata', 'spec', 'status', 'kind', '__proto__', 'provisioner');
  fc.assert(
    fc.property(fc.constantFrom('StatefulSet', 'Service', 'PersistentVolume'), name, any, (kind, key, value) => {
      const apiVersion = kind === 'StatefulSet' ? 'apps/v1' : 'v1';
      for (const { path } of checkObject({ apiVersion, kind, [key]: value }, { fields })) assert.ok(path.length > 0);
    }),
  );
});

test('a field is told where it belongs: below, above, beside, and in a list', () => {
  const meant = (object: Fields) =>
    found(object).map(({ code, values }) => `${code} ${String(values['meant'] ?? values['parent'] ?? '')}`);
  const { selector } = set()['spec'] as Fields;
  const labels = { app: 'db' };
  assert.deepEqual(meant(set({ template: { metadata: { labels, containers: [container] } }, selector })), [
    'misplaced-field spec.template.spec',
  ]);
  assert.deepEqual(meant(set({}, { ports: [{ containerPort: 1 }] })), [
    'misplaced-field spec.template.spec.containers[]',
  ]);
  assert.deepEqual(meant(set({}, { securityContext: { privileged: true } })), [
    'misplaced-field spec.template.spec.containers[].securityContext',
  ]);
  assert.deepEqual(meant(set({ volumes: [] })), ['misplaced-field spec.template.spec']);
});

test('a field that is called otherwise elsewhere is told its name here, and not missed as well', () => {
  const volumes = [{ name: 'a', emptyDir: {} }];
  const mounting = { containers: [{ ...container, volumeMounts: [{ name: 'a', path: '/a' }] }], volumes };
  assert.deepEqual(told(set({}, mounting)), ['misspelled-field spec.template.spec.containers[0].volumeMounts[0].path']);
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } };
  const spec = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], local: { path: '/a' }, nodeAffinity };
  assert.deepEqual(told({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'a' }, spec }), [
    'misspelled-field spec.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution',
  ]);
});

test('a field that is there already is not what another one was meant for, nor is one of another form', () => {
  assert.deepEqual(told(set({}, { replicas: 2, volumes: [{ name: 'a', secret: { secretName: 'b', name: 'c' } }] })), [
    'misplaced-field spec.template.spec.replicas',
    'unknown-field spec.template.spec.volumes[0].secret.name',
  ]);
  assert.deepEqual(told(set({ replicas: 1 }, { replicas: 2 })), ['unknown-field spec.template.spec.replicas']);
  const meant = (spec: Fields) =>
    found({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' }, spec })
      .map(({ values }) => values['meant'])
      .filter(one => one !== undefined);
  assert.deepEqual(meant({ accessMode: 'ReadWriteOnce', resources: { requests: { storage: '1Gi' } } }), [
    'accessModes',
  ]);
});

test('a budget whose labels lie in the wrong place has no selector only because of that', () => {
  const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'a' } };
  assert.deepEqual(told({ ...budget, spec: { maxUnavailable: 1, matchLabels: { app: 'db' } } }), [
    'misplaced-field spec.matchLabels',
  ]);
  assert.deepEqual(told({ ...budget, spec: { maxUnavailable: 1 } }), ['budget-without-selector spec.selector']);
});

test('what stands one level too deep in a field that nobody knows is not missing beside it', () => {
  const term = { podAffinityTerm: { topologyKey: 'a', labelSelector: { matchLabels: { app: 'db' } } } };
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  assert.deepEqual(
    found(set({}, { affinity })).map(({ code }) => code),
    ['misplaced-field'],
  );
});

test('only where labels stand themselves is matchLabels one step too many', () => {
  const wrapped = { matchLabels: { app: 'db' } };
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' } };
  assert.deepEqual(told({ ...service, spec: { selector: wrapped, ports: [{ port: 1 }] } }), [
    'labels-wrapped spec.selector.matchLabels',
  ]);
  assert.deepEqual(told(set({}, { nodeSelector: wrapped })), [
    'labels-wrapped spec.template.spec.nodeSelector.matchLabels',
  ]);
  const spec = { selector: { app: 'db' }, ports: [{ port: 1 }] };
  assert.deepEqual(told({ ...service, metadata: { name: 'db', annotations: wrapped }, spec }), [
    'text-expected metadata.annotations.matchLabels',
  ]);
});

test('of an amount that cannot be read only the units that make sense are named', () => {
  const asking = (resource: string) =>
    found(set({}, { containers: [{ ...container, resources: { requests: { [resource]: '5GB' } } }] }))
      .filter(({ code }) => code === 'unreadable-quantity')
      .map(({ values }) => values['units']);
  for (const resource of ['memory', 'ephemeral-storage', 'hugepages-2Mi'])
    assert.deepEqual(asking(resource), ['Ki, Mi, Gi, Ti, M, G, T'], resource);
  assert.deepEqual(asking('cpu'), ['m']);
  assert.deepEqual(asking('example.com/gpu'), ['m, k, M, G, T, Ki, Mi, Gi, Ti']);
});
