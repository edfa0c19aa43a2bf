import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { Item } from '../../../../src/cli/check/check.ts';
import { check } from '../../../../src/cli/check/command.ts';
import { items, manifestFolder, run } from '../../../support/checking.ts';
import { setText } from '../../../support/manifest-texts.ts';

const { file } = manifestFolder();

test('a file that is fine gives nothing and ends with 0', async () => {
  const { code, out } = await run(['--format', 'json', await file('fine.yaml', setText())]);
  assert.deepEqual([code, JSON.parse(out)], [0, []]);
});

test('who names single files is told that the others are not known, who names a folder is not', async () => {
  const name = await file('alone/set.yaml', setText());
  const one = await run([name]);
  assert.match(one.err, /^Files: 1\..*\nOnly what was named was looked at: .* Check the folder/);
  assert.doesNotMatch((await run([path.dirname(name)])).err, /Only what was named/);
  assert.doesNotMatch((await run([`${name}.missing`])).err, /Only what was named/);
  assert.equal((await run(['--format', 'json', name])).err, '');
});

test('an error ends with 1 and says where it is, from zero, as the server names it', async () => {
  const name = await file('wrong.yaml', `kind: Other\n---\n${setText(['replicas: 3', 'replicas: -1'])}`);
  assert.deepEqual(await items(name), [
    {
      file: name,
      document: 1,
      path: 'spec.replicas',
      range: { start: { line: 8, character: 12 }, end: { line: 8, character: 14 } },
      severity: 'error',
      basis: 'api',
      code: 'below-minimum',
      message: 'replicas is -1, but cannot be less than 0.',
    },
  ]);
  assert.equal((await run([name])).code, 1);
});

test('the path is the field that the server would name, in a list too', async () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n  - ${setText(['            storage: 10Gi', '            storage: 0']).trimEnd().replaceAll('\n', '\n    ')}\n`;
  const [item] = await items(await file('list.yaml', list));
  assert.equal(item?.path, 'items[0].spec.volumeClaimTemplates[0].spec.resources[storage]');
});

test('warnings alone end with 0', async () => {
  const name = await file(
    'warned.yaml',
    setText(['replicas: 3', 'replicas: 3\n  updateStrategy:\n    rollingUpdate:\n      partition: 3']),
  );
  const { code, out } = await run([name]);
  assert.equal(code, 0);
  assert.match(
    out,
    /warned\.yaml:10:18: warning: With partition 3 and 3 replicas every pod is held.*\[partition-beyond-replicas\]\n {10}partition: 3\n {21}\^\n/,
  );
});

test('of an endless line the part around the place is shown', async () => {
  const long = `  annotations:\n    note: "${'x'.repeat(5_000)}"\nspec: {replicas: -1, paused: "${'y'.repeat(5_000)}"}\n`;
  const name = await file(
    'endless.yaml',
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n${long.replace('paused', 'clusterIP: None, foo')}`,
  );
  const { out } = await run([name]);
  assert.ok(
    out.split('\n').every(line => line.length < 400),
    out.slice(0, 2_000),
  );
  assert.match(out, /\n {4}spec: \{replicas: -1, clusterIP: None, foo: "y+…\n {4} +\^+\n/);
});

test('colours come with a terminal only', async () => {
  const name = await file('coloured.yaml', setText(['replicas: 3', 'replicas: -1']));
  let out = '';
  const terminal = {
    out: (text: string) => (out += text),
    err: () => undefined,
    stdin: async () => '',
    colour: true,
    version: () => '',
  };
  await check([name], terminal);
  assert.ok(out.includes('\u001b[31m'));
  assert.ok(!(await run([name])).out.includes('\u001b'));
});

test('standard input is read for a hyphen', async () => {
  const { code, out } = await run(['--format', 'json', '-'], setText(['replicas: 3', 'replicas: -1']));
  assert.equal(code, 1);
  assert.equal((JSON.parse(out) as Item[])[0]?.file, '-');
});

test('bad usage ends with 2, says what was wrong and what there is', async () => {
  const wrong: readonly [readonly string[], RegExp][] = [
    [[], /^Nothing was named to check\./],
    [['--format', 'xml', 'a.yaml'], /^--format cannot be “xml”\. It can be: text, json, sarif, github\./],
    [['--nope', 'a.yaml'], /^--nope is no option/],
    [['--severity', 'bad', 'a.yaml'], /^--severity cannot be “bad”/],
    [['--kubernetes-version', 'new', 'a.yaml'], /^--kubernetes-version cannot be “new”/],
    [['--off', 'nonsense', 'a.yaml'], /^--off cannot be “nonsense”\. It can be: .*\bbehavior\b/],
    [['--off', 'below-minimun', 'a.yaml'], /^--off cannot be “below-minimun”\. It can be: below-minimum\./],
  ];
  for (const [args, said] of wrong) {
    const { code, err, out } = await run(args);
    assert.equal(code, 2);
    assert.match(err, said);
    assert.match(err, /\nUsage: ordinal check/);
    assert.equal(out, '');
  }
});

test('what is turned off by code or basis is not told and does not decide how it ends', async () => {
  const partition = '  updateStrategy:\n    rollingUpdate:\n      partition: 3';
  const name = await file('off.yaml', setText(['replicas: 3', `replicas: 3\n  minReadySeconds: -1\n${partition}`]));
  const rest = async (...args: string[]) => {
    const { code, out } = await run([...args, '--format', 'json', name]);
    return [code, ...(JSON.parse(out) as Item[]).map(item => item.code)];
  };
  assert.deepEqual(await rest('--off', 'behavior'), [1, 'below-minimum']);
  assert.deepEqual(await rest('--off', 'below-minimum'), [0, 'partition-beyond-replicas']);
  assert.deepEqual(await rest('--off', 'api', '--off', 'behavior'), [0]);
  assert.deepEqual(await rest('--off', 'api,behavior'), [0]);
});

test('a severity hides what weighs less, and errors alone decide how it ends', async () => {
  const partition = '  updateStrategy:\n    rollingUpdate:\n      partition: 3';
  const name = await file('both.yaml', setText(['replicas: 3', `replicas: 3\n  minReadySeconds: -1\n${partition}`]));
  const codes = async (...args: string[]) =>
    (JSON.parse((await run([...args, '--format', 'json', name])).out) as Item[]).map(({ code }) => code);
  assert.deepEqual(await codes(), ['below-minimum', 'partition-beyond-replicas']);
  assert.deepEqual(await codes('--severity', 'warning'), ['below-minimum', 'partition-beyond-replicas']);
  assert.deepEqual(await codes('--severity', 'error'), ['below-minimum']);
});

test('a document that is not YAML is refused as a whole, which programs are told beside the place', async () => {
  const name = await file('broken.yaml', `${setText()}---\n${setText(['replicas: 3', 'replicas: [3'])}`);
  const found = await items(name);
  assert.deepEqual(
    found.map(({ code, basis, document, path: field }) => [code, basis, document, field]),
    [
      ['unclosed-bracket', 'syntax', 1, ''],
      ['unreadable-document', 'schema', 1, ''],
    ],
  );
  assert.deepEqual(found[1]?.range, found[0]?.range);
  assert.doesNotMatch((await run([name])).out, /unreadable-document/);
});

test('what is unknown, of a wrong type or only nearly right is told with how it was written', async () => {
  const text = setText(['image: registry.example/db:1', 'image: y'], ['replicas: 3', 'replica: 3']);
  const found = JSON.parse((await run(['--format', 'json', '-'], text)).out) as Item[];
  assert.deepEqual(
    found.map(({ code, path: field }) => [code, field]),
    [
      ['misspelled-field', 'spec.replica'],
      ['boolean-not-quoted', 'spec.template.spec.containers[0].image'],
    ],
  );
  assert.match(found[1]?.message ?? '', /YAML reads y as true.*"y"/);
});
