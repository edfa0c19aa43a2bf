import type { Condition, Pod, StatefulSet } from './model.ts';

/** The predicates on which the controller waits. Section B of the controller facts. */

/** The API server knows the pod: it has a phase. A pod that the controller has only thought of has none. */
export function isCreated(pod: Pod): boolean {
  return (pod.status?.phase ?? '') !== '';
}

export function isPending(pod: Pod): boolean {
  return pod.status?.phase === 'Pending';
}

/** Failed or Succeeded: the controller replaces it, whichever it is. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';
}

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

/** Running, and its Ready condition is True. */
export function isReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && readyCondition(pod)?.status === 'True';
}

/** Ready for `minReadySeconds` at the time `now` (milliseconds since 1970). */
export function isAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  const available = availableAt(pod, minReadySeconds);
  return available !== undefined && available <= now;
}

/** Not available, or on its way out. */
export function isUnavailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  return isTerminating(pod) || !isAvailable(pod, minReadySeconds, now);
}

/** What an unavailable pod lacks: whoever waits for it waits for this. */
export function missingHealth(pod: Pod): 'gone' | 'created' | 'ready' | 'available' {
  if (isTerminating(pod)) return 'gone';
  if (!isCreated(pod)) return 'created';
  return isReady(pod) ? 'available' : 'ready';
}

/** When a ready pod is or becomes available, in milliseconds since 1970; `undefined` if it is not ready. */
export function availableAt(pod: Pod, minReadySeconds: number): number | undefined {
  if (readyCondition(pod)?.status !== 'True') return undefined;
  if (minReadySeconds === 0) return 0;
  const since = readySince(pod);
  return since === undefined ? undefined : since + minReadySeconds * 1000;
}

/** When the Ready condition last changed, in milliseconds since 1970. */
export function readySince(pod: Pod): number | undefined {
  const since = Date.parse(readyCondition(pod)?.lastTransitionTime ?? '');
  return Number.isNaN(since) ? undefined : since;
}

/** A condition of a pod by its type. */
export function conditionOf(pod: Pod, type: string): Condition | undefined {
  return pod.status?.conditions?.find(condition => condition.type === type);
}

function readyCondition(pod: Pod): Condition | undefined {
  return conditionOf(pod, 'Ready');
}

/** Seconds that a pod must be ready before it counts as available. */
export function minReadySecondsOf(set: StatefulSet): number {
  return set.spec.minReadySeconds ?? 0;
}
