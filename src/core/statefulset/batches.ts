import type { Move } from './decision.ts';
import type { StatefulSet } from './model.ts';
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
