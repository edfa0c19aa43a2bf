import { controllerReference } from './identity.ts';
import type { KubernetesObject, OwnerReference, PersistentVolumeClaim, Pod, StatefulSet } from './model.ts';
import { isInRange, ordinalOf } from './ordinals.ts';

/** Who may own a claim, so that garbage collection deletes it with the pod or with the set. Fact A8. */

type OwnerKind = 'StatefulSet' | 'Pod';

/** Other groups have a kind StatefulSet, too, and theirs is somebody else's. */
const API_VERSIONS: Readonly<Record<OwnerKind, string>> = { StatefulSet: 'apps/v1', Pod: 'v1' };

export type ClaimOwner = 'nobody' | 'set' | 'pod';

/** Whom the retention policy makes the owner of the claims of a pod. */
function claimOwner(set: StatefulSet, pod: Pod): ClaimOwner {
  const scaledDown = !isInRange(set, ordinalOf(set.metadata.name, pod.metadata.name) ?? -1);
  if (scaledDown && deletes(set, 'whenScaled')) return 'pod';
  return deletes(set, 'whenDeleted') ? 'set' : 'nobody';
}

/** Whether the policy deletes claims in this case; it keeps them where nothing is said. */
export function deletes(set: StatefulSet, when: 'whenScaled' | 'whenDeleted'): boolean {
  return set.spec.persistentVolumeClaimRetentionPolicy?.[when] === 'Delete';
}

/**
 * The claim with the owners that the policy asks for, or `undefined` where nothing is to be changed:
 * they are right already, or the claim belongs to an earlier set or pod of the same name and must not be touched.
 */
export function withOwners(
  claim: PersistentVolumeClaim,
  set: StatefulSet,
  pod: Pod,
): PersistentVolumeClaim | undefined {
  if (isOfEarlier(claim, 'StatefulSet', set) || isOfEarlier(claim, 'Pod', pod)) return undefined;
  const references = claim.metadata.ownerReferences ?? [];
  const ours = references.filter(reference => isOurs(reference, set, pod));
  const others = references.filter(reference => !isOurs(reference, set, pod));
  const wanted = hasForeignController(claim, set, pod) ? 'nobody' : claimOwner(set, pod);
  if (isRight(ours, wanted)) return undefined;
  const added = wanted === 'nobody' ? [] : [wanted === 'set' ? controllerReference(set) : podReference(pod)];
  return { ...claim, metadata: { ...claim.metadata, ownerReferences: [...others, ...added] } };
}

/**
 * Another controller owns the claim, or an earlier set or pod of our name does in whatever way, and the policy would have us own it:
 * the controller warns and stays away.
 */
export function hasForeignController(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
  if (!deletes(set, 'whenScaled') && !deletes(set, 'whenDeleted')) return false;
  if (isOfEarlier(claim, 'StatefulSet', set) || isOfEarlier(claim, 'Pod', pod)) return true;
  const references = claim.metadata.ownerReferences ?? [];
  return references.some(reference => reference.controller === true && !isOurs(reference, set, pod));
}

/**
 * A claim that garbage collection is about to delete with an earlier pod of the same name: the controller waits for it
 * without an event, and nothing wakes it when the claim is gone. Section B and fact G11.
 */
export function isStaleClaim(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
  return deletes(set, 'whenScaled') && isOfEarlier(claim, 'Pod', pod);
}

function isRight(ours: readonly OwnerReference[], wanted: ClaimOwner): boolean {
  if (wanted === 'nobody') return ours.length === 0;
  const [only, ...more] = ours;
  if (only === undefined || more.length > 0 || only.controller !== true) return false;
  return only.kind === (wanted === 'set' ? 'StatefulSet' : 'Pod');
}

function isOurs(reference: OwnerReference, set: StatefulSet, pod: Pod): boolean {
  return isReferenceTo(reference, 'StatefulSet', set) || isReferenceTo(reference, 'Pod', pod);
}

function isReferenceTo(reference: OwnerReference, kind: OwnerKind, object: KubernetesObject): boolean {
  return isNamed(reference, kind, object) && reference.uid === object.metadata.uid;
}

function isOfEarlier(claim: PersistentVolumeClaim, kind: OwnerKind, object: KubernetesObject): boolean {
  const references = claim.metadata.ownerReferences ?? [];
  return references.some(reference => isNamed(reference, kind, object) && reference.uid !== object.metadata.uid);
}

function isNamed({ apiVersion, kind, name }: OwnerReference, wanted: OwnerKind, object: KubernetesObject): boolean {
  return kind === wanted && apiVersion === API_VERSIONS[wanted] && name === object.metadata.name;
}

function podReference(pod: Pod): OwnerReference {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    name: pod.metadata.name,
    uid: pod.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}
