import type { ReplicaSet } from '../../core/deployment/model.ts';
import { victims } from '../../core/deployment/victims.ts';
import { selects } from '../../core/labels.ts';
import { availableAt, isAvailable, isFinished, isReady } from '../../core/statefulset/health.ts';
import type { Condition, Pod } from '../../core/statefulset/model.ts';
import { deepEqual } from '../json.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { claimOwned } from './adoption.ts';
import {
  type Context,
  controllerOf,
  controllerReference,
  isTerminating,
  keyOf,
  manager,
  splitKey,
  uidOf,
} from './context.ts';

const sets = resources.replicaSets;
const pods = resources.pods;

/** Keeps as many pods as each ReplicaSet wants. Sections F4.5 of the controller facts. */
export function startReplicaSets(context: Context): void {
  const { registry, clock, watches, indexes } = context;
  const queue = context.queue('replica sets', sync, { latency: 4 });

  watches.on(sets, ({ type, object }) => {
    if (type !== 'DELETED') queue.add(keyOf(object));
  });
  watches.on(pods, ({ object, before }) => {
    for (const pod of before === undefined ? [object] : [object, before]) for (const key of setsOf(pod)) queue.add(key);
  });

  /** The ReplicaSet that owns a pod; for a pod without owner every one that could adopt it. */
  function setsOf(pod: Pod): string[] {
    const owner = controllerOf(pod);
    if (owner !== undefined) return owner.kind === 'ReplicaSet' ? [`${pod.metadata.namespace}/${owner.name}`] : [];
    return registry
      .list(sets, pod.metadata.namespace)
      .filter(set => selects(set.spec.selector, pod.metadata.labels))
      .map(keyOf);
  }

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const set = registry.find(sets, namespace, name);
    if (set === undefined) return;
    const owned = claimOwned(registry, pods, indexes.podsByController, set, pod =>
      selects(set.spec.selector, pod.metadata.labels),
    );
    const unfinished = owned.filter(pod => !isFinished(pod));
    const active = unfinished.filter(pod => !isTerminating(pod));
    const terminating = unfinished.length - active.length;
    const failure = isTerminating(set) ? undefined : manage(set, active);
    const status = statusOf(set, active, terminating, failure);
    if (!deepEqual(status, set.status)) registry.updateStatus(sets, { ...set, status }, manager);
    if (failure !== undefined) throw failure.error;
    const wake = untilAvailable(set, active);
    if (wake !== undefined) queue.addAfter(key, wake);
  }

  function manage(set: ReplicaSet, active: readonly Pod[]): Failure | undefined {
    const missing = (set.spec.replicas ?? 1) - active.length;
    if (missing > 0) return create(set, missing);
    return missing < 0 ? shrink(set, active, -missing) : undefined;
  }

  function create(set: ReplicaSet, count: number): Failure | undefined {
    for (let made = 0; made < count; made += 1) {
      try {
        const pod = registry.create(pods, podOf(set), manager);
        say(set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
      } catch (error) {
        say(set, 'Warning', 'FailedCreate', `Error creating: ${wordsOf(error)}`);
        return { reason: 'FailedCreate', error };
      }
    }
    return undefined;
  }

  function shrink(set: ReplicaSet, active: readonly Pod[], count: number): Failure | undefined {
    for (const pod of victims(active, count)) {
      const { namespace, name } = pod.metadata;
      try {
        registry.delete(pods, namespace, name, { preconditions: { uid: uidOf(pod) } });
        say(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
      } catch (error) {
        say(set, 'Warning', 'FailedDelete', `Error deleting: ${wordsOf(error)}`);
        return { reason: 'FailedDelete', error };
      }
    }
    return undefined;
  }

  function statusOf(
    set: ReplicaSet,
    active: readonly Pod[],
    terminatingReplicas: number,
    failure: Failure | undefined,
  ): NonNullable<ReplicaSet['status']> {
    const labels = Object.entries(set.spec.template.metadata?.labels ?? {});
    const seconds = (set.spec.minReadySeconds ?? 0) / clock.speed;
    const counts = {
      fullyLabeledReplicas: active.filter(pod => labels.every(([key, value]) => pod.metadata.labels?.[key] === value))
        .length,
      readyReplicas: active.filter(isReady).length,
      availableReplicas: active.filter(pod => isReady(pod) && isAvailable(pod, seconds, clock.stamp())).length,
    };
    const conditions = conditionsOf(set, failure);
    return {
      replicas: active.length,
      ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
      terminatingReplicas,
      observedGeneration: set.metadata.generation ?? 0,
      ...(conditions.length === 0 ? {} : { conditions }),
    };
  }

  function conditionsOf(set: ReplicaSet, failure: Failure | undefined): readonly Condition[] {
    const others = (set.status?.conditions ?? []).filter(each => each.type !== 'ReplicaFailure');
    if (failure === undefined) return others;
    const before = set.status?.conditions?.find(each => each.type === 'ReplicaFailure');
    const message = wordsOf(failure.error);
    if (before?.reason === failure.reason && before.message === message) return set.status?.conditions ?? [];
    const now = timestamp(clock);
    return [
      ...others,
      { type: 'ReplicaFailure', status: 'True', lastTransitionTime: now, reason: failure.reason, message },
    ];
  }

  /** Milliseconds until a ready pod has been ready for minReadySeconds. */
  function untilAvailable(set: ReplicaSet, active: readonly Pod[]): number | undefined {
    const waits = active.flatMap(pod => {
      const at = availableAt(pod, (set.spec.minReadySeconds ?? 0) / clock.speed);
      return at === undefined || at <= clock.stamp() ? [] : [(at - clock.stamp()) * clock.speed];
    });
    return waits.length === 0 ? undefined : Math.min(...waits);
  }

  function say(about: ReplicaSet, type: 'Normal' | 'Warning', reason: string, message: string): void {
    context.events.record({ about, type, reason, message, source: 'replicaset-controller' });
  }
}

interface Failure {
  readonly reason: 'FailedCreate' | 'FailedDelete';
  readonly error: unknown;
}

function podOf(set: ReplicaSet): Pod {
  const { metadata, spec } = set.spec.template;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      name: '',
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace ?? '',
      ownerReferences: [controllerReference(set)],
    },
    spec,
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
