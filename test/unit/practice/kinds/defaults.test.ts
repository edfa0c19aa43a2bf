import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, pods, practiceApi, sets, simplePod, webSet } from '../../../support/practice-api.ts';

const core = '/api/v1/namespaces/shop';
const services = `${core}/services`;
const claims = `${core}/persistentvolumeclaims`;
const classes = '/apis/storage.k8s.io/v1/storageclasses';

function created(path: string, body: object): unknown {
  const { status, body: made } = practiceApi().call('POST', path, body);
  assert.equal(status, 201, String(pick(made, 'message')));
  return made;
}

test('a StatefulSet gets the defaults of the real server', () => {
  const { spec, status } = Object(
    created(sets, {
      metadata: { name: 'web' },
      spec: { selector: { matchLabels: { app: 'web' } }, template: Object(webSet()).spec.template },
    }),
  );
  assert.deepEqual(status, { replicas: 0, availableReplicas: 0 });
  const { template, selector, ...rest } = spec;
  assert.deepEqual(selector, { matchLabels: { app: 'web' } });
  assert.deepEqual(rest, {
    replicas: 1,
    serviceName: '',
    podManagementPolicy: 'OrderedReady',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    revisionHistoryLimit: 10,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  });
  assert.deepEqual(template.spec, {
    containers: [
      {
        name: 'app',
        image: 'nginx:1',
        ports: [{ containerPort: 80, name: 'http', protocol: 'TCP' }],
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        imagePullPolicy: 'IfNotPresent',
      },
    ],
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
  });
});

const strategies: readonly (readonly [string, object, object])[] = [
  ['an explicit type keeps the partition absent', { type: 'RollingUpdate' }, { type: 'RollingUpdate' }],
  [
    'an empty block gets partition 0',
    { type: 'RollingUpdate', rollingUpdate: {} },
    { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
  ],
  ['no type gets both', {}, { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }],
  ['OnDelete gets nothing', { type: 'OnDelete' }, { type: 'OnDelete' }],
  [
    'maxUnavailable is behind a gate that is off',
    { type: 'RollingUpdate', rollingUpdate: { partition: 1, maxUnavailable: 2 } },
    { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
  ],
];
for (const [what, sent, stored] of strategies) {
  test(`update strategy: ${what}`, () => {
    assert.deepEqual(pick(created(sets, webSet({ updateStrategy: sent })), 'spec.updateStrategy'), stored);
  });
}

test('ordinals, claim templates and zero minReadySeconds are stored as the real server stores them', () => {
  const spec = Object(
    created(
      sets,
      webSet({
        ordinals: {},
        minReadySeconds: 0,
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1024Mi' } } },
          },
        ],
      }),
    ),
  ).spec;
  assert.deepEqual(spec.ordinals, { start: 0 });
  assert.ok(!('minReadySeconds' in spec));
  assert.deepEqual(spec.volumeClaimTemplates, [
    {
      metadata: { name: 'data' },
      kind: 'PersistentVolumeClaim',
      apiVersion: 'v1',
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    },
  ]);
});

for (const [image, policy] of [
  ['nginx', 'Always'],
  ['nginx:latest', 'Always'],
  ['nginx:1', 'IfNotPresent'],
  ['registry:5000/nginx', 'Always'],
  ['nginx@sha256:0123', 'IfNotPresent'],
] as const) {
  test(`the image ${image} is pulled ${policy}`, () => {
    const pod = created(pods, { metadata: { name: 'a' }, spec: { containers: [{ name: 'a', image }] } });
    assert.equal(pick(pod, 'spec.containers.0.imagePullPolicy'), policy);
  });
}

test('probes, handlers, variables and volumes are filled in', () => {
  const container = {
    name: 'a',
    image: 'a:1',
    livenessProbe: { httpGet: { port: 80 }, periodSeconds: 0 },
    readinessProbe: { grpc: { port: 1 } },
    lifecycle: { preStop: { httpGet: { port: 80 } } },
    env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
  };
  const volumes = [
    { name: 'empty' },
    { name: 'config', configMap: { name: 'x' } },
    { name: 'host', hostPath: { path: '/x' } },
  ];
  const pod = created(pods, { metadata: { name: 'a' }, spec: { containers: [container], volumes } });
  const numbers = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
  assert.deepEqual(pick(pod, 'spec.containers.0.livenessProbe'), {
    httpGet: { port: 80, path: '/', scheme: 'HTTP' },
    ...numbers,
  });
  assert.deepEqual(pick(pod, 'spec.containers.0.readinessProbe'), { grpc: { port: 1, service: '' }, ...numbers });
  assert.deepEqual(pick(pod, 'spec.containers.0.lifecycle.preStop.httpGet'), { port: 80, path: '/', scheme: 'HTTP' });
  assert.equal(pick(pod, 'spec.containers.0.env.0.valueFrom.fieldRef.apiVersion'), 'v1');
  assert.deepEqual(pick(pod, 'spec.volumes'), [
    { name: 'empty', emptyDir: {} },
    { name: 'config', configMap: { name: 'x', defaultMode: 420 } },
    { name: 'host', hostPath: { path: '/x', type: '' } },
  ]);
});

test('a pod gets tolerations, a priority and a class of service that a template does not', () => {
  const limits = { cpu: '1', memory: '1Gi' };
  const pod = created(pods, {
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image: 'a:1', resources: { limits } }] },
  });
  assert.deepEqual(pick(pod, 'spec.containers.0.resources.requests'), limits);
  assert.equal(pick(pod, 'status.qosClass'), 'Guaranteed');
  assert.equal(pick(pod, 'status.phase'), 'Pending');
  assert.equal(pick(pod, 'spec.tolerations.1.key'), 'node.kubernetes.io/unreachable');
  assert.equal(pick(created(pods, simplePod('b')), 'status.qosClass'), 'BestEffort');
  const storing = { requests: { 'ephemeral-storage': '1Gi' } };
  const container = { name: 'a', image: 'a:1', resources: storing };
  const other = created(pods, { metadata: { name: 'c' }, spec: { containers: [container] } });
  assert.equal(pick(other, 'status.qosClass'), 'BestEffort');
});

test('a headless Service stays headless, another one gets an address, a NodePort a port', () => {
  const api = practiceApi();
  const port = { port: 80, name: 'http' };
  const headless = api.call('POST', services, {
    metadata: { name: 'a' },
    spec: { clusterIP: 'None', selector: { app: 'a' }, ports: [port] },
  }).body;
  assert.deepEqual(pick(headless, 'spec'), {
    clusterIP: 'None',
    selector: { app: 'a' },
    ports: [{ protocol: 'TCP', port: 80, name: 'http', targetPort: 80 }],
    clusterIPs: ['None'],
    type: 'ClusterIP',
    sessionAffinity: 'None',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    internalTrafficPolicy: 'Cluster',
  });
  const first = api.call('POST', services, { metadata: { name: 'b' }, spec: { type: 'NodePort', ports: [port] } }).body;
  const second = api.call('POST', services, {
    metadata: { name: 'c' },
    spec: { type: 'NodePort', ports: [port] },
  }).body;
  assert.match(String(pick(first, 'spec.clusterIP')), /^10\.96\.\d+\.\d+$/);
  assert.notEqual(pick(first, 'spec.clusterIP'), pick(second, 'spec.clusterIP'));
  assert.deepEqual([pick(first, 'spec.ports.0.nodePort'), pick(second, 'spec.ports.0.nodePort')], [30_000, 30_001]);
  const taken = api.call('POST', services, {
    metadata: { name: 'd' },
    spec: { type: 'NodePort', ports: [{ ...port, nodePort: 30_001 }] },
  });
  assert.match(
    String(pick(taken.body, 'message')),
    /spec\.ports\[0\]\.nodePort: Invalid value: 30001: provided port is already allocated/,
  );
});

test('a Service that is sent without its address keeps it', () => {
  const api = practiceApi();
  const service = { metadata: { name: 'a' }, spec: { ports: [{ port: 80 }] } };
  const address = pick(api.call('POST', services, service).body, 'spec.clusterIP');
  const updated = api.call('PUT', `${services}/a`, { ...service, spec: { ports: [{ port: 81 }] } });
  assert.equal(updated.status, 200);
  assert.equal(pick(updated.body, 'spec.clusterIP'), address);
  assert.equal(
    api.call('PUT', `${services}/a`, { ...service, spec: { ports: [{ port: 81 }], clusterIP: '10.96.9.9' } }).status,
    422,
  );
});

const claim = {
  metadata: { name: 'a' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

test('a claim gets the default class and its protection; an empty class is a class', () => {
  const api = practiceApi();
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  api.call('POST', classes, { metadata: { name: 'fast', annotations }, provisioner: 'example.com/disk' });
  const made = api.call('POST', claims, claim).body;
  assert.equal(pick(made, 'spec.storageClassName'), 'fast');
  assert.deepEqual(pick(made, 'metadata.finalizers'), ['kubernetes.io/pvc-protection']);
  assert.deepEqual(pick(made, 'status'), { phase: 'Pending' });
  const bare = api.call('POST', claims, {
    ...claim,
    metadata: { name: 'b' },
    spec: { ...claim.spec, storageClassName: '' },
  }).body;
  assert.equal(pick(bare, 'spec.storageClassName'), '');
  assert.equal(
    pick(created(claims, claim), 'spec.storageClassName'),
    undefined,
    'without a default class there is none',
  );
});

test('a volume keeps its data unless told otherwise', () => {
  const volume = created('/api/v1/persistentvolumes', {
    metadata: { name: 'pv' },
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], nfs: { server: 's', path: '/p' } },
  });
  assert.equal(pick(volume, 'spec.persistentVolumeReclaimPolicy'), 'Retain');
  assert.deepEqual(pick(volume, 'metadata.finalizers'), ['kubernetes.io/pv-protection']);
  assert.deepEqual(pick(volume, 'status'), { phase: 'Pending', lastPhaseTransitionTime: '2026-01-01T00:00:00Z' });
});

test('secrets hold text in base64, and do not show it otherwise', () => {
  const secret = created(`${core}/secrets`, { metadata: { name: 's' }, stringData: { p: 'q' } });
  assert.deepEqual(
    [pick(secret, 'data'), pick(secret, 'stringData'), pick(secret, 'type')],
    [{ p: 'cQ==' }, undefined, 'Opaque'],
  );
});
