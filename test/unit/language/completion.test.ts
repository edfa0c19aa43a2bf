import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../src/core/manifest/workspace.ts';
import { complete } from '../../../src/language/completion.ts';
import { applyEdits } from '../../../src/language/edit.ts';
import type { Knowledge } from '../../../src/language/knowledge.ts';
import { loadFieldHelp } from '../../../src/language/tables.ts';
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

const help = await loadFieldHelp();

/** Proposals with the table of fields at hand, and the text after taking one. */
function fields(marked: string) {
  const { text, offset } = atCursor(marked);
  const list = complete(text, offset, parseManifest(text), undefined, undefined, help);
  const taken = (label: string) => applyEdits(text, list.filter(proposal => proposal.label === label).slice(0, 1));
  return { labels: list.map(({ label }) => label), list, taken };
}

test('fields that may be added are proposed, what must be there first, what is there not', () => {
  const { labels: spec } = fields('apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  $0\n  replicas: 3\n');
  assert.deepEqual(spec.slice(0, 3), ['selector', 'template', 'minReadySeconds']);
  assert.ok(spec.includes('serviceName') && !spec.includes('replicas'));
  const { labels: container } = fields(setText(['          image', '          $0\n          image']));
  assert.ok(container.includes('livenessProbe') && !container.includes('image') && !container.includes('name'));
  assert.ok(!fields('apiVersion: v1\nkind: Service\nmetadata:\n  $0').labels.includes('uid'));
  assert.ok(!fields('apiVersion: v1\nkind: Service\n$0').labels.includes('status'));
});

test('the keys of a neighbouring item are not those of this one', () => {
  const ports =
    '          ports:\n            - containerPort: 1\n              name: a\n            - $0\n            - protocol: UDP\n';
  const { labels: port } = fields(setText(['          volumeMounts', `${ports}          volumeMounts`]));
  assert.deepEqual(port, ['containerPort', 'hostIP', 'hostPort', 'name', 'protocol']);
});

test('a field brings what follows it: a space, a list or a map, indented from the key', () => {
  const pod = (field: string) => setText(['        - name: server', `        - ${field}\n          name: server`]);
  assert.match(fields(pod('im$0')).taken('imagePullPolicy'), /\n {8}- imagePullPolicy: \n {10}name/);
  assert.match(fields(pod('en$0')).taken('env'), /\n {8}- env:\n {12}- \n {10}name/);
  assert.match(fields(pod('li$0')).taken('livenessProbe'), /\n {8}- livenessProbe:\n {12}\n {10}name/);
  assert.match(fields(setText(['replicas: 3', 'repl$0: 3'])).taken('replicas'), /\n {2}replicas: 3\n/);
});

test('a field says its type and what Kubernetes says of it', () => {
  const { list } = fields(setText(['  replicas: 3', '  $0']));
  const replicas = list.find(({ label }) => label === 'replicas');
  assert.equal(replicas?.detail?.code, 'type-int32');
  assert.match(replicas?.meaning ?? '', /number of replicas/);
});

test('true and false are proposed where nothing else is', () => {
  assert.deepEqual(fields(setText(['          image', '          tty: $0\n          image'])).labels, [
    'true',
    'false',
  ]);
});
