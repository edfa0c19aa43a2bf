import type { Decision } from './decision.ts';
import { claimsOf } from './diagnose-claim.ts';
import { UNAUTHORIZED } from './diagnose-containers.ts';
import { isReady, isUnavailable, minReadySecondsOf } from './health.ts';
import { revisionOf } from './identity.ts';
import type { Pod, StatefulSet } from './model.ts';
import { claimTemplatesOf, isInRange, ordinalOf, partitionOf, replicasOf, startOf } from './ordinals.ts';
import { deletes } from './retention.ts';
import { mayBeBetter, revisionSeen } from './revision-seen.ts';
import { maxUnavailableOf } from './update.ts';
import type { Cause, Diagnosis, Evidence, Verdict, WayOut } from './verdict-model.ts';

/** What is wrong with the pod itself, so that a pod from another template may be better. */
const IN_THE_POD: ReadonlySet<Cause> = new Set(['image-pull', 'crash-loop', 'container-config', 'not-ready']);
/** What another template may mend, or somebody else; a pod that is there already needs both. */
const ABOUT_THE_TEMPLATE: ReadonlySet<WayOut> = new Set([
  'lower-request-or-add-node',
  'add-node-or-relax',
  'create-missing-object',
  'create-claim-or-fix-template',
  'remove-scheduling-gates',
]);
/** A pod that is on its way, or that may still run where nobody sees it: deleting it does nothing. */
const BEYOND_DELETION: ReadonlySet<Cause> = new Set(['node-lost', 'terminating', 'finalizer']);

const IN_THE_VOLUME: ReadonlySet<WayOut> = new Set(['grow-claim', 'make-room-in-volume']);

type Found = Partial<
  Pick<
    Verdict,
    'cause' | 'wayOut' | 'pod' | 'thenDelete' | 'condemned' | 'othersRun' | 'revision' | 'claims' | 'partition'
  >
>;

/**
 * The safe way past a broken pod. Under OrderedReady the controller never replaces a pod that was never available, whatever the
 * template says by now: it must be deleted, but only once what it comes back as may be better. Section C, deadlock.
 */
export function wayOutOfBrokenPod(evidence: Evidence, decision: Decision, pod: Pod, diagnosis: Diagnosis): Found {
  const { name } = pod.metadata;
  if (BEYOND_DELETION.has(diagnosis.cause)) return {};
  if (isCondemned(evidence.set, pod))
    return { wayOut: 'delete-pod', pod: name, condemned: true, ...claimsOfPod(evidence, pod) };
  // Another pod, of whichever template, finds the same volume as full.
  if (diagnosis.wayOut !== undefined && IN_THE_VOLUME.has(diagnosis.wayOut)) return { pod: name };
  const isAboutTemplate = diagnosis.wayOut !== undefined && ABOUT_THE_TEMPLATE.has(diagnosis.wayOut);
  if (!IN_THE_POD.has(diagnosis.cause) && !isAboutTemplate) return {};
  const own = revisionOf(pod);
  const returnsAs = revisionAfterDeletion(evidence.set, decision, pod);
  const isOutdated = own !== decision.updateRevision;
  const isBetter = mayBeBetter(evidence, own, returnsAs, diagnosis);
  const cause = isBetter && isOutdated ? { cause: 'outdated-broken-pod' as const } : {};
  const found = { ...cause, pod: name };
  // Whoever deletes the pod deletes its data with it: nothing else holds the claim.
  if (claimsOf(pod, evidence).some(claim => claim.metadata.deletionTimestamp !== undefined))
    return { ...found, wayOut: 'save-data-first' };
  if (isBetter)
    return { ...found, wayOut: 'delete-pod', ...revisionSeen(evidence, returnsAs), ...claimsOfPod(evidence, pod) };
  // What is missing may come; the kubelet or the scheduler then goes on by itself.
  if (diagnosis.wayOut !== undefined) {
    const isUpToOthers = diagnosis.wayOut === 'open-readiness-gate';
    return { ...found, ...(replacesBroken(evidence) || isUpToOthers ? {} : { thenDelete: true as const }) };
  }
  const data = replacesBroken(evidence) ? {} : claimsOfPod(evidence, pod);
  return { ...found, ...byTemplate(evidence, decision, pod, diagnosis), ...data };
}

/** The pod itself is at fault, and would come back as it is: another template must come first. */
function byTemplate(evidence: Evidence, decision: Decision, pod: Pod, diagnosis: Diagnosis): Found {
  const { currentRevision, updateRevision } = decision;
  const own = revisionOf(pod);
  if (own !== updateRevision && mayBeBetter(evidence, own, updateRevision, diagnosis))
    return {
      wayOut: 'lower-partition-then-delete-pod',
      partition: Math.max(0, (ordinalOf(evidence.set.metadata.name, pod.metadata.name) ?? 0) - startOf(evidence.set)),
      ...revisionSeen(evidence, updateRevision),
    };
  const heals = replacesBroken(evidence);
  const others = (evidence.pods ?? []).some(other => other !== pod && revisionOf(other) === own && isReady(other));
  const othersRun = others ? { othersRun: true as const } : {};
  const isLetIn = diagnosis.cause !== 'image-pull' || !diagnosis.evidence.some(word => UNAUTHORIZED.test(word));
  const hasPast = currentRevision !== updateRevision && mayBeBetter(evidence, own, currentRevision, diagnosis);
  if (hasPast && hasRun(evidence, decision)) {
    const back = revisionSeen(evidence, currentRevision);
    return { wayOut: heals ? 'undo' : 'restore-revision-then-delete-pod', ...back, ...othersRun };
  }
  return {
    wayOut: isLetIn ? 'fix-template' : 'mend-registry',
    ...(heals ? {} : { thenDelete: true as const }),
    ...othersRun,
  };
}

/** With the gate of maxUnavailable on, broken pods use up what may be unavailable, and once nothing is left are not replaced either. Section C. */
function replacesBroken({ set, features, pods = [], now }: Evidence): boolean {
  if (set.spec.podManagementPolicy !== 'Parallel') return false;
  if (features?.maxUnavailable !== true || features.replacesUnavailable === true) return true;
  const inRange = pods.filter(pod => isInRange(set, ordinalOf(set.metadata.name, pod.metadata.name) ?? -1));
  const missing = replicasOf(set) - inRange.length;
  const down = inRange.filter(pod => isUnavailable(pod, minReadySecondsOf(set), now)).length;
  return missing + down < maxUnavailableOf(set);
}

/**
 * Whether the current revision can be thought to have run. In order, an update takes the highest pod first: where a pod is broken at the
 * update revision while higher ones are missing, and none is ready at the current one, the set never came up.
 */
function hasRun({ set, pods = [] }: Evidence, { currentRevision, moves, waits }: Decision): boolean {
  if (set.spec.podManagementPolicy === 'Parallel') return true;
  const isShort = moves.some(move => move.do === 'create-pod') || missingAbove(set, pods, waits?.pod);
  return !isShort || pods.some(pod => revisionOf(pod) === currentRevision && isReady(pod));
}

function missingAbove(set: StatefulSet, pods: readonly Pod[], name: string | undefined): boolean {
  const next = ordinalOf(set.metadata.name, name ?? '');
  if (next === undefined || !isInRange(set, next + 1)) return false;
  return !pods.some(pod => ordinalOf(set.metadata.name, pod.metadata.name) === next + 1);
}

/**
 * Fact C4: where a partition is given, a pod below it returns at the current revision; without one the count of the status decides, from
 * which the pod itself is gone by then.
 */
function revisionAfterDeletion(set: StatefulSet, decision: Decision, pod: Pod): string {
  const strategy = set.spec.updateStrategy;
  if (strategy?.type === 'OnDelete') return decision.updateRevision;
  const { currentReplicas = 0 } = set.status ?? {};
  const isCounted = revisionOf(pod) === decision.currentRevision;
  const below = strategy?.rollingUpdate === undefined ? currentReplicas - (isCounted ? 1 : 0) : partitionOf(set);
  const ordinal = ordinalOf(set.metadata.name, pod.metadata.name) ?? 0;
  return ordinal < startOf(set) + below ? decision.currentRevision : decision.updateRevision;
}

/** What becomes of the data of a pod that is deleted. */
function claimsOfPod({ set }: Evidence, pod: Pod): Pick<Found, 'claims'> {
  if (claimTemplatesOf(set).length === 0) return {};
  return { claims: isCondemned(set, pod) && deletes(set, 'whenScaled') ? 'go' : 'stay' };
}

function isCondemned(set: StatefulSet, pod: Pod): boolean {
  return !isInRange(set, ordinalOf(set.metadata.name, pod.metadata.name) ?? -1);
}
