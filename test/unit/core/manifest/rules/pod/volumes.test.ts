import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkObject } from '../../../../../../src/core/manifest/check.ts';
import { fieldsRefusedIn, refusedIn, setWithPod } from '../../../../../support/pod-template.ts';

const volume = (source: object) => refusedIn(setWithPod({ volumes: [{ name: 'v', ...source }] }));
const fields = (source: object) => fieldsRefusedIn(setWithPod({ volumes: [{ name: 'v', ...source }] }));
const own = 'spec.volumes[0].';

test('a volume without a source is an emptyDir, and null counts as none', () => {
  assert.deepEqual(volume({}), []);
  assert.deepEqual(volume({ emptyDir: null, hostPath: { path: 'x' } }), []);
  assert.deepEqual(volume({ hostPath: { path: '/x', type: '' } }), []);
});

test('of two sources the later one in the order of the server is too many', () => {
  assert.deepEqual(volume({ configMap: { name: 'c' }, emptyDir: {} }), [`not-together ${own}configMap`]);
  assert.deepEqual(volume({ csi: { driver: 'd' }, secret: { secretName: 's' }, nfs: { server: 's', path: '/' } }), [
    `not-together ${own}nfs`,
    `not-together ${own}csi`,
  ]);
});

test('sources of storage systems need what names them', () => {
  const missing: readonly (readonly [object, readonly string[]])[] = [
    [{ gitRepo: {} }, ['gitRepo.repository']],
    [{ awsElasticBlockStore: {} }, ['awsElasticBlockStore.volumeID']],
    [{ iscsi: { iqn: 'iqn.2001-04.com.example:disk' } }, ['iscsi.targetPortal']],
    [{ iscsi: { targetPortal: 'p', iqn: 'iqn.2001-04.com.example:disk', chapAuthSession: true } }, ['iscsi.secretRef']],
    [{ glusterfs: { path: 'x' } }, ['glusterfs.endpoints']],
    [{ rbd: { monitors: [] } }, ['rbd.image', 'rbd.monitors']],
    [{ cephfs: {} }, ['cephfs.monitors']],
    [{ cinder: { volumeID: 'v', secretRef: {} } }, ['cinder.secretRef.name']],
    [{ fc: { targetWWNs: ['w'] } }, ['fc.lun']],
    [{ flexVolume: {} }, ['flexVolume.driver']],
    [{ azureFile: { secretName: 's' } }, ['azureFile.shareName']],
    [{ azureDisk: { diskName: 'd' } }, ['azureDisk.diskURI']],
    [{ scaleIO: { gateway: 'g', system: 's' } }, ['scaleIO.volumeName']],
    [{ csi: { driver: 'd', nodePublishSecretRef: {} } }, ['csi.nodePublishSecretRef.name']],
    [{ ephemeral: {} }, ['ephemeral.volumeClaimTemplate']],
  ];
  for (const [source, paths] of missing)
    assert.deepEqual(
      volume(source),
      paths.map(path => `field-missing ${own}${path}`),
    );
  assert.deepEqual(fields({ gcePersistentDisk: {} }), [`${own}persistentDisk.pdName`]);
});

test('numbers and names of storage systems keep within their bounds', () => {
  assert.deepEqual(volume({ iscsi: { targetPortal: 'p', iqn: 'disk', lun: 256 } }), [
    `out-of-range ${own}iscsi.lun`,
    `value-not-supported ${own}iscsi.iqn`,
  ]);
  assert.deepEqual(volume({ awsElasticBlockStore: { volumeID: 'v', partition: 255 } }), []);
  assert.deepEqual(volume({ flocker: { datasetName: 'a', datasetUUID: 'b' } }), [
    `not-together ${own}flocker.datasetUUID`,
  ]);
  assert.deepEqual(volume({ azureDisk: { diskName: 'd', diskURI: 'https://u', cachingMode: 'All' } }), [
    `value-not-supported ${own}azureDisk.cachingMode`,
  ]);
  assert.deepEqual(volume({ storageos: { volumeName: 'A' } }), [`invalid-name ${own}storageos.volumeName`]);
  assert.deepEqual(volume({ csi: { driver: 'EBS.csi.example' } }), []);
  assert.deepEqual(volume({ csi: { driver: 'a_b' } }), [`invalid-name ${own}csi.driver`]);
  assert.deepEqual(volume({ csi: { driver: 'd'.repeat(64) } }), [`name-too-long ${own}csi.driver`]);
});

test('a disk of Azure is addressed by its kind', () => {
  const disk = (diskURI: string, kind?: string) => volume({ azureDisk: { diskName: 'd', diskURI, kind } });
  assert.deepEqual(disk('https://a.blob.example/b.vhd'), []);
  assert.deepEqual(disk('/subscriptions/a', 'Managed'), []);
  assert.deepEqual(disk('/subscriptions/a'), [`value-not-supported ${own}azureDisk.diskURI`]);
  assert.deepEqual(disk('https://a', 'Managed'), [`value-not-supported ${own}azureDisk.diskURI`]);
});

test('names of iSCSI are of one of three forms', () => {
  const iscsi = (iqn: string, initiatorName?: string) => volume({ iscsi: { targetPortal: 'p', iqn, initiatorName } });
  for (const name of ['iqn.2001-04.com.example:disk', `eui.${'0'.repeat(16)}`, `naa.${'0'.repeat(32)}`])
    assert.deepEqual(iscsi(name, name), [], name);
  for (const name of ['disk', 'iqn.2001-04.com.example', 'eui.1', 'naa.1', 'iqn.2001.com:a'])
    assert.deepEqual(iscsi(name), [`value-not-supported ${own}iscsi.iqn`], name);
});

test('registries of Quobyte are hosts with ports', () => {
  const quobyte = (registry: string, tenant?: string) => volume({ quobyte: { registry, volume: 'v', tenant } });
  for (const registry of ['a:1', 'a:1,b:2', '[::1]:7', ':1']) assert.deepEqual(quobyte(registry), [], registry);
  for (const registry of ['a', 'a:1,b', 'a:b:1', ','])
    assert.deepEqual(quobyte(registry), [`value-not-supported ${own}quobyte.registry`], registry);
  assert.deepEqual(quobyte('a:1', 't'.repeat(65)), [`name-too-long ${own}quobyte.tenant`]);
});

test('permissions are a number up to 0777 octal', () => {
  assert.deepEqual(volume({ secret: { secretName: 's', defaultMode: 0o777 } }), []);
  assert.deepEqual(volume({ secret: { secretName: 's', defaultMode: 0o1000 } }), [
    `invalid-file-mode ${own}secret.defaultMode`,
  ]);
  assert.deepEqual(
    volume({ projected: { sources: [{ configMap: { name: 'c', items: [{ key: 'k', path: 'p', mode: -1 }] } }] } }),
    [`invalid-file-mode ${own}projected.sources[0].configMap.items[0].mode`],
  );
});

test('files of the downward API are named by the server without their number', () => {
  const items = [{ path: '..x', fieldRef: { fieldPath: 'status.phase' } }];
  assert.deepEqual(volume({ downwardAPI: { items } }), [
    `path-leads-upwards ${own}downwardAPI.items[0].path`,
    `field-path-not-supported ${own}downwardAPI.items[0].fieldRef.fieldPath`,
  ]);
  assert.deepEqual(fields({ downwardAPI: { items } }), [
    `${own}downwardAPI.path`,
    `${own}downwardAPI.fieldRef.fieldPath`,
  ]);
  assert.deepEqual(
    volume({ downwardAPI: { items: [{ path: 'cpu', resourceFieldRef: { resource: 'limits.cpu' } }] } }),
    [`field-missing ${own}downwardAPI.items[0].resourceFieldRef.containerName`],
  );
});

test('a token lives ten minutes at least', () => {
  const token = (expirationSeconds: unknown) =>
    volume({ projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds } }] } });
  const place = `${own}projected.sources[0].serviceAccountToken.expirationSeconds`;
  assert.deepEqual(token(600), []);
  assert.deepEqual(token(undefined), []);
  assert.deepEqual(token(599), [`below-minimum ${place}`]);
  assert.deepEqual(token(2 ** 32 + 1), [`out-of-range ${place}`]);
});

test('a projected source is one thing, and its files differ from those of the others', () => {
  const secret = { name: 's', items: [{ key: 'k', path: 'p' }] };
  assert.deepEqual(volume({ projected: { sources: [{ secret, configMap: { name: 'c' } }] } }), [
    `not-together ${own}projected.sources[0].configMap`,
  ]);
  assert.deepEqual(volume({ projected: { sources: [{}, null, { secret }] } }), []);
  const twice = {
    sources: [{ secret }, { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.uid' } }] } }],
  };
  assert.deepEqual(volume({ projected: twice }), [
    `projected-path-twice ${own}projected.sources[1].downwardAPI.items[0].path`,
  ]);
  assert.deepEqual(fields({ projected: twice }), [`${own}projected`]);
});

test('of the metadata of a claim that lives with its pod labels and annotations are taken', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const claim = (metadata: object) => volume({ ephemeral: { volumeClaimTemplate: { metadata, spec } } });
  assert.deepEqual(claim({ labels: { a: 'b' }, annotations: { a: 'b c' }, creationTimestamp: null, name: '' }), []);
  assert.deepEqual(claim({ labels: { a: 'b c' } }), [
    `invalid-label-value ${own}ephemeral.volumeClaimTemplate.metadata.labels.a`,
  ]);
  assert.deepEqual(claim({ namespace: 'n' }), [
    `field-not-allowed ${own}ephemeral.volumeClaimTemplate.metadata.namespace`,
  ]);
});

test('the mounts of a refused volume are refused with it, which the same finding says', () => {
  const volumeMounts = [{ name: 'v', mountPath: '/v' }];
  const initContainers = [{ name: 'i', image: 'i', volumeMounts }];
  const echoes = (spec: object, claims: readonly string[] = []) =>
    checkObject(setWithPod({ initContainers, ...spec }, { volumeMounts }, { claims }))
      .filter(({ basis }) => basis === 'api')
      .map(({ code, echoes: also = [] }) => [code, ...also.map(field => field.replace('spec.template.spec.', ''))]);
  const faulty = { volumes: [{ name: 'v', secret: {} }] };
  assert.deepEqual(echoes(faulty), [
    ['field-missing', 'containers[0].volumeMounts[0].name', 'initContainers[0].volumeMounts[0].name'],
  ]);
  // A claim template takes the place of the volume, and of two volumes with one name the sound one is found.
  assert.deepEqual(echoes(faulty, ['v']), []);
  assert.deepEqual(echoes({ volumes: [{ name: 'v' }, { name: 'v' }] }), [['duplicate-volume-name']]);
});

test('the server counts the claim templates before the volumes, without those that they replace', () => {
  const volumes = [{ name: 'data' }, { name: 'a' }, { name: 'v', hostPath: { path: '/..' } }];
  const places = (claims: readonly string[]) => fieldsRefusedIn(setWithPod({ volumes }, {}, { claims }));
  assert.deepEqual(places([]), ['spec.volumes[2].hostPath.path']);
  assert.deepEqual(places(['data']), ['spec.volumes[2].hostPath.path']);
  assert.deepEqual(places(['data', 'logs', 'logs']), ['spec.volumes[3].hostPath.path']);
  assert.deepEqual(refusedIn(setWithPod({ volumes }, {}, { claims: ['logs'] })), [
    'path-leads-upwards spec.volumes[2].hostPath.path',
  ]);
});

test('a claim template is a volume to the server, and its mounts go with it', () => {
  const volumeMounts = [{ name: 'my_data', mountPath: '/data' }];
  const found = (claims: readonly string[]) =>
    checkObject(setWithPod({}, { volumeMounts }, { claims }))
      .filter(({ basis }) => basis === 'api')
      .map(({ code, path, field, echoes }) => [code, path[2], field, ...(echoes ?? [])]);
  assert.deepEqual(found(['logs', 'my_data']), [
    ['invalid-name', 1, 'spec.template.spec.volumes[1].name', 'spec.template.spec.containers[0].volumeMounts[0].name'],
  ]);
  assert.deepEqual(found(['', 'my-data'])[0], [
    'field-missing',
    0,
    'spec.template.spec.volumes[0].name',
    'spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
  ]);
});

test('where a volume cannot be read, no mount is said to miss it', () => {
  const mounted = (volumes: unknown) =>
    refusedIn(setWithPod({ volumes }, { volumeMounts: [{ name: 'v', mountPath: '/v' }] }));
  assert.deepEqual(mounted([{ name: 1 }]), []);
  assert.deepEqual(mounted(['v']), []);
  assert.deepEqual(mounted('v'), []);
  assert.deepEqual(mounted([{ name: 'w' }]), ['mount-without-volume spec.containers[0].volumeMounts[0].name']);
});
