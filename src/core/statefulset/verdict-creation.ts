import type { Decision } from './controller.ts';
import { diagnoseClaim } from './diagnose-claim.ts';
import { diagnosePod } from './diagnose-pod.ts';
import { diagnoseRefusal, diagnoseRepair } from './diagnose-refusal.ts';
import { isTerminating } from './health.ts';
import type { PersistentVolumeClaim, Pod } from './model.ts';
import { claimNamesOf, ordinalOf } from './ordinals.ts';
import { deletes } from './retention.ts';
import { lastSign } from './signs.ts';
import type { Diagnosis, Evidence, Finding } from './verdict-model.ts';

/** After so long without a sign of the controller it is not merely busy. */
export const CONTROLLER_MILLISECONDS = 30_000;

/** A claim that goes with the pod that waits takes the data with it. */
function ownData(pod: string, { user }: Diagnosis): Partial<Finding> {
  return user === pod ? { wayOut: 'save-data-first', pod } : {};
}

/** A pod or claim that the controller wants to create or change and cannot: the name is taken, or the server refuses it. */
export function refusedMove(evidence: Evidence, decision: Decision): Finding | undefined {
  for (const move of decision.moves) {
    if (move.do === 'fail') {
      const claim = evidence.claims?.find(candidate => candidate.metadata.name === move.claims[0]);
      const cause = claim === undefined ? undefined : diagnoseClaim(claim, evidence);
      if (cause !== undefined) return { waitsFor: move.pod, ...cause, ...ownData(move.pod, cause) };
    }
    if (move.do === 'create-pod') {
      const name = move.pod.metadata.name;
      const holder = evidence.pods?.find(pod => pod.metadata.name === name);
      if (holder !== undefined) return nameTaken(evidence, name, holder);
      const refusal = diagnoseRefusal(name, evidence);
      if (refusal !== undefined) return { waitsFor: name, ...refusal };
    }
    if (move.do === 'update-pod') {
      const { name } = move.pod.metadata;
      const refusal = diagnoseRepair(name, evidence);
      if (refusal !== undefined) return { waitsFor: name, pod: name, ...refusal };
    }
  }
  return undefined;
}

/** The controller has something to do: it will, unless it is not there or nothing wakes it. */
export function pendingMove(evidence: Evidence, pods: readonly Pod[], decision: Decision): Finding | undefined {
  const { set, now } = evidence;
  const unseen = (set.status?.observedGeneration ?? 0) < (set.metadata.generation ?? 0);
  // A warning is repeated with every pass, and claims that may not be read only seem to be missing.
  const idle = new Set(['warn-conflicting-controller', ...(evidence.claims === undefined ? ['create-claim'] : [])]);
  const moves = decision.moves.filter(move => !idle.has(move.do));
  if (moves.length === 0 && !unseen) return undefined;
  // What others do to its pods says nothing of whether the controller has seen the set.
  const since = lastSign(evidence, unseen ? [] : pods);
  const waitsFor = decision.waits?.pod;
  const isLate = since !== undefined && now - since >= CONTROLLER_MILLISECONDS;
  if (!isLate) return { verdict: 'progressing', ...(waitsFor === undefined ? {} : { waitsFor }), evidence: [] };
  const creation = moves.find(move => move.do === 'create-pod');
  if (unseen || creation === undefined) return { ...controllerMissing(evidence), since };
  return { ...uncreated(evidence, creation.pod.metadata.name), since };
}

/**
 * Nobody says why a pod is not created. The claim of an earlier pod that was deleted with it leaves the controller asleep (fact G11);
 * otherwise the events would tell, where they may be read.
 */
function uncreated(evidence: Evidence, pod: string): Finding {
  const { set, events } = evidence;
  const isDeleting = deletes(set, 'whenScaled') && claimNamesOf(set, 0).length > 0;
  if (isDeleting) return staleClaim(evidence, pod);
  if (events === undefined)
    return { verdict: 'stuck', waitsFor: pod, cause: 'create-refused', wayOut: 'look-at-events', evidence: [] };
  return { waitsFor: pod, ...controllerMissing(evidence) };
}

function controllerMissing({ set }: Evidence): Finding {
  const { generation = 0 } = set.metadata;
  const { observedGeneration = 0 } = set.status ?? {};
  const lag =
    observedGeneration < generation ? [`observedGeneration ${observedGeneration} < generation ${generation}`] : [];
  return { verdict: 'stuck', cause: 'controller-missing', wayOut: 'look-at-controller', evidence: lag };
}

/**
 * The controller does not create a pod while a claim belongs to an earlier pod of its name, and is not told when it no longer does. A claim
 * that does not go comes first.
 */
export function staleClaim(evidence: Evidence, pod: string): Finding {
  const { set, claims = [] } = evidence;
  const names = claimNamesOf(set, ordinalOf(set.metadata.name, pod) ?? -1);
  const own = claims.filter(({ metadata }) => names.includes(metadata.name));
  const going = own.find(({ metadata }) => metadata.deletionTimestamp !== undefined);
  const held = going === undefined ? undefined : diagnoseClaim(going, evidence);
  if (held !== undefined && (held.verdict === 'progressing' || held.wayOut !== undefined))
    return { waitsFor: pod, ...held };
  const claim = (going ?? own.find(isOfPod) ?? own[0])?.metadata.name ?? names[0];
  return {
    verdict: 'stuck',
    waitsFor: pod,
    cause: 'stale-claim',
    wayOut: 'touch-set',
    ...(claim === undefined ? {} : { claim }),
    evidence: claim === undefined ? [] : [claim],
  };
}

function isOfPod({ metadata }: PersistentVolumeClaim): boolean {
  return metadata.ownerReferences?.some(owner => owner.kind === 'Pod') === true;
}

/** The pod of somebody else may be on its way out: of an earlier set of that name, for example. */
function nameTaken(evidence: Evidence, name: string, holder: Pod): Finding {
  if (isTerminating(holder)) return { waitsFor: name, ...diagnosePod(holder, evidence) };
  const owner = holder.metadata.ownerReferences?.find(reference => reference.controller === true);
  const words = [name, ...(owner === undefined ? [] : [`${owner.kind}/${owner.name}`])];
  return {
    verdict: 'stuck',
    waitsFor: name,
    cause: 'name-taken',
    wayOut: 'remove-foreign-pod',
    pod: name,
    evidence: words,
  };
}
