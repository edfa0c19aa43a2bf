import { timeOf } from '../time.ts';
import { type Decision, decide } from './controller.ts';
import { diagnoseClaim } from './diagnose-claim.ts';
import { diagnosePod } from './diagnose-pod.ts';
import { waitingDrains } from './drains.ts';
import { isReady, isTerminating } from './health.ts';
import { revisionOf } from './identity.ts';
import type { Pod, StatefulSet } from './model.ts';
import { claimNamesOf, inOrder, isInRange, ordinalOf, replicasOf } from './ordinals.ts';
import { isAdoptable, isAdoptableRevision, isClaimed, isOwned } from './ownership.ts';
import { knownRevisions } from './revisions-unread.ts';
import { isToBeUpdated } from './update.ts';
import { CONTROLLER_MILLISECONDS, pendingMove, refusedMove } from './verdict-creation.ts';
import type { AtRisk, Diagnosis, Evidence, Finding, Verdict, WayOut } from './verdict-model.ts';
import { failedPod, waitedFor } from './verdict-pods.ts';

export type { Cause, Evidence, Verdict, VerdictKind, WayOut } from './verdict-model.ts';

/** What holds a set that is deleted in the foreground until its pods are gone, or in the background until they are nobody's. Fact I8. */
const OWN_FINALIZERS: ReadonlySet<string> = new Set(['foregroundDeletion', 'orphan']);

/** Ways out in which a pod is deleted. */
const DELETIONS: ReadonlySet<WayOut> = new Set([
  'delete-pod',
  'restore-revision-then-delete-pod',
  'lower-partition-then-delete-pod',
  'replace-adopted-pod',
]);

/**
 * Whether a set is fine, moves, is held on purpose, or is stuck, and then why and what is safe to do. It asks the brain what the
 * controller waits for, and looks at that.
 */
export function verdict(evidence: Evidence): Verdict {
  const { set } = evidence;
  const unknown = unknownKinds(evidence);
  if (evidence.pods === undefined) return { verdict: 'unknown', evidence: countWords(set), unknown };
  const pods = ownPods(set, evidence.pods);
  const decision = decide({
    set,
    pods,
    revisions: (evidence.revisions ?? knownRevisions(set)).filter(
      revision => isOwned(revision, set) || isAdoptableRevision(set, revision),
    ),
    claims: new Map((evidence.claims ?? []).map(claim => [claim.metadata.name, claim])),
    now: evidence.now,
    ...(evidence.features === undefined ? {} : { features: evidence.features }),
  });
  const found =
    ofDeletedSet(evidence, pods) ??
    refusedMove(evidence, decision) ??
    failedPod(evidence, pods) ??
    pendingMove(evidence, pods, decision) ??
    waitedFor(evidence, pods, decision) ??
    ofRest(evidence, pods, decision);
  const isDeleted = set.metadata.deletionTimestamp !== undefined;
  const isMoving = !isDeleted && (found.verdict === 'stuck' || found.verdict === 'progressing');
  const blocks = isMoving ? blocked(set, pods, decision) : undefined;
  const atRisk = claimsAtRisk(evidence, pods);
  const drains = waitingDrains(evidence, inOrder(set.metadata.name, pods));
  return {
    ...found,
    ...(isLastReady(found, pods) ? { lastReady: true as const } : {}),
    ...(blocks === undefined ? {} : { blocks }),
    ...(atRisk.length === 0 ? {} : { atRisk }),
    ...(drains.length === 0 ? {} : { drains }),
    unknown,
  };
}

/** Whether the way out deletes the only pod that is ready. */
function isLastReady({ wayOut, thenDelete, pod: name }: Finding, pods: readonly Pod[]): boolean {
  const isDeletion = thenDelete === true || (wayOut !== undefined && DELETIONS.has(wayOut));
  const ready = pods.filter(pod => isReady(pod) && !isTerminating(pod));
  return isDeletion && ready.length === 1 && ready[0]?.metadata.name === name;
}

function ofDeletedSet(evidence: Evidence, pods: readonly Pod[]): Finding | undefined {
  const { metadata } = evidence.set;
  if (metadata.deletionTimestamp === undefined) return undefined;
  const stuck = inOrder(metadata.name, pods)
    .filter(isTerminating)
    .map(pod => ({ waitsFor: pod.metadata.name, ...diagnosePod(pod, evidence) }))
    .find(finding => finding.verdict === 'stuck');
  if (stuck !== undefined) return stuck;
  const foreign = (metadata.finalizers ?? []).filter(finalizer => !OWN_FINALIZERS.has(finalizer));
  if (foreign.length > 0 && pods.length === 0)
    return { verdict: 'stuck', cause: 'finalizer', wayOut: 'let-its-owner-finish', evidence: foreign };
  const held = pods.length > 0 ? undefined : heldClaim(evidence);
  if (held !== undefined) return held;
  const since = timeOf(metadata.deletionTimestamp) ?? evidence.now;
  // Whoever deletes dependents does so at once, so that pods that nobody deletes mean that nobody is there.
  if (foreign.length === 0 && evidence.now - since >= CONTROLLER_MILLISECONDS && !pods.every(isTerminating))
    return { verdict: 'stuck', cause: 'controller-missing', wayOut: 'look-at-controller', since, evidence: [] };
  return { verdict: 'progressing', cause: 'terminating', evidence: metadata.finalizers ?? [] };
}

/** A claim of a set that is deleted in the foreground: the set stays until those it owns are gone. Facts A8 and I8. */
function heldClaim(evidence: Evidence): Diagnosis | undefined {
  return (evidence.claims ?? [])
    .filter(claim => claim.metadata.deletionTimestamp !== undefined && isOwned(claim, evidence.set))
    .map(claim => diagnoseClaim(claim, evidence))
    .find(diagnosis => diagnosis?.verdict === 'stuck');
}

/** Nothing to do and nothing to wait for: fine, or held. */
function ofRest({ set }: Evidence, pods: readonly Pod[], decision: Decision): Finding {
  const outdated = inOrder(set.metadata.name, pods)
    .filter(pod => revisionOf(pod) !== decision.updateRevision)
    .map(pod => pod.metadata.name);
  if (outdated.length === 0)
    return { verdict: 'fine', ...(replicasOf(set) === 0 ? { scaledToZero: true as const } : {}), evidence: [] };
  const by = set.spec.updateStrategy?.type === 'OnDelete' ? 'on-delete' : 'partition';
  return { verdict: 'held', by, outdated, evidence: [] };
}

/** What cannot go on until the wait is over. Pods managed in parallel wait for nothing but updates. */
function blocked(set: StatefulSet, pods: readonly Pod[], decision: Decision): Verdict['blocks'] {
  const ordinals = new Set(pods.map(pod => ordinalOf(set.metadata.name, pod.metadata.name) ?? -1));
  if (set.spec.podManagementPolicy !== 'Parallel') {
    if ([...ordinals].some(ordinal => !isInRange(set, ordinal))) return 'scale-down';
    if (ordinals.size < replicasOf(set)) return 'create';
  }
  return pods.some(pod => isToBeUpdated(set, pod, decision.updateRevision)) ? 'update' : undefined;
}

/** Claims that a running pod still holds, and that are gone once it stops. Facts A7, G8 and G9. */
function claimsAtRisk({ set, claims }: Evidence, pods: readonly Pod[]): AtRisk[] {
  const isSeen = claims !== undefined;
  const byName = new Map((claims ?? []).map(claim => [claim.metadata.name, claim]));
  return inOrder(set.metadata.name, pods)
    .filter(pod => pod.status?.phase === 'Running' && !isTerminating(pod))
    .flatMap(pod =>
      claimNamesOf(set, ordinalOf(set.metadata.name, pod.metadata.name) ?? -1).flatMap((name): AtRisk[] => {
        const claim = byName.get(name);
        if (claim?.metadata.deletionTimestamp !== undefined)
          return [{ claim: name, pod: pod.metadata.name, why: 'claim-terminating' }];
        if (claim?.status?.phase === 'Lost') return [{ claim: name, pod: pod.metadata.name, why: 'claim-lost' }];
        const isMissing = isSeen && claim === undefined && mounts(pod, name);
        return isMissing ? [{ claim: name, pod: pod.metadata.name, why: 'claim-missing' }] : [];
      }),
    );
}

function mounts(pod: Pod, claim: string): boolean {
  return pod.spec.volumes?.some(volume => volume.persistentVolumeClaim?.claimName === claim) === true;
}

/** The pods that the controller takes for the set's: its own, and those of nobody that it will adopt. Fact A1. */
function ownPods(set: StatefulSet, pods: readonly Pod[]): Pod[] {
  return pods.filter(pod => isClaimed(set, pod) || isAdoptable(set, pod));
}

/** What the status counts, by its own names. */
function countWords({ spec, status = {} }: StatefulSet): string[] {
  const wanted = spec.replicas ?? 1;
  return (['readyReplicas', 'updatedReplicas'] as const).map(field => `${field} ${status[field] ?? 0}/${wanted}`);
}

function unknownKinds(evidence: Evidence): string[] {
  const kinds = {
    Pod: evidence.pods,
    ControllerRevision: evidence.revisions,
    PersistentVolumeClaim: evidence.claims,
    Event: evidence.events,
    PersistentVolume: evidence.volumes,
    StorageClass: evidence.classes,
    Node: evidence.nodes,
  };
  return Object.entries(kinds).flatMap(([kind, list]) => (list === undefined ? [kind] : []));
}
