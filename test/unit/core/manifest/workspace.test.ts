import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Asked } from '../../../../src/core/manifest/asked.ts';
import { type Manifest, parseManifest } from '../../../../src/core/manifest/parse.ts';
import { cellOf, type Neighbour, Workspace } from '../../../../src/core/manifest/workspace.ts';
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
  const changes = workspace.changes(cellOf('Service'));
  assert.deepEqual(workspace.put('/svc', parseManifest(`${text}#`, before)), []);
  assert.equal(workspace.changes(cellOf('Service')), changes);
});

test('answers hold as long as nothing of what was asked for changes', () => {
  const workspace = workspaceOf({ '/svc': object('Service', 'db') });
  const asking = (question: (asked: Asked) => unknown) => {
    const asked = new Asked(workspace);
    question(asked);
    return (file: string, text: string) => {
      workspace.put(file, parseManifest(text));
      return asked.isStill(workspace);
    };
  };
  assert.equal(asking(asked => asked.find('Service', undefined, 'db'))('/a', object('Service', 'more')), true);
  assert.equal(asking(asked => asked.find('Service', undefined, 'late'))('/a', object('Service', 'late')), false);
  assert.equal(asking(asked => asked.list('Service', undefined))('/b', object('StatefulSet', 'db')), true);
  assert.equal(asking(asked => asked.list('Service', undefined))('/b', object('Service', 'another')), false);
  const meets = (value: string) => (asked: Asked) => asked.meeting('StatefulSet', undefined, 'labels', value);
  assert.equal(asking(meets('app=web'))('/set', setText()), true);
  assert.equal(asking(meets('app=db'))('/set', `${setText()}# again\n`), false);
  const asked = new Asked(workspace);
  asked.knows('/a');
  workspace.complete = true;
  assert.equal(asked.isStill(workspace), false);
});

test('objects are found by what they share', () => {
  const claim = object('PersistentVolumeClaim', 'data-db-2', 'one');
  const workspace = workspaceOf({ '/set': setText(), '/claim': claim, '/other': object('StatefulSet', 'db', 'two') });
  assert.deepEqual(files(workspace.meeting('StatefulSet', 'one', 'claims', 'data-db')), ['/set']);
  assert.deepEqual(files(workspace.meeting('PersistentVolumeClaim', 'one', 'claims', 'data-db')), ['/claim']);
  assert.deepEqual(files(workspace.meeting('PersistentVolumeClaim', 'two', 'claims', 'data-db')), []);
  assert.deepEqual(files(workspace.meeting('StatefulSet', undefined, 'selector', '[["app","db"]]')), ['/set']);
  workspace.remove('/set');
  assert.deepEqual(files(workspace.meeting('StatefulSet', 'one', 'claims', 'data-db')), []);
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

test('a kustomization finishes what it lists, and what is listed by one that it lists', () => {
  const workspace = workspaceOf({
    '/k/base/kustomization.yaml':
      'resources: [./web.yaml]\nimages: [{name: "host:5000/web", newTag: "2"}, {name: old}]\n',
    '/k/prod/kustomization.yaml': 'bases: [../base/]\ncommonLabels: {app: web}\n',
    '/k/loop/kustomization.yaml': 'resources: [../loop, alone.yaml]\n',
  });
  const named = (file: string) => workspace.finishingsOf(file).map(({ labels, images }) => ({ labels, images }));
  assert.deepEqual(named('/k/base/web.yaml'), [
    { labels: false, images: ['host:5000/web'] },
    { labels: true, images: [] },
  ]);
  assert.deepEqual(named('/k/base/other.yaml'), []);
  assert.deepEqual(named('/k/loop/alone.yaml'), [{ labels: false, images: [] }]);
  workspace.remove('/k/prod/kustomization.yaml');
  assert.deepEqual(named('/k/base/web.yaml'), [{ labels: false, images: ['host:5000/web'] }]);
});

test('labels reach selectors where the kustomization says so', () => {
  const reaches = (labels: string) =>
    workspaceOf({ '/k/kustomization.yaml': `resources: [web.yaml]\n${labels}\n` }).finishingsOf('/k/web.yaml')[0]
      ?.labels;
  assert.equal(reaches('commonLabels: {app: web}'), true);
  assert.equal(reaches('commonLabels: {}'), false);
  assert.equal(reaches('labels: [{pairs: {app: web}, includeSelectors: true}]'), true);
  assert.equal(reaches('labels: [{pairs: {app: web}, includeTemplates: true}]'), true);
  assert.equal(reaches('labels: [{pairs: {app: web}}]'), false);
});

test('when a kustomization changes, the files that it lists are looked at again', () => {
  const workspace = workspaceOf({ '/k/web.yaml': object('Service', 'web'), '/k/more.yaml': object('Service', 'more') });
  const put = (text: string) => workspace.put('/k/kustomization.yaml', parseManifest(text)).sort();
  assert.deepEqual(put('resources: [web.yaml]\n'), ['/k/web.yaml']);
  assert.deepEqual(put('patches: [{path: more.yaml}]\n'), ['/k/more.yaml', '/k/web.yaml']);
  assert.deepEqual(workspace.remove('/k/kustomization.yaml'), ['/k/more.yaml']);
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
