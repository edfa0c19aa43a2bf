/** What can be done on rows that are about other objects: revisions and warnings. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowKinds } from '../../../../src/editor/ids.ts';
import { eventually } from '../../../support/eventually.ts';
import { agreeing } from '../../../support/person/agree.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { stage } from '../../../support/person/stage.ts';
import { newService, newSet } from '../../../support/practice-cluster.ts';

const image = (name: string) => ({ spec: { template: { spec: { containers: [{ name: 'app', image: name }] } } } });

describe('The row', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    ordinal.create(newService('web'));
    ordinal.create(newSet('web', { replicas: 2, podManagementPolicy: 'Parallel' }));
    await ordinal.until(() => ordinal.isReady('web', 2));
    ordinal.patch('apps/v1', 'StatefulSet', 'web', image('app:broken'));
    await eventually(() => ordinal.row(rowKinds.revision, '#2'));
    // What a kubelet says; the nodes of the practice cluster are as quiet as those of the recordings.
    const pod = await eventually(() => {
      const found = ordinal.object('v1', 'Pod', 'web-1');
      assert.ok(found !== undefined && JSON.stringify(found).includes('app:broken'));
      return found;
    });
    const seen = new Date().toISOString();
    ordinal.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'web-1.failed' },
      involvedObject: { kind: 'Pod', namespace: 'default', name: 'web-1', uid: pod.metadata.uid },
      type: 'Warning',
      reason: 'Failed',
      message: 'Failed to pull image "app:broken": not found',
      count: 3,
      firstTimestamp: seen,
      lastTimestamp: seen,
    });
    await eventually(() => ordinal.row(rowKinds.warning, 'web-1'));
  });

  after(() => ordinal.stop());

  it('of a revision compares its template with that of now', async () => {
    await ordinal.run('compareRevision', revision('#1').id);
    const [left, right, title] = stage.ran.findLast(({ command }) => command === 'vscode.diff')?.values ?? [];
    assert.equal(title, 'StatefulSet web: revision 1 ↔ now');
    assert.match(await ordinal.provided(left), /image: app:v1/);
    assert.match(await ordinal.provided(right), /image: app:broken/);
    assert.equal(
      (await ordinal.provided(left)).replace('app:v1', 'app:broken'),
      await ordinal.provided(right),
      'nothing else differs',
    );
  });

  it('of the revision that is in use says that nothing differs, and that there is nothing to roll back to', async () => {
    const row = revision('#2').id;
    const [same] = await ordinal.run('compareRevision', row);
    assert.equal(same?.title, 'Revision 2 is what StatefulSet web has now: nothing differs.');
    const [at] = await ordinal.run('rollBackTo', row);
    assert.match(at?.title ?? '', /revision 2/);
    assert.equal(at?.kind, 'information');
  });

  it('of a revision has its own name copied and its own YAML opened', async () => {
    await ordinal.run('copyName', revision('#1').id);
    assert.ok(ordinal.names('apps/v1', 'ControllerRevision').includes(stage.clipboard), stage.clipboard);
    await ordinal.run('showLive', revision('#1').id);
    const [document] = stage.ran.findLast(({ command }) => command === 'showTextDocument')?.values ?? [];
    assert.match((document as { getText(): string }).getText(), /^kind: ControllerRevision$/m);
  });

  it('of a warning copies what the cluster says, opens the YAML of its object, and leads to the row of it', async () => {
    const row = ordinal.row(rowKinds.warning, 'web-1').id;
    await ordinal.run('copyMessage', row);
    assert.equal(stage.clipboard, 'Failed · Failed to pull image "app:broken": not found');
    await ordinal.run('goToObject', row);
    assert.equal(stage.revealed.at(-1), ordinal.row(rowKinds.pod, 'web-1').id);
    await ordinal.run('showLive', row);
    const [document] = stage.ran.findLast(({ command }) => command === 'showTextDocument')?.values ?? [];
    assert.match((document as { getText(): string }).getText(), /^kind: Pod\nmetadata:\n {2}name: web-1$/m);
  });

  it('of a warning says so where its object has no row any more', async () => {
    const [told] = await ordinal.run('goToObject', { kind: 'Pod', namespace: 'default', name: 'web-9' });
    assert.match(told?.title ?? '', /^Pod web-9 has no row in the tree now/);
    assert.deepEqual(told?.buttons, ['Open Live YAML']);
  });

  it('of a revision rolls the set back to it, with a plan first', async () => {
    await ordinal.run('rollBackTo', revision('#1').id, agreeing());
    const set = ordinal.object('apps/v1', 'StatefulSet', 'web');
    assert.match(JSON.stringify(set), /"image":"app:v1"/);
  });

  it('of an owner opens that one, where the row of the workload asks which of several is meant', async () => {
    const labels = { 'helm.toolkit.fluxcd.io/name': 'web-release', 'app.kubernetes.io/managed-by': 'Helm' };
    const annotations = { 'meta.helm.sh/release-name': 'web-chart' };
    ordinal.patch('apps/v1', 'StatefulSet', 'web', { metadata: { labels, annotations } });
    const row = await eventually(() => ordinal.row(rowKinds.owner, 'Helm/web-chart'));
    const [asked] = await ordinal.run('openOwner', { kind: 'StatefulSet', namespace: 'default', name: 'web' });
    assert.equal(asked?.kind, 'list');
    assert.ok(asked?.lines.includes('Helm/web-chart') && asked.lines.length === 2, asked?.lines.join());
    stage.ran = [];
    assert.deepEqual(await ordinal.run('openOwner', row.id), []);
    assert.ok(stage.ran.some(({ command }) => command === 'terminal'));
  });

  function revision(label: string) {
    const row = ordinal.row(rowKinds.revision, label);
    assert.match(row.id, /revision\/default\/web-/);
    return row;
  }
});
