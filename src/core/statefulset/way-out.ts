import type { Decision } from './decision.ts';
import { claimsOf } from './diagnose-claim.ts';
import { revisionOf } from './identity.ts';
import type { Pod, StatefulSet } from './model.ts';
import { ordinalOf, partitionOf, startOf } from './ordinals.ts';
import type { Cause, Diagnosis, Evidence, WayOut } from './verdict-model.ts';

/** What is wrong with the pod itself, so that a pod from another template may be better. */
const IN_THE_POD: ReadonlySet<Cause> = new Set(['image-pull', 'crash-loop', 'container-config', 'not-ready']);

/**
 * The safe way past a broken pod. Under OrderedReady the controller never replaces a pod that was never available, whatever the
 * template says by now: it must be deleted, but only once what it comes back as is better. Section C, deadlock.
 */
export function wayOutOfBrokenPod(
  evidence: Evidence,
  decision: Decision,
  pod: Pod,
  diagnosis: Diagnosis,
): { readonly cause?: Cause; readonly wayOut?: WayOut; readonly pod?: string } {
  if (!IN_THE_POD.has(diagnosis.cause)) return {};
  const { set } = evidence;
  const name = pod.metadata.name;
  const isOutdated = revisionOf(pod) !== decision.updateRevision;
  const comesBackAs = revisionAfterDeletion(set, decision, pod);
  const found = { ...(isOutdated && revisionOf(pod) !== comesBackAs ? { cause: 'outdated-broken-pod' as const } : {}) };
  // Whoever deletes the pod deletes its data with it: nothing else holds the claim.
  if (claimsOf(pod, evidence).some(claim => claim.metadata.deletionTimestamp !== undefined))
    return { ...found, wayOut: 'save-data-first', pod: name };
  // What is missing may come; the kubelet then goes on by itself.
  if (diagnosis.wayOut !== undefined && found.cause === undefined) return { pod: name };
  return { ...found, wayOut: wayOut(evidence, decision, isOutdated, found.cause !== undefined), pod: name };
}

function wayOut(
  { set, features }: Evidence,
  decision: Decision,
  isOutdated: boolean,
  comesBackBetter: boolean,
): WayOut {
  if (comesBackBetter) return 'delete-pod';
  if (isOutdated) return 'lower-partition-then-delete-pod';
  if (decision.currentRevision === decision.updateRevision) return 'fix-template-then-delete-pod';
  // With the gate of maxUnavailable on, a broken pod uses up what may be unavailable, and is not replaced either. Section C.
  const replacesItself = set.spec.podManagementPolicy === 'Parallel' && features?.maxUnavailable !== true;
  return replacesItself ? 'restore-revision' : 'restore-revision-then-delete-pod';
}

/** Fact C4: where a partition is given, a pod below it returns at the current revision; without one the count of the status decides. */
function revisionAfterDeletion(set: StatefulSet, decision: Decision, pod: Pod): string {
  const strategy = set.spec.updateStrategy;
  if (strategy?.type === 'OnDelete') return decision.updateRevision;
  const below = strategy?.rollingUpdate === undefined ? (set.status?.currentReplicas ?? 0) : partitionOf(set);
  const ordinal = ordinalOf(set.metadata.name, pod.metadata.name) ?? 0;
  return ordinal < startOf(set) + below ? decision.currentRevision : decision.updateRevision;
}
