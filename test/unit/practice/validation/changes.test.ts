import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, practiceApi, sets, simplePod, webSet } from '../../../support/practice-api.ts';

const core = '/api/v1/namespaces/shop';
const modes = ['ReadWriteOnce'];
const storage = { requests: { storage: '1Gi' } };
const containers = [{ name: 'app', image: 'nginx:1' }];
const claim = (spec: object): object => ({ metadata: { name: 'data' }, spec });
const template = (spec: object, labels: object): object => ({ template: { metadata: { labels }, spec } });

/** Field and message of each cause of a refusal. */
function causes(body: unknown): unknown {
  const found = pick(body, 'details.causes');
  return Array.isArray(found) ? found.map(cause => `${pick(cause, 'field')}: ${pick(cause, 'message')}`) : found;
}

const merge = { type: 'application/merge-patch+json' };

test('what cannot change in a StatefulSet is refused once, however many fields change', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const { status, body } = api.call(
    'PATCH',
    `${sets}/web`,
    { spec: { serviceName: 'x', podManagementPolicy: 'Parallel' } },
    merge,
  );
  assert.equal(status, 422);
  assert.equal(
    pick(body, 'message'),
    `StatefulSet.apps "web" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden`,
  );
});

test('what may change in a StatefulSet may, and an amount written otherwise is no change', () => {
  const api = practiceApi();
  const templates = (size: string) => [
    { metadata: { name: 'data' }, spec: { accessModes: modes, resources: { requests: { storage: size } } } },
  ];
  api.call('POST', sets, webSet({ volumeClaimTemplates: templates('1Gi') }));
  const changed = webSet({
    volumeClaimTemplates: templates('1024Mi'),
    replicas: 5,
    ordinals: { start: 1 },
    minReadySeconds: 5,
    revisionHistoryLimit: 2,
    updateStrategy: { type: 'OnDelete' },
    persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' },
  });
  assert.equal(api.call('PUT', `${sets}/web`, changed).status, 200);
  assert.equal(api.call('PUT', `${sets}/web`, webSet({ volumeClaimTemplates: templates('2Gi') })).status, 422);
});

test('a claim may be bound once and grow when it is bound and its class allows it, and nothing else', () => {
  const api = practiceApi();
  const path = `${core}/persistentvolumeclaims`;
  api.call('POST', '/apis/storage.k8s.io/v1/storageclasses', {
    metadata: { name: 'fast' },
    provisioner: 'a.b/c',
    allowVolumeExpansion: true,
  });
  api.call('POST', path, claim({ accessModes: modes, resources: storage, storageClassName: 'fast' }));
  const patch = (body: object, sub = '') => api.call('PATCH', `${path}/data${sub}`, body, merge);
  const grow = { spec: { resources: { requests: { storage: '2Gi' } } } };
  assert.equal(patch({ spec: { accessModes: ['ReadOnlyMany'] } }).status, 422);
  const early = patch(grow);
  assert.equal(early.status, 403);
  assert.match(String(pick(early.body, 'message')), /Only bound persistent volume claims can be expanded/);
  assert.equal(patch({ spec: { volumeName: 'pv' } }).status, 200);
  assert.equal(patch({ spec: { volumeName: 'other' } }).status, 422);
  patch({ status: { phase: 'Bound', capacity: { storage: '1Gi' } } }, '/status');
  assert.equal(patch(grow).status, 200);
  assert.match(
    String(pick(patch({ spec: { resources: { requests: { storage: '1Mi' } } } }).body, 'message')),
    /field can not be less than status\.capacity/,
  );
});

test('of a pod the image may change, its name in the network may not', () => {
  const api = practiceApi();
  api.call('POST', `${core}/pods`, simplePod('a'));
  const patch = (spec: object) =>
    api.call('PATCH', `${core}/pods/a`, { spec }, { type: 'application/strategic-merge-patch+json' });
  assert.equal(patch({ containers: [{ name: 'app', image: 'nginx:2' }] }).status, 200);
  const refused = patch({ hostname: 'other' });
  assert.equal(refused.status, 422);
  assert.match(String(pick(refused.body, 'message')), /spec: Forbidden: pod updates may not change fields other than/);
});

test('the selector of a Deployment stays', () => {
  const api = practiceApi();
  const path = '/apis/apps/v1/namespaces/shop/deployments';
  const spec = (app: string) => ({
    selector: { matchLabels: { app } },
    ...template({ containers }, { app: 'web', other: 'x' }),
  });
  api.call('POST', path, { metadata: { name: 'web' }, spec: spec('web') });
  const { status, body } = api.call('PUT', `${path}/web`, {
    metadata: { name: 'web' },
    spec: { ...spec('web'), selector: { matchLabels: { other: 'x' } } },
  });
  assert.equal(status, 422);
  assert.match(
    String(pick(body, 'message')),
    /spec\.selector: Invalid value: \{"matchLabels":\{"other":"x"\}\}: field is immutable/,
  );
});

test('a template that its selector no longer matches is refused beside what cannot change', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const { body } = api.call('PATCH', `${sets}/web`, { spec: { selector: { matchLabels: { app: 'b' } } } }, merge);
  const [mismatch, ...others] = [causes(body)].flat();
  assert.equal(
    mismatch,
    'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
  );
  assert.equal(others.length, 1);
});

test('a set that names an impossible Service keeps it, since a name is looked at when the set is made', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const refused = api.call('PATCH', `${sets}/web`, { spec: { serviceName: 'Not.A_Name' } }, merge);
  assert.equal([causes(refused.body)].flat().length, 1);
  assert.match(String(causes(refused.body)), /^spec: Forbidden: updates to statefulset spec/);
});

test('what a volume lies on, its mode and its nodes stay', () => {
  const api = practiceApi();
  const path = '/api/v1/persistentvolumes';
  const affinity = (zone: string) => ({
    required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: [zone] }] }] },
  });
  const volume = (spec: object) => ({
    metadata: { name: 'disk' },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: modes,
      local: { path: '/a' },
      nodeAffinity: affinity('a'),
      ...spec,
    },
  });
  assert.equal(api.call('POST', path, volume({})).status, 201);
  const put = (spec: object) => causes(api.call('PUT', `${path}/disk`, volume(spec)).body);
  assert.deepEqual(put({ local: { path: '/b' } }), [
    'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation',
  ]);
  assert.deepEqual(put({ volumeMode: 'Block' }), ['volumeMode: Invalid value: "Block": field is immutable']);
  assert.deepEqual(put({ nodeAffinity: affinity('b') }), [
    'nodeAffinity: Invalid value: {"Required":{"NodeSelectorTerms":[{"MatchExpressions":[{"Key":"zone","Operator":"In","Values":["b"]}],"MatchFields":null}]}}: field is immutable, except for updating from beta label to GA',
  ]);
  assert.equal(put({ accessModes: ['ReadOnlyMany'], persistentVolumeReclaimPolicy: 'Delete' }), undefined);
});

test('what a class promises stays, each field for itself', () => {
  const api = practiceApi();
  const path = '/apis/storage.k8s.io/v1/storageclasses';
  const fast = { metadata: { name: 'fast' }, provisioner: 'a.b/c' };
  api.call('POST', path, fast);
  const changed = {
    ...fast,
    provisioner: 'd.e/f',
    parameters: { a: 'b' },
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  assert.deepEqual(causes(api.call('PUT', `${path}/fast`, changed).body), [
    'parameters: Forbidden: updates to parameters are forbidden.',
    'provisioner: Forbidden: updates to provisioner are forbidden.',
    'reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.',
    'volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable',
  ]);
  assert.equal(api.call('PUT', `${path}/fast`, { ...fast, allowVolumeExpansion: true }).status, 200);
});

test('the address of a Service stays, and one that does not name it keeps it', () => {
  const api = practiceApi();
  const path = `${core}/services`;
  const web = (spec: object) => ({ metadata: { name: 'web' }, spec: { ports: [{ port: 80 }], ...spec } });
  api.call('POST', path, web({ clusterIP: '10.96.0.20' }));
  assert.deepEqual(causes(api.call('PUT', `${path}/web`, web({ clusterIP: '10.96.0.21' })).body), [
    'spec.clusterIPs[0]: Invalid value: ["10.96.0.21"]: may not change once set',
  ]);
  assert.equal(pick(api.call('PUT', `${path}/web`, web({})).body, 'spec.clusterIP'), '10.96.0.20');
});

test('no count of a status is negative, and no part of it more than the whole', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const write = (status: object) => causes(api.call('PATCH', `${sets}/web/status`, { status }, merge).body);
  assert.deepEqual(write({ replicas: 2, readyReplicas: 3, availableReplicas: -1 }), [
    'status.availableReplicas: Invalid value: -1: must be greater than or equal to 0',
    'status.readyReplicas: Invalid value: 3: cannot be greater than status.replicas',
  ]);
  assert.deepEqual(write({ replicas: 2, readyReplicas: 1, availableReplicas: 2 }), [
    'status.availableReplicas: Invalid value: 2: cannot be greater than status.readyReplicas',
  ]);
  assert.equal(write({ replicas: 2, readyReplicas: 2, availableReplicas: 2 }), undefined);
});

test('a scale below zero is refused in the name of the scale', () => {
  const api = practiceApi();
  api.call('POST', sets, webSet());
  const { status, body } = api.call('PATCH', `${sets}/web/scale`, { spec: { replicas: -1 } }, merge);
  assert.equal(status, 422);
  assert.equal(
    pick(body, 'message'),
    'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  );
});
