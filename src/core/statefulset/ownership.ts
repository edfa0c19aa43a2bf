import { selects } from '../labels.ts';
import type { ControllerRevision, KubernetesObject, Pod, StatefulSet } from './model.ts';
import { ordinalOf } from './ordinals.ts';

/** Whether the set is the controller of an object. */
export function isOwned({ metadata }: KubernetesObject, set: StatefulSet): boolean {
  return metadata.ownerReferences?.some(owner => owner.controller === true && owner.uid === set.metadata.uid) ?? false;
}

/** A pod that the set owns and keeps. One whose labels or name no longer fit is let go. Fact A1. */
export function isClaimed(set: StatefulSet, pod: Pod): boolean {
  return isOwned(pod, set) && isMember(set, pod);
}

/** A pod of nobody that the set will adopt. One that goes is left to go, and so is every one while the set itself goes. Fact A1. */
export function isAdoptable(set: StatefulSet, pod: Pod): boolean {
  const isGoing = pod.metadata.deletionTimestamp !== undefined || set.metadata.deletionTimestamp !== undefined;
  return isNobodys(pod) && !isGoing && isMember(set, pod);
}

/** A revision of nobody that the set will adopt. Section B, step 1. */
export function isAdoptableRevision(set: StatefulSet, revision: ControllerRevision): boolean {
  return isNobodys(revision) && selects(set.spec.selector, revision.metadata.labels);
}

/** Whether selector and name pattern both fit. Fact A1. */
export function isMember(set: StatefulSet, pod: Pod): boolean {
  return (
    ordinalOf(set.metadata.name, pod.metadata.name) !== undefined && selects(set.spec.selector, pod.metadata.labels)
  );
}

/** Whether no object controls this one. */
export function isNobodys({ metadata }: KubernetesObject): boolean {
  return !(metadata.ownerReferences ?? []).some(owner => owner.controller === true);
}
