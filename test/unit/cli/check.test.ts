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
  const terminal = { out: (text: string) => (out += text), err: () => undefined, stdin: async () => '', colour: true };
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
    [[set, 'service-not-found', 'warning']],
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
  for (const args of [[], ['--format', 'xml', 'a.yaml'], ['--nope', 'a.yaml']]) {
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
