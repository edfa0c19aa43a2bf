import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Manifest, parseManifest } from '../../../../src/core/manifest/parse.ts';
import { type Neighbour, Workspace } from '../../../../src/core/manifest/workspace.ts';
import { setText } from '../../../support/manifest-texts.ts';

const object = (kind: string, name: string, namespace?: string) => {
  const version = kind === 'StorageClass' ? 'storage.k8s.io/v1' : kind === 'StatefulSet' ? 'apps/v1' : 'v1';
  return `apiVersion: ${version}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}`;
};
const files = (found: readonly Neighbour[]) => found.map(({ file }) => file);

function workspaceOf(texts: Readonly<Record<string, string>>): Workspace {
  const workspace = new Workspace();
  for (const [file, text] of Object.entries(texts)) workspace.put(file, parseManifest(text));
  return workspace;
}

test('objects are found by kind, namespace and name', () => {
  const workspace = workspaceOf({
    '/a': object('Service', 'web', 'one'),
    '/b': object('Service', 'web', 'two'),
    '/c': object('Service', 'api', 'one'),
  });
  assert.deepEqual(files(workspace.find('Service', 'one', 'web')), ['/a']);
  assert.deepEqual(files(workspace.list('Service', 'one')), ['/a', '/c']);
  assert.deepEqual(files(workspace.find('Service', 'three', 'web')), []);
  assert.deepEqual(files(workspace.find('Deployment', 'one', 'web')), []);
});

test('an object without a namespace may be meant in any', () => {
  const workspace = workspaceOf({ '/a': object('Service', 'web'), '/b': object('Service', 'web', 'two') });
  assert.deepEqual(files(workspace.find('Service', 'one', 'web')), ['/a']);
  assert.deepEqual(files(workspace.find('Service', undefined, 'web')), ['/a', '/b']);
});

test('volumes and classes are in no namespace', () => {
  const workspace = workspaceOf({ '/a': object('PersistentVolume', 'pv', 'odd') });
  assert.deepEqual(files(workspace.find('PersistentVolume', 'one', 'pv')), ['/a']);
});

test('what a file held before is gone after it is put again or removed', () => {
  const workspace = workspaceOf({ '/a': object('Service', 'web') });
  workspace.put('/a', parseManifest(object('Service', 'api')));
  assert.deepEqual(files(workspace.find('Service', undefined, 'web')), []);
  assert.deepEqual(files(workspace.find('Service', undefined, 'api')), ['/a']);
  workspace.remove('/a');
  assert.deepEqual(workspace.list('Service', undefined), []);
  assert.deepEqual(workspace.fileNames(), []);
});

test('a change says which other files it matters to', () => {
  const workspace = workspaceOf({
    '/set': object('StatefulSet', 'db', 'one'),
    '/other': object('StatefulSet', 'db', 'two'),
    '/svc': object('Service', 'db', 'one'),
  });
  assert.deepEqual(workspace.put('/svc', parseManifest(object('Service', 'renamed', 'one'))), ['/set']);
  assert.deepEqual(workspace.put('/pv', parseManifest(object('PersistentVolume', 'pv'))), ['/set', '/other']);
  assert.deepEqual(workspace.remove('/svc'), ['/set']);
  assert.deepEqual(workspace.put('/dep', parseManifest(setText().replaceAll('StatefulSet', 'Deployment'))), []);
});

test('a keystroke that changes no object matters to nobody', () => {
  const text = `${object('Service', 'db')}---\n# note\n`;
  const before: Manifest = parseManifest(text);
  const workspace = workspaceOf({ '/set': object('StatefulSet', 'db') });
  workspace.put('/svc', before);
  const revision = workspace.revision(['Service']);
  assert.deepEqual(workspace.put('/svc', parseManifest(`${text}#`, before)), []);
  assert.equal(workspace.revision(['Service']), revision);
});

test('the revision tells that answers may have changed', () => {
  const workspace = workspaceOf({ '/svc': object('Service', 'db') });
  const revision = () => workspace.revision(['Service']);
  const first = revision();
  workspace.put('/set', parseManifest(object('StatefulSet', 'db')));
  assert.equal(revision(), first);
  workspace.put('/more', parseManifest(object('Service', 'more')));
  const second = revision();
  assert.notEqual(second, first);
  workspace.complete = true;
  assert.notEqual(revision(), second);
});

test('a folder is known when it was read whole and holds no template', () => {
  const workspace = workspaceOf({
    '/a/set.yaml': object('StatefulSet', 'db'),
    '/b/svc.yaml': 'kind: Service\napiVersion: v1\nmetadata:\n  name: {{ x }}\n',
  });
  assert.equal(workspace.knows('/a/set.yaml'), false);
  workspace.complete = true;
  assert.equal(workspace.knows('/a/set.yaml'), true);
  assert.equal(workspace.knows('/b/set.yaml'), false);
  workspace.put('/b/svc.yaml', parseManifest(object('Service', 'db')));
  assert.equal(workspace.knows('/b/set.yaml'), true);
});

test('patches of a kustomization are pieces, as long as it says so', () => {
  const kustomization =
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n  - path: ./more.yaml\n  - patch: "- op: add"\npatchesStrategicMerge:\n  - ../base/less.yaml\n  - |\n    kind: StatefulSet\n';
  const workspace = workspaceOf({ '/k/prod/kustomization.yaml': kustomization });
  assert.deepEqual(
    ['/k/prod/more.yaml', '/k/base/less.yaml', '/k/prod/other.yaml'].map(file => workspace.isFragment(file)),
    [true, true, false],
  );
  workspace.remove('/k/prod/kustomization.yaml');
  assert.equal(workspace.isFragment('/k/prod/more.yaml'), false);
});

test('a kustomization is known by its file name, though it says nothing of its kind', () => {
  const bare = 'resources: [../base]\npatches:\n  - path: more.yaml\n';
  for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization'])
    assert.ok(workspaceOf({ [`/k/${name}`]: bare }).isFragment('/k/more.yaml'), name);
  assert.equal(workspaceOf({ '/k/values.yaml': bare }).isFragment('/k/more.yaml'), false);
});

test('kinds of the same name in other groups are not the ones that others refer to', () => {
  const workspace = workspaceOf({
    '/a': 'apiVersion: serving.example.dev/v1\nkind: Service\nmetadata:\n  name: web\n',
  });
  assert.deepEqual(files(workspace.list('Service', undefined)), []);
});

test('a file is held as long as it has objects of ours', () => {
  const workspace = workspaceOf({ '/a': object('Service', 'web'), '/b': 'just: text\n' });
  assert.deepEqual(
    ['/a', '/b', '/c'].map(file => workspace.holds(file)),
    [true, false, false],
  );
  workspace.remove('/a');
  assert.equal(workspace.holds('/a'), false);
});
