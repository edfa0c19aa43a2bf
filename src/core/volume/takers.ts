import type { PersistentVolume, PersistentVolumeClaim } from '../statefulset/model.ts';
import { findVolume, unfitness } from './match.ts';

/** A volume as it is once its claimRef is cleared. */
export function freed(volume: PersistentVolume): PersistentVolume {
  const { claimRef: _, ...spec } = volume.spec;
  return { ...volume, spec, status: { ...volume.status, phase: 'Available' } };
}

/** The claims, of those that wait, that could bind a volume that is free: by what they ask for, or because they name it. Facts G1 to G4. */
export function takersOf(free: PersistentVolume, claims: readonly PersistentVolumeClaim[]): PersistentVolumeClaim[] {
  return claims.filter(claim => {
    if ((claim.status?.phase ?? 'Pending') !== 'Pending') return false;
    const named = claim.spec.volumeName ?? '';
    if (named !== '') return named === free.metadata.name && unfitness(free, claim) === undefined;
    return findVolume(claim, [free]) === free;
  });
}
