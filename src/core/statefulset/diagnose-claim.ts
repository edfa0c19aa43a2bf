import { timeOf } from '../time.ts';
import { classNameOf } from '../volume/class-name.ts';
import { whyUnfit } from '../volume/unfit.ts';
import { eventsAbout, messageOf } from './events.ts';
import type { ClusterEvent, PersistentVolumeClaim, Pod, StorageClass } from './model.ts';
import type { Diagnosis, Surroundings, UnfitVolume, WayOut } from './verdict-model.ts';

/** A provisioner that runs has said so by then. */
const PROVISIONER_MILLISECONDS = 5_000;
/** A claim that nothing holds is gone by then. */
const DELETION_MILLISECONDS = 3_000;
/** The scheduler has found a node, and with it the place where the volume is wanted. */
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
/** Holds a claim for as long as a pod uses it. Fact G9. */
const PROTECTION = 'kubernetes.io/pvc-protection';
/** Events of claims that wait for a pod to be scheduled first. Fact G6. */
const WAITING_FOR_POD: ReadonlySet<string> = new Set(['WaitForFirstConsumer', 'WaitForPodScheduled']);

/** Why the claims of a pod keep it from being scheduled; `undefined` if they do not, or if claims may not be read. */
export function diagnoseClaims(pod: Pod, evidence: Surroundings): Diagnosis | undefined {
  const found = claimsOf(pod, evidence).flatMap(claim => diagnoseClaim(claim, evidence) ?? []);
  return found.find(diagnosis => diagnosis.verdict === 'stuck') ?? found[0];
}

/** The claims that a pod mounts, as far as they exist and may be read. */
export function claimsOf(pod: Pod, { claims }: Surroundings): PersistentVolumeClaim[] {
  const names = new Set((pod.spec.volumes ?? []).map(volume => volume.persistentVolumeClaim?.claimName));
  return (claims ?? []).filter(
    ({ metadata }) => names.has(metadata.name) && metadata.namespace === pod.metadata.namespace,
  );
}

/** Why a claim cannot be used; `undefined` if it can, or waits for its pod to be scheduled. */
export function diagnoseClaim(claim: PersistentVolumeClaim, evidence: Surroundings): Diagnosis | undefined {
  if (claim.metadata.deletionTimestamp !== undefined) return terminating(claim, evidence);
  if (claim.status?.phase === 'Lost') {
    const { name } = claim.metadata;
    return { ...stuck(claim, [name, claim.spec.volumeName ?? '']), cause: 'claim-lost', wayOut: 'restore-volume' };
  }
  return claim.status?.phase === 'Bound' ? undefined : diagnosePending(claim, evidence);
}

function diagnosePending(claim: PersistentVolumeClaim, evidence: Surroundings): Diagnosis | undefined {
  const events = eventsAbout(evidence.events, { kind: 'PersistentVolumeClaim', metadata: claim.metadata });
  const words = [...new Set(events.map(messageOf))];
  const className = classNameOf(claim) ?? '';
  if (className === '') return unprovided(claim, evidence, words);
  const storageClass = evidence.classes?.find(candidate => candidate.metadata.name === className);
  if (evidence.classes !== undefined && storageClass === undefined) {
    // A class may be no more than a word that volumes made by hand and claims agree on.
    const isByHand = evidence.volumes?.some(volume => classNameOf(volume) === className) === true;
    if (isByHand) return unprovided(claim, evidence, words);
    const said = words.length > 0 ? words : [`storage class "${className}" not found`];
    return { ...pending(claim, 'create-class-or-recreate-set', said), storageClass: className };
  }
  if (waitsForPod(claim, storageClass, events)) return undefined;
  // Where classes may not be read, the controller says it: no volume plugin matched this name.
  if (storageClass?.provisioner === NO_PROVISIONER || words.some(said => said.includes(NO_PROVISIONER)))
    return unprovided(claim, evidence, words);
  const failed = events.some(event => event.reason === 'ProvisioningFailed');
  const evident = [...words, ...(storageClass === undefined ? [] : [`provisioner ${storageClass.provisioner}`])];
  const found = pending(claim, 'start-provisioner', evident);
  if (failed) return found;
  const waited = evidence.now - (timeOf(claim.metadata.creationTimestamp) ?? Number.NaN);
  const mayCome = isBeingProvisioned(events) || waited < PROVISIONER_MILLISECONDS;
  return mayCome ? { ...found, verdict: 'progressing' } : found;
}

/** Fact G7: nothing is bound or provisioned before the scheduler has chosen a node. */
function waitsForPod(
  claim: PersistentVolumeClaim,
  storageClass: StorageClass | undefined,
  events: readonly ClusterEvent[],
): boolean {
  if (claim.metadata.annotations?.[SELECTED_NODE] !== undefined) return false;
  if (storageClass !== undefined) return storageClass.volumeBindingMode === 'WaitForFirstConsumer';
  return WAITING_FOR_POD.has(events.at(-1)?.reason ?? '');
}

function terminating(claim: PersistentVolumeClaim, { pods, now }: Surroundings): Diagnosis {
  const { name, deletionTimestamp, finalizers = [] } = claim.metadata;
  const base = { ...stuck(claim, [name, ...finalizers]), cause: 'claim-terminating' as const };
  const waited = now - (timeOf(deletionTimestamp) ?? Number.NaN);
  if (waited < DELETION_MILLISECONDS) return { ...base, verdict: 'progressing' };
  // What protects a claim in use is nobody's unfinished work.
  const isForeign = finalizers.some(finalizer => finalizer !== PROTECTION);
  if (isForeign) return { ...base, wayOut: 'let-its-owner-finish' };
  const user = userOf(claim, pods);
  if (user !== undefined) return { ...base, user, wayOut: 'let-its-user-end' };
  // Nothing uses it, so whoever protects claims in use does not look.
  return pods === undefined ? base : { ...base, wayOut: 'look-at-controller' };
}

/** A pod on a node that mounts the claim: as long as there is one, the claim does not go. Fact G9. */
export function userOf({ metadata }: PersistentVolumeClaim, pods: readonly Pod[] = []): string | undefined {
  const mounts = (pod: Pod) =>
    pod.spec.volumes?.some(volume => volume.persistentVolumeClaim?.claimName === metadata.name) === true;
  const user = pods.find(
    pod => pod.metadata.namespace === metadata.namespace && (pod.spec.nodeName ?? '') !== '' && mounts(pod),
  );
  return user?.metadata.name;
}

/** The provisioner itself has taken the claim up. */
function isBeingProvisioned(events: readonly ClusterEvent[]): boolean {
  return events.some(event => event.reason === 'Provisioning');
}

/** Only a volume made by hand will do; those that are there and free for nobody else are told with what is wrong with them. */
function unprovided(claim: PersistentVolumeClaim, evidence: Surroundings, words: readonly string[]): Diagnosis {
  const found = pending(claim, 'provide-volume-or-class', words);
  const unfit = (evidence.volumes ?? []).flatMap((volume): UnfitVolume[] => {
    const why = whyUnfit(volume, claim);
    return why === undefined || why === 'taken' ? [] : [{ volume: volume.metadata.name, why }];
  });
  return unfit.length === 0 ? found : { ...found, unfit };
}

function pending(claim: PersistentVolumeClaim, wayOut: WayOut, evidence: readonly string[]): Diagnosis {
  return { ...stuck(claim, evidence), cause: 'claim-pending', wayOut };
}

function stuck(claim: PersistentVolumeClaim, evidence: readonly string[]) {
  const since = timeOf(claim.metadata.deletionTimestamp ?? claim.metadata.creationTimestamp);
  return {
    verdict: 'stuck' as const,
    claim: claim.metadata.name,
    ...(since === undefined ? {} : { since }),
    evidence,
  };
}
