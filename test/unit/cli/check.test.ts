import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Item } from '../../../src/cli/check/check.ts';
import { check } from '../../../src/cli/check/command.ts';
import { setText } from '../../support/manifest-texts.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ordinal-check-'));
});
after(() => rm(folder, { recursive: true }));

const service =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  clusterIP: None\n  selector:\n    app: db\n';

async function file(name: string, text: string): Promise<string> {
  const full = path.join(folder, name);
  await mkdir(path.dirname(full), { recursive: true });
  await writeFile(full, text);
  return full;
}

async function run(
  args: readonly string[],
  stdin = '',
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    stdin: async () => stdin,
    colour: false,
    version: () => '9.9.9',
  };
  return { code: await check(args, terminal), out, err };
}

async function items(...paths: string[]): Promise<Item[]> {
  return JSON.parse((await run(['--format', 'json', ...paths])).out) as Item[];
}

test('a file that is fine gives nothing and ends with 0', async () => {
  const { code, out } = await run(['--format', 'json', await file('fine.yaml', setText())]);
  assert.deepEqual([code, JSON.parse(out)], [0, []]);
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

test('a folder is read whole, so that what is missing in it is missing', async () => {
  const set = await file('folder/sub/set.yaml', setText());
  await file('folder/sub/other.yml', service.replace('name: db', 'name: dba'));
  await file('folder/sub/notes.txt', 'kind: Service');
  await file('folder/node_modules/x/set.yaml', setText(['replicas: 3', 'replicas: -1']));
  const found = await items(path.join(folder, 'folder'));
  assert.deepEqual(
    found.map(({ file: name, code, severity }) => [name, code, severity]),
    [[set, 'service-has-other-name', 'warning']],
  );
  assert.deepEqual(await items(set), []);
});

test('the Service in another file of the folder is found', async () => {
  await file('two/set.yaml', setText());
  await file('two/svc.yaml', service.replace('app: db', 'app: database'));
  assert.deepEqual(
    (await items(path.join(folder, 'two'))).map(({ code }) => code),
    ['service-selects-other-pods'],
  );
});

test('a byte order mark and Windows line ends do not move anything', async () => {
  const name = await file('mark.yaml', `\uFEFF${setText(['apps/v1', 'apps/v2']).replaceAll('\n', '\r\n')}`);
  assert.deepEqual(
    (await items(name)).map(({ range }) => range),
    [{ start: { line: 0, character: 12 }, end: { line: 0, character: 19 } }],
  );
});

test('standard input is read for a hyphen', async () => {
  const { code, out } = await run(['--format', 'json', '-'], setText(['replicas: 3', 'replicas: -1']));
  assert.equal(code, 1);
  assert.equal((JSON.parse(out) as Item[])[0]?.file, '-');
});

test('bad usage and unreadable files end with 2 and say so', async () => {
  for (const args of [
    [],
    ['--format', 'xml', 'a.yaml'],
    ['--nope', 'a.yaml'],
    ['--severity', 'bad', 'a.yaml'],
    ['--kubernetes-version', 'new', 'a.yaml'],
  ]) {
    const { code, err } = await run(args);
    assert.equal(code, 2);
    assert.match(err, /^Usage: ordinal check/);
  }
  const { code, err } = await run([path.join(folder, 'nowhere.yaml')]);
  assert.equal(code, 2);
  assert.match(err, /Could not read .*nowhere\.yaml \(ENOENT\)/);
});

test('a long file is read when it is asked for', async () => {
  const name = await file(
    'long.yaml',
    `${setText(['replicas: 3', 'replicas: -1'])}---\n${'# padding\n'.repeat(110_000)}`,
  );
  assert.deepEqual(
    (await items(name)).map(({ code }) => code),
    ['below-minimum'],
  );
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

test('GitHub gets a workflow command a problem, with what it uses itself escaped', async () => {
  const name = await file('at, 100%.yaml', setText(['replicas: 3', 'replicas: -1']));
  const { out } = await run(['--format', 'github', name]);
  assert.match(
    out,
    /^::error file=\S*at%2C 100%25\.yaml,line=7,endLine=7,col=13,endColumn=15,title=below-minimum::replicas is -1,[^\n]*\n$/,
  );
});

test('SARIF names rule, place and weight of each problem, and each rule once', async () => {
  const name = await file('a b.yaml', setText(['replicas: 3', 'replicas: -1\n  minReadySeconds: -1']));
  const log = JSON.parse((await run(['--format', 'sarif', name])).out);
  assert.equal(log.version, '2.1.0');
  const [{ tool, results }] = log.runs;
  assert.deepEqual([tool.driver.name, tool.driver.version], ['Ordinal', '9.9.9']);
  assert.deepEqual(tool.driver.rules, [{ id: 'below-minimum', properties: { basis: 'api' } }]);
  assert.equal(results.length, 2);
  const [first] = results;
  assert.deepEqual([first.ruleId, first.ruleIndex, first.level], ['below-minimum', 0, 'error']);
  const [{ physicalLocation, logicalLocations }] = first.locations;
  assert.match(physicalLocation.artifactLocation.uri, /^file:\/\/\/.*a%20b\.yaml$/);
  assert.deepEqual(physicalLocation.region, { startLine: 7, startColumn: 13, endLine: 7, endColumn: 15 });
  assert.deepEqual(logicalLocations, [{ fullyQualifiedName: 'spec.replicas' }]);
});

test('SARIF names files from where the command ran, if they were asked for that way', async () => {
  const log = JSON.parse((await run(['--format', 'sarif', '-'], setText(['replicas: 3', 'replicas: -1']))).out);
  assert.equal(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, '-');
});

test('a fault that the server reports twice is one to people and SARIF, and two causes in JSON', async () => {
  const text = setText([
    '    matchLabels:\n      app: db\n  template',
    '    matchExpressions:\n      - {key: app, operator: Is}\n  template',
  ]);
  const name = await file('echo.yaml', text);
  assert.deepEqual(
    (await items(name)).map(({ code, path: field }) => [code, field]),
    [
      ['selector-operator', 'spec.selector.matchExpressions[0].operator'],
      ['selector-operator', 'spec.selector'],
    ],
  );
  assert.match((await run([name])).err, /Errors: 1\./);
  const { results } = JSON.parse((await run(['--format', 'sarif', name])).out).runs[0];
  assert.deepEqual(
    results.map((result: { locations: [{ logicalLocations: unknown }] }) => result.locations[0].logicalLocations),
    [[{ fullyQualifiedName: 'spec.selector.matchExpressions[0].operator' }, { fullyQualifiedName: 'spec.selector' }]],
  );
});

test('the form of a generated name is tried twice by the server, its length once', async () => {
  const paths = async (generateName: string) =>
    (
      await items(await file('generated.yaml', setText(['  name: db\nspec', `  generateName: ${generateName}\nspec`])))
    ).map(({ path: field }) => field);
  assert.deepEqual(await paths('Web_'), ['metadata.generateName', 'metadata.name']);
  assert.deepEqual(await paths('a'.repeat(64)), ['metadata.generateName']);
});
