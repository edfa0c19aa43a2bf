import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseVersion } from '../../../../../src/core/kubernetes-version.ts';
import { checkObject } from '../../../../../src/core/manifest/check.ts';
import { formatPath } from '../../../../../src/core/manifest/path.ts';
import type { Fields } from '../../../../../src/core/manifest/place.ts';

/** What is told about an object that the API server accepts. */
function told(object: Fields, version?: string): string[] {
  const read = version === undefined ? undefined : parseVersion(version);
  return checkObject(object, read === undefined ? {} : { version: read }).map(
    ({ code, path }) => `${code} ${formatPath(path)}`,
  );
}
const set = (spec: Fields, pod: Fields = {}, container: Fields = {}, metadata: Fields = {}): Fields => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', ...metadata },
  spec: {
    serviceName: 'db',
    selector: { matchLabels: { app: 'db' } },
    template: {
      metadata: { labels: { app: 'db' } },
      spec: { containers: [{ name: 'a', image: 'b:1', ...container }], ...pod },
    },
    ...spec,
  },
});
const inPod = (pod: Fields) => told(set({}, pod));
const inContainer = (container: Fields, pod: Fields = {}) => told(set({}, pod, container));

test('the last ordinal must fit, not the first', () => {
  assert.deepEqual(told(set({ replicas: 2, ordinals: { start: 2_147_483_646 } })), []);
  assert.deepEqual(told(set({ replicas: 3, ordinals: { start: 2_147_483_646 } })), [
    'ordinals-too-large spec.ordinals.start',
  ]);
  assert.deepEqual(told(set({ ordinals: { start: 2_147_483_647 } })), []);
});

test('the labels of the controller are told in the selector, in its expressions too, or else in the template', () => {
  const key = 'controller-revision-hash';
  const template = {
    metadata: { labels: { app: 'db', [key]: 'x' } },
    spec: { containers: [{ name: 'a', image: 'b:1' }] },
  };
  assert.deepEqual(told(set({ template })), [`label-overwritten spec.template.metadata.labels.${key}`]);
  const selector = { matchLabels: { app: 'db' }, matchExpressions: [{ key, operator: 'Exists' }] };
  assert.deepEqual(told(set({ template, selector })), [
    'selector-on-controller-label spec.selector.matchExpressions[0].key',
  ]);
});

test('names that become what they say anyway are no mistake', () => {
  assert.deepEqual(inPod({ subdomain: 'db' }), []);
  assert.deepEqual(inPod({ subdomain: 'x', hostname: 'y' }), [
    'hostname-overwritten spec.template.spec.hostname',
    'subdomain-overwritten spec.template.spec.subdomain',
  ]);
});

test('a full host name may have 64 characters', () => {
  const named = (name: string) => told(set({}, { setHostnameAsFQDN: true }, {}, { name, namespace: 'shop' }));
  // `-0.db.shop.svc.cluster.local` has 29 characters.
  assert.deepEqual(named('n'.repeat(36)), []);
  assert.deepEqual(named('n'.repeat(37)), ['full-hostname-too-long spec.template.spec.setHostnameAsFQDN']);
});

test('maxUnavailable is dropped by some versions; one at a time happens anyway', () => {
  const one = (maxUnavailable: unknown) => set({ updateStrategy: { rollingUpdate: { maxUnavailable } } });
  const path = 'spec.updateStrategy.rollingUpdate.maxUnavailable';
  assert.deepEqual(told(one(2)), [`max-unavailable-dropped ${path}`]);
  assert.deepEqual(told(one('50%'), '1.34'), [`max-unavailable-dropped ${path}`]);
  assert.deepEqual(told(one(1)), []);
  assert.deepEqual(told(one(2), '1.35.2'), []);
  assert.deepEqual(told(one(2), '1.37'), []);
});

test('a port is looked up by name in the container of the probe, and nowhere else', () => {
  const probe = (port: unknown) => ({ livenessProbe: { tcpSocket: { port } } });
  const path = 'spec.template.spec.containers[0].livenessProbe.tcpSocket.port';
  assert.deepEqual(inContainer({ ...probe('sql'), ports: [{ name: 'sql', containerPort: 1 }] }), []);
  assert.deepEqual(inContainer({ ...probe('sql'), ports: [{ name: 'web', containerPort: 1 }] }), [
    `probe-port-unknown ${path}`,
  ]);
  assert.deepEqual(inContainer(probe(5432)), []);
  assert.deepEqual(inContainer({ lifecycle: { preStop: { httpGet: { port: 'x' } } } }), [
    'probe-port-unknown spec.template.spec.containers[0].lifecycle.preStop.httpGet.port',
  ]);
});

test('what a container says about its user counts before what its pod says', () => {
  const path = 'spec.template.spec.containers[0].securityContext.runAsUser';
  const root = { securityContext: { runAsUser: 0 } };
  const nonRoot = { securityContext: { runAsNonRoot: true } };
  assert.deepEqual(inContainer(root, nonRoot), [`root-refused ${path}`]);
  assert.deepEqual(inContainer(nonRoot, root), ['root-refused spec.template.spec.securityContext.runAsUser']);
  assert.deepEqual(inContainer({ securityContext: { runAsUser: 0, runAsNonRoot: false } }, nonRoot), []);
  assert.deepEqual(
    inContainer({ securityContext: { runAsUser: 7 } }, { securityContext: { runAsUser: 0, runAsNonRoot: true } }),
    [],
  );
  assert.deepEqual(inContainer({ securityContext: { runAsUser: null } }, { securityContext: { runAsUser: 0 } }), []);
});

test('an amount of CPU that no machine has is told, in containers and for whole pods', () => {
  const told = (cpu: unknown) => inContainer({ resources: { requests: { cpu } } });
  const expected = ['cores-beyond-any-node spec.template.spec.containers[0].resources.requests.cpu'];
  for (const cpu of ['500M', '500Mi', '0.001M', '2G', '10k', 10_000, '10000000m'])
    assert.deepEqual(told(cpu), expected);
  for (const cpu of ['500m', '9999', 9999, '9k', '9999999m', 0, null]) assert.deepEqual(told(cpu), []);
  assert.deepEqual(inContainer({ resources: { limits: { cpu: '1M' } } }), [
    'cores-beyond-any-node spec.template.spec.containers[0].resources.limits.cpu',
  ]);
  assert.deepEqual(inContainer({}, { resources: { requests: { cpu: '1M' } } }), [
    'cores-beyond-any-node spec.template.spec.resources.requests.cpu',
  ]);
});

test('bytes are whole, CPUs need not be', () => {
  assert.deepEqual(inContainer({ resources: { requests: { cpu: '128m', memory: '128m' } } }), [
    'fraction-of-a-byte spec.template.spec.containers[0].resources.requests.memory',
  ]);
  assert.deepEqual(
    inContainer({ resources: { limits: { memory: '1.5Gi', cpu: 1, 'ephemeral-storage': '1000m' } } }),
    [],
  );
});

test('a grace period of nothing is told of sets, whose pods have names; a negative one of all', () => {
  assert.deepEqual(inPod({ terminationGracePeriodSeconds: 0 }), [
    'grace-period-zero spec.template.spec.terminationGracePeriodSeconds',
  ]);
  const deployment = { ...set({ serviceName: undefined }, { terminationGracePeriodSeconds: 0 }), kind: 'Deployment' };
  assert.deepEqual(told(deployment), []);
  assert.deepEqual(inPod({ terminationGracePeriodSeconds: -1 }), [
    'grace-period-negative spec.template.spec.terminationGracePeriodSeconds',
  ]);
});

test('rules about pods need a selector; an empty one takes all', () => {
  const term = { topologyKey: 'kubernetes.io/hostname' };
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const path = `spec.template.spec.affinity.podAntiAffinity.${required}[0].labelSelector`;
  assert.deepEqual(inPod({ affinity: { podAntiAffinity: { [required]: [term] } } }), [`rule-without-selector ${path}`]);
  assert.deepEqual(inPod({ affinity: { podAntiAffinity: { [required]: [{ ...term, labelSelector: {} }] } } }), []);
});

test('a priority of nothing, or with its class, is no mistake', () => {
  assert.deepEqual(inPod({ priority: 0 }), []);
  assert.deepEqual(inPod({ priority: 5, priorityClassName: 'high' }), []);
  assert.deepEqual(inPod({ priority: 5 }), ['priority-without-class spec.template.spec.priority']);
});

test('one volume is enough for one pod', () => {
  const template = {
    metadata: { name: 'data' },
    spec: { volumeName: 'disk', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  assert.deepEqual(told(set({ volumeClaimTemplates: [template] })), []);
  assert.deepEqual(told(set({ volumeClaimTemplates: [template], replicas: 2 })), [
    'volume-for-one-pod spec.volumeClaimTemplates[0].spec.volumeName',
  ]);
});

test('node ports inside the usual range are fine at both ends', () => {
  const service = (nodePort: number): Fields => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db' },
    spec: { type: 'NodePort', ports: [{ port: 1, nodePort }] },
  });
  for (const port of [30_000, 32_767]) assert.deepEqual(told(service(port)), []);
  for (const port of [29_999, 32_768])
    assert.deepEqual(told(service(port)), ['node-port-outside-range spec.ports[0].nodePort']);
});

test('a spread must count its own pods, and anti-affinity may be about others', () => {
  const spread = (labelSelector: Fields) => {
    const rule = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector };
    return checkObject(set({}, { topologySpreadConstraints: [rule] })).map(({ values }) => values['key']);
  };
  const asking = (operator: string, values?: readonly string[]): Fields => ({
    matchExpressions: [{ key: 'tier', operator, ...(values === undefined ? {} : { values }) }],
  });
  assert.deepEqual(spread({ matchLabels: { app: 'db' } }), []);
  assert.deepEqual(spread({}), []);
  assert.deepEqual(spread({ matchLabels: { app: 'web' } }), ['app: web']);
  assert.deepEqual(spread(asking('In', ['a'])), ['tier: a']);
  assert.deepEqual(spread(asking('In', ['a', 'b'])), ['tier']);
  assert.deepEqual(spread(asking('Exists')), ['tier']);
  assert.deepEqual(spread(asking('DoesNotExist')), []);

  const apart = (matchLabels: Fields, more: Fields = {}) => {
    const term = { topologyKey: 'node', labelSelector: { matchLabels }, ...more };
    const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
    const labels = { metadata: { labels: { app: 'db', part: 'shop' } } };
    const template = { ...labels, spec: { containers: [{ name: 'a', image: 'b:1' }], affinity: { podAntiAffinity } } };
    return told(set({ template, serviceName: 'db-peers' }));
  };
  const rule = 'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]';
  const missed = (key: string) => [`rule-misses-own-pods ${rule}.labelSelector.matchLabels.${key}`];
  assert.deepEqual(apart({ app: 'db' }), []);
  assert.deepEqual(apart({ app: 'web' }), []);
  assert.deepEqual(apart({ component: 'web' }), []);
  assert.deepEqual(apart({ name: 'db' }), missed('name'));
  assert.deepEqual(apart({ app: 'db-peers' }), missed('app'));
  assert.deepEqual(apart({ app: 'shop' }), []);
  assert.deepEqual(apart({ name: 'db' }, { namespaces: ['other'] }), []);
});

test('what a spread or anti-affinity asks for may be written later, be true of many, or stand beside a rule for the own pods', () => {
  const counted = (...keys: readonly string[]) => {
    const labelSelector = { matchExpressions: keys.map(key => ({ key, operator: 'Exists' })) };
    const rule = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector };
    return checkObject(set({}, { topologySpreadConstraints: [rule] })).map(({ values }) => values['key']);
  };
  const written = ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index', 'controller-revision-hash'];
  for (const key of [...written, 'pod-template-hash']) assert.deepEqual(counted(key, 'app'), [], key);
  assert.deepEqual(counted('pod-template-hash', 'tier'), ['tier']);

  const labels = { app: 'db', tier: 'backend', monitored: 'true', 'app.kubernetes.io/instance': 'prod' };
  const apart = (...all: readonly Fields[]) => {
    const terms = all.map(matchLabels => ({ topologyKey: 'node', labelSelector: { matchLabels } }));
    const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: terms };
    const spec = { containers: [{ name: 'a', image: 'b:1' }], affinity: { podAntiAffinity } };
    return told(set({ template: { metadata: { labels }, spec } })).length;
  };
  const ofMany = [{ noisy: 'true' }, { role: 'backend' }, { environment: 'prod' }, { 'example.com/owner': 'db' }];
  for (const one of ofMany) assert.equal(apart(one), 0, JSON.stringify(one));
  assert.equal(apart({ 'example.com/name': 'db' }), 1);
  assert.equal(apart({ app: 'db' }, { 'example.com/name': 'db' }), 0);
});
