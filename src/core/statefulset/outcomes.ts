import { ageOf } from '../age.ts';
import type { World } from './decision.ts';
import { isTerminating } from './health.ts';
import { revisionOf } from './identity.ts';
import type { PersistentVolumeClaim, Pod } from './model.ts';
import type { ModelCluster } from './model-cluster.ts';
import { claimNamesOf, inOrder, ordinalOf, ordinalOfClaim, partitionOf, startOf } from './ordinals.ts';
import { isNobodys } from './ownership.ts';

/** What becomes of a pod. */
export interface PodOutcome {
  readonly pod: string;
  readonly outcome: 'created' | 'replaced' | 'deleted' | 'kept' | 'abandoned';
  /**
   * Of a pod that is kept: it is at the update revision; it was nobody's and is taken over; the partition holds it; OnDelete leaves it; the
   * rollout never gets there; it is deleted and does not go.
   */
  readonly why?: 'up-to-date' | 'adopted' | 'held-by-partition' | 'on-delete' | 'not-reached' | 'not-gone';
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** What becomes of a claim, and with it of the data. */
export interface ClaimOutcome {
  readonly claim: string;
  /** `reused`: it was there before its pod; `left-behind`: its pod goes and it stays. */
  readonly outcome: 'created' | 'reused' | 'kept' | 'left-behind' | 'deleted';
  readonly createdAt: string | undefined;
  /** How old it was before the change, in kubectl's short form; `undefined` for one that was not there. */
  readonly age: string | undefined;
}

/** Compares the pods before a change with those that the model holds when it rests. `orphaned`: the set went and left them. */
export function podOutcomes(before: World, after: ModelCluster, orphaned: boolean): PodOutcome[] {
  const was = new Map(before.pods.map(pod => [pod.metadata.name, pod]));
  const number = (pod: Pod | undefined) =>
    pod && [...after.revisions, ...before.revisions].find(r => r.metadata.name === revisionOf(pod))?.revision;
  const all = inOrder(after.set.metadata.name, [...new Map([...was, ...after.pods]).values()]);
  return all.map(({ metadata: { name } }): PodOutcome => {
    const old = was.get(name);
    const now = after.pods.get(name);
    const revisions = { from: number(old), to: number(now) };
    if (now === undefined) return { pod: name, outcome: 'deleted', ...revisions };
    if (old === undefined) return { pod: name, outcome: 'created', ...revisions };
    if (orphaned) return { pod: name, outcome: 'abandoned', ...revisions };
    if (old.metadata.uid !== now.metadata.uid) return { pod: name, outcome: 'replaced', ...revisions };
    return { pod: name, outcome: 'kept', why: whyKept(after, now), ...revisions };
  });
}

/**
 * Compares the claims of the set before a change with those that the model holds when it rests. Claims that no pod used before are told
 * where they are deleted, and where the set goes and leaves them.
 */
export function claimOutcomes(before: World, after: ModelCluster, setGoes: boolean): ClaimOutcome[] {
  const mounted = new Set([...after.pods.keys()].flatMap(pod => claimsOf(after, pod)));
  const mountedBefore = new Set(before.pods.flatMap(pod => claimsOf(after, pod.metadata.name)));
  const everyPod = new Map([...before.pods.map(pod => [pod.metadata.name, pod] as const), ...after.pods]);
  const relevant = inOrder(after.set.metadata.name, [...everyPod.values()]).flatMap(pod =>
    claimsOf(after, pod.metadata.name),
  );
  const strays = strayClaims(before, new Set(relevant)).filter(name => setGoes || !after.claims.has(name));
  return [...relevant, ...strays].flatMap((name): ClaimOutcome[] => {
    const old = before.claims.get(name);
    const now = after.claims.get(name);
    const outcome = outcomeOf(old, now, mounted.has(name), mountedBefore.has(name));
    const createdAt = old?.metadata.creationTimestamp;
    return outcome === undefined ? [] : [{ claim: name, outcome, createdAt, age: ageOf(createdAt, before.now) }];
  });
}

/** Claims of ordinals that have no pod, in order of ordinals. */
function strayClaims({ set, claims }: World, known: ReadonlySet<string>): string[] {
  const strays = [...claims.keys()].flatMap(name => {
    const ordinal = known.has(name) ? undefined : ordinalOfClaim(set, name);
    return ordinal === undefined ? [] : [{ name, ordinal }];
  });
  return strays.sort((one, other) => one.ordinal - other.ordinal).map(({ name }) => name);
}

function outcomeOf(
  old: PersistentVolumeClaim | undefined,
  now: PersistentVolumeClaim | undefined,
  mounted: boolean,
  mountedBefore: boolean,
): ClaimOutcome['outcome'] | undefined {
  if (old === undefined) return now === undefined ? undefined : 'created';
  if (now === undefined) return 'deleted';
  if (!mounted) return 'left-behind';
  return mountedBefore ? 'kept' : 'reused';
}

function claimsOf(model: ModelCluster, pod: string): string[] {
  const ordinal = ordinalOf(model.set.metadata.name, pod);
  return ordinal === undefined ? [] : claimNamesOf(model.set, ordinal);
}

function whyKept({ set }: ModelCluster, pod: Pod): NonNullable<PodOutcome['why']> {
  if (isTerminating(pod)) return 'not-gone';
  if (revisionOf(pod) === set.status?.updateRevision) return isNobodys(pod) ? 'adopted' : 'up-to-date';
  if (set.spec.updateStrategy?.type === 'OnDelete') return 'on-delete';
  const ordinal = ordinalOf(set.metadata.name, pod.metadata.name) ?? 0;
  return ordinal < startOf(set) + partitionOf(set) ? 'held-by-partition' : 'not-reached';
}
