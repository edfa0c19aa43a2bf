import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
  assert.deepEqual(read(flat(text)), {
    kind: 'StatefulSet',
    code: 'nesting-unclear',
    start: undefined,
    rebuilt: undefined,
  });
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
  assert.equal(read('apiVersion: v1\nkind: Service\n'), undefined);
});

const service =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\n  labels:\n    app: db\nspec:\n  clusterIP: None\n  selector:\n    app: db\n  ports:\n    - name: sql\n      port: 5432\n';
const script =
  '          command:\n            - sh\n            - -c\n            - |\n              if a; then\n                b: c d: e\n              fi\n';

/** Line breaks lost inside a document that has its shape otherwise: the document, and what of it stands on one line. */
const lost: readonly (readonly [string, string, string])[] = [
  [setText(), 'replicas: 3\n  selector:', 'replicas: 3 selector:'],
  [setText(), '- name: server\n          image:', '- name: server image:'],
  [setText(), 'containers:\n        - name', 'containers: - name'],
  [setText(), 'app: db\n  template:', 'app: db template:'],
  [setText(), 'matchLabels:\n      app: db', 'matchLabels: app: db'],
  [setText(), 'apps/v1\nkind', 'apps/v1 kind'],
  [setText(), 'accessModes:\n          - ReadWriteOnce', 'accessModes: - ReadWriteOnce'],
  [setText(), 'requests:\n            storage: 10Gi', 'requests: storage: 10Gi'],
  [setText(), 'accessModes:\n          - ReadWriteOnce\n        resources:', 'accessModes: - ReadWriteOnce resources:'],
  [setText(['          image', `${script}          image`]), 'replicas: 3\n  selector:', 'replicas: 3 selector:'],
  [service, '- name: sql\n      port: 5432', '- name: sql port: 5432'],
  [service, 'name: db\n  labels:\n    app: db\nspec:', 'name: db labels: app: db spec:'],
];

for (const [text, apart, together] of lost) {
  test(`a line break that was lost in “${together}” is put back, and nothing else is touched`, () => {
    const found = read(text.replace(apart, together));
    assert.equal(found?.code, 'line-break-lost');
    assert.equal(found.start, text.replace(apart, together).lastIndexOf('\n', text.indexOf(apart)) + 1);
    assert.equal(found.rebuilt, text);
    const windows = read(text.replace(apart, together).replaceAll('\n', '\r\n'));
    assert.equal(windows?.rebuilt, text.replaceAll('\n', '\r\n'));
  });
}

test('two line breaks that were lost are put back together', () => {
  const [one, other] = lost;
  assert.ok(one !== undefined && other !== undefined);
  const text = setText([one[1], one[2]], [other[1], other[2]]);
  assert.equal(read(text)?.rebuilt, setText());
});

test('a line break that could have stood at two places is not guessed', () => {
  const text = setText([
    '          volumeMounts:',
    '          tty: true securityContext:\n            runAsUser: 1\n          volumeMounts:',
  ]);
  // What follows is indented for a container, so there is one reading only.
  assert.equal(read(text)?.code, 'line-break-lost');
  const end = setText([
    '      port: 5432\n          volumeMounts:\n            - name: data\n              mountPath: /var/lib/db\n',
    '      port: 5432 securityContext: runAsUser: 1\n',
  ]);
  assert.deepEqual([read(end)?.code, read(end)?.rebuilt], ['nesting-unclear', undefined]);
});

test('wherever two lines of an accepted manifest are joined, they are parted as they were, or nothing is changed', () => {
  const lines = readFileSync(new URL('../../../fixtures/verdicts.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const accepted = lines.map(line => JSON.parse(line)).filter(row => row.accepted === true);
  let parted = 0;
  let broken = 0;
  for (const { name, text } of accepted) {
    const rows: string[] = text.split('\n');
    const meaning = JSON.stringify(readAgain(text));
    // Every seventh place: all of them take seconds.
    for (let index = name.length % 7; index + 1 < rows.length; index += 7) {
      const [row = '', next = ''] = rows.slice(index);
      if (![row, next].every(one => /^\s*[^\s#]/.test(one) && !one.startsWith('---'))) continue;
      const together = rows.toSpliced(index, 2, `${row} ${next.trim()}`).join('\n');
      const documents = parseManifest(together).documents;
      if (documents.length !== 1 || documents.every(({ content }) => !content.faults.some(isBreak))) continue;
      broken += 1;
      const rebuilt = read(together)?.rebuilt;
      if (rebuilt === undefined) continue;
      parted += 1;
      assert.equal(JSON.stringify(readAgain(rebuilt)), meaning, `${name}: ${row} ${next.trim()}`);
    }
  }
  assert.ok(broken > 300 && parted > broken * 0.9, `${parted} of ${broken}`);
});

const numbered = (text: string, line: (text: string, number: number) => string) =>
  `${text
    .trimEnd()
    .split('\n')
    .map((one, index) => line(one, index + 1))
    .join('\n')}\n`;

/** What pages do to a text, by what it looks like then. */
const pages: Readonly<Record<string, (text: string) => string>> = {
  'line numbers': text => numbered(text, (line, number) => `${number} ${line}`),
  'padded line numbers': text => numbered(text, (line, number) => `${String(number).padStart(4)}  ${line}`),
  'line numbers with a colon': text => numbered(text, (line, number) => `${number}: ${line}`),
  'line numbers with a bar': text => numbered(text, (line, number) => `${String(number).padStart(3)} | ${line}`),
  'line numbers and tabs': text => numbered(text, (line, number) => `${number}\t${line}`),
  'all line numbers first': text => numbered(text, (_, number) => String(number)) + text,
  'line numbers on lines of their own': text => numbered(text, (line, number) => `${number}\n${line}`),
  'line numbers before lines at the margin': text => numbered(flat(text), (line, number) => `${number} ${line}`),
  quotations: text => numbered(text, line => `> ${line}`),
  prompts: text => numbered(text, line => `$ ${line}`),
  'the signs of a diff': text => numbered(text, line => `+${line}`),
  backslashes: text => numbered(text, line => `${line} \\`),
  fences: text => `\`\`\`yaml\n${text}\`\`\`\n`,
  'a command of the shell': text => `cat <<EOF | kubectl apply -f -\n${text}EOF\n`,
  'a command with prompts': text => `$ kubectl apply -f - <<'EOF'\n${numbered(text, line => `> ${line}`)}> EOF\n`,
  'written line breaks': text => `"${text.replaceAll('\n', '\\n')}"`,
  'blanks that do not break': text => text.replaceAll('  ', '\u00A0\u00A0'),
  'wide blanks': text => text.replaceAll('  ', '\u3000\u2003'),
  'invisible characters': text => text.replace('kind', 'kind\u200B').replace('metadata', '\u2060metadata'),
  'typographic quotes': text =>
    text.replace(/^(\s+name: )(\w+)$/m, '$1\u201C$2\u201D').replace('app: db', 'app: \u2018db\u2019'),
  'full-width colons': text => text.replaceAll(/:(?: |$)/gm, '\uFF1A'),
  bullets: text => text.replaceAll('- ', '\u2022 '),
  dashes: text => text.replaceAll('- ', '\u2013 '),
  'entities of HTML': text => text.replaceAll('  ', '&nbsp;&nbsp;').replace('name: db', 'name: &quot;db&quot;'),
};

for (const [what, copied] of Object.entries(pages)) {
  test(`${what} that were copied along are taken out`, () => {
    for (const text of [setText(), service]) {
      const found = read(copied(text));
      assert.equal(found?.code, 'page-characters');
      assert.deepEqual(readAgain(found.rebuilt ?? ''), readAgain(text));
      assert.equal(read(found.rebuilt ?? ''), undefined);
    }
  });
}

test('what was copied along is named as it stands there', () => {
  const named = (copied: string) => read(copied)?.brought;
  assert.equal(named(service.replace('name: db', 'name: “db”')), '“ ”');
  assert.equal(named(setText().replaceAll('  ', '\u3000\u2003')), 'U+3000 U+2003');
  assert.equal(named(numbered(setText(), (line, number) => `${number} ${line}`)), '1 apiVersion: apps/v1');
  assert.equal(named(`This is the manifest that we use for the database here:\n\n${setText()}`)?.length, 41);
});

test('of several documents copied together with line numbers each is there again', () => {
  const both = `${service}---\n${setText()}`;
  assert.equal(read(numbered(both, (line, number) => `${number} ${line}`))?.rebuilt, both);
});

test('odd characters that belong to a manifest are left in it', () => {
  const kept = [
    setText(['  name: db\n', '  name: db\n  annotations:\n    note: “quoted”\u00A0– and more：here\n']),
    setText([
      '          image',
      '          command:\n            - sh\n            - -c\n            - |\n              cat <<EOF\n              > 1\n              EOF\n          image',
    ]),
    setText(['  replicas: 3', '  # • “three”\n  replicas: 3']),
  ];
  for (const text of kept) assert.equal(read(text), undefined);
});

test('a manifest that is being typed is none that was pasted', () => {
  for (const text of [
    'apiVersion: v1\nkind: Service\nmetadata:\nspec:\n',
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\nspec:\n  selector:\n  template:\n    metadata:\n    spec:\n',
    setText(['image: registry.example/db:1', 'image: nginx: ']),
    setText(['          image: registry.example/db:1\n', '          image: a b:\n']),
  ])
    assert.equal(read(text), undefined);
});

test('lines at the margin are rebuilt though lists or one blank were left of their indentation', () => {
  const text = setText();
  assert.equal(read(text.replaceAll(/^ +/gm, ' '))?.rebuilt, text);
  assert.equal(read(text.replaceAll(/^ +(?!-| )/gm, ''))?.rebuilt, text);
});

test('one line that stands askew is a slip of the hand, all of them are lost nesting', () => {
  const text = setText();
  const lines = text.split('\n');
  const item = lines.findIndex(line => line.includes('- name:'));
  const askew = (index: number, by: string) => lines.with(index, by + (lines[index] ?? '')).join('\n');
  assert.equal(read(askew(item, ' ')), undefined);
  assert.equal(read(askew(item + 1, '  ')), undefined);
  const halved = text.replaceAll(/^ +/gm, indent => ' '.repeat(indent.length / 2));
  assert.deepEqual([read(halved)?.code, read(halved)?.rebuilt], ['nesting-lost', text]);
});

test('what was lost is shown where it begins', () => {
  const text = setText();
  const partly = text.slice(0, text.indexOf('  selector')) + flat(text.slice(text.indexOf('  selector')));
  const found = read(partly);
  assert.deepEqual([found?.code, found?.rebuilt], ['nesting-lost', text]);
  assert.equal(partly.slice(found?.start).split('\n')[0], 'selector:');
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
