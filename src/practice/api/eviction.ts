import { selects } from '../../core/labels.ts';
import type { KubernetesObject, Pod } from '../../core/statefulset/model.ts';
import { at, isObject, numberOf, objectOf, stringOf } from '../json.ts';
import { readAs } from '../registry/metadata.ts';
import type { Registry } from '../registry.ts';
import { resources, type ServedResource } from '../resources.ts';
import { StatusError } from '../status.ts';
import { labelSelector } from '../validation/selector.ts';
import { readObject } from './body.ts';
import { type ApiRequest, type ApiResponse, isDryRun, jsonResponse, success } from './exchange.ts';
import type { ApiContext, Target } from './target.ts';

export const evictionResource: ServedResource = {
  ...resources.pods,
  group: 'policy',
  name: 'evictions',
  kind: 'Eviction',
};

/** POST of an eviction: deletes the pod unless a disruption budget forbids it, which is answered with 429. */
export function evict(context: ApiContext, target: Target, request: ApiRequest): ApiResponse {
  const { registry } = context;
  const pod = registry.get(resources.pods, target.namespace, target.name ?? '');
  const eviction = readAs(evictionResource, readObject(request, evictionResource)).object;
  const options = objectOf(eviction['deleteOptions']);
  const dryRun = Array.isArray(options['dryRun']) ? options['dryRun'].map(String) : request.query.getAll('dryRun');
  const budget = registry
    .list(resources.podDisruptionBudgets, target.namespace)
    .find(each => covers(each, pod) && isReady(pod) && !allows(registry, each));
  if (budget !== undefined) throw budgetRefusal(registry, budget);
  const grace = numberOf(options['gracePeriodSeconds']);
  const uid = stringOf(at(options, 'preconditions', 'uid'));
  registry.delete(resources.pods, target.namespace, pod.metadata.name, {
    dryRun: isDryRun(dryRun, 'DeleteOptions'),
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
    preconditions: uid === undefined ? {} : { uid },
  });
  return jsonResponse(201, success());
}

function covers(budget: KubernetesObject, pod: Pod): boolean {
  const selector = at(budget, 'spec', 'selector');
  return isObject(selector) && selects(labelSelector(selector), pod.metadata.labels);
}

function isReady(pod: Pod): boolean {
  const ready = pod.status?.conditions?.some(condition => condition.type === 'Ready' && condition.status === 'True');
  return ready === true && pod.metadata.deletionTimestamp === undefined;
}

interface Health {
  readonly healthy: number;
  readonly needed: number;
}

function allows(registry: Registry, budget: KubernetesObject): boolean {
  const { healthy, needed } = healthOf(registry, budget);
  return healthy > needed;
}

/** How many of the budget's pods are ready, and how many must stay so. Percentages round up. */
function healthOf(registry: Registry, budget: KubernetesObject): Health {
  const pods = registry.list(resources.pods, budget.metadata.namespace).filter(pod => covers(budget, pod));
  const expected = Math.max(pods.length, wantedBy(registry, pods));
  const least = at(budget, 'spec', 'minAvailable');
  const most = at(budget, 'spec', 'maxUnavailable');
  const needed = least === undefined ? expected - share(most ?? 0, expected) : share(least, expected);
  return { healthy: pods.filter(isReady).length, needed: Math.max(0, needed) };
}

/** The size of the workloads that own the pods, which counts even while pods are missing. */
function wantedBy(registry: Registry, pods: readonly Pod[]): number {
  const owners = new Set(
    pods
      .flatMap(pod => pod.metadata.ownerReferences ?? [])
      .filter(owner => owner.controller === true)
      .map(owner => owner.uid),
  );
  const workloads = [...registry.list(resources.statefulSets), ...registry.list(resources.replicaSets)];
  return workloads
    .filter(workload => owners.has(workload.metadata.uid ?? ''))
    .reduce((sum, workload) => sum + (workload.spec.replicas ?? 1), 0);
}

function share(value: unknown, of: number): number {
  if (typeof value === 'number') return value;
  return Math.ceil((of * Number.parseInt(String(value), 10)) / 100);
}

function budgetRefusal(registry: Registry, budget: KubernetesObject): StatusError {
  const { healthy, needed } = healthOf(registry, budget);
  const message = `The disruption budget ${budget.metadata.name} needs ${needed} healthy pods and has ${healthy} currently`;
  const why = "Cannot evict pod as it would violate the pod's disruption budget.";
  return new StatusError(429, 'TooManyRequests', why, { causes: [{ reason: 'DisruptionBudget', message }] });
}
