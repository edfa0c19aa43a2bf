import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { lenses } from '../../../src/language/lenses.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import { speaker } from '../../../src/words/words.ts';
import { setText } from '../../support/manifest-texts.ts';

const say = speaker(allSentences);
const titles = (text: string) => lenses(parseManifest(text)).map(lens => say.data(lens));
const partition = (value: number, replicas = 5) =>
  setText(['replicas: 3', `replicas: ${replicas}\n  updateStrategy:\n    rollingUpdate:\n      partition: ${value}`]);

test('a set shows its pods by name and what can be done with it', () => {
  assert.deepEqual(titles(setText()), ['3 pods: db-0 … db-2', 'Apply', 'Set partition', 'Watch rollout']);
  assert.equal(titles(setText(['replicas: 3', 'replicas: 2']))[0], '2 pods: db-0, db-1');
  assert.equal(titles(setText(['  replicas: 3\n', '']))[0], '1 pod: db-0');
  assert.equal(titles(setText(['replicas: 3', 'replicas: 4\n  ordinals: {start: 5}']))[0], '4 pods: db-5 … db-8');
  assert.deepEqual(titles(setText(['replicas: 3', 'replicas: 0'])), [
    'No pods: replicas is 0',
    'Apply',
    'Watch rollout',
  ]);
});

test('no pods are counted where the API server would take no name or number', () => {
  const bare = ['Apply', 'Watch rollout'];
  for (const odd of ['replicas: "3"', 'replicas: -1', 'replicas: 3\n  ordinals: {start: one}'])
    assert.deepEqual(titles(setText(['replicas: 3', odd])), bare);
  assert.deepEqual(titles(setText(['  name: db\n', '  name: My_DB\n'])), bare);
  assert.equal(titles(setText(['replicas: 3', 'replicas:']))[0], '1 pod: db-0');
});

test('a partition shows what it updates and what it holds', () => {
  assert.equal(titles(partition(2))[1], 'Partition 2 updates db-2 … db-4, holds db-0, db-1');
  assert.equal(titles(partition(4))[1], 'Partition 4 updates db-4, holds db-0 … db-3');
  assert.equal(titles(partition(5))[1], 'Partition 5 holds every pod');
  assert.equal(titles(partition(0))[1], 'Apply');
});

test('the partition counts from the first ordinal', () => {
  const text = setText([
    'replicas: 3',
    'replicas: 3\n  ordinals:\n    start: 10\n  updateStrategy:\n    rollingUpdate:\n      partition: 1',
  ]);
  assert.equal(titles(text)[1], 'Partition 1 updates db-11, db-12, holds db-10');
});

test('under OnDelete there is no partition to set', () => {
  const text = setText(['replicas: 3', 'replicas: 3\n  updateStrategy:\n    type: OnDelete']);
  assert.deepEqual(titles(text), [
    '3 pods: db-0 … db-2',
    'OnDelete: each pod is updated when you delete it',
    'Apply',
    'Watch rollout',
  ]);
});

test('actions name the object, and stand over its first line', () => {
  const text = `# one\n---\n${setText(['  name: db\n', '  name: db\n  namespace: prod\n'])}`;
  const [lens] = lenses(parseManifest(text)).filter(({ action }) => action?.do === 'watch');
  assert.deepEqual(lens?.action, { do: 'watch', kind: 'StatefulSet', namespace: 'prod', name: 'db', document: 0 });
  assert.equal(text.slice(lens?.start, lens?.end), 'apiVersion: apps/v1');
  const turned = setText().replace(
    'apiVersion: apps/v1\nkind: StatefulSet\n',
    'kind: StatefulSet\napiVersion: apps/v1\n',
  );
  const list = `apiVersion: v1\nkind: List\nitems:\n  - ${turned.trimEnd().replaceAll('\n', '\n    ')}\n`;
  const [first] = lenses(parseManifest(list));
  assert.equal(list.slice(first?.start, first?.end), 'kind: StatefulSet');
});

test('a Deployment can be applied and watched; other kinds, templates and objects without a name have no lenses', () => {
  assert.deepEqual(titles(setText().replace('StatefulSet', 'Deployment')), ['Apply', 'Watch rollout']);
  assert.deepEqual(titles('kind: Service\napiVersion: v1\nmetadata:\n  name: a\n'), []);
  assert.deepEqual(titles(setText(['replicas: 3', 'replicas: {{ x }}'])), []);
  assert.deepEqual(titles(setText(['  name: db\n', '  generateName: db-\n'])), []);
});

test('huge numbers of pods cost nothing', () => {
  assert.equal(titles(setText(['replicas: 3', 'replicas: 2147483647']))[0], '2147483647 pods: db-0 … db-2147483646');
});
