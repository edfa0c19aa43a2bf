import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { hover } from '../../../src/language/hover.ts';
import type { Knowledge } from '../../../src/language/knowledge.ts';
import { loadFieldHelp } from '../../../src/language/tables.ts';
import { allSentences } from '../../../src/words/spoken/all.ts';
import { speaker } from '../../../src/words/words.ts';
import { atCursor, setText } from '../../support/manifest-texts.ts';

const say = speaker(allSentences);

function said(marked: string, knowledge?: Knowledge): string[] {
  const { text, offset } = atCursor(marked);
  const sentences = hover(parseManifest(text), offset, knowledge)?.parts.map(part => say.data(part)) ?? [];
  for (const sentence of sentences) assert.doesNotMatch(sentence, /[{}]|^hover-/);
  return sentences;
}

test('replicas tell the pods by name and their order', () => {
  assert.match(
    said(setText(['replicas: 3', 'repl$0icas: 3']))[0] ?? '',
    /`db` runs 3 pods: db-0 … db-2\. They are created one by one.*from `db-2` on/,
  );
  assert.match(
    said(setText(['replicas: 3', 'replicas: $03\n  podManagementPolicy: Parallel']))[0] ?? '',
    /all at once/,
  );
  assert.match(said(setText(['replicas: 3', 'replicas: $00']))[0] ?? '', /runs no pods/);
  assert.deepEqual(said(setText(['replicas: 3', 'repl$0icas: "3"'])), []);
});

test('with a cluster at hand replicas tell what runs there', () => {
  const knowledge: Knowledge = {
    storageClasses: () => [],
    services: () => [],
    claims: () => [],
    statefulSet: (namespace, name) =>
      name === 'db' && namespace === undefined ? { replicas: 3, ready: 2, updated: 1, partition: 2 } : undefined,
  };
  assert.equal(
    said(setText(['replicas: 3', 'repl$0icas: 3']), knowledge)[1],
    'In the cluster now: 2 of 3 pods ready, 1 on the newest revision, partition 2.',
  );
});

test('serviceName tells the DNS name of a pod', () => {
  const [sentence = ''] = said(
    setText(['serviceName: db', 'serviceName: d$0b'], ['  name: db\n', '  name: db\n  namespace: prod\n']),
  );
  assert.match(sentence, /`db-0\.db\.prod\.svc\.cluster\.local`/);
  assert.match(said(setText(['serviceName: db', 'service$0Name: ""']))[0] ?? '', /no DNS names/);
});

test('the partition tells which pods are updated and which are held', () => {
  const at = (partition: number) =>
    setText(['replicas: 3', `replicas: 3\n  updateStrategy:\n    rollingUpdate:\n      parti$0tion: ${partition}`]);
  assert.match(said(at(1))[0] ?? '', /updates db-1, db-2 and holds db-0\./);
  assert.match(said(at(3))[0] ?? '', /every pod is held/);
  assert.match(said(at(0))[0] ?? '', /from `db-2` down to `db-0`/);
});

test('update strategies tell what a change of the template does', () => {
  assert.match(
    said(setText(['replicas: 3', 'replicas: 3\n  updateStrategy:\n    ty$0pe: OnDelete']))[0] ?? '',
    /replaces no pod of `db`/,
  );
  assert.match(
    said(setText(['replicas: 3', 'replicas: 3\n  updateSt$0rategy:\n    type: RollingUpdate']))[0] ?? '',
    /one pod at a time, from `db-2` down/,
  );
});

test('a claim template tells its claims and what becomes of them', () => {
  const parts = said(setText(['        name: data\n', '        name: da$0ta\n']));
  assert.match(parts[0] ?? '', /data-db-0 … data-db-2, for db-0 … db-2/);
  assert.match(parts[1] ?? '', /its claims stay/);
  const deleted = said(
    setText(['replicas: 3', 'replicas: 3\n  persistentVolumeClaimRetentionPolicy:\n    when$0Deleted: Delete']),
  );
  assert.match(deleted[0] ?? '', /deleted too, with their data/);
});

test('a mount tells what is behind it', () => {
  assert.match(
    said(setText(['            - name: data', '            - name: da$0ta']))[0] ?? '',
    /claim template.*data-db-0/,
  );
  assert.deepEqual(said(setText(['            - name: data', '            - name: n$0one'])), []);
});

test('first ordinal, readiness time and pod management are told', () => {
  assert.match(
    said(setText(['replicas: 3', 'replicas: 3\n  ordinals:\n    st$0art: 5']))[0] ?? '',
    /numbered from 5: the first one is `db-5`/,
  );
  assert.match(
    said(setText(['replicas: 3', 'replicas: 3\n  minReady$0Seconds: 30']))[0] ?? '',
    /30 s after it got ready; the next one waits/,
  );
  assert.match(
    said(setText(['replicas: 3', 'replicas: 3\n  podManagement$0Policy: OrderedReady']))[0] ?? '',
    /If `db-0` never gets ready/,
  );
});

test('the range is that of the word, and elsewhere there is nothing', () => {
  const { text, offset } = atCursor(setText(['replicas: 3', 'repl$0icas: 3']));
  const shown = hover(parseManifest(text), offset);
  assert.equal(text.slice(shown?.start, shown?.end), 'replicas');
  assert.deepEqual(said(setText(['kind: Stateful', 'kind: State$0ful'])), []);
  assert.deepEqual(said(setText(['replicas: 3', 'repl$0icas: 3']).replace('StatefulSet', 'Deployment')), []);
  assert.deepEqual(said(setText(['replicas: 3', 'repl$0icas: 3'], ['apps/v1', 'apps.example.io/v1'])), []);
  assert.deepEqual(said('con$0structor: 1\nkind: StatefulSet\napiVersion: apps/v1\nmetadata:\n  name: a\n'), []);
});

const help = await loadFieldHelp();

function meaning(marked: string): string[] {
  const { text, offset } = atCursor(marked);
  return hover(parseManifest(text), offset, undefined, help)?.parts.map(part => say.data(part)) ?? [];
}

test('every field tells its type and what Kubernetes says of it, in all kinds', () => {
  const [type, text = ''] = meaning(
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  external$0Name: b\n',
  );
  assert.equal(type, 'Type: text');
  assert.match(text, /external reference/);
  assert.match(meaning(setText(['          image', '          im$0age']))[1] ?? '', /image name/);
});

test('the word that makes a Service headless says what that is to a set, on the field and on the word', () => {
  const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  ${spec}\n`;
  for (const spec of ['cluster$0IP: None', 'clusterIP: No$0ne'])
    assert.match(meaning(service(spec))[0] ?? '', /None makes the Service headless.*each pod of a StatefulSet/);
  assert.equal(meaning(service('cluster$0IP: 10.0.0.1'))[0], 'Type: text');
  assert.deepEqual(meaning(service('clusterIP: 10.0$0.0.1')), []);
});

test('our own words come first, and keys that people choose have no meaning', () => {
  const told = meaning(setText(['replicas: 3', 'repl$0icas: 3']));
  assert.match(told[0] ?? '', /`db` runs 3 pods/);
  assert.equal(told[1], 'Type: whole number');
  assert.deepEqual(meaning(setText(['      app: db\n  template', '      a$0pp: db\n  template'])), []);
  assert.deepEqual(meaning(setText(['registry.example/db:1', 'registry.example/$0db:1'])), []);
});

test('what Kubernetes says is text, not Markdown', () => {
  const [, text = ''] = meaning(setText(['          image', '          ar$0gs: []\n          image']));
  assert.match(text, /\$\(VAR\\_NAME\)/);
});

test('a field that takes only a few values tells them, one that takes more does not', () => {
  const [, values] = meaning(setText(['          image', '          imagePull$0Policy: Always\n          image']));
  assert.equal(values, 'One of: `IfNotPresent`, `Always`, `Never`.');
  const [, other = ''] = meaning('apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  cluster$0IP: None\n');
  assert.doesNotMatch(other, /^One of/);
});
