import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../src/core/manifest/workspace.ts';
import { type Completion, complete } from '../../../src/language/completion.ts';
import { type Diagnostic, diagnose } from '../../../src/language/diagnostics.ts';
import { applyEdits } from '../../../src/language/edit.ts';
import { hover } from '../../../src/language/hover.ts';
import { loadFieldHelp } from '../../../src/language/tables.ts';
import { acceptedTexts, atCursor, setText } from '../../support/manifest-texts.ts';

const help = await loadFieldHelp();

function proposals(text: string, offset: number): Completion[] {
  const manifest = parseManifest(text);
  const workspace = new Workspace();
  workspace.put('/file.yaml', manifest);
  hover(manifest, offset, undefined, help);
  return complete(text, offset, manifest, { help, home: { file: '/file.yaml', workspace } });
}

const taken = (text: string, proposal: Completion) =>
  applyEdits(text, proposal.also === undefined ? [proposal] : [proposal, proposal.also]);

/** Faults of YAML and of the schema. What is missing may still be typed. */
function faults(text: string): Diagnostic[] {
  return diagnose(parseManifest(text), undefined, { fields: help.fields }).filter(
    ({ basis, code }) => (basis === 'syntax' || basis === 'schema') && !/missing/.test(code),
  );
}

/** A field whose value is to be typed next is not done yet; only that there is such a field can be wrong. */
function isUnfinished({ newText, start }: Completion, fault: Diagnostic): boolean {
  const isHole = /(?:[:-] |\n *)$/.test(newText) && start <= fault.start && fault.start <= start + newText.length + 1;
  return isHole && fault.basis === 'schema' && !/field|duplicate/.test(fault.code);
}

function count(all: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of all) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** A text with a cursor in it, in every way in which a person comes to type on a line of a manifest. */
function* cursors(text: string): Iterable<readonly [text: string, offset: number]> {
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const [, before = '', key] = /^(\s*(?:- +)*)([\w./"-]+:)?/.exec(line) ?? [];
    const from = start + before.length;
    const column = ' '.repeat(before.length);
    yield [text, from];
    yield [text, Math.min(from + 2, end)];
    yield [text, end];
    yield [text.slice(0, from), from];
    if (key !== undefined) {
      const colon = from + key.length;
      const value = Math.min(colon + 1, end);
      yield [text.slice(0, colon) + text.slice(end), colon];
      yield [text.slice(0, value) + text.slice(end), value];
      yield [text.slice(0, value), value];
      yield [text, value];
    }
    for (const added of [column, `${column}  `, `${column}- `, `${column}  - `, before.replace(/- $/, ''), ''])
      yield [`${text.slice(0, end)}\n${added}${text.slice(end)}`, end + 1 + added.length];
    start = end + 1;
  }
}

test('wherever a person types in a manifest, no proposal that is taken brings a fault', () => {
  let tried = 0;
  const texts = [setText(), ...acceptedTexts().filter((_, index) => index % 7 === 3)];
  assert.ok(texts.length > 30);
  for (const [index, whole] of texts.entries()) {
    // Every seventh place of each, another one in each: all of them take half a minute.
    for (const [text, offset] of [...cursors(whole)].filter((_, place) => place % 7 === index % 7)) {
      const found = proposals(text, offset);
      if (found.length === 0) continue;
      const before = count(faults(text));
      // Of many fields a few stand for all; which ones differs from place to place.
      const some = found.filter((_, index) => found.length < 8 || index % 9 === offset % 9);
      for (const proposal of some) {
        tried += 1;
        const after = taken(text, proposal);
        const left = count(faults(after).filter(fault => !isUnfinished(proposal, fault)));
        for (const [code, times] of left) assert.ok(times <= (before.get(code) ?? 0), `${code}\n${after}`);
      }
    }
  }
  assert.ok(tried > 800, String(tried));
});

function labels(marked: string): string[] {
  const { text, offset } = atCursor(marked);
  return proposals(text, offset).map(({ label }) => label);
}

function take(marked: string, label: string): string {
  const { text, offset } = atCursor(marked);
  const proposal = proposals(text, offset).find(one => one.label === label);
  assert.ok(proposal, label);
  return taken(text, proposal);
}

test('an empty document begins with what every object begins with', () => {
  for (const text of ['$0', '# a comment\n$0', 'kind: Service\nmetadata:\n  name: a\n---\n$0'])
    assert.deepEqual(labels(text).slice(0, 4), ['apiVersion', 'kind', 'metadata', 'StatefulSet']);
  assert.equal(take('$0', 'kind'), 'kind: ');
});

test('a kind brings its version along', () => {
  assert.equal(take('kind: $0\n', 'StatefulSet'), 'apiVersion: apps/v1\nkind: StatefulSet\n');
  assert.equal(take('apiVersion: v1\nkind: St$0\n', 'StatefulSet'), 'apiVersion: apps/v1\nkind: StatefulSet\n');
  assert.equal(
    take('apiVersion: v1 # core\nkind: \n---\nkind: $0', 'Service').split('---\n')[1],
    'apiVersion: v1\nkind: Service',
  );
});

test('of the kinds those are proposed that have the fields of the document, those of its version first', () => {
  assert.deepEqual(labels(setText(['kind: StatefulSet', 'kind: $0'])), ['StatefulSet']);
  assert.deepEqual(labels('apiVersion: v1\nkind: $0\nmetadata:\n  name: a\n').slice(0, 3), [
    'Service',
    'PersistentVolumeClaim',
    'PersistentVolume',
  ]);
});

test('beside a version only its kinds are proposed, unless what is typed begins none of them', () => {
  assert.deepEqual(labels('apiVersion: apps/v1\nkind: $0\n').toSorted(), ['Deployment', 'StatefulSet']);
  assert.deepEqual(labels('apiVersion: apps/v1\nkind: st$0\n').toSorted(), ['Deployment', 'StatefulSet']);
  assert.ok(labels('apiVersion: apps/v1\nkind: Serv$0\n').includes('Service'));
  assert.ok(labels('kind: $0\n').includes('Service'));
});

test('a selector is proposed labels before expressions', () => {
  const proposed = labels('apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  selector:\n    $0\n');
  assert.deepEqual(proposed, ['matchLabels', 'matchExpressions']);
});

test('what is added is indented as the document is', () => {
  const flush = 'apiVersion: v1\nkind: Service\nspec:\n    ports:\n    - port: 80\n    $0\n';
  assert.match(take(flush, 'externalIPs'), /\n {4}externalIPs:\n {4}- \n/);
  assert.match(take(flush, 'sessionAffinityConfig'), /\n {4}sessionAffinityConfig:\n {8}\n/);
  const deep = setText(['          image', '          en$0\n          image']);
  assert.match(take(deep, 'envFrom'), /\n {10}envFrom:\n {12}- \n {10}image/);
});

test('lists at the column of a key behind a hyphen are found below it', () => {
  const text = setText([
    '      containers:\n',
    '      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n            - matchExpressions:\n              - $0\n      containers:\n',
  ]);
  assert.deepEqual(labels(text), ['key', 'operator', 'values']);
});

test('a key that holds something takes the fields that can hold it', () => {
  assert.deepEqual(labels(setText(['  selector:\n', '  sel$0:\n'])), ['selector']);
  assert.deepEqual(labels(setText(['replicas: 3', 'rep$0: 3'])), [
    'minReadySeconds',
    'replicas',
    'revisionHistoryLimit',
  ]);
  assert.equal(take(setText(['  selector:\n', '  $0\n']), 'selector'), setText());
});

test('of fields of which only one may stand the others are proposed while none does', () => {
  const volume = (lines: string) =>
    labels(setText(['      containers:', `      volumes:\n        - name: a\n${lines}      containers:`]));
  assert.ok(volume('          $0\n').includes('configMap'));
  assert.ok(!volume('          emptyDir: {}\n          $0\n').includes('configMap'));
});

test('nothing is proposed where nothing may stand', () => {
  for (const text of [
    setText(['  replicas: 3\n', '  replicas: 3\n    $0\n']),
    setText(['      containers:\n', '      containers:\n       $0\n']),
    setText(['  replicas: 3\n', '  replicas: 3 $0\n']),
    setText(['          image', '          command:\n            - |\n              $0\n          image']),
    setText(['name: db', 'name: db\n  $0- a']),
    '{"apiVersion": "v1", "kind": "Service", "spec": {\n  $0\n}}',
  ])
    assert.deepEqual(labels(text), [], text);
});

test('a value stands behind its colon and a space, and in quotes without quotes of its own', () => {
  assert.match(
    take(setText(['replicas: 3', 'podManagementPolicy:$0']), 'Parallel'),
    /\n {2}podManagementPolicy: Parallel\n/,
  );
  assert.match(take(setText(['replicas: 3', 'podManagementPolicy: "P$0"']), 'Parallel'), /Policy: "Parallel"\n/);
  assert.deepEqual(labels(setText(['          image', '          tty: "t$0"\n          image'])), []);
  assert.match(
    take(setText(['accessModes:\n          - ReadWriteOnce', 'accessModes: $0']), 'ReadWriteOnce'),
    /: \[ReadWriteOnce\]\n/,
  );
});
