import { timeOf } from '../time.ts';
import type { Decision } from './controller.ts';
import { exitWords } from './diagnose-containers.ts';
import { diagnosePod } from './diagnose-pod.ts';
import { countOf, eventsAbout, lastSeen, messageOf } from './events.ts';
import { isFinished, isTerminating, isUnavailable, minReadySecondsOf } from './health.ts';
import type { Pod, StatefulSet } from './model.ts';
import { inOrder, isInRange, ordinalOf } from './ordinals.ts';
import { isToBeUpdated } from './update.ts';
import { staleClaim } from './verdict-creation.ts';
import type { Diagnosis, Evidence, Finding, WayOut } from './verdict-model.ts';
import { wayOutOfBrokenPod } from './way-out.ts';

/** A pod that has failed so often, beyond what changes of the template explain, will fail again. */
const MANY_FAILURES = 3;

/** The controller puts another pod in the place of one that is gone by then. */
const REPLACEMENT_MILLISECONDS = 10_000;

/** The pod that the controller waits for, and what is the matter with it. */
export function waitedFor(evidence: Evidence, pods: readonly Pod[], decision: Decision): Finding | undefined {
  const { set } = evidence;
  const { waits } = decision;
  const unavailable = inOrder(set.metadata.name, pods).filter(pod =>
    isUnavailable(pod, minReadySecondsOf(set), evidence.now),
  );
  const name = awaitedPod(evidence, pods, decision, unavailable);
  if (name === undefined) return undefined;
  if (waits?.for === 'stale-claim') return staleClaim(evidence, name);
  const pod = pods.find(candidate => candidate.metadata.name === name);
  if (pod === undefined) return { verdict: 'progressing', waitsFor: name, evidence: [] };
  const others = unavailable.filter(other => other !== pod);
  const first = findingOf(evidence, decision, pod);
  const broken = others
    .map(other => findingOf(evidence, decision, other))
    .filter(finding => finding.verdict === 'stuck');
  // In parallel nothing stands in the way of the others, so the one that will not recover is the news.
  const isParallel = set.spec.podManagementPolicy === 'Parallel';
  const [worse, ...rest] = broken;
  if (isParallel && first.verdict !== 'stuck' && worse !== undefined) return withAlso(worse, rest);
  return withAlso(first, broken);
}

/**
 * Pods managed in parallel wait for nothing but updates, from the highest ordinal down. Where no pod is left to be updated nobody waits at
 * the highest of those that are unavailable, and the lowest is told.
 */
function awaitedPod(
  { set }: Evidence,
  pods: readonly Pod[],
  { waits, updateRevision }: Decision,
  unavailable: readonly Pod[],
): string | undefined {
  const lowest = unavailable[0]?.metadata.name;
  const isUpdated = !pods.some(pod => isToBeUpdated(set, pod, updateRevision));
  if (set.spec.podManagementPolicy === 'Parallel' && waits?.during === 'update' && isUpdated) return lowest;
  return waits?.pod ?? lowest;
}

/** A pod whose containers have ended for good: the controller replaces it, and it may fail again. */
export function failedPod(evidence: Evidence, pods: readonly Pod[]): Finding | undefined {
  const pod = inOrder(evidence.set.metadata.name, pods).find(
    candidate => isInOwnRange(evidence.set, candidate) && isFinished(candidate),
  );
  if (pod === undefined) return undefined;
  const loops = failures(evidence, pod) >= MANY_FAILURES;
  return {
    verdict: loops ? 'stuck' : 'progressing',
    waitsFor: pod.metadata.name,
    cause: 'pod-failed',
    ...(loops ? { wayOut: wayOutOfFailure(pod) } : {}),
    evidence: failureWords(pod),
  };
}

/** A node that runs short ends pods that take more than they asked for; their template is wrong only in what it asks for. */
function wayOutOfFailure({ status }: Pod): WayOut {
  return status?.reason === 'Evicted' ? 'make-room-on-node' : 'fix-template';
}

function findingOf(evidence: Evidence, decision: Decision, pod: Pod): Finding {
  const diagnosis = diagnosePod(pod, evidence);
  const name = pod.metadata.name;
  if (diagnosis.verdict === 'stuck')
    return { waitsFor: name, ...diagnosis, ...wayOutOfBrokenPod(evidence, decision, pod, diagnosis) };
  const loops = failures(evidence, pod) >= MANY_FAILURES;
  return loops ? { waitsFor: name, ...failing(diagnosis) } : { waitsFor: name, ...diagnosis };
}

/** It looks as if it had just been made, because it has: again. */
function failing({ evidence, since }: Diagnosis): Finding {
  const base = { verdict: 'stuck', cause: 'pod-failed', wayOut: 'fix-template', evidence } as const;
  return since === undefined ? base : { ...base, since };
}

function withAlso(finding: Finding, others: readonly Finding[]): Finding {
  const also = others.flatMap(other => other.waitsFor ?? []);
  return also.length === 0 ? finding : { ...finding, also };
}

/**
 * How often the controller deleted a pod of this name though no change of the template asked for it, and put another in its place at once:
 * it replaces what has failed. A set that is scaled down and up again has its pod back later.
 */
function failures({ set, events, revisions = [] }: Evidence, pod: Pod): number {
  const message = `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`;
  const deletions = eventsAbout(events, set).filter(
    event => event.reason === 'SuccessfulDelete' && messageOf(event) === message,
  );
  const last = deletions.at(-1);
  const made = timeOf(pod.metadata.creationTimestamp);
  const grace = (pod.spec.terminationGracePeriodSeconds ?? 30) * 1_000;
  if (last === undefined || (made !== undefined && made - lastSeen(last) > grace + REPLACEMENT_MILLISECONDS)) return 0;
  const count = deletions.reduce((sum, event) => sum + countOf(event), 0);
  return count - (Math.max(1, ...revisions.map(({ revision }) => revision)) - 1);
}

function failureWords(pod: Pod): string[] {
  const { reason, message, containerStatuses = [] } = pod.status ?? {};
  const told = [reason, message].filter(word => word !== undefined && word !== '') as string[];
  return [...told, ...containerStatuses.flatMap(exitWords)];
}

function isInOwnRange(set: StatefulSet, pod: Pod): boolean {
  return isInRange(set, ordinalOf(set.metadata.name, pod.metadata.name) ?? -1) && !isTerminating(pod);
}
