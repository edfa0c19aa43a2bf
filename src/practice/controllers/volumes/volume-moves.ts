import type { PersistentVolume, PersistentVolumeClaim } from '../../../core/statefulset/model.ts';
import { keyOf, uidOf } from '../context.ts';
import { isBoundByController } from './binding.ts';

const provisionedBy = 'pv.kubernetes.io/provisioned-by';

/** One thing that the controller does about a volume. */
export type VolumeMove =
  /** A volume that is in the phase already stays as it is. */
  | {
      readonly do: 'set-phase';
      readonly phase: 'Available' | 'Bound' | 'Released' | 'Failed';
      readonly message?: string;
    }
  /** Takes the claim out of the volume. */
  | { readonly do: 'free' }
  /** Keeps the volume for the name of the claim, not for this very claim. */
  | { readonly do: 'reserve-by-name' }
  /** Has the claim of this key looked at, which may bind it. */
  | { readonly do: 'wake-claim'; readonly claim: string };

const available: VolumeMove = { do: 'set-phase', phase: 'Available' };

/** What is to be done about a volume, in this order; `claim` is the one that its claimRef names, if there is one. Fact G8. */
export function volumeMoves(volume: PersistentVolume, claim: PersistentVolumeClaim | undefined): readonly VolumeMove[] {
  const reference = volume.spec.claimRef;
  if (reference === undefined) return [available];
  if ((reference.uid ?? '') === '')
    return [available, { do: 'wake-claim', claim: `${reference.namespace}/${reference.name}` }];
  if (claim === undefined || uidOf(claim) !== reference.uid) return reclaim(volume);
  if ((claim.spec.volumeName ?? '') === '') return [{ do: 'wake-claim', claim: keyOf(claim) }];
  if (claim.spec.volumeName === volume.metadata.name) return [{ do: 'set-phase', phase: 'Bound' }];
  if (isProvisioned(volume) && volume.spec.persistentVolumeReclaimPolicy === 'Delete') return reclaim(volume);
  return isBoundByController(volume) ? [{ do: 'free' }, available] : [{ do: 'reserve-by-name' }];
}

/** The claim is gone: what becomes of the volume is up to its reclaim policy. One that is deleted by a provisioner only waits for it. */
function reclaim(volume: PersistentVolume): readonly VolumeMove[] {
  const failed = volume.status?.phase === 'Failed';
  const released: readonly VolumeMove[] = failed ? [] : [{ do: 'set-phase', phase: 'Released' }];
  const policy = volume.spec.persistentVolumeReclaimPolicy;
  if (policy === 'Recycle') return [...released, { do: 'free' }, available];
  if (policy !== 'Delete' || failed || isProvisioned(volume)) return released;
  const message = 'error getting deleter volume plugin for volume: no deletable volume plugin matched';
  return [...released, { do: 'set-phase', phase: 'Failed', message }];
}

/** Made for one claim by a provisioner, which is asked to delete it again where the claim has no use for it. */
function isProvisioned(volume: PersistentVolume): boolean {
  return volume.metadata.annotations?.[provisionedBy] !== undefined;
}
