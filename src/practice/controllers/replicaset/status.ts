import type { ReplicaSet } from '../../../core/deployment/model.ts';
import { availableAt, isAvailable, isReady } from '../../../core/statefulset/health.ts';
import type { Condition, Pod } from '../../../core/statefulset/model.ts';
import type { Clock } from '../../clock.ts';
import { timestamp } from '../../store.ts';

/** Why a ReplicaSet could not make or delete a pod. */
export interface Failure {
  readonly reason: 'FailedCreate' | 'FailedDelete';
  readonly error: unknown;
}

/** The pods of a ReplicaSet that have not finished: those that stay, and how many are on their way out. */
export interface Census {
  readonly active: readonly Pod[];
  readonly terminating: number;
}

/** The status as the ReplicaSet controller writes it: counts of nothing are left out. Fact F4.5. */
export function statusOf(
  set: ReplicaSet,
  { active, terminating }: Census,
  failure: Failure | undefined,
  clock: Clock,
): NonNullable<ReplicaSet['status']> {
  const labels = Object.entries(set.spec.template.metadata?.labels ?? {});
  const seconds = minReadySeconds(set, clock);
  const counts = {
    fullyLabeledReplicas: active.filter(pod => labels.every(([key, value]) => pod.metadata.labels?.[key] === value))
      .length,
    readyReplicas: active.filter(isReady).length,
    availableReplicas: active.filter(pod => isReady(pod) && isAvailable(pod, seconds, clock.stamp())).length,
  };
  const conditions = conditionsOf(set, failure, clock);
  return {
    replicas: active.length,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
    terminatingReplicas: terminating,
    observedGeneration: set.metadata.generation ?? 0,
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

/** Milliseconds until a ready pod has been ready for minReadySeconds; undefined if none is on its way there. */
export function untilAvailable(set: ReplicaSet, active: readonly Pod[], clock: Clock): number | undefined {
  const waits = active.flatMap(pod => {
    const at = availableAt(pod, minReadySeconds(set, clock));
    return at === undefined || at <= clock.stamp() ? [] : [(at - clock.stamp()) * clock.speed];
  });
  return waits.length === 0 ? undefined : Math.min(...waits);
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** As long as it is on a clock that runs faster than the times that are written down. */
function minReadySeconds(set: ReplicaSet, clock: Clock): number {
  return (set.spec.minReadySeconds ?? 0) / clock.speed;
}

function conditionsOf(set: ReplicaSet, failure: Failure | undefined, clock: Clock): readonly Condition[] {
  const before = set.status?.conditions ?? [];
  if (failure === undefined) return before.filter(each => each.type !== 'ReplicaFailure');
  // What was told first stays until it goes well again, also where the server has other words for it by now.
  if (before.some(each => each.type === 'ReplicaFailure')) return before;
  const { reason, error } = failure;
  const message = wordsOf(error);
  return [...before, { type: 'ReplicaFailure', status: 'True', lastTransitionTime: timestamp(clock), reason, message }];
}
