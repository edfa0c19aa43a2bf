/** What the list of volumes to free offers, called from the palette. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowKinds } from '../../../../src/editor/ids.ts';
import { eventually } from '../../../support/eventually.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';

describe('The palette', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    const volume = (name: string, claimRef: object) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name },
      spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/tmp' }, ...claimRef },
    });
    ordinal.create(volume('spare', {}));
    for (const name of ['written-0', 'written-1']) {
      ordinal.create(volume(name, { claimRef: { namespace: 'default', name: `data-${name}`, uid: 'gone' } }));
      await eventually(() => ordinal.row(rowKinds.releasedVolume, name));
    }
    await eventually(() => ordinal.row(rowKinds.volume, 'spare'));
  });

  after(() => ordinal.stop());

  it('offers the Released volumes alone to be freed', async () => {
    const [asked] = await ordinal.run('freeVolume', undefined);
    assert.equal(asked?.title, 'Free which Released volume?');
    assert.deepEqual(
      asked.lines.map(line => line.split(/\s/)[0]),
      ['written-0', 'written-1'],
    );
  });
});
