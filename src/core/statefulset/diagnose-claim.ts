import type { ClusterEvent, PersistentVolumeClaim, Pod } from './model.ts';
import type { Diagnosis, Surroundings, WayOut } from './verdict-model.ts';

/** A provisioner that runs has said so by then. */
const PROVISIONER_MILLISECONDS = 5_000;
/** The scheduler has found a node, and with it the place where the volume is wanted. */
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** Why the claims of a pod keep it from being scheduled; `undefined` if they do not, or if claims may not be read. */
export function diagnoseClaims(pod: Pod, evidence: Surroundings): Diagnosis | undefined {
  const names = (pod.spec.volumes ?? []).flatMap(volume => volume.persistentVolumeClaim?.claimName ?? []);
  for (const name of names) {
    const claim = evidence.claims?.find(candidate => candidate.metadata.name === name);
    const found = claim === undefined ? undefined : diagnoseClaim(claim, evidence);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Why a claim cannot be used; `undefined` if it can. */
export function diagnoseClaim(claim: PersistentVolumeClaim, evidence: Surroundings): Diagnosis | undefined {
  const name = claim.metadata.name;
  if (claim.metadata.deletionTimestamp !== undefined)
    return { ...stuck(claim, [name, ...(claim.metadata.finalizers ?? [])]), cause: 'claim-terminating' };
  if (claim.status?.phase === 'Lost')
    return { ...stuck(claim, [name, claim.spec.volumeName ?? '']), cause: 'claim-lost' };
  if (claim.status?.phase === 'Bound') return undefined;
  const events = (evidence.events ?? []).filter(event => isAbout(event, claim));
  const words = [...new Set(events.flatMap(event => event.message ?? []))];
  const className = claim.spec.storageClassName ?? '';
  if (className === '') return pending(claim, 'provide-volume-or-class', words);
  const storageClass = evidence.classes?.find(candidate => candidate.metadata.name === className);
  if (evidence.classes !== undefined && storageClass === undefined)
    return pending(
      claim,
      'create-class-or-recreate-set',
      words.length > 0 ? words : [`storage class "${className}" not found`],
    );
  if (storageClass?.provisioner === NO_PROVISIONER) return pending(claim, 'provide-volume-or-class', words);
  const waitsForNode = claim.metadata.annotations?.[SELECTED_NODE] === undefined;
  if (storageClass?.volumeBindingMode === 'WaitForFirstConsumer' && waitsForNode) return undefined;
  const failed = events.filter(event => event.reason === 'ProvisioningFailed').map(event => event.message ?? '');
  const evident = [...words, ...(storageClass === undefined ? [] : [storageClass.provisioner])];
  if (failed.length > 0) return pending(claim, 'start-provisioner', evident);
  const waited = evidence.now - Date.parse(claim.metadata.creationTimestamp ?? '');
  if (isBeingProvisioned(events) || waited < PROVISIONER_MILLISECONDS)
    return { ...pending(claim, 'start-provisioner', evident), verdict: 'progressing' };
  return pending(claim, 'start-provisioner', evident);
}

/** The provisioner itself has taken the claim up. */
function isBeingProvisioned(events: readonly ClusterEvent[]): boolean {
  return events.some(event => event.reason === 'Provisioning');
}

function pending(claim: PersistentVolumeClaim, wayOut: WayOut, evidence: readonly string[]): Diagnosis {
  return { ...stuck(claim, evidence), cause: 'claim-pending', wayOut };
}

function stuck(claim: PersistentVolumeClaim, evidence: readonly string[]) {
  const since = Date.parse(claim.metadata.deletionTimestamp ?? claim.metadata.creationTimestamp ?? '');
  return {
    verdict: 'stuck' as const,
    claim: claim.metadata.name,
    ...(Number.isNaN(since) ? {} : { since }),
    evidence,
  };
}

function isAbout(event: ClusterEvent, claim: PersistentVolumeClaim): boolean {
  const { kind, name, uid } = event.involvedObject;
  if (kind !== 'PersistentVolumeClaim' || name !== claim.metadata.name) return false;
  return uid === undefined || claim.metadata.uid === undefined || uid === claim.metadata.uid;
}
