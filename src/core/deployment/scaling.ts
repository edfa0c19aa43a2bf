import { desiredWhenScaled, mostWhenScaled } from './annotations.ts';
import { fencepostsOf, isRolling, replicasOf } from './fenceposts.ts';
import type { Deployment, ReplicaSet } from './model.ts';
import { isActive, newestFirst, oldestFirst, sumStatus, sumWanted, wantedBy } from './replica-sets.ts';

/** A ReplicaSet and how many pods it is to want. */
export interface Scale {
  readonly set: ReplicaSet;
  readonly to: number;
  /** Write even where the size stays, for the ReplicaSet to remember the Deployment's new size. */
  readonly remember?: boolean;
}

/** How many pods the new ReplicaSet should want now: as many as the surge leaves room for. Fact F4.4. */
export function newSize(deployment: Deployment, all: readonly ReplicaSet[], current: ReplicaSet | undefined): number {
  const replicas = replicasOf(deployment);
  if (!isRolling(deployment)) return replicas;
  const has = current === undefined ? 0 : wantedBy(current);
  const room = replicas + fencepostsOf(deployment).surge - sumWanted(all);
  return room <= 0 ? has : has + Math.min(room, replicas - has);
}

/**
 * How a rolling update shrinks the old ReplicaSets: first their pods that are not available, then what is available beyond need. A
 * ReplicaSet that gives up both is scaled twice. One that still counts more available pods than it wants ends this: the controller
 * stumbles over it, and waits until the pods are gone. Fact F4.4.
 */
export function shrinkOld(deployment: Deployment, old: readonly ReplicaSet[], current: ReplicaSet): Scale[] {
  const least = replicasOf(deployment) - fencepostsOf(deployment).unavailable;
  const headroom = sumWanted([...old, current]) - least - missingOf(current);
  const active = oldestFirst(old.filter(isActive));
  if (headroom <= 0) return [];
  const behind = active.findIndex(set => missingOf(set) < 0);
  const unhealthy = taken(behind === -1 ? active : active.slice(0, behind), headroom, missingOf);
  const given = unhealthy.reduce((sum, { set, to }) => sum + wantedBy(set) - to, 0);
  if (behind !== -1 && given < headroom) return unhealthy;
  const sizes = new Map(unhealthy.map(({ set, to }) => [set.metadata.name, to]));
  const left = active.map(set => withSize(set, sizes.get(set.metadata.name) ?? wantedBy(set)));
  const surplus = sumStatus([...active, current], 'availableReplicas') - least;
  return [...unhealthy, ...taken(left, surplus, wantedBy)];
}

/** How many pods of a ReplicaSet are not available; below zero while it has not taken those away that it wants no more. */
function missingOf(set: ReplicaSet): number {
  return wantedBy(set) - (set.status?.availableReplicas ?? 0);
}

/** Takes up to `amount` from ReplicaSets in their order, from each no more than `most` says. */
function taken(sets: readonly ReplicaSet[], amount: number, most: (set: ReplicaSet) => number): Scale[] {
  let rest = amount;
  return sets.flatMap(set => {
    const share = Math.min(rest, wantedBy(set), most(set));
    if (share <= 0) return [];
    rest -= share;
    return [{ set, to: wantedBy(set) - share }];
  });
}

function withSize(set: ReplicaSet, replicas: number): ReplicaSet {
  return { ...set, spec: { ...set.spec, replicas } };
}

/** Whether the Deployment was resized since it last scaled one of its active ReplicaSets. */
export function isResized(deployment: Deployment, all: readonly ReplicaSet[]): boolean {
  return all.filter(isActive).some(set => {
    const desired = desiredWhenScaled(set);
    return desired !== undefined && desired !== replicasOf(deployment);
  });
}

/**
 * How a resized or paused Deployment spreads its size, without rolling: one active ReplicaSet takes all; a new one that is complete lets the
 * old ones go; else each grows or shrinks in proportion, and the largest takes the rest. Fact F4.4.
 */
export function resize(deployment: Deployment, old: readonly ReplicaSet[], current: ReplicaSet | undefined): Scale[] {
  const all = current === undefined ? old : [...old, current];
  const active = all.filter(isActive);
  const only = active.length === 0 ? (current ?? newestFirst(old)[0]) : active.length === 1 ? active[0] : undefined;
  if (only !== undefined) return changed([{ set: only, to: replicasOf(deployment) }]);
  if (active.length === 0) return [];
  if (isSaturated(deployment, current)) return changed(old.filter(isActive).map(set => ({ set, to: 0 })));
  return isRolling(deployment) ? proportionally(deployment, active) : [];
}

function changed(scales: readonly Scale[]): Scale[] {
  return scales.filter(({ set, to }) => wantedBy(set) !== to);
}

/** The new ReplicaSet has all that the Deployment wants, and it is available. */
function isSaturated(deployment: Deployment, current: ReplicaSet | undefined): boolean {
  const replicas = replicasOf(deployment);
  return (
    current !== undefined &&
    wantedBy(current) === replicas &&
    desiredWhenScaled(current) === replicas &&
    current.status?.availableReplicas === replicas
  );
}

function proportionally(deployment: Deployment, active: readonly ReplicaSet[]): Scale[] {
  const replicas = replicasOf(deployment);
  const allowed = replicas > 0 ? replicas + fencepostsOf(deployment).surge : 0;
  const toAdd = allowed - sumWanted(active);
  const byAge = toAdd > 0 ? newestFirst(active) : oldestFirst(active);
  const sorted = byAge.sort((one, other) => wantedBy(other) - wantedBy(one));
  let added = 0;
  const sizes = sorted.map(set => {
    const share = toAdd === 0 ? 0 : proportion(deployment, set, toAdd, toAdd - added);
    added += share;
    return wantedBy(set) + share;
  });
  return sorted.map((set, index) => {
    const size = sizes[index] ?? 0;
    return { set, to: index === 0 ? Math.max(0, size + toAdd - added) : size, remember: true };
  });
}

/** The share of one ReplicaSet in `toAdd` pods (negative when shrinking), at most the `left` ones. */
function proportion(deployment: Deployment, set: ReplicaSet, toAdd: number, left: number): number {
  if (left === 0) return 0;
  const fraction = fractionOf(deployment, set);
  return toAdd > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
}

function fractionOf(deployment: Deployment, set: ReplicaSet): number {
  const replicas = replicasOf(deployment);
  if (replicas === 0) return -wantedBy(set);
  const before = mostWhenScaled(set) ?? deployment.status?.replicas ?? 0;
  if (before === 0) return 0;
  const size = (wantedBy(set) * (replicas + fencepostsOf(deployment).surge)) / before;
  return Math.trunc(size + (size < 0 ? -0.5 : 0.5)) - wantedBy(set);
}
