import type { Deployment, ReplicaSet } from '../../core/deployment/model.ts';
import { selects } from '../../core/labels.ts';
import { isReady } from '../../core/statefulset/health.ts';
import type { KubernetesObject, Pod, StatefulSet } from '../../core/statefulset/model.ts';
import { at, deepEqual, fieldsOf, isObject, listOf, objectOf, stringOf, toObject } from '../json.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { labelSelector } from '../validation/selector.ts';
import { type Context, controllerOf, isTerminating, keyOf, manager, splitKey, uidOf } from './context.ts';

const budgets = resources.podDisruptionBudgets;

/** What a disruption budget counts. Evictions are allowed while more are healthy than must be. */
export interface BudgetHealth {
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
  readonly disruptionsAllowed: number;
}

/** Keeps the status of disruption budgets, by which people and drains see what may go. */
export function startDisruptionBudgets(context: Context): void {
  const { registry, watches } = context;
  const queue = context.queue('disruption budgets', sync, { latency: 5 });

  watches.on(budgets, ({ type, object }) => {
    if (type !== 'DELETED') queue.add(keyOf(object));
  });
  watches.on(resources.pods, ({ object, before }) => {
    for (const budget of registry.list(budgets, object.metadata.namespace))
      if (coversPod(budget, object) || (before !== undefined && coversPod(budget, before))) queue.add(keyOf(budget));
  });
  for (const workload of [resources.statefulSets, resources.replicaSets] as const)
    watches.on<KubernetesObject>(workload, ({ object }) => {
      for (const budget of registry.list(budgets, object.metadata.namespace)) queue.add(keyOf(budget));
    });

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const budget = registry.find(budgets, namespace, name);
    if (budget === undefined) return;
    const status = statusOf(budget, budgetHealth(registry, budget), timestamp(registry.clock));
    if (deepEqual(status, at(budget, 'status'))) return;
    registry.updateStatus(budgets, toObject({ ...fieldsOf(budget), status }), manager);
  }
}

/** Counts the pods of a budget. A share, and what may be missing, count from the size of the workloads, missing pods included. */
export function budgetHealth(registry: Registry, budget: KubernetesObject): BudgetHealth {
  const pods = registry.list(resources.pods, budget.metadata.namespace).filter(pod => coversPod(budget, pod));
  const least = at(budget, 'spec', 'minAvailable');
  const most = at(budget, 'spec', 'maxUnavailable');
  const expectedPods = typeof least === 'number' ? pods.length : wantedBy(registry, pods);
  const wanted = least === undefined ? expectedPods - share(most ?? 0, expectedPods) : share(least, expectedPods);
  const desiredHealthy = Math.max(0, wanted);
  const currentHealthy = pods.filter(pod => isReady(pod) && !isTerminating(pod)).length;
  const spare = currentHealthy - desiredHealthy;
  return {
    currentHealthy,
    desiredHealthy,
    expectedPods,
    disruptionsAllowed: expectedPods > 0 ? Math.max(0, spare) : 0,
  };
}

/** Whether a budget counts a pod. */
export function coversPod(budget: KubernetesObject, pod: Pod): boolean {
  const selector = at(budget, 'spec', 'selector');
  return isObject(selector) && selects(labelSelector(selector), pod.metadata.labels);
}

/** How many pods the workloads of these pods want, the Deployment where a ReplicaSet belongs to one. A pod that nobody controls is not counted. */
function wantedBy(registry: Registry, pods: readonly Pod[]): number {
  const workloads = new Map(pods.flatMap(pod => workloadOf(registry, pod) ?? []).map(each => [uidOf(each), each]));
  return [...workloads.values()].reduce((sum, { spec }) => sum + (spec.replicas ?? 0), 0);
}

function workloadOf(registry: Registry, pod: Pod): StatefulSet | ReplicaSet | Deployment | undefined {
  const owner = controllerOf(pod);
  const { namespace } = pod.metadata;
  if (owner === undefined) return undefined;
  if (owner.kind === 'StatefulSet') return registry.find(resources.statefulSets, namespace, owner.name);
  const set = registry.find(resources.replicaSets, namespace, owner.name);
  const above = set === undefined ? undefined : controllerOf(set);
  if (above?.kind !== 'Deployment') return set;
  return registry.find(resources.deployments, namespace, above.name);
}

/** A number, or a share of `total` rounded up. */
function share(value: unknown, total: number): number {
  if (typeof value === 'number') return value;
  return Math.ceil((total * (Number.parseInt(String(value), 10) || 0)) / 100);
}

function statusOf(budget: KubernetesObject, health: BudgetHealth, now: string): object {
  const allowed = health.disruptionsAllowed > 0;
  const status = allowed ? 'True' : 'False';
  const before = listOf(at(budget, 'status', 'conditions'))
    .map(objectOf)
    .find(each => each['type'] === 'DisruptionAllowed');
  const since = before?.['status'] === status ? (stringOf(before['lastTransitionTime']) ?? now) : now;
  const observedGeneration = budget.metadata.generation ?? 0;
  return {
    observedGeneration,
    ...health,
    conditions: [
      {
        type: 'DisruptionAllowed',
        status,
        observedGeneration,
        lastTransitionTime: since,
        reason: allowed ? 'SufficientPods' : 'InsufficientPods',
        message: '',
      },
    ],
  };
}
