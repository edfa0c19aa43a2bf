/** A comparison that is open follows what it compares. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../../../support/eventually.ts';
import { webManifest } from '../../../support/person/manifests.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { stage } from '../../../support/person/stage.ts';
import { newSet } from '../../../support/practice-cluster.ts';

const manifest = (image: string) => webManifest(1, image);

describe('A comparison with a manifest', () => {
  let ordinal: Ordinal;
  let file: unknown;
  let sides: readonly unknown[];

  before(async () => {
    ordinal = await startOrdinal();
    ordinal.create(newSet('web'));
    await ordinal.until(() => ordinal.isReady('web', 1));
    file = await ordinal.file('web.yaml', manifest('app:v2'));
    await ordinal.run('compareManifest', { kind: 'StatefulSet', namespace: '', name: 'web' }, undefined, file);
    sides = stage.ran.findLast(({ command }) => command === 'vscode.diff')?.values ?? [];
  });

  after(() => ordinal.stop());

  const live = () => ordinal.provided(sides[0]);
  const wanted = () => ordinal.provided(sides[1]);

  it('shows both sides', async () => {
    assert.match(await live(), /image: app:v1/);
    assert.match(await wanted(), /image: app:v2/);
  });

  it('follows the object', async () => {
    ordinal.patch('apps/v1', 'StatefulSet', 'web', { spec: { minReadySeconds: 3 } });
    await eventually(async () => assert.match(await live(), /minReadySeconds: 3/));
    assert.match(await wanted(), /minReadySeconds: 3/);
  });

  it('follows the manifest while it is typed', async () => {
    await ordinal.type(file, manifest('app:v3'));
    await eventually(async () => assert.match(await wanted(), /image: app:v3/));
  });

  it('follows the object while another namespace is shown, and after that', async () => {
    await ordinal.run('chooseNamespace', undefined, () => 'kube-system');
    await eventually(() => assert.ok(ordinal.requests.some(({ path }) => path.endsWith('/default/statefulsets'))));
    ordinal.patch('apps/v1', 'StatefulSet', 'web', { spec: { minReadySeconds: 4 } });
    await eventually(async () => assert.match(await live(), /minReadySeconds: 4/));
    assert.match(await wanted(), /minReadySeconds: 4/);
    await ordinal.run('chooseNamespace', undefined, () => 'default');
    ordinal.patch('apps/v1', 'StatefulSet', 'web', { spec: { minReadySeconds: 5 } });
    await eventually(async () => assert.match(await live(), /minReadySeconds: 5/));
  });

  it('keeps what it knew where nothing can be compared, says so on both sides, and goes on afterwards', async () => {
    await ordinal.type(file, 'kind: Nothing\n');
    await eventually(async () =>
      assert.match(
        await wanted(),
        /^# This is as of \d\d:\d\d.*; since then it cannot be compared\. web\.yaml does not define StatefulSet web.*\napiVersion: apps\/v1\n[^#]*$/,
      ),
    );
    assert.match(await wanted(), /image: app:v3/);
    assert.equal((await live()).split('\n')[0], (await wanted()).split('\n')[0]);
    await ordinal.type(file, manifest('app:v4'));
    await eventually(async () => assert.match(await wanted(), /^apiVersion[^#]*image: app:v4/));
    assert.doesNotMatch(await live(), /^#/);
  });

  it('says so when the object is deleted', async () => {
    ordinal.remove('apps/v1', 'StatefulSet', 'web');
    await eventually(async () =>
      assert.match(await live(), /^# This is as of .*StatefulSet web is not in namespace default/),
    );
  });
});
