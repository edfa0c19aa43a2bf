import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentAt, parseManifest } from '../../../../src/core/manifest/parse.ts';
import { setText } from '../../../support/manifest-texts.ts';

const states = (text: string) => parseManifest(text).documents.map(({ content }) => content.state);

test('after an edit only the document that changed is read again', () => {
  const before = parseManifest(
    [setText(), setText(['name: db', 'name: two']), setText(['name: db', 'name: three'])].join('---\n'),
  );
  const after = parseManifest(before.text.replace('name: two', 'name: second'), before);
  const same = after.documents.map(({ content }, index) => content === before.documents[index]?.content);
  assert.deepEqual(same, [true, false, true]);
  assert.deepEqual(
    after.documents.map(({ content }) => content.objects[0]?.name),
    ['db', 'second', 'three'],
  );
});

test('a document that only moved is read no more, and stands elsewhere', () => {
  const before = parseManifest(setText());
  const after = parseManifest(`# a line more\n---\nkind: Other\n---\n${setText()}`, before);
  const moved = after.documents.at(-1);
  assert.equal(moved?.start, after.text.indexOf('---\napi'));
  const again = parseManifest(`kind: Other\n${after.text.slice(moved?.start)}`, after);
  assert.equal(again.documents.at(-1)?.content, moved?.content);
  assert.equal(again.documents.at(-1)?.start, 12);
});

test('a binary file and a long one are left unread, and say so', () => {
  assert.equal(parseManifest('kind: Service\0').unread, 'binary');
  assert.equal(parseManifest('x'.repeat(1_000_001)).unread, 'too-long');
  assert.equal(parseManifest(setText(), undefined, 10).unread, 'too-long');
  assert.equal(parseManifest(setText()).unread, undefined);
});

test('a document says what became of it', () => {
  assert.deepEqual(states(setText()), ['read']);
  assert.deepEqual(states('---\n# nothing\n---\n'), ['empty', 'empty']);
  assert.deepEqual(states('kind: ConfigMap\napiVersion: v1\n'), ['foreign']);
  assert.deepEqual(states('services:\n  web: {}\n'), ['foreign']);
  assert.deepEqual(states(setText(['replicas: 3', 'replicas: {{ .Values.replicas }}'])), ['template']);
  assert.deepEqual(states(setText(['replicas: 3', `replicas: \${REPLICAS}`])), ['template']);
  assert.deepEqual(states(setText(['  name: db', '  name: "{{ .Release.Name }}"'])), ['template']);
});

test('placeholders of many tools make a template, and what only looks like one does not', () => {
  const named = (name: string) => states(setText(['  name: db', `  name: ${name}`]));
  const placeholders = ['<%= name %>', '$NAME', 'db-$STAGE', 'db-#{stage}', '@NAME@', '%NAME%', '__NAME__', '((name))'];
  for (const name of [...placeholders, '#@ values.name', '#{name}#']) assert.deepEqual(named(name), ['template'], name);
  for (const name of ['$name', 'cost$5', '100%', 'a@b', '__name__', '(name)', '#name', '# @name'])
    assert.ok(!named(name).includes('template'), name);
});

test('a script with variables makes no template of what is not YAML, a variable for a value does', () => {
  const scripted = (line: string) =>
    states(
      setText([
        '          image',
        `          command:\n            - sh\n            - -c\n            - |\n              echo \${HOME}\n          ${line}`,
      ]),
    );
  assert.deepEqual(scripted('image'), ['read']);
  assert.deepEqual(scripted('stdin true\n          image'), ['read']);
  assert.deepEqual(scripted('workingDir: $HOME_DIR\n          stdin true\n          image'), ['template']);
  const items = setText([
    '          image',
    '          args:\n          - $HOME_DIR\n          stdin true\n          image',
  ]);
  assert.deepEqual(states(items), ['read']);
});

test('a line of a script that lost its column is no template, whatever it tests and prints', () => {
  const script = (line: string) =>
    setText([
      '          image',
      `          command:\n            - |\n              set -ex\n${line}\n              true\n          image`,
    ]);
  for (const line of ['[[ $HOSTNAME =~ -([0-9]+)$ ]] || exit 1', 'echo $HOSTNAME', `cd \${DATA_DIR}`]) {
    const [document] = parseManifest(script(line)).documents;
    assert.equal(document?.content.state, 'read', line);
    assert.equal(document?.content.faults.length, 1, line);
  }
  for (const line of [
    '{{ .Values.more }}',
    '$MORE_FIELDS',
    `  \${MORE_FIELDS}`,
    'more: $MORE_FIELDS',
    '- $MORE_FIELDS',
  ])
    assert.deepEqual(states(script(line)), ['template'], line);
  const flat = script('[[ $HOSTNAME =~ -([0-9]+)$ ]] || exit 1').replaceAll(/^ +/gm, '');
  assert.deepEqual(states(flat), ['read']);
});

test('what a storage driver fills in makes no template', () => {
  const source = (subDir: string) =>
    `apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: disk\nspec:\n  csi:\n    driver: nfs.csi.k8s.io\n    volumeHandle: a\n    volumeAttributes:\n      subDir: ${subDir}\n`;
  const variable = `\${pvc.metadata.name}`;
  assert.deepEqual(states(source(variable)), ['read']);
  assert.deepEqual(states(source('a').replace('name: disk', `name: ${variable}`)), ['template']);
});

test('braces without quotes are no text, not even where text is free', () => {
  const annotated = (line: string) => states(setText(['  name: db', `  name: db\n  annotations:\n    ${line}`]));
  assert.deepEqual(annotated('{{ .Key }}: x'), ['template']);
  assert.deepEqual(annotated('key: {{ .Value }}'), ['template']);
  assert.deepEqual(annotated('"{{ .Key }}": "{{ .Value }}"'), ['read']);
});

test('marks of templates in free text make no template', () => {
  const annotated = setText(['  name: db\n', '  name: db\n  annotations:\n    inject: "{{ with secret }}"\n']);
  const commanded = setText(['          image', `          args: ["\${HOME}", "{{ x }}"]\n          image`]);
  const commented = setText(['replicas: 3', 'replicas: 3 # {{ not this }}']);
  assert.deepEqual(
    [annotated, commanded, commented].map(text => states(text)),
    [['read'], ['read'], ['read']],
  );
});

test('an autoscaler that names a set is none', () => {
  assert.deepEqual(states('kind: Scaler\napiVersion: example.dev/v1\nspec:\n  ref:\n    kind: StatefulSet\n'), [
    'foreign',
  ]);
});

test('lists are taken apart, lists in lists too', () => {
  const { documents } = parseManifest(
    'kind: List\napiVersion: v1\nitems:\n- {kind: Service, apiVersion: v1, metadata: {name: a}}\n- kind: ServiceList\n  apiVersion: v1\n  items:\n  - {kind: Service, apiVersion: v1, metadata: {name: b, namespace: prod}}\n',
  );
  const objects = documents[0]?.content.objects.map(({ name, namespace, prefix }) => ({ name, namespace, prefix }));
  assert.deepEqual(objects, [
    { name: 'a', namespace: undefined, prefix: ['items', 0] },
    { name: 'b', namespace: 'prod', prefix: ['items', 1, 'items', 0] },
  ]);
});

test('a broken document has no objects, so that nothing in it can be missing', () => {
  const { documents } = parseManifest(setText(['replicas: 3', 'repl']));
  assert.equal(documents[0]?.content.faults.length, 1);
  assert.deepEqual(documents[0]?.content.objects, []);
});

test('an offset is in the document that stands there', () => {
  const manifest = parseManifest('a: 1\n---\nb: 2\n');
  assert.equal(documentAt(manifest, 0)?.index, 0);
  assert.equal(documentAt(manifest, 5)?.index, 1);
  assert.equal(documentAt(manifest, 99)?.index, 1);
  assert.equal(documentAt(parseManifest(''), 0), undefined);
});

test('a line about the kind that is not YAML is read as what it was meant to be', () => {
  const readable = (line: string) => {
    const [document] = parseManifest(setText(['kind: StatefulSet', line])).documents;
    return [document?.content.state, document?.content.faults.length !== 0];
  };
  for (const line of [
    'kind StatefulSet',
    ' kind: StatefulSet',
    'kind: [StatefulSet',
    'kind: "StatefulSet',
    'kind: @StatefulSet',
    '- kind: StatefulSet',
  ])
    assert.deepEqual(readable(line), ['read', true], line);
  assert.deepEqual(readable('kind:StatefulSet'), ['read', true]);
  assert.deepEqual(readable('kind: State: fulSet'), ['read', true]);
  for (const [from, to] of [
    ['kind: StatefulSet\n', 'kind: StatefulSet'],
    ['v1\nkind', 'v1kind'],
    ['\nkind', '\n[kind'],
  ] as const)
    assert.deepEqual(states(setText([from, to])), ['read'], to);
});

test('what is not YAML and of another kind stays somebody else’s business', () => {
  for (const line of ['kind DaemonSet', 'kind: [DaemonSet', 'kind: ServiceAccount: x', 'kind'])
    assert.deepEqual(states(setText(['kind: StatefulSet', line])), ['foreign'], line);
  // Services stand in another group than the version says.
  assert.deepEqual(states(setText(['kind: StatefulSet', 'kind Service'])), ['foreign']);
  assert.deepEqual(states('apiVersion: v1\nkind: Secret\ndata: [\n'), ['foreign']);
});

test('a document in braces may have a comment above it', () => {
  const text = '# of the old cluster\n{"apiVersion": "v1", "kind": "Service", "spec" {}}\n';
  assert.deepEqual(states(text), ['read']);
  assert.deepEqual(states(text.replace('Service', 'Secret')), ['foreign']);
});
