/** Commands that are called on rows whose objects are gone, were replaced, or belong to something else. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type commandIds, type RowKind, rowKinds } from '../../../../src/editor/ids.ts';
import { eventually } from '../../../support/eventually.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { stage } from '../../../support/person/stage.ts';
import { newClaim, newDeployment, newService, newSet } from '../../../support/practice-cluster.ts';

/** Every command that takes a row, on a row that it is offered on. */
const onRows: readonly (readonly [keyof typeof commandIds, RowKind, string])[] = [
  ['setPartition', rowKinds.set, 'web'],
  ['setImage', rowKinds.set, 'web'],
  ['scale', rowKinds.set, 'web'],
  ['restart', rowKinds.set, 'web'],
  ['rollBack', rowKinds.set, 'web'],
  ['repair', rowKinds.set, 'web'],
  ['why', rowKinds.set, 'web'],
  ['why', rowKinds.pod, 'web-0'],
  ['deleteSet', rowKinds.set, 'web'],
  ['deletePod', rowKinds.pod, 'web-0'],
  ['watchRollout', rowKinds.set, 'web'],
  ['copyKubectl', rowKinds.pod, 'web-0'],
  ['openKubectl', rowKinds.claim, 'data-old-0'],
  ['showLive', rowKinds.pod, 'web-0'],
  ['compareManifest', rowKinds.set, 'web'],
  ['openManifest', rowKinds.pod, 'web-0'],
  ['openManifest', rowKinds.deployment, 'front'],
  ['showLogs', rowKinds.set, 'web'],
  ['openShell', rowKinds.pod, 'web-0'],
  ['forwardPort', rowKinds.pod, 'web-0'],
  ['resolveName', rowKinds.set, 'web'],
  ['copyName', rowKinds.claim, 'data-old-0'],
  ['copyDnsName', rowKinds.pod, 'web-0'],
];

describe('A row', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    ordinal.create(newService('web'));
    ordinal.create(newDeployment('front', { replicas: 1 }));
    ordinal.create(newClaim('data-old-0'));
    ordinal.create(newSet('web', { replicas: 2 }));
    await ordinal.until(() => ordinal.isReady('web', 2));
    await untilDrawn();
  });

  /** Waits until every row of the table is there. */
  async function untilDrawn(): Promise<void> {
    await eventually(() => {
      for (const [, kind, label] of [...onRows, [undefined, rowKinds.pod, 'web-1']] as const) ordinal.row(kind, label);
    });
  }

  after(() => ordinal.stop());

  it('of a pod leads to the verdict on its set and to the manifest of its set', async () => {
    const row = ordinal.row(rowKinds.pod, 'web-1').id;
    const [verdict] = await ordinal.run('why', row);
    assert.match(verdict?.title ?? '', /^StatefulSet web.*: is it stuck, and why$/);
    const [manifest] = await ordinal.run('openManifest', row);
    assert.match(manifest?.title ?? '', /No file of the opened folders defines StatefulSet web\./);
  });

  it('names what it copies, and what of the selection it leaves out', async () => {
    const rows = [ordinal.row(rowKinds.pod, 'web-0').id, ordinal.row(rowKinds.set, 'web').id];
    const [told, ...others] = await ordinal.run('copyDnsName', rows[0], undefined, rows);
    assert.equal(stage.clipboard, 'web-0.web.default.svc');
    assert.match(told?.title ?? '', /Selected too, but nothing is done about it: StatefulSet web\./);
    assert.deepEqual(others, []);
  });

  it('of an object that is gone, or in whose place another stands, is refused by every command', async () => {
    const rows = onRows.map(([id, kind, label]) => ({ id, kind, label, row: ordinal.row(kind, label).id }));
    ordinal.remove('apps/v1', 'StatefulSet', 'web');
    ordinal.remove('apps/v1', 'Deployment', 'front');
    ordinal.remove('v1', 'PersistentVolumeClaim', 'data-old-0');
    await ordinal.until(() => ordinal.names('v1', 'Pod').length === 0);
    for (const { kind, label } of rows) await eventually(() => assert.throws(() => ordinal.row(kind, label)));
    for (const { id, label, row } of rows) {
      const asked = await ordinal.run(id, row);
      assert.equal(asked.length, 1, `${id} on ${label}: ${JSON.stringify(asked)}`);
      assert.equal(asked[0]?.kind, 'information', `${id} on ${label}: ${asked[0]?.title}`);
      assert.match(
        asked[0]?.title ?? '',
        new RegExp(` ${label}, which this row stood for, is gone\\. Nothing was done`),
      );
    }
    ordinal.create(newSet('web', { replicas: 2 }));
    ordinal.create(newDeployment('front', { replicas: 1 }));
    ordinal.create(newClaim('data-old-0'));
    await ordinal.until(() => ordinal.isReady('web', 2));
    await untilDrawn();
    for (const { id, label, row } of rows) {
      const asked = await ordinal.run(id, row);
      assert.equal(asked.length, 1, `${id} on ${label}: ${JSON.stringify(asked)}`);
      assert.match(asked[0]?.title ?? '', / is gone, and another of that name has taken its place/, id);
    }
  });

  it('of a pod that its set is about to make again says so', async () => {
    const row = ordinal.row(rowKinds.pod, 'web-1').id;
    // A set that may make no pod leaves the place empty.
    ordinal.create({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'full' },
      spec: { hard: { pods: '1' } },
    });
    ordinal.remove('v1', 'Pod', 'web-1');
    await eventually(() => assert.throws(() => ordinal.row(rowKinds.pod, 'web-1')));
    const asked = await ordinal.run('deletePod', row);
    assert.match(
      asked[0]?.title ?? '',
      /Pod web-1, which this row stood for, is gone, and StatefulSet web is about to make/,
    );
    assert.equal(asked.length, 1);
  });

  it('that stands for several things and is gone is told of, too', async () => {
    const [told, ...others] = await ordinal.run(
      'copyName',
      `${ordinal.row(rowKinds.set, 'web').id.split('|')[0]}|service/default/nobody`,
    );
    assert.match(told?.title ?? '', /What this row stood for is gone, so nothing was done/);
    assert.deepEqual(others, []);
  });

  it('is not needed where only one thing could be meant: that one is taken', async () => {
    const asked = await ordinal.run('scale', undefined, ({ title }) =>
      title === 'Scale which workload?' ? undefined : undefined,
    );
    assert.deepEqual(
      asked.map(({ title }) => title),
      ['Scale which workload?'],
    );
    ordinal.remove('apps/v1', 'Deployment', 'front');
    await eventually(() => assert.throws(() => ordinal.row(rowKinds.deployment, 'front')));
    const alone = await ordinal.run('scale', undefined);
    assert.deepEqual(
      alone.map(({ kind, title }) => [kind, title]),
      [['input', 'Scale StatefulSet web']],
    );
  });
});
