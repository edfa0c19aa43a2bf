import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
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

test('what cannot be read ends with 2, each file with its reason, and the others are checked all the same', async () => {
  const wrong = await file('mixed/wrong.yaml', setText(['replicas: 3', 'replicas: -1']));
  const binary = await file('mixed/binary.yaml', 'kind\0');
  const loop = path.join(folder, 'mixed/loop.yaml');
  await symlink(loop, loop);
  const { code, err, out } = await run([path.join(folder, 'nowhere.yaml'), path.join(folder, 'mixed')]);
  assert.equal(code, 2);
  assert.match(err, /There is no file or folder \S*nowhere\.yaml\./);
  assert.ok(err.includes(`${binary} is not text`));
  assert.ok(err.includes(`${loop} is a link that leads back to itself`));
  assert.ok(out.includes(`${wrong}:7:13: error:`));
});

test('a file that nobody wrote is not read', async () => {
  const name = await file('huge.yaml', '');
  await truncate(name, 65 * 1024 * 1024);
  const { code, err } = await run([name]);
  assert.equal(code, 2);
  assert.ok(err.includes(`${name} is larger than 64 MB`));
});

test('links to files are read, links to folders are not followed, so that no link can lead in circles', async () => {
  await file('links/real/set.yaml', setText(['replicas: 3', 'replicas: -1']));
  await symlink(path.join(folder, 'links'), path.join(folder, 'links/real/up.yaml'));
  await symlink(path.join(folder, 'links/real/set.yaml'), path.join(folder, 'links/same.yml'));
  assert.deepEqual(
    (await items('--off', 'workspace', path.join(folder, 'links'))).map(({ file: name, code }) => [
      path.relative(folder, name),
      code,
    ]),
    [
      ['links/real/set.yaml', 'below-minimum'],
      ['links/same.yml', 'below-minimum'],
    ],
  );
});

test('a folder without manifests is told, since nothing was checked', async () => {
  await file('bare/notes.txt', 'kind: Service');
  await file('bare/package.json', '{"name": "other"}');
  const { code, err } = await run([path.join(folder, 'bare')]);
  assert.equal(code, 0);
  assert.match(err, /There are no manifests in \S*bare/);
});

test('manifests in JSON are read from a folder, other JSON is not', async () => {
  await file('json/set.json', JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'A' } }));
  await file('json/tsconfig.json', '{ // not even JSON');
  const found = await items(path.join(folder, 'json'));
  assert.deepEqual([...new Set(found.map(({ file: name }) => path.basename(name)))], ['set.json']);
});

test('UTF-16 with its mark is read, and a byte that is no UTF-8 is where the server stops', async () => {
  const wrong = setText(['replicas: 3', 'replicas: -1']);
  const utf16 = path.join(folder, 'utf16.yaml');
  await writeFile(utf16, Buffer.from(`\uFEFF${wrong}`, 'utf16le'));
  assert.deepEqual(
    (await items(utf16)).map(({ code, range }) => [code, range.start]),
    [['below-minimum', { line: 6, character: 12 }]],
  );
  const swapped = path.join(folder, 'utf16be.yaml');
  await writeFile(swapped, Buffer.from(`\uFEFF${wrong}`, 'utf16le').swap16());
  assert.deepEqual(
    (await items(swapped)).map(({ code }) => code),
    ['below-minimum'],
  );
  const latin = path.join(folder, 'latin.yaml');
  await writeFile(latin, Buffer.from(`${setText()}---\n# gr\u00fcn\n${setText()}`, 'latin1'));
  assert.deepEqual(
    (await items('--off', 'workspace', latin)).map(({ code, basis, document, range }) => [
      code,
      basis,
      document,
      range.start.character,
    ]),
    [
      ['not-utf-8', 'syntax', 1, 4],
      ['unreadable-document', 'schema', 1, 4],
    ],
  );
  assert.deepEqual(await items(await file('replaced.yaml', `# gr\uFFFDn\n${setText()}`)), []);
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

test('a patch is known for one by the kustomization beside it, though that was not named', async () => {
  const patch = await file(
    'kustomized/replicas.yaml',
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {replicas: 5}\n',
  );
  assert.ok((await items(patch)).length > 0);
  await file(
    'kustomized/Kustomization',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches: [{path: replicas.yaml}]\n',
  );
  assert.deepEqual(await items(patch), []);
});

test('what a kustomization fills in is not missing: labels in selectors, versions of images', async () => {
  const set = await file(
    'finished/web.yaml',
    setText(['  selector:\n    matchLabels:\n      app: db\n', ''], ['registry.example/db:1', 'registry.example/db']),
  );
  const codes = async () => (await items(path.join(folder, 'finished'))).map(({ code }) => code);
  const without = await codes();
  assert.ok(without.includes('selector-missing') && without.includes('image-not-pinned'), without.join());
  const kustomization = (more: string) => file('finished/kustomization.yaml', `resources: [web.yaml]\n${more}\n`);
  await kustomization('images: [{name: registry.example/db, newTag: "1"}]');
  assert.deepEqual((await codes()).includes('image-not-pinned'), false);
  assert.ok((await codes()).includes('selector-missing'));
  await kustomization('labels: [{pairs: {app: db}, includeSelectors: true}]');
  assert.ok((await codes()).includes('image-not-pinned'));
  assert.deepEqual((await codes()).includes('selector-missing'), false);
  await rm(path.join(folder, 'finished/kustomization.yaml'));
  assert.deepEqual((await items(set)).length > 0, true);
});

test('what is called a patch is checked where it is a whole object, and left alone where it is a piece', async () => {
  const whole = await file('deployment-patch.yaml', setText(['replicas: 3', 'replicas: -1']));
  assert.deepEqual(
    (await items(whole)).map(({ code }) => code),
    ['below-minimum'],
  );
  const piece = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {replicas: 5}\n';
  assert.deepEqual(await items(await file('patch-replicas.yaml', piece)), []);
  const script = setText(
    ['replicas: 3', 'replicas: -1'],
    ['          image', '          args: ["$patch of x"]\n          image'],
  );
  assert.deepEqual(
    (await items(await file('script.yaml', script))).map(({ code }) => code),
    ['below-minimum'],
  );
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
