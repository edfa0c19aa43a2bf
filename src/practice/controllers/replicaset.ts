import type { ReplicaSet } from '../../core/deployment/model.ts';
import { victims } from '../../core/deployment/victims.ts';
import { selects } from '../../core/labels.ts';
import { batchOf } from '../../core/statefulset/batches.ts';
import { isFinished } from '../../core/statefulset/health.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import { deepEqual } from '../json.ts';
import { resources } from '../resources.ts';
import { claimOwned, keepersOf } from './adoption.ts';
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
import { controllerKey } from './indexes.ts';
import { type Failure, statusOf, untilAvailable, wordsOf } from './replicaset/status.ts';

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

  function setsOf(pod: Pod): readonly string[] {
    const candidates = () => registry.list(sets, pod.metadata.namespace);
    return keepersOf('ReplicaSet', pod, candidates, set => selects(set.spec.selector, pod.metadata.labels));
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
    const failure = isTerminating(set) ? undefined : manage(set, active);
    const status = statusOf(set, { active, terminating: unfinished.length - active.length }, failure, clock);
    if (!deepEqual(status, set.status)) registry.updateStatus(sets, { ...set, status }, manager);
    if (failure !== undefined) throw failure.error;
    const wake = untilAvailable(set, active, clock);
    if (wake !== undefined) queue.addAfter(key, wake);
  }

  function manage(set: ReplicaSet, active: readonly Pod[]): Failure | undefined {
    const missing = (set.spec.replicas ?? 1) - active.length;
    if (missing > 0) return create(set, missing);
    return missing < 0 ? shrink(set, active, -missing) : undefined;
  }

  /** In batches of 1, 2, 4 and so on; one in which a pod is refused is the last. */
  function create(set: ReplicaSet, count: number): Failure | undefined {
    let failure: Failure | undefined;
    for (let index = 0; index < count; index += 1) {
      if (failure !== undefined && batchOf(index) !== batchOf(index - 1)) break;
      try {
        const pod = registry.create(pods, podOf(set), manager);
        say(set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
      } catch (error) {
        failure ??= { reason: 'FailedCreate', error };
        say(set, 'Warning', 'FailedCreate', `Error creating: ${wordsOf(error)}`);
      }
    }
    return failure;
  }

  function shrink(set: ReplicaSet, active: readonly Pod[], count: number): Failure | undefined {
    let failure: Failure | undefined;
    for (const pod of victims(active, count, { related: relatedTo(set), now: clock.stamp() })) {
      const { namespace, name } = pod.metadata;
      try {
        registry.delete(pods, namespace, name, { preconditions: { uid: uidOf(pod) } });
        say(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
      } catch (error) {
        failure ??= { reason: 'FailedDelete', error };
        say(set, 'Warning', 'FailedDelete', `Error deleting: ${wordsOf(error)}`);
      }
    }
    return failure;
  }

  /** The pods of all ReplicaSets of the Deployment that this one belongs to. */
  function relatedTo(set: ReplicaSet): readonly Pod[] {
    const owner = controllerOf(set);
    if (owner === undefined) return [];
    const { namespace } = set.metadata;
    const siblings = indexes.replicaSetsByController.get(controllerKey(namespace, owner.uid));
    return siblings.flatMap(sibling => indexes.podsByController.get(controllerKey(namespace, uidOf(sibling))));
  }

  function say(about: ReplicaSet, type: 'Normal' | 'Warning', reason: string, message: string): void {
    context.events.record({ about, type, reason, message, source: 'replicaset-controller' });
  }
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
