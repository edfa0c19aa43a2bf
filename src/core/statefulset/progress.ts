import { isReady } from './health.ts';
import { inOrder } from './ordinals.ts';
import { claimLines, ownerLines } from './progress-lines.ts';
import { podLines } from './progress-pods.ts';
import { deploymentRolloutStatus, type RolloutStatus, statefulSetRolloutStatus } from './rollout-status.ts';
import type { ProgressLine, Sight } from './sight.ts';

export type { ProgressLine, Sight } from './sight.ts';

/** A rollout as it was followed so far. */
export interface Rollout {
  readonly startedAt: number;
  readonly seenAt: number;
  readonly first: Sight;
  readonly last: Sight;
  /** What kubectl says now; `undefined` while the change that is waited for has not been seen, or after deletion. */
  readonly status: RolloutStatus | undefined;
  /** A generation of the owner; before it is seen, nothing counts as finished. */
  readonly generation: number;
  /** Pods that were seen ready, by uid: the second time is called "again". */
  readonly everReady: ReadonlySet<string>;
}

/**
 * Starts to follow a rollout. `generation` is that of the change that was just sent, so that an older state which still happens to
 * be complete does not end the watch.
 */
export function beginRollout(
  sight: Sight,
  seenAt: number,
  generation = 0,
): { readonly rollout: Rollout; readonly lines: ProgressLine[] } {
  const status = statusOf(sight, generation);
  const rollout: Rollout = {
    startedAt: seenAt,
    seenAt,
    first: sight,
    last: sight,
    status,
    generation,
    everReady: readyOf(sight, new Set()),
  };
  return { rollout, lines: status === undefined ? [] : [statusLine(status, seenAt)] };
}

/** Folds what is seen now into what was seen before. Steps that were not seen are told by what they left. */
export function advanceRollout(
  rollout: Rollout,
  sight: Sight,
  seenAt: number,
): { readonly rollout: Rollout; readonly lines: ProgressLine[] } {
  const status = statusOf(sight, rollout.generation);
  const context = { before: rollout.last, after: sight, seenAt, everReady: rollout.everReady };
  const lines = [...ownerLines(context), ...claimLines(context), ...podLines(context)];
  if (status !== undefined && !sameStatus(status, rollout.status)) lines.push(statusLine(status, seenAt));
  return {
    rollout: { ...rollout, seenAt, last: sight, status, everReady: readyOf(sight, rollout.everReady) },
    lines,
  };
}

/** What a rollout came to, told from its first and last sight alone. */
export interface RolloutSummary {
  /** Pods that are others than at the start, in the order in which they were created. */
  readonly replaced: readonly string[];
  readonly created: readonly string[];
  readonly deleted: readonly string[];
  /** Pods that are still there, and no longer the workload's. */
  readonly released: readonly string[];
  /** Milliseconds from the start to the last sight. */
  readonly took: number;
}

export function summarizeRollout(rollout: Rollout): RolloutSummary {
  const before = new Map(rollout.first.pods.map(pod => [pod.metadata.name, pod.metadata.uid]));
  const after = new Map(rollout.last.pods.map(pod => [pod.metadata.name, pod.metadata.uid]));
  const owner = rollout.first.owner?.metadata.name ?? '';
  const released = inOrder(owner, rollout.last.released).map(pod => pod.metadata.name);
  const byAge = rollout.last.pods.toSorted(
    (one, other) =>
      Date.parse(one.metadata.creationTimestamp ?? '') - Date.parse(other.metadata.creationTimestamp ?? '') || 0,
  );
  const names = byAge.map(pod => pod.metadata.name);
  return {
    replaced: names.filter(name => before.has(name) && before.get(name) !== after.get(name)),
    created: names.filter(name => !before.has(name)),
    deleted: [...before.keys()].filter(name => !after.has(name) && !released.includes(name)),
    released,
    took: rollout.seenAt - rollout.startedAt,
  };
}

function statusOf({ owner }: Sight, generation: number): RolloutStatus | undefined {
  if (owner === undefined || (owner.metadata.generation ?? 0) < generation) return undefined;
  return owner.kind === 'StatefulSet' ? statefulSetRolloutStatus(owner) : deploymentRolloutStatus(owner);
}

function statusLine({ code, values }: RolloutStatus, at: number): ProgressLine {
  return { at, subject: undefined, code, values };
}

function sameStatus(one: RolloutStatus, other: RolloutStatus | undefined): boolean {
  return one.code === other?.code && JSON.stringify(one.values) === JSON.stringify(other.values);
}

function readyOf(sight: Sight, known: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...known, ...sight.pods.filter(isReady).map(pod => pod.metadata.uid ?? '')]);
}
