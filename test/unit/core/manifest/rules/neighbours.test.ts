import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkObject } from '../../../../../src/core/manifest/check.ts';
import { formatPath } from '../../../../../src/core/manifest/path.ts';
import type { Fields } from '../../../../../src/core/manifest/place.ts';

/** What the API server would refuse, and where. */
function refused(object: Fields): string[] {
  return checkObject(object)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${formatPath(path)}`);
}
const service = (spec: unknown, name = 'db'): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec,
});
const volume = (spec: Fields): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'disk-1' },
  spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], ...spec },
});
const budget = (spec: Fields, name = 'db'): Fields => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name },
  spec: { selector: { matchLabels: { app: 'db' } }, ...spec },
});
const storageClass = (more: Fields): Fields => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'fast' },
  provisioner: 'csi.example.com',
  ...more,
});
const claim = (spec: Fields): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});
const deployment = (spec: Fields): Fields => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'gate' },
  spec: {
    selector: { matchLabels: { app: 'gate' } },
    template: { metadata: { labels: { app: 'gate' } }, spec: { containers: [{ name: 'a', image: 'b:1' }] } },
    ...spec,
  },
});
const ports = [{ port: 80 }];

test('a Service without ports must be headless or an alias', () => {
  assert.deepEqual(refused(service({})), ['service-ports-missing spec.ports']);
  assert.deepEqual(refused(service(undefined)), ['service-ports-missing spec.ports']);
  assert.deepEqual(refused(service({ clusterIP: 'None' })), []);
  assert.deepEqual(refused(service({ type: 'ExternalName', externalName: 'db.example.com.' })), []);
  for (const externalName of ['', '.', null])
    assert.deepEqual(refused(service({ type: 'ExternalName', externalName })), ['field-missing spec.externalName']);
});

test('ports of a Service are told apart by name, number and protocol', () => {
  assert.deepEqual(
    refused(
      service({
        ports: [
          { name: 'a', port: 53, protocol: 'UDP' },
          { name: 'b', port: 53 },
        ],
      }),
    ),
    [],
  );
  assert.deepEqual(
    refused(
      service({
        ports: [
          { name: 'a', port: 53 },
          { name: 'b', port: 53, protocol: '' },
        ],
      }),
    ),
    ['duplicate-entry spec.ports[1].port'],
  );
  assert.deepEqual(
    refused(
      service({
        ports: [
          { name: 'a', port: 1 },
          { name: 'a', port: 2 },
        ],
      }),
    ),
    ['duplicate-entry spec.ports[1].name'],
  );
  const nodePorts = [30_001, 30_001].map((nodePort, index) => ({ name: `p${index}`, port: index + 1, nodePort }));
  assert.deepEqual(refused(service({ type: 'NodePort', ports: nodePorts })), [
    'duplicate-entry spec.ports[1].nodePort',
  ]);
  assert.deepEqual(refused(service({ ports: [{ port: 1 }, { port: 2 }] })), [
    'service-port-unnamed spec.ports[0].name',
    'service-port-unnamed spec.ports[1].name',
  ]);
});

test('a port is a number from 1 to 65535, its target a number or a name; zero and empty are what is left out', () => {
  const told = (port: Fields) => refused(service({ ports: [port] }));
  assert.deepEqual(told({ port: 0 }), ['out-of-range spec.ports[0].port']);
  assert.deepEqual(told({ port: 65_536 }), ['out-of-range spec.ports[0].port']);
  assert.deepEqual(told({}), ['field-missing spec.ports[0].port']);
  assert.deepEqual(refused(service({ ports: [null] })), ['field-missing spec.ports[0].port']);
  for (const targetPort of [0, '', null, 8080, 'http', 65_535]) assert.deepEqual(told({ port: 80, targetPort }), []);
  assert.deepEqual(told({ port: 80, targetPort: -1 }), ['out-of-range spec.ports[0].targetPort']);
  assert.deepEqual(told({ port: 80, targetPort: '8080' }), ['invalid-port-name spec.ports[0].targetPort']);
  assert.deepEqual(told({ port: 80, appProtocol: 'a b' }), ['invalid-label-key spec.ports[0].appProtocol']);
  assert.deepEqual(told({ port: 80, nodePort: 30_001 }), ['service-field-unfit spec.ports[0].nodePort']);
  assert.deepEqual(told({ port: 80, nodePort: 0 }), []);
});

test('what is wrong with a port and its absent target is named by what holds both', () => {
  const fields = (port: Fields) => checkObject(service({ ports: [port] })).map(({ field }) => field);
  assert.deepEqual(fields({ port: 70_000 }), ['spec.ports[0]']);
  assert.deepEqual(fields({ port: 70_000, targetPort: 80 }), [undefined]);
});

test('the address of a Service is one, or None; None needs no type that needs an address', () => {
  for (const clusterIP of ['None', '', null, '10.0.0.1', 'fd00::1'])
    assert.deepEqual(refused(service({ ports, clusterIP })), []);
  assert.deepEqual(refused(service({ ports, clusterIP: 'none' })), ['invalid-address spec.clusterIP']);
  assert.deepEqual(refused(service({ ports, clusterIP: 'None', type: 'LoadBalancer' })), [
    'headless-with-address spec.clusterIP',
  ]);
  assert.deepEqual(refused(service({ type: 'ExternalName', externalName: 'a', clusterIP: 'None' })), [
    'service-field-unfit spec.clusterIP',
  ]);
});

test('two families need a policy that allows them, unless endpoints are made by hand', () => {
  const ipFamilies = ['IPv4', 'IPv6'];
  assert.deepEqual(refused(service({ ports, ipFamilies })), ['two-families-in-single-stack spec.ipFamilyPolicy']);
  assert.deepEqual(refused(service({ ports, ipFamilies, ipFamilyPolicy: 'PreferDualStack' })), []);
  assert.deepEqual(refused(service({ clusterIP: 'None', ipFamilies })), []);
  assert.deepEqual(refused(service({ clusterIP: 'None', selector: { app: 'a' }, ipFamilies })), [
    'two-families-in-single-stack spec.ipFamilyPolicy',
  ]);
  assert.deepEqual(refused(service({ ports, ipFamilies: ['IPv4', 'IPv4'], ipFamilyPolicy: 'PreferDualStack' })), [
    'duplicate-entry spec.ipFamilies[1]',
  ]);
});

test('fields for other types of Services are refused', () => {
  assert.deepEqual(refused(service({ ports, externalTrafficPolicy: 'Local' })), [
    'service-field-unfit spec.externalTrafficPolicy',
  ]);
  assert.deepEqual(refused(service({ ports, externalTrafficPolicy: 'Local', externalIPs: ['203.0.113.7'] })), []);
  assert.deepEqual(refused(service({ ports, type: 'NodePort', externalTrafficPolicy: 'local' })), [
    'value-not-supported spec.externalTrafficPolicy',
  ]);
  assert.deepEqual(refused(service({ ports, loadBalancerClass: 'a' })), ['service-field-unfit spec.loadBalancerClass']);
  assert.deepEqual(refused(service({ ports, type: 'LoadBalancer', loadBalancerSourceRanges: [' 10.0.0.0/8 '] })), []);
  // A type that nobody knows is told once.
  assert.deepEqual(refused(service({ ports, type: 'Headless', loadBalancerClass: 'a' })), [
    'value-not-supported spec.type',
  ]);
});

test('session affinity lasts from a second to a day', () => {
  const told = (timeoutSeconds: number) =>
    refused(service({ ports, sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds } } }));
  assert.deepEqual(told(86_400), []);
  assert.deepEqual(told(86_401), ['out-of-range spec.sessionAffinityConfig.clientIP.timeoutSeconds']);
  assert.deepEqual(told(0), ['out-of-range spec.sessionAffinityConfig.clientIP.timeoutSeconds']);
  // Without that affinity the server drops the settings before it looks at them.
  const config = { clientIP: { timeoutSeconds: 0 } };
  assert.deepEqual(refused(service({ ports, sessionAffinity: 'None', sessionAffinityConfig: config })), []);
  assert.deepEqual(refused(service({ ports, sessionAffinityConfig: config })), []);
});

test('what only a load balancer has, and what it is called', () => {
  const balancer = (spec: Fields) => refused(service({ ports, type: 'LoadBalancer', ...spec }));
  assert.deepEqual(balancer({ loadBalancerClass: 'example.com/inner' }), []);
  for (const loadBalancerClass of ['', 'a b', 'a/b/c'])
    assert.deepEqual(balancer({ loadBalancerClass }), ['invalid-label-key spec.loadBalancerClass']);
  assert.deepEqual(refused(service({ ports, loadBalancerClass: '' })), ['service-field-unfit spec.loadBalancerClass']);
  assert.deepEqual(balancer({ loadBalancerSourceRanges: [' 10.0.0.0/8 '] }), []);
  assert.deepEqual(balancer({ loadBalancerSourceRanges: [null] }), [
    'invalid-address-range spec.loadBalancerSourceRanges[0]',
  ]);
  // The port of the kubelet is one like any other since the clouds leave it alone.
  assert.deepEqual(balancer({ ports: [{ port: 10_250 }] }), []);
});

test('annotations of a Service are read where no field outweighs them', () => {
  const annotated = (annotations: Fields, spec: Fields) => {
    const object = service({ ports, ...spec });
    return refused({ ...object, metadata: { name: 'db', annotations } });
  };
  const key = 'service.beta.kubernetes.io/load-balancer-source-ranges';
  const balancer = { type: 'LoadBalancer' };
  assert.deepEqual(annotated({ [key]: '10.0.0.0/8, 192.168.0.0/16' }, balancer), []);
  assert.deepEqual(annotated({ [key]: '' }, balancer), []);
  assert.deepEqual(annotated({ [key]: '10.0.0.0/8,x' }, balancer), [
    `invalid-address-range metadata.annotations.${key}`,
  ]);
  assert.deepEqual(annotated({ [key]: '10.0.0.0/8' }, {}), [`service-field-unfit metadata.annotations.${key}`]);
  assert.deepEqual(annotated({ [key]: 'x' }, { ...balancer, loadBalancerSourceRanges: ['10.0.0.0/8'] }), []);
  const [mode, hints] = ['service.kubernetes.io/topology-mode', 'service.kubernetes.io/topology-aware-hints'];
  assert.deepEqual(annotated({ [mode]: 'Auto', [hints]: 'Auto' }, {}), []);
  assert.deepEqual(annotated({ [mode]: 'Auto', [hints]: 'Disabled' }, {}), [
    `not-together metadata.annotations.${mode}`,
  ]);
});

test('a Service has at most one address of each family, and none beside None', () => {
  const clusterIPs = ['10.0.0.5', '2001:db8::5', '10.0.0.6'];
  const addresses = { clusterIP: '10.0.0.5', clusterIPs, ipFamilyPolicy: 'PreferDualStack' };
  assert.deepEqual(refused(service({ ports, ...addresses, clusterIPs: clusterIPs.slice(0, 2) })), []);
  assert.deepEqual(refused(service({ ports, ...addresses })), [
    'too-many-entries spec.clusterIPs',
    'addresses-of-one-family spec.clusterIPs[2]',
  ]);
  assert.deepEqual(refused(service({ ports, clusterIP: 'None', clusterIPs: ['None', '10.0.0.5'] })), [
    'not-together spec.clusterIPs[1]',
  ]);
});

test('the protocol of an application is a name; the empty text is none', () => {
  for (const appProtocol of ['http', 'kubernetes.io/h2c', null])
    assert.deepEqual(refused(service({ ports: [{ port: 80, appProtocol }] })), []);
  for (const appProtocol of ['', 'a b'])
    assert.deepEqual(refused(service({ ports: [{ port: 80, appProtocol }] })), [
      'invalid-label-key spec.ports[0].appProtocol',
    ]);
});

test('which node ports there are is known to the server alone: others are no error', () => {
  for (const nodePort of [30_000, 80, 70_000, -1])
    assert.deepEqual(refused(service({ type: 'NodePort', ports: [{ port: 80, nodePort }] })), [], String(nodePort));
});

test('a volume lies on one thing, said completely', () => {
  assert.deepEqual(refused(volume({})), ['volume-source-missing spec']);
  assert.deepEqual(refused(volume({ hostPath: { path: '/a' }, nfs: { server: 'a', path: '/b' } })), [
    'two-volume-sources spec.nfs',
  ]);
  assert.deepEqual(refused(volume({ nfs: { path: 'b' } })), [
    'field-missing spec.nfs.server',
    'path-not-absolute spec.nfs.path',
  ]);
  assert.deepEqual(refused(volume({ hostPath: { path: '/a/../b', type: 'Folder' } })), [
    'path-leads-upwards spec.hostPath.path',
    'value-not-supported spec.hostPath.type',
  ]);
  assert.deepEqual(refused(volume({ csi: { driver: 'a_b', volumeHandle: 'x', nodeStageSecretRef: {} } })), [
    'invalid-name spec.csi.driver',
  ]);
  assert.deepEqual(
    refused(volume({ csi: { driver: 'A.b', volumeHandle: 'x', nodePublishSecretRef: { name: 'a' } } })),
    ['field-missing spec.csi.nodePublishSecretRef.namespace'],
  );
  assert.deepEqual(refused(volume({ iscsi: { targetPortal: 'a', iqn: 'b', lun: 256 } })), [
    'out-of-range spec.iscsi.lun',
    'value-not-supported spec.iscsi.iqn',
  ]);
});

test('what a volume refers to outside of it has a name and a namespace', () => {
  const iqn = 'iqn.2001-04.com.example:disk';
  const secretRef = { name: 's' };
  assert.deepEqual(refused(volume({ iscsi: { targetPortal: 'a', iqn, secretRef: {} } })), [
    'field-missing spec.iscsi.secretRef.name',
  ]);
  assert.deepEqual(refused(volume({ cinder: { volumeID: 'a', secretRef } })), [
    'field-missing spec.cinder.secretRef.namespace',
  ]);
  assert.deepEqual(
    refused(volume({ storageos: { volumeName: 'a', secretRef: { ...secretRef, namespace: 'b' } } })),
    [],
  );
  assert.deepEqual(refused(volume({ rbd: { monitors: ['a'], image: 'b', secretRef: {} } })), []);
  const glusterfs = { endpoints: 'e', path: 'p' };
  assert.deepEqual(refused(volume({ glusterfs: { ...glusterfs, endpointsNamespace: null } })), []);
  assert.deepEqual(refused(volume({ glusterfs: { ...glusterfs, endpointsNamespace: '' } })), [
    'invalid-name spec.glusterfs.endpointsNamespace',
  ]);
  assert.deepEqual(refused(volume({ azureFile: { secretName: 's', shareName: 'h', secretNamespace: '' } })), [
    'field-missing spec.azureFile.secretNamespace',
  ]);
});

test('a volume keeps the bounds of its storage system as a pod’s own volume does', () => {
  assert.deepEqual(refused(volume({ fc: {} })), ['one-of-missing spec.fc']);
  assert.deepEqual(refused(volume({ fc: { wwids: ['a'] } })), []);
  assert.deepEqual(refused(volume({ flocker: {} })), ['one-of-missing spec.flocker']);
  assert.deepEqual(refused(volume({ flocker: { datasetName: '' } })), ['one-of-missing spec.flocker']);
  assert.deepEqual(refused(volume({ flocker: { datasetName: '', datasetUUID: 'u' } })), []);
  assert.deepEqual(refused(volume({ flocker: { datasetName: 'a/b' } })), ['invalid-name spec.flocker.datasetName']);
  assert.deepEqual(refused(volume({ rbd: { monitors: [], image: 'i' } })), ['field-missing spec.rbd.monitors']);
  assert.deepEqual(refused(volume({ flexVolume: { driver: 'd', options: { 'kubernetes.io/x': 'y' } } })), [
    'field-not-allowed spec.flexVolume.options.kubernetes.io/x',
  ]);
});

test('the interface of an initiator is named by volume and portal, in 64 bytes', () => {
  const iscsi = { iqn: 'iqn.2001-04.com.example:disk', initiatorName: 'iqn.2001-04.com.example:me' };
  const portal = (length: number) => ({ ...iscsi, targetPortal: 'p'.repeat(length) });
  assert.deepEqual(refused(volume({ iscsi: portal(57) })), []);
  assert.deepEqual(refused(volume({ iscsi: portal(58) })), ['name-too-long spec.iscsi.targetPortal']);
  assert.deepEqual(refused(volume({ iscsi: { ...portal(58), initiatorName: null } })), []);
  assert.deepEqual(refused(volume({ iscsi: { ...portal(5), initiatorName: '' } })), [
    'value-not-supported spec.iscsi.initiatorName',
  ]);
});

test('a class has up to 512 parameters, and each has a name', () => {
  const parameters = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, nth) => [`p${nth}`, 'x']));
  assert.deepEqual(refused(storageClass({ parameters: parameters(512) })), []);
  assert.deepEqual(refused(storageClass({ parameters: parameters(513) })), ['too-many-entries parameters']);
  assert.deepEqual(refused(storageClass({ parameters: { '': 'x' } })), ['invalid-name parameters.']);
});

test('what is in no namespace may name any, since the server takes it away', () => {
  const metadata = { name: 'fast', namespace: 'Kube_System' };
  assert.deepEqual(refused(storageClass({ metadata })), []);
  assert.deepEqual(refused({ ...claim({}), metadata }), ['invalid-name metadata.namespace']);
});

test('an Event owns nothing', () => {
  const owner = (kind: string, apiVersion: string) => ({
    metadata: { name: 'fast', ownerReferences: [{ apiVersion, kind, name: 'e', uid: 'u' }] },
  });
  assert.deepEqual(refused(storageClass(owner('Event', 'v1'))), ['field-not-allowed metadata.ownerReferences[0].kind']);
  assert.deepEqual(refused(storageClass(owner('Event', 'example.com/v1'))), []);
});

test('a local volume names its node; half a rule about nodes is another fault', () => {
  const local = { path: '/a' };
  assert.deepEqual(refused(volume({ local })), ['local-volume-without-node spec.nodeAffinity.required']);
  assert.deepEqual(refused(volume({ local, nodeAffinity: {} })), ['field-missing spec.nodeAffinity.required']);
  const node = (name: unknown) => ({
    required: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] }] },
  });
  assert.deepEqual(refused(volume({ local, nodeAffinity: node('node-1') })), []);
  for (const name of ['Node_1', '', null])
    assert.deepEqual(refused(volume({ local, nodeAffinity: node(name) })), [
      'invalid-name spec.nodeAffinity.required.nodeSelectorTerms[0].matchFields[0].values[0]',
    ]);
});

test('a class allows each topology once, however it is written', () => {
  const term = (...values: string[]) => ({ matchLabelExpressions: [{ key: 'zone', values }] });
  assert.deepEqual(refused(storageClass({ allowedTopologies: [term('a'), term('a', 'b')] })), []);
  assert.deepEqual(refused(storageClass({ allowedTopologies: [{}, term('a')] })), [
    'field-missing allowedTopologies[0].matchLabelExpressions',
  ]);
  assert.deepEqual(refused(storageClass({ allowedTopologies: [term('a', 'b'), term('b', 'a')] })), [
    'duplicate-entry allowedTopologies[1]',
  ]);
});

test('a volume offers storage, more than nothing, and nothing else', () => {
  const nfs = { server: 'a', path: '/b' };
  assert.deepEqual(refused(volume({ nfs, capacity: undefined })), ['volume-capacity-missing spec.capacity.storage']);
  assert.deepEqual(refused(volume({ nfs, capacity: { storage: '0' } })), [
    'storage-not-positive spec.capacity.storage',
  ]);
  assert.deepEqual(refused(volume({ nfs, capacity: { storage: '1Gi', cpu: 0 } })), [
    'volume-capacity-other spec.capacity.cpu',
    'storage-not-positive spec.capacity.cpu',
  ]);
  assert.deepEqual(refused(volume({ nfs, accessModes: [null] })), ['value-not-supported spec.accessModes[0]']);
});

test('a local volume says where it is; what it says is a list of nodes', () => {
  const local = { path: '/a' };
  const required = (term: unknown) => ({ required: { nodeSelectorTerms: [term] } });
  assert.deepEqual(refused(volume({ local })), ['local-volume-without-node spec.nodeAffinity.required']);
  assert.deepEqual(refused(volume({ local, nodeAffinity: { required: {} } })), [
    'field-missing spec.nodeAffinity.required.nodeSelectorTerms',
  ]);
  const byName = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] };
  assert.deepEqual(refused(volume({ local, nodeAffinity: required(byName) })), []);
  const twoNames = { matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a', 'b'] }] };
  const first = 'spec.nodeAffinity.required.nodeSelectorTerms[0]';
  assert.deepEqual(refused(volume({ local, nodeAffinity: required(twoNames) })), [
    `selector-one-value ${first}.matchFields[0].values`,
    `value-not-supported ${first}.matchFields[0].key`,
  ]);
  assert.deepEqual(refused(volume({ local, nodeAffinity: required({ matchExpressions: [null] }) })), [
    `field-missing ${first}.matchExpressions[0].key`,
    `selector-operator ${first}.matchExpressions[0].operator`,
  ]);
});

test('only the root of a node is not recycled', () => {
  const told = (path: string) => refused(volume({ hostPath: { path }, persistentVolumeReclaimPolicy: 'Recycle' }));
  for (const path of ['/', '//', '/./'])
    assert.deepEqual(told(path), ['recycle-of-root spec.persistentVolumeReclaimPolicy']);
  for (const path of ['/a', 'a']) assert.deepEqual(told(path), []);
});

test('a class names its provisioner and where volumes are made, each once', () => {
  assert.deepEqual(refused(storageClass({ provisioner: '' })), ['field-missing provisioner']);
  assert.deepEqual(refused(storageClass({ provisioner: 'Kubernetes.io/NFS' })), []);
  assert.deepEqual(refused(storageClass({ volumeBindingMode: '' })), ['value-not-supported volumeBindingMode']);
  assert.deepEqual(refused(storageClass({ reclaimPolicy: '' })), []);
  const matchLabelExpressions = [
    { key: 'zone', values: ['a', 'a'] },
    { key: 'zone', values: [] },
  ];
  assert.deepEqual(refused(storageClass({ allowedTopologies: [{ matchLabelExpressions }] })), [
    'duplicate-entry allowedTopologies[0].matchLabelExpressions[0].values[1]',
    'field-missing allowedTopologies[0].matchLabelExpressions[1].values',
    'duplicate-entry allowedTopologies[0].matchLabelExpressions[1].key',
  ]);
});

test('a budget has one limit, as a number or a share', () => {
  for (const maxUnavailable of [0, 1, 99_999, '0%', '100%', null])
    assert.deepEqual(refused(budget({ maxUnavailable })), []);
  assert.deepEqual(refused(budget({ maxUnavailable: -1 })), ['below-minimum spec.maxUnavailable']);
  assert.deepEqual(refused(budget({ minAvailable: '101%' })), ['share-above-all spec.minAvailable']);
  for (const minAvailable of ['1', '', '1.5%', '-5%', '%'])
    assert.deepEqual(refused(budget({ minAvailable })), ['not-a-share spec.minAvailable']);
  assert.deepEqual(refused(budget({ minAvailable: 1, maxUnavailable: 1 })), ['not-together spec.maxUnavailable']);
});

test('a budget may be called anything that fits into a URL', () => {
  for (const name of ['Db', 'a b', 'a_b']) assert.deepEqual(refused(budget({}, name)), []);
  for (const name of ['a/b', '..', '50%']) assert.deepEqual(refused(budget({}, name)), ['invalid-name metadata.name']);
});

test('the sources of a claim are complete and agree', () => {
  const kind = 'PersistentVolumeClaim';
  assert.deepEqual(refused(claim({ dataSource: {} })), [
    'field-missing spec.dataSource.name',
    'field-missing spec.dataSource.kind',
  ]);
  assert.deepEqual(refused(claim({ dataSourceRef: { kind: 'VolumeSnapshot', name: 'a' } })), [
    'claim-data-source spec.dataSourceRef.kind',
  ]);
  const same = { kind, name: 'a' };
  assert.deepEqual(refused(claim({ dataSource: same, dataSourceRef: same })), []);
  assert.deepEqual(refused(claim({ dataSource: { ...same, apiGroup: null }, dataSourceRef: same })), []);
  assert.deepEqual(refused(claim({ dataSource: same, dataSourceRef: { ...same, namespace: 'b' } })), [
    'data-sources-differ spec.dataSource',
  ]);
});

test('a Deployment can move, and waits longer than a pod needs', () => {
  const rolling = (rollingUpdate: Fields) => refused(deployment({ strategy: { rollingUpdate } }));
  assert.deepEqual(rolling({ maxUnavailable: '0%', maxSurge: 0 }), [
    'rollout-cannot-move spec.strategy.rollingUpdate.maxUnavailable',
  ]);
  assert.deepEqual(rolling({ maxUnavailable: 0 }), []);
  assert.deepEqual(rolling({ maxSurge: '200%' }), []);
  assert.deepEqual(rolling({ maxUnavailable: '200%' }), ['share-above-all spec.strategy.rollingUpdate.maxUnavailable']);
  assert.deepEqual(refused(deployment({ minReadySeconds: 600 })), ['deadline-before-ready spec.minReadySeconds']);
  assert.deepEqual(refused(deployment({ minReadySeconds: 599 })), []);
  assert.deepEqual(refused(deployment({ progressDeadlineSeconds: 0 })), [
    'deadline-before-ready spec.progressDeadlineSeconds',
  ]);
});
