import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../src/core/manifest/workspace.ts';
import { complete } from '../../../src/language/completion.ts';
import { applyEdits } from '../../../src/language/edit.ts';
import type { Knowledge } from '../../../src/language/knowledge.ts';
import { atCursor, setText } from '../../support/manifest-texts.ts';

const service = (name: string, headless: boolean) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  ${headless ? 'clusterIP: None' : 'type: ClusterIP'}\n`;

function proposals(marked: string, others: Readonly<Record<string, string>> = {}, knowledge?: Knowledge) {
  const { text, offset } = atCursor(marked);
  const manifest = parseManifest(text);
  const workspace = new Workspace();
  workspace.put('/file.yaml', manifest);
  for (const [file, other] of Object.entries(others)) workspace.put(file, parseManifest(other));
  return { text, list: complete(text, offset, manifest, { file: '/file.yaml', workspace }, knowledge) };
}
const labels = (...input: Parameters<typeof proposals>) => proposals(...input).list.map(({ label }) => label);

test('permitted values are proposed where only a few are', () => {
  assert.deepEqual(labels(setText(['replicas: 3', 'replicas: 3\n  podManagementPolicy: $0'])), [
    'OrderedReady',
    'Parallel',
  ]);
  assert.deepEqual(labels(setText(['          - ReadWriteOnce', '          - $0'])), [
    'ReadWriteOnce',
    'ReadOnlyMany',
    'ReadWriteMany',
    'ReadWriteOncePod',
  ]);
  assert.deepEqual(labels(setText(['          image', '          imagePullPolicy: $0\n          image'])), [
    'IfNotPresent',
    'Always',
    'Never',
  ]);
  assert.deepEqual(labels('kind: Service\napiVersion: v1\nspec:\n  clusterIP: $0'), ['None']);
  assert.deepEqual(labels(setText(['  name: db', '  name: $0'])), []);
});

test('serviceName takes the Services of the folder and the cluster', () => {
  const knowledge: Knowledge = {
    storageClasses: () => [],
    services: () => [{ name: 'live', headless: true }],
    statefulSet: () => undefined,
  };
  const { list } = proposals(
    setText(['serviceName: db', 'serviceName: d$0']),
    { '/a': service('db', true), '/b': service('dash', false) },
    knowledge,
  );
  assert.deepEqual(
    list.map(({ label, detail }) => `${label} ${detail?.code}`),
    ['live completion-service-headless', 'db completion-service-headless', 'dash completion-service'],
  );
});

test('a mount takes volumes and claim templates, also while it is typed', () => {
  const text = setText(
    ['            - name: data', '            - name: $0'],
    ['      containers:', '      volumes:\n        - name: tmp\n          emptyDir: {}\n      containers:'],
  );
  assert.deepEqual(labels(text), ['tmp', 'data']);
});

test('classes come from objects, from their users and from the cluster', () => {
  const classes = 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\n';
  const volume = 'apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: a\nspec:\n  storageClassName: manual\n';
  const knowledge: Knowledge = {
    storageClasses: () => [{ name: 'standard', isDefault: true }],
    services: () => [],
    statefulSet: () => undefined,
  };
  const text = setText(['        accessModes', '        storageClassName: $0\n        accessModes']);
  assert.deepEqual(labels(text, { '/a': classes, '/b': volume }, knowledge).toSorted(), ['fast', 'manual', 'standard']);
});

test('selectors and templates take each other’s labels', () => {
  assert.deepEqual(labels(setText(['      app: db\n  template', '      $0\n  template'])), ['app: db']);
  assert.deepEqual(labels(setText(['        app: db\n    spec', '        $0\n    spec'])), ['app: db']);
  assert.deepEqual(
    labels('apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  selector:\n    $0', { '/set': setText() }),
    ['app: db'],
  );
});

test('what is taken stands in the place of the word', () => {
  const { text, list } = proposals(setText(['replicas: 3', 'replicas: 3\n  podManagementPolicy: Par$0x']));
  const parallel = list.find(({ label }) => label === 'Parallel');
  assert.ok(parallel !== undefined);
  assert.match(applyEdits(text, [parallel]), /podManagementPolicy: Parallel\n/);
});

test('nothing is proposed in templates, comments and places called like something every object has', () => {
  assert.deepEqual(labels(setText(['replicas: 3', 'replicas: {{ x }}\n  podManagementPolicy: $0'])), []);
  assert.deepEqual(labels(setText(['replicas: 3', 'replicas: 3 # $0'])), []);
  assert.deepEqual(labels('kind: constructor\napiVersion: v1\ntoString: $0'), []);
});
