import assert from 'node:assert/strict';
import { rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { items, manifestFolder, run } from '../../../support/checking.ts';
import { setText } from '../../../support/manifest-texts.ts';

const { folder, file } = manifestFolder();

const service =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  clusterIP: None\n  selector:\n    app: db\n';

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
  await truncate(name, 33 * 1024 * 1024);
  const { code, err } = await run([name]);
  assert.equal(code, 2);
  assert.ok(err.includes(`${name} is larger than 32 MB`));
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
