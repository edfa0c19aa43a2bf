import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../../src/core/statefulset/model.ts';
import { boundClaim, freeVolume, reservedVolume } from '../../../../../src/practice/controllers/volumes/binding.ts';
import { volumeMoves } from '../../../../../src/practice/controllers/volumes/volume-moves.ts';
import { newClaim, newVolume } from '../../../../support/practice-cluster.ts';

const plain = newClaim('data');
const claim: PersistentVolumeClaim = { ...plain, metadata: { ...plain.metadata, namespace: 'shop', uid: 'one' } };
const another: PersistentVolumeClaim = { ...claim, metadata: { ...claim.metadata, uid: 'two' } };

function taken(spec: object = {}, phase = 'Bound'): PersistentVolume {
  return { ...reservedVolume(newVolume('disk', spec), claim), status: { phase } };
}

describe('what is done about a volume', () => {
  it('is available as long as no claim is written into it', () => {
    assert.deepEqual(volumeMoves(newVolume('disk'), undefined), [{ do: 'set-phase', phase: 'Available' }]);
  });

  it('wakes the claim that it is reserved for by name, and is available until then', () => {
    const volume = newVolume('disk', { claimRef: { namespace: 'shop', name: 'data' } });
    assert.deepEqual(volumeMoves(volume, undefined), [
      { do: 'set-phase', phase: 'Available' },
      { do: 'wake-claim', claim: 'shop/data' },
    ]);
  });

  it('has the claim finish a binding that it does not know of', () => {
    assert.deepEqual(volumeMoves(taken(), claim), [{ do: 'wake-claim', claim: 'shop/data' }]);
  });

  it('is bound once its claim names it', () => {
    assert.deepEqual(volumeMoves(taken(), boundClaim(claim, taken())), [{ do: 'set-phase', phase: 'Bound' }]);
  });

  it('is free where its claim went to another volume, and stays reserved where a person had reserved it', () => {
    const elsewhere = boundClaim(claim, newVolume('other'));
    assert.deepEqual(volumeMoves(taken(), elsewhere), [{ do: 'free' }, { do: 'set-phase', phase: 'Available' }]);
    const prebound = taken({ claimRef: { namespace: 'shop', name: 'data' } });
    assert.deepEqual(volumeMoves(prebound, elsewhere), [{ do: 'reserve-by-name' }]);
  });

  it('is released where it was provisioned for a claim that went to another volume', () => {
    const made = taken({ persistentVolumeReclaimPolicy: 'Delete' });
    const annotations = { 'pv.kubernetes.io/provisioned-by': 'disks.example.com' };
    const provisioned = { ...made, metadata: { ...made.metadata, annotations } };
    const elsewhere = boundClaim(claim, newVolume('other'));
    assert.deepEqual(volumeMoves(provisioned, elsewhere), [{ do: 'set-phase', phase: 'Released' }]);
  });
});

describe('what is done about a volume whose claim is gone', () => {
  const released = { do: 'set-phase', phase: 'Released' };

  it('is released, also where another claim has taken the name', () => {
    assert.deepEqual(volumeMoves(taken(), undefined), [released]);
    assert.deepEqual(volumeMoves(taken(), another), [released]);
  });

  it('is free after it was scrubbed, if it is to be recycled', () => {
    const moves = volumeMoves(taken({ persistentVolumeReclaimPolicy: 'Recycle' }), undefined);
    assert.deepEqual(moves, [released, { do: 'free' }, { do: 'set-phase', phase: 'Available' }]);
  });

  it('waits for its provisioner, and fails where there is none to delete it', () => {
    const orphan = taken({ persistentVolumeReclaimPolicy: 'Delete' });
    const [, failure] = volumeMoves(orphan, undefined);
    assert.equal(failure?.do === 'set-phase' && failure.phase, 'Failed');
    const annotations = { ...orphan.metadata.annotations, 'pv.kubernetes.io/provisioned-by': 'disks.example.com' };
    const provisioned = { ...orphan, metadata: { ...orphan.metadata, annotations } };
    assert.deepEqual(volumeMoves(provisioned, undefined), [released]);
  });

  it('stays failed', () => {
    assert.deepEqual(volumeMoves(taken({ persistentVolumeReclaimPolicy: 'Delete' }, 'Failed'), undefined), []);
  });
});

describe('a volume that is freed', () => {
  it('is what it was before the controller chose it', () => {
    const volume = newVolume('disk');
    const free = freeVolume(reservedVolume(volume, claim));
    assert.deepEqual(free, { ...volume, metadata: { ...volume.metadata, annotations: {} } });
  });
});
