import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../src/core/statefulset/model.ts';
import { classNameOf } from '../../../../src/core/volume/class-name.ts';
import { capacityOf, findVolume, isReservedFor, requestOf, unfitness } from '../../../../src/core/volume/match.ts';

const RWO = 'ReadWriteOnce';
const RWX = 'ReadWriteMany';
const ROX = 'ReadOnlyMany';

function claim(spec: Partial<PersistentVolumeClaim['spec']> = {}, storage = '2Gi'): PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop', uid: 'claim-1' },
    spec: { accessModes: [RWO], resources: { requests: { storage } }, ...spec },
  };
}

function volume(
  name: string,
  spec: Partial<PersistentVolume['spec']> = {},
  more: Partial<PersistentVolume> = {},
): PersistentVolume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: { accessModes: [RWO], capacity: { storage: '2Gi' }, ...spec },
    status: { phase: 'Available' },
    ...more,
  };
}

const found = (wanted: PersistentVolumeClaim, ...volumes: PersistentVolume[]) =>
  findVolume(wanted, volumes)?.metadata.name;

describe('the search for a volume', () => {
  it('takes the smallest volume that is large enough', () => {
    const volumes = ['10Gi', '1Gi', '3Gi', '4Gi'].map(storage => volume(storage, { capacity: { storage } }));
    assert.equal(found(claim(), ...volumes), '3Gi');
  });

  it('prefers a larger volume with fewer access modes to a smaller one with more', () => {
    const more = volume('small', { accessModes: [RWO, RWX], capacity: { storage: '2Gi' } });
    const fewer = volume('large', { capacity: { storage: '100Gi' } });
    assert.equal(found(claim(), more, fewer), 'large');
  });

  it('goes on to volumes with more access modes when those with fewer are too small', () => {
    const small = volume('small', { capacity: { storage: '1Gi' } });
    const shared = volume('shared', { accessModes: [RWX, RWO] });
    assert.equal(found(claim(), small, shared), 'shared');
  });

  it('takes none that lacks an access mode, however many others it has', () => {
    assert.equal(found(claim(), volume('shared', { accessModes: [RWX, ROX] })), undefined);
  });

  it('matches no class only with no class, and counts an empty one as none', () => {
    assert.equal(found(claim({ storageClassName: 'fast' }), volume('plain')), undefined);
    assert.equal(found(claim(), volume('fast', { storageClassName: 'fast' })), undefined);
    assert.equal(found(claim({ storageClassName: '' }), volume('plain')), 'plain');
  });

  it('looks at volume mode, attributes class and selector', () => {
    assert.equal(found(claim({ volumeMode: 'Block' }), volume('disk')), undefined);
    assert.equal(found(claim({ volumeMode: 'Filesystem' }), volume('disk')), 'disk');
    assert.equal(found(claim({ volumeAttributesClassName: 'gold' }), volume('disk')), undefined);
    const wanted = claim({ selector: { matchLabels: { tier: 'db' } } });
    const labelled = volume('db', {}, { metadata: { name: 'db', labels: { tier: 'db' } } });
    assert.equal(found(wanted, volume('disk'), labelled), 'db');
  });

  it('passes over volumes that are bound, released, being deleted or reserved for another claim', () => {
    const bound = volume('bound', {}, { status: { phase: 'Bound' } });
    const released = volume('released', {}, { status: { phase: 'Released' } });
    const going = volume('going', {}, { metadata: { name: 'going', deletionTimestamp: '2026-01-01T00:00:00Z' } });
    const taken = volume('taken', { claimRef: { namespace: 'shop', name: 'other' } });
    assert.equal(found(claim(), bound, released, going, taken), undefined);
  });

  it('takes a volume reserved for the claim whatever its class, phase and labels', () => {
    const claimRef = { namespace: 'shop', name: 'data' };
    const reserved = volume('mine', { claimRef, storageClassName: 'odd' }, { status: { phase: 'Pending' } });
    const wanted = claim({ selector: { matchLabels: { tier: 'db' } } });
    assert.equal(found(wanted, volume('free'), reserved), 'mine');
    const small = volume('mine', { claimRef, capacity: { storage: '1Gi' } });
    assert.equal(found(wanted, small), undefined);
  });

  it('takes nothing but a reserved volume for a claim that waits for its first pod', () => {
    const reserved = volume('mine', { claimRef: { namespace: 'shop', name: 'data', uid: 'claim-1' } });
    assert.equal(findVolume(claim(), [volume('free')], { delayed: true }), undefined);
    assert.equal(findVolume(claim(), [volume('free'), reserved], { delayed: true }), reserved);
  });

  it('takes only what can be reached from the node', () => {
    const near = volume('near', { capacity: { storage: '9Gi' } });
    assert.equal(findVolume(claim(), [volume('far'), near], { reachable: each => each === near }), near);
  });

  it('never finds a volume that the claim could not ask for by name', () => {
    const modes = fc.uniqueArray(fc.constantFrom(RWO, RWX, ROX), { minLength: 1 });
    const storage = fc.integer({ min: 1, max: 8 }).map(size => `${size}Gi`);
    const volumes = fc.array(fc.tuple(modes, storage), { maxLength: 8 });
    fc.assert(
      fc.property(volumes, modes, storage, (offered, wanted, size) => {
        const all = offered.map(([accessModes, capacity], index) =>
          volume(`v${index}`, { accessModes, capacity: { storage: capacity } }),
        );
        const asking = claim({ accessModes: wanted }, size);
        const chosen = findVolume(asking, all);
        const fit = all.filter(each => unfitness(each, asking) === undefined);
        if (chosen === undefined) assert.deepEqual(fit, []);
        else {
          assert.equal(unfitness(chosen, asking), undefined);
          const sameModes = fit.filter(each => String(each.spec.accessModes) === String(chosen.spec.accessModes));
          assert.ok(sameModes.every(each => capacityOf(each).nano >= capacityOf(chosen).nano));
          assert.ok(fit.every(each => (each.spec.accessModes ?? []).length >= (chosen.spec.accessModes ?? []).length));
        }
      }),
    );
  });
});

describe('what makes a volume unfit for a claim that names it', () => {
  it('is told one by one', () => {
    assert.equal(unfitness(volume('v', { capacity: { storage: '1Gi' } }), claim()), 'too-small');
    assert.equal(unfitness(volume('v', { storageClassName: 'fast' }), claim()), 'class');
    assert.equal(unfitness(volume('v', { volumeAttributesClassName: 'gold' }), claim()), 'attributes-class');
    assert.equal(unfitness(volume('v', { volumeMode: 'Block' }), claim()), 'mode');
    assert.equal(unfitness(volume('v', { accessModes: [RWX] }), claim()), 'access-modes');
    assert.equal(unfitness(volume('v'), claim({ selector: { matchLabels: { tier: 'db' } } })), undefined);
  });
});

describe('a reservation', () => {
  it('without a uid is for whoever bears the name, with one for that claim alone', () => {
    const reserved = (uid?: string) =>
      volume('v', { claimRef: { namespace: 'shop', name: 'data', ...(uid === undefined ? {} : { uid }) } });
    assert.equal(isReservedFor(reserved(), claim()), true);
    assert.equal(isReservedFor(reserved(''), claim()), true);
    assert.equal(isReservedFor(reserved('claim-1'), claim()), true);
    assert.equal(isReservedFor(reserved('claim-0'), claim()), false);
    assert.equal(isReservedFor(volume('v'), claim()), false);
  });

  it('counts in exact amounts', () => {
    assert.equal(capacityOf(volume('v', { capacity: { storage: '2048Mi' } })).nano, requestOf(claim()).nano);
  });
});

describe('a class that is named in the annotation of old', () => {
  const annotated = <Kind extends PersistentVolume | PersistentVolumeClaim>(object: Kind, name: string): Kind => ({
    ...object,
    metadata: { ...object.metadata, annotations: { 'volume.beta.kubernetes.io/storage-class': name } },
  });

  it('counts, of a claim and of a volume, and before the field', () => {
    const slow = annotated(volume('v', { storageClassName: 'fast' }), 'slow');
    assert.equal(findVolume(annotated(claim({ storageClassName: 'fast' }), 'slow'), [slow]), slow);
    assert.equal(findVolume(claim({ storageClassName: 'slow' }), [slow]), slow);
    assert.equal(findVolume(claim({ storageClassName: 'fast' }), [slow]), undefined);
    assert.equal(unfitness(slow, claim({ storageClassName: 'fast' })), 'class');
  });

  it('may be none', () => {
    const none = annotated(claim({ storageClassName: 'fast' }), '');
    const plain = volume('v');
    assert.equal(findVolume(none, [plain]), plain);
    assert.equal(classNameOf(none), '');
    assert.equal(classNameOf(claim()), undefined);
  });
});
