import type { World } from './decision.ts';
import { availableAt, isReady, isTerminating, minReadySecondsOf } from './health.ts';
import { hasIdentity } from './identity.ts';
import type { PersistentVolumeClaim, Pod, StatefulSetSpec } from './model.ts';
import { claimNamesOf, isInRange, ordinalOf } from './ordinals.ts';
import { withOwners } from './retention.ts';

interface Known {
  /** For whom it was found out, and since when it is so. Objects are never changed, so the same object says the same. */
  readonly spec: StatefulSetSpec;
  readonly uid: string | undefined;
  readonly since: number;
  readonly claimNames: readonly string[];
  readonly claims: readonly (PersistentVolumeClaim | undefined)[];
}

const quiet = new WeakMap<Pod, Known>();

/**
 * Whether a pass has nothing to do for a pod and nothing to wait for: it is wanted, available, and all that is its own is right.
 * Most pods of a large set are so for thousands of passes, so it is remembered.
 */
export function isQuiet(world: World, pod: Pod): boolean {
  const known = quiet.get(pod);
  if (known !== undefined && isStillTrue(known, world)) return true;
  const found = findOut(world, pod);
  if (found !== undefined) quiet.set(pod, found);
  return found !== undefined;
}

function isStillTrue({ spec, uid, since, claimNames, claims }: Known, world: World): boolean {
  if (spec !== world.set.spec || uid !== world.set.metadata.uid || since > world.now) return false;
  for (let index = 0; index < claims.length; index++) {
    if (world.claims.get(claimNames[index] ?? '') !== claims[index]) return false;
  }
  return true;
}

function findOut({ set, claims, now }: World, pod: Pod): Known | undefined {
  const ordinal = ordinalOf(set.metadata.name, pod.metadata.name) ?? -1;
  if (!isInRange(set, ordinal) || isTerminating(pod) || !isReady(pod)) return undefined;
  const since = availableAt(pod, minReadySecondsOf(set));
  if (since === undefined || since > now || !hasIdentity(set, pod, ordinal)) return undefined;
  const claimNames = claimNamesOf(set, ordinal);
  const own = claimNames.map(name => claims.get(name));
  const isRight = own.every(claim => claim === undefined || withOwners(claim, set, pod) === undefined);
  return isRight ? { spec: set.spec, uid: set.metadata.uid, since, claimNames, claims: own } : undefined;
}
