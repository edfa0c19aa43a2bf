import { selects } from '../labels.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../statefulset/model.ts';
import { isReservedFor, unfitness } from './match.ts';

/** Why a claim that names no volume cannot have this one. Facts G2 and G3. */
export type Unfitness =
  | 'deleting'
  /** It is Released: it holds the data of a claim that is gone, and is kept for it. Fact G8. */
  | 'released'
  /** Another claim has it, or it is kept for one. */
  | 'taken'
  | 'not-available'
  | 'labels'
  | NonNullable<ReturnType<typeof unfitness>>;

/** What makes a volume unfit for a claim, the reason first that no change of the claim could mend; `undefined` if it would do. */
export function whyUnfit(volume: PersistentVolume, claim: PersistentVolumeClaim): Unfitness | undefined {
  if (volume.metadata.deletionTimestamp !== undefined) return 'deleting';
  if (isReservedFor(volume, claim)) return sizeOrMode(volume, claim);
  const phase = volume.status?.phase ?? 'Available';
  if (phase === 'Released') return 'released';
  if (volume.spec.claimRef !== undefined) return 'taken';
  if (phase !== 'Available') return 'not-available';
  const unfit = unfitness(volume, claim);
  if (unfit !== undefined) return unfit;
  const { selector } = claim.spec;
  return selector === undefined || selects(selector, volume.metadata.labels) ? undefined : 'labels';
}

/** A volume that is reserved for the claim is asked for its size and modes only. Fact G3. */
function sizeOrMode(volume: PersistentVolume, claim: PersistentVolumeClaim): Unfitness | undefined {
  const unfit = unfitness(volume, claim);
  return unfit === 'class' ? undefined : unfit;
}
