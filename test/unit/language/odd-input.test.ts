import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from '../../../src/core/manifest/parse.ts';
import { Workspace } from '../../../src/core/manifest/workspace.ts';
import { fixesFor } from '../../../src/language/actions.ts';
import { complete } from '../../../src/language/completion.ts';
import { diagnose } from '../../../src/language/diagnostics.ts';
import { applyEdits } from '../../../src/language/edit.ts';
import { hover } from '../../../src/language/hover.ts';
import { lenses } from '../../../src/language/lenses.ts';
import { Lines } from '../../../src/language/lines.ts';
import { loadFieldHelp } from '../../../src/language/tables.ts';

const help = await loadFieldHelp();
const service =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  clusterIP: None\n  selector:\n    app: a\n  ports:\n    - port: 80\n';
const annotated = (text: string) => service.replace('name: a\n', `name: a\n  annotations:\n    x: ${text}\n`);

/** All that Ordinal does with a file; what it finds is given as codes and the text that is underlined. */
function found(text: string): string[] {
  const manifest = parseManifest(text);
  const workspace = new Workspace();
  workspace.put('/a.yaml', manifest);
  const home = { file: '/a.yaml', workspace };
  for (const offset of [0, Math.floor(text.length / 2), text.length]) {
    hover(manifest, offset, undefined, help);
    complete(text, offset, manifest, { help, home });
  }
  lenses(manifest);
  if (manifest.unread !== undefined) return [manifest.unread];
  const all = diagnose(manifest, home, { fields: help.fields });
  for (const one of all.slice(0, 20)) fixesFor(one, manifest, home);
  return all.map(({ code, start, end }) => `${code} ${text.slice(start, Math.min(end, start + 20))}`);
}

/** What is odd but means something to the API server, and nothing is wrong with it. */
const fine: Readonly<Record<string, string>> = {
  'a byte order mark': `\uFEFF${service}`,
  'a byte order mark and Windows line ends': `\uFEFF${service.replaceAll('\n', '\r\n')}`,
  'line ends of old Macs': service.replaceAll('\n', '\r'),
  'line ends of all sorts': service.replace('\n', '\r\n').replace('Service\n', 'Service\r'),
  'a directive': `%YAML 1.1\n---\n${service}`,
  'a tag of its own': service.replace('app: a', 'app: !Ref a'),
  'bytes written as text': service.replace('app: a', 'app: !!binary aGVsbG8='),
  'a number that says it is one': service.replace('80', '!!int "80"'),
  'a key with a question mark': service.replace('app: a', '? app\n    : a'),
  'the same anchor twice': service.replace('app: a', 'app: &x a\n    b: &x b\n    c: *x'),
  'a marker at the end': `${service}---\n`,
  'an end and nothing behind it': `${service}...\n`,
  'ten thousand documents of nothing': '---\n'.repeat(10_000),
  'comments alone': '# a\n# b\n',
  'a text of a million blanks': ' '.repeat(900_000),
  'a line that has no end': annotated(`"${'y'.repeat(200_000)}"`),
};

for (const [what, text] of Object.entries(fine)) {
  test(`${what} is no fault`, () => {
    assert.deepEqual(found(text), []);
  });
}

/** What cannot be, with what is said and the beginning of what is underlined. */
const wrong: readonly (readonly [what: string, text: string, said: readonly string[]])[] = [
  ['UTF-16 that was read as UTF-8', Buffer.from(service, 'utf16le').toString('utf8'), ['binary']],
  ['a null character', service.replace('None', 'No\0ne'), ['binary']],
  ['a text over a megabyte', service + '# x\n'.repeat(300_000), ['too-long']],
  ['a backspace', service.replace('None', 'None\b'), ['control-character \b']],
  ['a colour of a terminal in a comment', service.replace('None', 'None # \x1b[0m'), ['control-character \x1b']],
  [
    'an alias of another document',
    `${service}---\n${service.replace('app: a', 'app: *x').replace('name: a', 'name: b')}`,
    ['unknown-anchor *x'],
  ],
  ['an alias of itself', service.replace('selector:\n    app: a', 'selector: &r\n    app: *r'), ['infinite-alias *r']],
  [
    'five thousand braces',
    `${service}  x: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}\n`,
    ['yaml-syntax x: {a: {a: {a: {a: {'],
  ],
  ['a hundred thousand brackets', service.replace('None', '['.repeat(100_000)), ['yaml-syntax clusterIP: [[[[[[[[[']],
  ['a hundred thousand colons', annotated('y: '.repeat(100_000)), ['colon-in-value x: y: y: y: y: y: y:']],
  ['a directive without a marker', `%YAML 1.1\n${service}`, ['yaml-syntax a']],
];

for (const [what, text, said] of wrong) {
  test(`${what} is told where it stands`, () => {
    assert.deepEqual(found(text), said);
  });
}

test('a line end of old Macs ends a line for positions as well', () => {
  const text = service.replace('port: 80', 'port: x').replaceAll('\n', '\r');
  const [only] = diagnose(parseManifest(text), undefined, { fields: help.fields });
  assert.equal(only?.code, 'not-an-integer');
  assert.deepEqual(new Lines(text).positionAt(only.start), { line: 9, character: 12 });
});

test('aliases of aliases of aliases are not multiplied out', () => {
  const bomb = [...'bcdefghij'].map((name, index) => {
    const before = 'abcdefghi'.charAt(index);
    return `    ${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]\n`;
  });
  const text = service.replace('name: a\n', `name: a\n  annotations:\n    a: &a [x]\n${bomb.join('')}`);
  assert.ok(found(text).every(one => /^(?:infinite-alias|text-expected) /.test(one)));
});

test('of thousands of faults each is told, and none takes the time of all others', () => {
  const ports = Array.from(
    { length: 10_000 },
    (_, index) => `    - port: x${index}\n      name: a${index}\n      foo: 1\n`,
  );
  const all = found(service.replace('    - port: 80\n', ports.join('')));
  assert.equal(all.filter(one => one.startsWith('not-an-integer')).length, 10_000);
  assert.equal(all.filter(one => one.startsWith('unknown-field foo')).length, 10_000);
});

test('all control characters of a document go at once', () => {
  const text = service.replace('None', 'No\bne # \x1b[0m');
  const manifest = parseManifest(text);
  const [only] = diagnose(manifest);
  assert.ok(only !== undefined);
  const [fix] = fixesFor(only, manifest);
  assert.equal(applyEdits(text, fix?.edits ?? []), service.replace('None', 'None # [0m'));
});
