import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAround } from '../../../../src/core/manifest/check-around.ts';
import { parseManifest } from '../../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../../src/core/manifest/workspace.ts';
import { setText } from '../../../support/manifest-texts.ts';

const service = (name: string, spec = 'clusterIP: None\n  selector:\n    app: db', namespace = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${namespace === '' ? '' : `  namespace: ${namespace}\n`}spec:\n  ${spec}\n`;
const volume = (name: string, size: string, { className = 'manual', more = '', annotations = '' } = {}) =>
  `apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: ${name}\n${annotations}spec:\n  capacity: {storage: ${size}}\n  accessModes: [ReadWriteOnce]\n${className === '' ? '' : `  storageClassName: ${className}\n`}  nfs: {server: a, path: /b}\n${more}`;
const storageClass = (provisioner: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: manual\nprovisioner: ${provisioner}\n`;
const manual = (...changes: [string, string][]) =>
  setText(['        accessModes', '        storageClassName: manual\n        accessModes'], ...changes);

/** What is said about the set in /app/set.yaml among other files. */
function found(text: string, others: Readonly<Record<string, string>>, complete = true) {
  const workspace = new Workspace();
  workspace.complete = complete;
  for (const [file, other] of Object.entries({ ...others, '/app/set.yaml': text }))
    workspace.put(file, parseManifest(other));
  const [self] = workspace.neighboursIn('/app/set.yaml');
  assert.ok(self !== undefined);
  return checkAround(self, workspace);
}
const codes = (...input: Parameters<typeof found>) =>
  found(...input).map(({ code, severity }) => `${severity} ${code}`);

test('a Service that is not there is a warning beside others, a hint without any, and nothing while the folder is not known', () => {
  assert.deepEqual(codes(setText(), { '/app/svc.yaml': service('dba', 'selector:\n    app: web') }), [
    'warning service-not-found',
  ]);
  assert.deepEqual(codes(setText(), { '/app/svc.yaml': service('dba') }), ['warning service-has-other-name']);
  assert.deepEqual(codes(setText(), { '/elsewhere/svc.yaml': service('dba') }), ['hint service-not-found']);
  assert.deepEqual(codes(setText(), { '/app/svc.yaml': service('dba') }, false), []);
  assert.deepEqual(
    codes(setText(), { '/app/svc.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n' }),
    [],
  );
  assert.deepEqual(
    codes(setText(), { '/app/svc.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: [half typed\n' }),
    [],
  );
});

test('a file that cannot be read keeps no secret about a set whose pods another Service selects', () => {
  const odd = { '/app/odd.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n\tname: odd\n' };
  assert.deepEqual(codes(`${setText()}---\n${service('pg')}`, odd), ['warning service-has-other-name']);
  assert.deepEqual(codes(setText(), { ...odd, '/app/pg.yaml': service('pg') }), ['warning service-has-other-name']);
  assert.deepEqual(codes(setText(), { ...odd, '/app/pg.yaml': service('pg', 'selector:\n    app: db') }), [
    'hint service-has-other-name',
  ]);
  // Nothing here selects them, or is surely elsewhere: the Service may be the one that cannot be read.
  assert.deepEqual(codes(setText(), { ...odd, '/app/pg.yaml': service('pg', 'selector:\n    app: pg') }), []);
  assert.deepEqual(codes(setText(), { ...odd, '/elsewhere/pg.yaml': service('pg') }), []);
  const inProd = setText(['  name: db\n', '  name: db\n  namespace: prod\n']);
  assert.deepEqual(codes(inProd, { ...odd, '/app/svc.yaml': service('db', undefined, 'test') }), []);
});

test('a set that has no Service of its own beside those of others most likely needs none', () => {
  const gate = `${service('gate', 'selector:\n    app: gate')}---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: gate\nspec:\n  template:\n    metadata:\n      labels:\n        app: gate\n`;
  assert.deepEqual(codes(setText(), { '/app/gate.yaml': gate }), ['hint service-not-found']);
  assert.deepEqual(
    codes(setText(), { '/app/gate.yaml': gate, '/app/free.yaml': service('free', 'selector:\n    a: b') }),
    ['warning service-not-found'],
  );
  const metrics = (spec: string) => ({ '/app/m.yaml': service('metrics', `${spec}\n  selector:\n    app: db`) });
  assert.deepEqual(codes(setText(), metrics('type: ClusterIP')), ['hint service-has-other-name']);
  assert.deepEqual(codes(setText(), metrics('clusterIP: None')), ['warning service-has-other-name']);
  assert.deepEqual(codes(setText(), { '/app/m.yaml': service('dbx', 'selector:\n    app: db') }), [
    'warning service-has-other-name',
  ]);
});

test('a name that no Service can have is told by itself', () => {
  assert.deepEqual(codes(setText(['serviceName: db', 'serviceName: Db_X']), { '/app/svc.yaml': service('db') }), []);
});

test('among other applications a Service that is not there may well stand elsewhere', () => {
  const shop = setText(['  name: db\n', '  name: shop\n'], ['serviceName: db', 'serviceName: shop']).replaceAll(
    'app: db',
    'app: shop',
  );
  const others = { '/app/shop.yaml': `${service('shop', 'clusterIP: None\n  selector:\n    app: shop')}---\n${shop}` };
  assert.deepEqual(codes(setText(), others), ['hint service-not-found']);
  assert.deepEqual(codes(setText(), { ...others, '/app/q.yaml': service('queue', 'clusterIP: None') }), [
    'hint service-not-found',
  ]);
  assert.deepEqual(
    codes(setText(['serviceName: db', 'serviceName: headless']), {
      ...others,
      '/app/h.yaml': service('headles', 'clusterIP: None'),
    }),
    ['warning service-not-found'],
  );
});

test('the Service that was meant is the one that selects the pods, else one without a selector that is named nearly so', () => {
  const meant = (others: Readonly<Record<string, string>>) => found(setText(), others)[0]?.values['meant'];
  assert.equal(
    meant({
      '/app/a.yaml': service('dba', 'clusterIP: None\n  selector:\n    app: other'),
      '/app/b.yaml': service('headless'),
    }),
    'headless',
  );
  assert.equal(
    meant({ '/app/a.yaml': service('dba', 'clusterIP: None'), '/app/b.yaml': service('other', 'clusterIP: None') }),
    'dba',
  );
});

test('a Service in another namespace is not the one', () => {
  const inProd = setText(['  name: db\n', '  name: db\n  namespace: prod\n']);
  assert.deepEqual(codes(inProd, { '/app/svc.yaml': service('db', undefined, 'test') }), [
    'warning service-in-other-namespace',
  ]);
  assert.deepEqual(codes(inProd, { '/test/svc.yaml': service('db', undefined, 'test') }), ['hint service-not-found']);
  assert.deepEqual(codes(inProd, { '/app/svc.yaml': service('db') }), []);
});

test('of several Services with one name none is judged', () => {
  assert.deepEqual(
    codes(setText(), {
      '/app/a.yaml': service('db', 'type: ClusterIP'),
      '/test/a.yaml': service('db', 'type: ClusterIP'),
    }),
    [],
  );
});

test('a Service without a selector is fine where endpoints are written by hand', () => {
  assert.deepEqual(codes(setText(), { '/app/svc.yaml': service('db', 'clusterIP: None') }), [
    'warning service-without-selector',
  ]);
  const endpoints = 'apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: db\n';
  assert.deepEqual(
    codes(setText(), { '/app/svc.yaml': service('db', 'clusterIP: None'), '/app/e.yaml': endpoints }),
    [],
  );
});

test('a single pod can do without a headless Service, so that is only hinted at', () => {
  const plain = { '/app/svc.yaml': service('db', 'selector:\n    app: db') };
  assert.deepEqual(codes(setText(), plain), ['warning headless-service-expected']);
  assert.deepEqual(codes(setText(['replicas: 3', 'replicas: 1']), plain), ['hint headless-service-expected']);
  assert.deepEqual(codes(setText(['  replicas: 3\n', '']), plain), ['hint headless-service-expected']);
});

test('a Service may be wrong in two ways', () => {
  assert.deepEqual(codes(setText(), { '/app/svc.yaml': service('db', 'selector:\n    app: web') }), [
    'warning headless-service-expected',
    'warning service-selects-other-pods',
  ]);
});

test('which pod would wait, for which claim, and how many have a volume is told', () => {
  const volumes = [volume('a', '10Gi'), volume('b', '20Gi'), volume('c', '1Gi')].join('---\n');
  const [shortage, ...more] = found(manual(['replicas: 3', 'replicas: 4\n  ordinals: {start: 5}']), {
    '/app/svc.yaml': service('db'),
    '/app/pv.yaml': volumes,
  });
  assert.deepEqual(more, []);
  assert.equal(shortage?.code, 'volumes-too-small');
  assert.deepEqual(shortage?.values, {
    claim: 'data-db-7',
    pod: 'db-7',
    bound: 2,
    replicas: 4,
    size: '10Gi',
    modes: 'ReadWriteOnce',
    volume: 'c',
    volumeSize: '1Gi',
    volumeModes: 'ReadWriteOnce',
    volumeMode: 'Filesystem',
    attributesClass: '',
    className: 'manual',
  });
});

test('the volume that was made for the set is named before those of others, in whatever order the files were read', () => {
  const labelled = (name: string, shelf: string, modes: string) =>
    volume(name, '10Gi', { annotations: `  labels: {shelf: ${shelf}}\n` }).replace('[ReadWriteOnce]', modes);
  const set = manual([
    '            storage: 10Gi\n',
    '            storage: 10Gi\n        selector: {matchLabels: {shelf: db}}\n',
  ]);
  const own = [labelled('db-0', 'db', '[ReadWriteOnce]'), labelled('db-1', 'db', '[ReadWriteMany]')];
  const foreign = { '/app/a-other.yaml': labelled('other', 'web', '[ReadWriteOnce]') };
  const svc = { '/app/svc.yaml': service('db') };
  const told = (text: string, others: Readonly<Record<string, string>>) =>
    found(text, others).map(({ code, values }) => [code, values['volume']]);
  const together = [set, ...own].join('---\n');
  assert.deepEqual(told(together, { ...foreign, ...svc }), [['volumes-access-modes', 'db-1']]);
  assert.deepEqual(told(together, { ...svc, ...foreign }), [['volumes-access-modes', 'db-1']]);
  // Where none of them is left, that of another is what there is.
  assert.deepEqual(told([set, own[0]].join('---\n'), { ...foreign, ...svc }), [['volumes-selector', 'other']]);
});

test('two claims of one pod take two volumes', () => {
  const two = manual([
    '            storage: 10Gi\n',
    '            storage: 10Gi\n    - metadata:\n        name: logs\n      spec:\n        storageClassName: manual\n        accessModes: [ReadWriteOnce]\n        resources:\n          requests:\n            storage: 1Gi\n',
  ]);
  const volumes = (count: number) => ({
    '/app/svc.yaml': service('db'),
    '/app/pv.yaml': Array.from({ length: count }, (_, index) => volume(`v${index}`, '10Gi')).join('---\n'),
  });
  assert.deepEqual(codes(two, volumes(6)), []);
  assert.deepEqual(
    found(two, volumes(5)).map(({ code, values }) => [code, values['claim']]),
    [['volumes-too-few', 'logs-db-2']],
  );
});

test('a volume kept for another claim serves no other', () => {
  const kept = volume('a', '10Gi', { more: '  claimRef: {namespace: default, name: data-web-0}\n' });
  const pv = [kept, volume('b', '10Gi'), volume('c', '10Gi')].join('---\n');
  assert.deepEqual(codes(manual(), { '/app/svc.yaml': service('db'), '/app/pv.yaml': pv }), [
    'warning volumes-too-few',
  ]);
  const own = pv.replace('data-web-0', 'data-db-1');
  assert.deepEqual(codes(manual(), { '/app/svc.yaml': service('db'), '/app/pv.yaml': own }), []);
});

test('a volume that another claim names for itself serves no other', () => {
  const pv = [volume('a', '10Gi'), volume('b', '10Gi'), volume('c', '10Gi')].join('---\n');
  const claim =
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: other\nspec:\n  volumeName: a\n  storageClassName: manual\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 10Gi}}\n';
  assert.deepEqual(codes(manual(), { '/app/svc.yaml': service('db'), '/app/pv.yaml': pv, '/app/claim.yaml': claim }), [
    'warning volumes-too-few',
  ]);
});

test('where volumes may be made on demand nothing is said', () => {
  const one = { '/app/svc.yaml': service('db'), '/app/pv.yaml': volume('a', '10Gi') };
  assert.deepEqual(codes(manual(), one), ['warning volumes-too-few']);
  assert.deepEqual(codes(manual(), { ...one, '/app/class.yaml': storageClass('csi.example.com') }), []);
  assert.deepEqual(codes(manual(), { ...one, '/app/class.yaml': storageClass('kubernetes.io/no-provisioner') }), [
    'warning volumes-too-few',
  ]);
  assert.deepEqual(codes(setText(), one), []);
  assert.deepEqual(codes(manual(), { ...one, '/app/pv.yaml': volume('a', '10Gi', { className: 'other' }) }), []);
  assert.deepEqual(codes(manual(), { '/app/svc.yaml': service('db'), '/elsewhere/pv.yaml': volume('a', '10Gi') }), []);
});

test('a node that a template names passes the scheduler by where the class is known to wait for one', () => {
  const named = manual(['    spec:\n', '    spec:\n      nodeName: node-1\n']);
  const beside = (others: object) => codes(named, { '/app/svc.yaml': service('db'), ...others });
  const late = `${storageClass('csi.example.com')}volumeBindingMode: WaitForFirstConsumer\n`;
  assert.deepEqual(beside({ '/app/class.yaml': late }), ['warning node-name-past-scheduler']);
  assert.deepEqual(beside({ '/app/class.yaml': storageClass('csi.example.com') }), []);
  assert.deepEqual(beside({}), []);
});

test('claims without a class take volumes without one that stand beside them', () => {
  const pv = (count: number) =>
    Array.from({ length: count }, (_, index) => volume(`v${index}`, '10Gi', { className: '' })).join('---\n');
  assert.deepEqual(codes(setText(), { '/app/svc.yaml': service('db'), '/app/pv.yaml': pv(3) }), []);
  assert.deepEqual(codes(setText(), { '/app/svc.yaml': service('db'), '/app/pv.yaml': pv(2) }), [
    'warning volumes-too-few',
  ]);
});

test('volumes of a folder with several sets are made for the one that they name, by name, label or claim', () => {
  const other = setText(['  name: db\n', '  name: shop\n'], ['  serviceName: db', '  serviceName: db']).replaceAll(
    'app: db',
    'app: shop',
  );
  const beside = (more: Parameters<typeof volume>[2] = {}, name = 'disk-1') =>
    codes(setText(), {
      '/app/svc.yaml': service('db'),
      '/app/shop.yaml': other,
      '/app/pv.yaml': volume(name, '10Gi', { className: '', ...more }),
    });
  assert.deepEqual(beside(), []);
  assert.deepEqual(beside({}, 'pv-shop-0'), []);
  assert.deepEqual(beside({}, 'pv-db-0'), ['warning volumes-too-few']);
  assert.deepEqual(beside({ annotations: '  labels: {app: db}\n' }), ['warning volumes-too-few']);
  assert.deepEqual(beside({ more: '  claimRef: {namespace: default, name: data-db-0}\n' }), [
    'warning volumes-too-few',
  ]);
});

test('volumes with a class are made for the one set that asks for it, and say nothing to a set that asks for none at all', () => {
  const other = setText(['  name: db\n', '  name: shop\n']).replaceAll('app: db', 'app: shop');
  const beside = (set: string, shop: string) =>
    codes(set, { '/app/svc.yaml': service('db'), '/app/shop.yaml': shop, '/app/pv.yaml': volume('disk', '10Gi') });
  const asking = (className: string, text = setText()) =>
    text.replace('        accessModes', `        storageClassName: ${className}\n        accessModes`);
  assert.deepEqual(beside(asking('manual'), other), ['warning volumes-too-few']);
  assert.deepEqual(beside(asking('manual'), asking('manual', other)), []);
  assert.deepEqual(beside(asking('""'), other), []);
  assert.deepEqual(codes(asking('""'), { '/app/svc.yaml': service('db'), '/app/pv.yaml': volume('disk', '10Gi') }), [
    'warning volumes-class',
  ]);
});

test('a volume that a claim beside the set takes was not made for the set', () => {
  const claim =
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: backup\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 10Gi}}\n';
  const pv = volume('a', '10Gi', { className: '' });
  assert.deepEqual(codes(setText(), { '/app/svc.yaml': service('db'), '/app/pv.yaml': `${pv}---\n${claim}` }), []);
});

test('a copy of what a provisioner made is no volume made by hand', () => {
  const copied = volume('a', '10Gi', {
    annotations: '  annotations:\n    pv.kubernetes.io/provisioned-by: csi.example.com\n',
  });
  assert.deepEqual(codes(manual(), { '/app/svc.yaml': service('db'), '/app/pv.yaml': copied }), []);
});

test('a set without a governing Service gets a hint', () => {
  assert.deepEqual(codes(setText(['  serviceName: db\n', '']), {}), ['hint service-name-missing']);
});

test('of a version that is gone nothing more is said', () => {
  assert.deepEqual(codes(setText(['apps/v1', 'apps/v1beta1'], ['  serviceName: db\n', '']), {}), []);
});

test('volumes of another file that fit no claim of a set say nothing about its class, and a default class says it all', () => {
  const small = { '/app/pv.yaml': volume('a', '1Mi', { className: '' }) };
  assert.deepEqual(
    codes(setText(), small).filter(code => code.includes('volumes-')),
    [],
  );
  const standard =
    'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: standard\n  annotations:\n    storageclass.kubernetes.io/is-default-class: "true"\nprovisioner: example.com/disk\n';
  const fitting = { '/app/pv.yaml': volume('a', '100Gi', { className: '' }) };
  assert.deepEqual(
    codes(setText(), fitting).filter(code => code.includes('volumes-')),
    ['warning volumes-too-few'],
  );
  assert.deepEqual(
    codes(setText(), { ...fitting, '/app/class.yaml': standard }).filter(code => code.includes('volumes-')),
    [],
  );
});
