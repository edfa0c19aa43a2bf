import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../src/core/statefulset/model.ts';
import { whyUnfit } from '../../../../src/core/volume/unfit.ts';

const claim: PersistentVolumeClaim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data-web-0', namespace: 'shop', uid: 'claim-1' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    selector: { matchLabels: { disk: 'fast' } },
  },
};

function volume(
  spec: Partial<PersistentVolume['spec']> = {},
  phase = 'Available',
  more: object = {},
): PersistentVolume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv-1', labels: { disk: 'fast' }, ...more },
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], ...spec },
    status: { phase },
  };
}

const kept = (name: string, uid?: string) => ({
  claimRef: { namespace: 'shop', name, ...(uid === undefined ? {} : { uid }) },
});

test('a free volume of the right size, modes, class and labels fits', () => {
  assert.equal(whyUnfit(volume(), claim), undefined);
});

test('a volume is told apart that is going, keeps data, is taken, or has failed', () => {
  assert.equal(whyUnfit(volume({}, 'Available', { deletionTimestamp: '2026-01-01T00:00:00Z' }), claim), 'deleting');
  assert.equal(whyUnfit(volume(kept('data-web-0', 'an earlier one'), 'Released'), claim), 'released');
  assert.equal(whyUnfit(volume(kept('data-web-1', 'another'), 'Bound'), claim), 'taken');
  assert.equal(whyUnfit(volume({}, 'Failed'), claim), 'not-available');
});

test('a volume is told apart that lacks what the claim asks for', () => {
  assert.equal(whyUnfit(volume({ capacity: { storage: '500Mi' } }), claim), 'too-small');
  assert.equal(whyUnfit(volume({ storageClassName: 'slow' }), claim), 'class');
  assert.equal(whyUnfit(volume({ volumeMode: 'Block' }), claim), 'mode');
  assert.equal(whyUnfit(volume({ accessModes: ['ReadWriteMany'] }), claim), 'access-modes');
  assert.equal(whyUnfit(volume({}, 'Available', { labels: {} }), claim), 'labels');
});

test('a volume that is kept for the claim fits whatever its class, phase and labels, if it is large enough', () => {
  const reserved = { ...kept('data-web-0'), storageClassName: 'slow' };
  assert.equal(whyUnfit(volume(reserved, 'Released', { labels: {} }), claim), undefined);
  assert.equal(whyUnfit(volume({ ...reserved, capacity: { storage: '1Mi' } }), claim), 'too-small');
});
