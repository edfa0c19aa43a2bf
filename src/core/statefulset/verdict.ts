import { type Decision, decide } from './controller.ts';
import { diagnoseClaim } from './diagnose-claim.ts';
import { diagnosePod } from './diagnose-pod.ts';
import { diagnoseRefusal } from './diagnose-refusal.ts';
import { isUnavailable, minReadySecondsOf } from './health.ts';
import { revisionOf } from './identity.ts';
import type { Pod, StatefulSet } from './model.ts';
import { claimNamesOf, inOrder, isInRange, ordinalOf, ordinalsOf, partitionOf, startOf } from './ordinals.ts';
import type { Diagnosis, Evidence, Verdict } from './verdict-model.ts';
import { wayOutOfBrokenPod } from './way-out.ts';

export type { Cause, Evidence, Verdict, VerdictKind, WayOut } from './verdict-model.ts';

/** After so long without a sign of the controller it is not merely busy. */
const CONTROLLER_MILLISECONDS = 30_000;

/**
 * Whether a set is fine, moves, is held on purpose, or is stuck, and then why and what is safe to do. It asks the brain what the
 * controller waits for, and looks at that.
 */
export function verdict(evidence: Evidence): Verdict {
  const { set } = evidence;
  const pods = ownPods(evidence);
  const decision = decide({
    set,
    pods,
    revisions: evidence.revisions.filter(revision => isOwned(revision.metadata.ownerReferences, set)),
    claims: new Map((evidence.claims ?? []).map(claim => [claim.metadata.name, claim])),
    now: evidence.now,
  });
  const found =
    ofDeletedSet(set) ??
    ofCreation(evidence, decision) ??
    ofMoves(evidence, decision) ??
    ofWait(evidence, pods, decision) ??
    ofRest(evidence, pods, decision);
  const stuckBehind =
    found.verdict === 'stuck' || found.verdict === 'progressing' ? blocked(set, pods, decision) : undefined;
  return { ...found, ...(stuckBehind === undefined ? {} : { blocks: stuckBehind }), unknown: unknownKinds(evidence) };
}

type Finding = Omit<Verdict, 'unknown'>;

function ofDeletedSet(set: StatefulSet): Finding | undefined {
  if (set.metadata.deletionTimestamp === undefined) return undefined;
  return { verdict: 'progressing', cause: 'terminating', evidence: set.metadata.finalizers ?? [] };
}

/** A pod or claim that the controller wants to create and cannot: the name is taken, or the server refuses it. */
function ofCreation(evidence: Evidence, decision: Decision): Finding | undefined {
  for (const move of decision.moves) {
    if (move.do === 'fail') {
      const claim = evidence.claims?.find(candidate => candidate.metadata.name === move.claims[0]);
      const cause = claim === undefined ? undefined : diagnoseClaim(claim, evidence);
      if (cause !== undefined) return { waitsFor: move.pod, ...cause };
    }
    if (move.do !== 'create-pod') continue;
    const name = move.pod.metadata.name;
    const holder = evidence.pods.find(pod => pod.metadata.name === name);
    if (holder !== undefined) return nameTaken(name, holder);
    const refusal = diagnoseRefusal(name, evidence);
    if (refusal !== undefined) return { waitsFor: name, ...refusal };
  }
  return undefined;
}

function nameTaken(name: string, holder: Pod): Finding {
  const owner = holder.metadata.ownerReferences?.find(reference => reference.controller === true);
  const evidence = [name, ...(owner === undefined ? [] : [`${owner.kind}/${owner.name}`])];
  return { verdict: 'stuck', waitsFor: name, cause: 'name-taken', wayOut: 'remove-foreign-pod', pod: name, evidence };
}

/** The controller has something to do: it will, unless it is not there. */
function ofMoves(evidence: Evidence, decision: Decision): Finding | undefined {
  const unseen = (evidence.set.status?.observedGeneration ?? 0) < (evidence.set.metadata.generation ?? 0);
  if (decision.moves.length === 0 && !unseen) return undefined;
  const times = [
    evidence.set.metadata.creationTimestamp,
    ...(evidence.set.metadata.managedFields ?? []).map(entry => entry.time),
  ];
  const changed = Math.max(...times.map(time => Date.parse(time ?? '')).filter(time => !Number.isNaN(time)));
  const waitsFor = decision.waits?.pod;
  const base = waitsFor === undefined ? { evidence: [] } : { waitsFor, evidence: [] };
  if (!unseen || !Number.isFinite(changed) || evidence.now - changed < CONTROLLER_MILLISECONDS)
    return { verdict: 'progressing', ...base };
  return { verdict: 'stuck', cause: 'controller-missing', wayOut: 'look-at-controller', since: changed, evidence: [] };
}

function ofWait(evidence: Evidence, pods: readonly Pod[], decision: Decision): Finding | undefined {
  const { set } = evidence;
  const waitsFor = decision.waits?.pod ?? firstUnavailable(evidence, pods)?.metadata.name;
  if (waitsFor === undefined) return undefined;
  if (decision.waits?.for === 'stale-claim') return staleClaim(set, waitsFor);
  const pod = pods.find(candidate => candidate.metadata.name === waitsFor);
  if (pod === undefined) return { verdict: 'progressing', waitsFor, evidence: [] };
  return withWayOut(evidence, decision, pod, diagnosePod(pod, evidence));
}

function staleClaim(set: StatefulSet, pod: string): Finding {
  const [claim] = claimNamesOf(set, ordinalOf(set.metadata.name, pod) ?? -1);
  return {
    verdict: 'stuck',
    waitsFor: pod,
    cause: 'stale-claim',
    wayOut: 'touch-set',
    ...(claim === undefined ? {} : { claim }),
    evidence: claim === undefined ? [] : [claim],
  };
}

/** What is wrong with the pod itself may be mended by replacing it; what is wrong around it may not. */
function withWayOut(evidence: Evidence, decision: Decision, pod: Pod, diagnosis: Diagnosis): Finding {
  const name = pod.metadata.name;
  if (diagnosis.verdict !== 'stuck') return { waitsFor: name, ...diagnosis };
  const broken = wayOutOfBrokenPod(evidence.set, decision, pod, diagnosis);
  return { waitsFor: name, ...diagnosis, ...broken };
}

/** Nothing to do and nothing to wait for: fine, or held. */
function ofRest({ set }: Evidence, pods: readonly Pod[], decision: Decision): Finding {
  const outdated = inOrder(set.metadata.name, pods)
    .filter(pod => revisionOf(pod) !== decision.updateRevision)
    .map(pod => pod.metadata.name);
  if (outdated.length === 0) return { verdict: 'fine', evidence: [] };
  const by = set.spec.updateStrategy?.type === 'OnDelete' ? 'on-delete' : 'partition';
  return { verdict: 'held', by, outdated, evidence: [] };
}

/** What cannot go on until the wait is over. */
function blocked(set: StatefulSet, pods: readonly Pod[], decision: Decision): Verdict['blocks'] {
  const ordinals = pods.map(pod => ordinalOf(set.metadata.name, pod.metadata.name) ?? -1);
  if (ordinals.some(ordinal => !isInRange(set, ordinal))) return 'scale-down';
  if (ordinalsOf(set).some(ordinal => !ordinals.includes(ordinal))) return 'create';
  if (set.spec.updateStrategy?.type === 'OnDelete') return undefined;
  const border = startOf(set) + partitionOf(set);
  const outdated = pods.some(
    pod =>
      revisionOf(pod) !== decision.updateRevision && (ordinalOf(set.metadata.name, pod.metadata.name) ?? 0) >= border,
  );
  return outdated ? 'update' : undefined;
}

function firstUnavailable({ set, now }: Evidence, pods: readonly Pod[]): Pod | undefined {
  return inOrder(set.metadata.name, pods).find(pod => isUnavailable(pod, minReadySecondsOf(set), now));
}

function ownPods({ set, pods }: Evidence): Pod[] {
  return pods.filter(
    pod => ordinalOf(set.metadata.name, pod.metadata.name) !== undefined && isOwned(pod.metadata.ownerReferences, set),
  );
}

function isOwned(owners: Pod['metadata']['ownerReferences'], set: StatefulSet): boolean {
  return owners?.some(owner => owner.controller === true && owner.uid === set.metadata.uid) ?? false;
}

function unknownKinds(evidence: Evidence): string[] {
  const kinds = {
    PersistentVolumeClaim: evidence.claims,
    Event: evidence.events,
    PersistentVolume: evidence.volumes,
    StorageClass: evidence.classes,
    Node: evidence.nodes,
  };
  return Object.entries(kinds).flatMap(([kind, list]) => (list === undefined ? [kind] : []));
}
