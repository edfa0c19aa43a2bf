import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KindName, KindStatus, Mirror, MirrorChange } from '../../../../src/cluster/mirror.ts';
import type { KubernetesObject } from '../../../../src/core/statefulset/model.ts';
import { setFacts } from '../../../../src/editor/connect/facts.ts';
import { healthOf, hiddenKinds, polledKinds } from '../../../../src/editor/connect/health.ts';
import { touchedBy } from '../../../../src/editor/connect/touched.ts';
import { claim, NOW, pod, service, statefulSet } from '../objects.ts';

const live: KindStatus = { state: 'live' };
const failure = { kind: 'unreachable', detail: 'ECONNREFUSED' } as const;

function mirrorOf(objects: readonly KubernetesObject[], statuses: Partial<Record<KindName, KindStatus>> = {}): Mirror {
  const all = (kind: KindName) => objects.filter(object => object.kind === kind);
  const mirror = {
    kinds: ['StatefulSet', 'Pod', 'PersistentVolumeClaim', 'Service', 'PersistentVolume'],
    get: (kind: KindName, _: string, name: string) => all(kind).find(object => object.metadata.name === name),
    list: all,
    indexed: (kind: KindName) => all(kind),
    status: (kind: KindName) => statuses[kind] ?? live,
  };
  return mirror as unknown as Mirror;
}

function change(kind: KindName, object: KubernetesObject, type: MirrorChange['type'] = 'MODIFIED') {
  return { kind, type, object, before: undefined } as MirrorChange;
}

const web = { kind: 'StatefulSet', namespace: 'shop', name: 'web' };

test('the view is as good as StatefulSets are, and as old as its oldest part', () => {
  assert.equal(healthOf(mirrorOf([], { StatefulSet: { state: 'loading', loaded: 3 } })).state, 'loading');
  assert.equal(healthOf(mirrorOf([])).state, 'live');
  assert.equal(healthOf(mirrorOf([], { Pod: { state: 'loading', loaded: 0 } })).state, 'live');
  const forbidden: KindStatus = {
    state: 'forbidden',
    verb: 'list',
    failure: { ...failure, kind: 'forbidden' },
    retryAt: 0,
  };
  assert.equal(healthOf(mirrorOf([], { StatefulSet: forbidden })).state, 'failed');
  const stale = healthOf(
    mirrorOf([], {
      Pod: { state: 'stale', since: 20, failure, retryAt: 30 },
      Service: { state: 'stale', since: 10, failure },
    }),
  );
  // It is as old as its oldest part, and the first part that is tried again hurries the others.
  assert.deepEqual(stale, { state: 'stale', since: 10, failure, retryAt: 30 });
});

test('kinds that must not be read are named, and do not make the view fail', () => {
  const forbidden: KindStatus = {
    state: 'forbidden',
    verb: 'list',
    failure: { ...failure, kind: 'forbidden' },
    retryAt: 0,
  };
  const mirror = mirrorOf([], { PersistentVolume: forbidden });
  assert.equal(healthOf(mirror).state, 'live');
  assert.deepEqual(hiddenKinds(mirror), ['PersistentVolume']);
});

test('kinds that must not be watched are named with how often they are asked for', () => {
  const polling: KindStatus = { state: 'polling', verb: 'watch', every: 30_000, failure };
  assert.deepEqual(polledKinds(mirrorOf([], { Pod: polling })), [{ kind: 'Pod', every: 30_000 }]);
  assert.deepEqual(polledKinds(mirrorOf([])), []);
});

test('a pod touches the set that controls it, directly or through a ReplicaSet', () => {
  const owner = (kind: string, name: string) => ({ apiVersion: 'apps/v1', kind, name, uid: name, controller: true });
  const owned = (kind: string, name: string) => ({
    ...pod('web-0'),
    metadata: { ...pod('web-0').metadata, ownerReferences: [owner(kind, name)] },
  });
  const replicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'front-1', namespace: 'shop', ownerReferences: [owner('Deployment', 'front')] },
  };
  const mirror = mirrorOf([replicaSet]);
  assert.deepEqual(touchedBy(mirror, change('Pod', owned('StatefulSet', 'web'))), [web]);
  assert.deepEqual(touchedBy(mirror, change('Pod', owned('ReplicaSet', 'front-1'))), [
    { ...web, kind: 'Deployment', name: 'front' },
  ]);
  assert.deepEqual(touchedBy(mirror, change('Pod', pod('alone'))), []);
});

test('a claim touches its set, or what no set owns', () => {
  const mirror = mirrorOf([statefulSet()]);
  const same = { ...change('PersistentVolumeClaim', claim('data-web-7')), before: claim('data-web-7') } as MirrorChange;
  assert.deepEqual(touchedBy(mirror, same), [web]);
  assert.deepEqual(touchedBy(mirror, change('PersistentVolumeClaim', claim('data-web-7'))), [web, 'rest']);
  assert.deepEqual(touchedBy(mirror, change('PersistentVolumeClaim', claim('data-gone-0'))), ['rest']);
});

test('a Service touches the sets that it governs', () => {
  const mirror = mirrorOf([statefulSet(), statefulSet({ serviceName: 'other' }, {}, 'db')]);
  assert.deepEqual(touchedBy(mirror, change('Service', service())), [web]);
});

test('an endpoint slice touches the sets that its Service governs, and a volume the set of its claim', () => {
  const mirror = mirrorOf([statefulSet(), claim('data-web-0')]);
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice' as const,
    metadata: { name: 'web-x', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    endpoints: null,
    ports: null,
  };
  assert.deepEqual(touchedBy(mirror, change('EndpointSlice', slice)), [web]);
  const volume = (name: string) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume' as const,
    metadata: { name: 'pv' },
    spec: { claimRef: { namespace: 'shop', name } },
  });
  assert.deepEqual(touchedBy(mirror, change('PersistentVolume', volume('data-web-0'))), [web]);
  assert.deepEqual(touchedBy(mirror, change('PersistentVolume', volume('data-web-0'), 'ADDED')), [web, 'rest']);
  assert.deepEqual(touchedBy(mirror, change('PersistentVolume', volume('data-web-9'))), ['rest']);
});

test('a disruption budget touches the workloads whose pods it counts, and those that it counted before', () => {
  const budget = (app: string) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'budget', namespace: 'shop' },
    spec: { selector: { matchLabels: { app } } },
  });
  const mirror = mirrorOf([statefulSet(), pod('web-0')]);
  assert.deepEqual(touchedBy(mirror, change('PodDisruptionBudget', budget('web'), 'ADDED')), [web]);
  assert.deepEqual(touchedBy(mirror, change('PodDisruptionBudget', budget('db'))), []);
  const moved = { ...change('PodDisruptionBudget', budget('db')), before: budget('web') } as MirrorChange;
  assert.deepEqual(touchedBy(mirror, moved), [web]);
});

test('a set that comes or goes touches what no set owns too', () => {
  assert.deepEqual(touchedBy(mirrorOf([]), change('StatefulSet', statefulSet(), 'DELETED')), [web, 'rest']);
  assert.deepEqual(touchedBy(mirrorOf([]), change('StatefulSet', statefulSet())), [web]);
});

test('what is not seen is missing only where looking is allowed and done', () => {
  const set = statefulSet();
  assert.equal(setFacts(mirrorOf([set, service()]), set, NOW).service?.toString(), '[object Object]');
  assert.equal(setFacts(mirrorOf([set]), set, NOW).service, undefined);
  assert.equal(setFacts(mirrorOf([set], { Service: { state: 'loading', loaded: 0 } }), set, NOW).service, 'loading');
  const forbidden: KindStatus = {
    state: 'forbidden',
    verb: 'list',
    failure: { ...failure, kind: 'forbidden' },
    retryAt: 0,
  };
  const blind = setFacts(mirrorOf([set], { Service: forbidden, Pod: forbidden }), set, NOW);
  assert.deepEqual([blind.service, blind.seesPods, blind.waits], ['hidden', 'hidden', undefined]);
});

test('the brain is asked what a missing pod waits for', () => {
  const set = statefulSet();
  const first = pod('web-0', { ready: false });
  assert.deepEqual(setFacts(mirrorOf([set, first]), set, NOW).waits, { for: 'ready', pod: 'web-0', during: 'create' });
});
