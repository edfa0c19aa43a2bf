import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeVolume, reserveVolume } from '../../../../src/cluster/change.ts';
import type { PersistentVolume } from '../../../../src/core/statefulset/model.ts';

const claimRef = { namespace: 'shop', name: 'data-web-0', uid: 'claim-uid' };

function volume(
  spec: Partial<PersistentVolume['spec']> = {},
  phase = 'Released',
  metadata: Partial<PersistentVolume['metadata']> = {},
): PersistentVolume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv-1', uid: 'pv-uid', resourceVersion: '71', ...metadata },
    spec: { claimRef, persistentVolumeReclaimPolicy: 'Retain', ...spec },
    status: { phase },
  };
}

const held = [
  { op: 'test', path: '/metadata/uid', value: 'pv-uid' },
  { op: 'test', path: '/metadata/resourceVersion', value: '71' },
  { op: 'test', path: '/spec/claimRef/uid', value: 'claim-uid' },
];

test('freeing a volume clears its claimRef, if it is still the volume that was looked at', () => {
  const { change } = freeVolume(volume(), { context: 'prod' });
  assert.deepEqual(change?.patch, [...held, { op: 'remove', path: '/spec/claimRef' }]);
  assert.deepEqual(change?.target, {
    kind: 'PersistentVolume',
    name: 'pv-1',
    resource: { group: '', version: 'v1', name: 'persistentvolumes' },
    uid: 'pv-uid',
    resourceVersion: '71',
  });
  assert.deepEqual(change?.kubectl, [
    'kubectl',
    '--context',
    'prod',
    'patch',
    'persistentvolume/pv-1',
    '--type',
    'merge',
    '--patch',
    '{"spec":{"claimRef":null}}',
  ]);
  assert.deepEqual(change?.effect, { do: 'free-volume', claim: 'shop/data-web-0' });
});

test('keeping a volume for its old claim only takes the uid out of the claimRef', () => {
  const { change } = reserveVolume(volume());
  assert.deepEqual(change?.patch, [...held, { op: 'remove', path: '/spec/claimRef/uid' }]);
  assert.equal(change?.kubectl.at(-1), '[{"op":"remove","path":"/spec/claimRef/uid"}]');
});

test('only a Released volume can be freed', () => {
  for (const phase of ['Bound', 'Available', 'Failed'])
    assert.equal(freeVolume(volume({}, phase)).refused?.code, 'change-volume-not-released', phase);
  const reserved = volume({ claimRef: { namespace: 'shop', name: 'data-web-0' } });
  assert.equal(reserveVolume(reserved).refused?.code, 'change-volume-not-released');
});

test('a volume that is being deleted with its data is left alone', () => {
  assert.equal(freeVolume(volume({ persistentVolumeReclaimPolicy: 'Delete' })).refused?.code, 'change-volume-deleted');
  const going = volume({}, 'Released', { deletionTimestamp: '2026-01-01T00:00:00Z' });
  assert.equal(freeVolume(going).refused?.code, 'change-volume-deleted');
});
