import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBreak } from '../../../../src/core/manifest/content.ts';
import { parseManifest } from '../../../../src/core/manifest/parse.ts';
import { pastedIn } from '../../../../src/core/manifest/pasted/pasted.ts';
import { tokensOf } from '../../../../src/core/manifest/pasted/tokens.ts';
import { loadFields } from '../../../../src/language/tables.ts';
import { fixtureTexts, setText } from '../../../support/manifest-texts.ts';

const fields = await loadFields();

function read(text: string) {
  const [document] = parseManifest(text).documents;
  const isBroken =
    document === undefined || document.content.state === 'foreign' || document.content.faults.some(isBreak);
  return pastedIn(text, isBroken, fields);
}
const flat = (text: string) => text.replaceAll(/^[ \t]+/gm, '');
const joined = (text: string) =>
  `${text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .join(' ')}\n`;
const readAgain = (text: string) => parseManifest(text).documents.map(({ content }) => content.value);
const pieces = (text: string) =>
  tokensOf(text)?.map(({ item, key, value }) => `${item ? '-' : ''}${key ?? ''}=${value}`);

test('a set at the margin gets its nesting back', () => {
  assert.equal(read(flat(setText()))?.rebuilt, setText());
});

test('a set on one line gets its lines and nesting back', () => {
  assert.equal(read(joined(setText()))?.rebuilt, setText());
});

test('every document of the fixtures that is rebuilt is what it was, and most are', () => {
  const documents = fixtureTexts().flatMap(text =>
    parseManifest(text).documents.flatMap(({ content }) => {
      const isPlain = !/[|>][-+]?\s*$|\t|^\s*[{"]|[&*]\w|^\s*\.\.\.|^#|\uFEFF/m.test(content.text);
      const isWhole =
        content.objects.length === 1 && content.objects[0]?.checked === true && content.faults.length === 0;
      return isPlain && isWhole ? [content.text.replace(/^---\n/, '')] : [];
    }),
  );
  const odd: string[] = [];
  let rebuilt = 0;
  for (const text of documents) {
    for (const lost of [flat(text), joined(text)]) {
      const again = read(lost)?.rebuilt;
      if (again === undefined) continue;
      rebuilt += 1;
      if (JSON.stringify(readAgain(again)) !== JSON.stringify(readAgain(text))) odd.push(text);
    }
  }
  // A wrong value, such as a number for a text, says something else about where it belongs; what is refused anyway may be put elsewhere.
  const accepted = odd.filter(text => !/unknown|misplaced/.test(text) && read(text) === undefined);
  assert.ok(rebuilt > documents.length, `${rebuilt} of ${documents.length} twice`);
  assert.ok(accepted.length < documents.length / 20, accepted.join('\n---\n'));
});

test('what belongs to a container or to the pod is not guessed', () => {
  const text = setText([
    '  volumeClaimTemplates:',
    '          securityContext:\n            runAsUser: 1\n  volumeClaimTemplates:',
  ]);
  assert.deepEqual(read(flat(text)), { kind: 'StatefulSet', rebuilt: undefined });
  // A field that only one of them has tells which one is meant.
  const told = text.replace('            runAsUser: 1', '            privileged: false');
  assert.equal(read(flat(told))?.rebuilt, told);
});

test('labels may have the names of fields', () => {
  const text = setText([
    '      labels:\n        app: db',
    '      labels:\n        app: db\n        role: main\n        type: sql',
  ]);
  assert.equal(read(flat(text))?.rebuilt, text);
});

test('comments stay with their lines, and Windows line ends stay', () => {
  const text = setText(['  replicas: 3', '  # one for each zone\n  replicas: 3 # never fewer']);
  assert.equal(read(flat(text))?.rebuilt, text);
  assert.equal(read(flat(text).replaceAll('\n', '\r\n'))?.rebuilt, text.replaceAll('\n', '\r\n'));
});

test('a manifest that has its shape is left alone, broken or not', () => {
  assert.equal(read(setText()), undefined);
  assert.equal(read(setText(['image: registry.example/db:1', 'image: registry.example/db: 1'])), undefined);
  assert.equal(read(setText(['  replicas: 3', '  replicas: 3 minReadySeconds: 5'])), undefined);
  assert.equal(read('apiVersion: v1\nkind: Service\n'), undefined);
});

test('other kinds and texts over several lines are left alone', () => {
  assert.equal(read('apiVersion: v1\nkind: ConfigMap\nmetadata:\nname: a\ndata:\nb: c\n'), undefined);
  assert.equal(read('apiVersion: example.com/v1\nkind: Service\nmetadata:\nname: a\nspec:\nb: c\n'), undefined);
  const text = flat(
    setText([
      '          image',
      '          command:\n            - sh\n            - -c\n            - |\n              run\n          image',
    ]),
  );
  assert.equal(read(text)?.rebuilt, undefined);
});

test('pieces end where a key begins, but not in quotes, brackets or comments', () => {
  assert.deepEqual(pieces('a: b c: "d: e" f: [g: 1, h] # i: j'), ['a=b', 'c="d: e"', 'f=[g: 1, h]']);
  assert.deepEqual(pieces('args: - -c - "a - b" name: x - name: y'), [
    'args=',
    '-=-c',
    '-="a - b"',
    'name=x',
    '-name=y',
  ]);
  assert.deepEqual(pieces("image: a:5000/b:1 it: isn't"), ['image=a:5000/b:1', "it=isn't"]);
  assert.equal(pieces('a: &b c'), undefined);
});
