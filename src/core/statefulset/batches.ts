import type { Decision, Move } from './decision.ts';
import type { StatefulSet, StatefulSetStatus } from './model.ts';
import { isInRange, ordinalOf, startOf } from './ordinals.ts';

/** Batches of 1, 2, 4, … 256 pods have so many pods together; from then on a batch has the most that it may have. Section B, consequences. */
const DOUBLING = 9;
const IN_DOUBLING = 2 ** DOUBLING - 1;
const LARGEST = 500;

/**
 * The batch in which pods managed in parallel are seen to, counted from 0; `index` counts pods from 0. What fails for one pod leaves the
 * others of its batch alone, and no later batch is begun.
 */
export function batchOf(index: number): number {
  if (index < IN_DOUBLING) return 31 - Math.clz32(index + 1);
  return DOUBLING + Math.floor((index - IN_DOUBLING) / LARGEST);
}

/**
 * Whether a move of a pass is made where earlier ones of the pass could not be: in a set managed in parallel, for another pod of the same
 * batch. Moves for pods beyond the range and of the update come later than every batch.
 */
export function isMadeAfter(set: StatefulSet, failed: readonly Move[], move: Move): boolean {
  const [first] = failed;
  if (first === undefined) return true;
  if (set.spec.podManagementPolicy !== 'Parallel') return false;
  const pod = replicaOf(set, move);
  if (pod === undefined || failed.some(other => replicaOf(set, other) === pod)) return false;
  const broken = replicaOf(set, first);
  return broken !== undefined && batchOf(broken) === batchOf(pod);
}

/**
 * The status that a pass writes whose moves could not all be made: a pod that the update was still to delete counts as current. A set that is
 * complete for all that has nothing to delete that counts.
 */
export function statusWithout({ status, moves }: Decision, made: readonly Move[]): StatefulSetStatus {
  const isOutdated = (move: Move) => move.do === 'delete-pod' && move.because === 'outdated';
  const left = moves.filter(isOutdated).length - made.filter(isOutdated).length;
  return left === 0 ? status : { ...status, currentReplicas: (status.currentReplicas ?? 0) + left };
}

/** For which pod in the range, counted from 0, a move is made before those beyond it and the update are looked at. */
function replicaOf(set: StatefulSet, move: Move): number | undefined {
  const name = podOf(move);
  const ordinal = name === undefined ? undefined : ordinalOf(set.metadata.name, name);
  return ordinal === undefined || !isInRange(set, ordinal) ? undefined : ordinal - startOf(set);
}

function podOf(move: Move): string | undefined {
  switch (move.do) {
    case 'create-claim':
    case 'update-claim-owners':
    case 'warn-conflicting-controller':
    case 'fail':
      return move.pod;
    case 'create-pod':
    case 'update-pod':
      return move.pod.metadata.name;
    case 'delete-pod':
      return move.because === 'finished' ? move.pod : undefined;
    default:
      return undefined;
  }
}
