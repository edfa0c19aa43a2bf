import type { Move, World } from './decision.ts';
import { newClaims } from './identity.ts';
import type { PersistentVolumeClaim, Pod } from './model.ts';
import { claimNamesOf, ordinalOf } from './ordinals.ts';
import { hasForeignController, withOwners } from './retention.ts';

/** The claims a pod lacks, to be created, and those that are on their way out and hinder it. */
export function claimMoves(world: World, pod: Pod): { readonly moves: Move[]; readonly terminating: string[] } {
  const ordinal = ordinalOf(world.set.metadata.name, pod.metadata.name) ?? -1;
  const moves = newClaims(world.set, ordinal)
    .filter(claim => !world.claims.has(claim.metadata.name))
    .map((claim): Move => ({ do: 'create-claim', claim, pod: pod.metadata.name }));
  const terminating = claimsOf(world, pod)
    .filter(claim => claim.metadata.deletionTimestamp !== undefined)
    .map(claim => claim.metadata.name);
  return { moves, terminating };
}

/** Changes of owners that the retention policy asks for on the claims that a pod has, and a warning for each claim that others control. */
export function ownerMoves(world: World, pod: Pod): Move[] {
  return claimsOf(world, pod).flatMap((claim): Move[] => {
    const warning: Move[] = hasForeignController(claim, world.set, pod)
      ? [{ do: 'warn-conflicting-controller', claim: claim.metadata.name, pod: pod.metadata.name }]
      : [];
    const owned = withOwners(claim, world.set, pod);
    if (owned === undefined) return warning;
    return [...warning, { do: 'update-claim-owners', claim: owned, pod: pod.metadata.name }];
  });
}

/**
 * The same where the controller looks first whether any claim of the pod needs a change: it warns only when it changes one.
 * It does not look first when it creates a pod, and while a pod is Pending.
 */
export function ownerRepairs(world: World, pod: Pod): Move[] {
  const moves = ownerMoves(world, pod);
  return moves.some(move => move.do === 'update-claim-owners') ? moves : [];
}

/** The claims of a pod that exist. */
export function claimsOf(world: World, pod: Pod): PersistentVolumeClaim[] {
  const ordinal = ordinalOf(world.set.metadata.name, pod.metadata.name) ?? -1;
  return claimNamesOf(world.set, ordinal).flatMap(name => world.claims.get(name) ?? []);
}
