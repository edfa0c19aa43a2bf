import { isFinished, isReady } from '../../core/statefulset/health.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import { budgetHealth, coversPod } from '../controllers/disruption.ts';
import { at, numberOf, objectOf, stringOf } from '../json.ts';
import { readAs } from '../registry/metadata.ts';
import type { Registry } from '../registry.ts';
import { resources, type ServedResource } from '../resources.ts';
import { StatusError } from '../status.ts';
import { readObject } from './body.ts';
import { type ApiRequest, type ApiResponse, isDryRun, jsonResponse, success } from './exchange.ts';
import type { ApiContext, Target } from './target.ts';

const evictionResource: ServedResource = {
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
  if (!ignoresBudgets(pod)) requireAllowance(registry, pod);
  const grace = numberOf(options['gracePeriodSeconds']);
  const uid = stringOf(at(options, 'preconditions', 'uid'));
  registry.delete(resources.pods, target.namespace, pod.metadata.name, {
    dryRun: isDryRun(dryRun, 'DeleteOptions'),
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
    preconditions: uid === undefined ? {} : { uid },
  });
  return jsonResponse(201, success());
}

/** Pods that do not run yet, run no more or are going already are evicted without a look at budgets. */
function ignoresBudgets(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined || isFinished(pod) || pod.status?.phase === 'Pending';
}

/**
 * Throws what the API server answers when a budget keeps the pod. A pod that is not ready does not count as healthy, so it may go where its budget
 * says AlwaysAllow or has enough healthy pods without it; any other must wait for the budget. More than one budget is never evicted under.
 */
function requireAllowance(registry: Registry, pod: Pod): void {
  const budgets = registry
    .list(resources.podDisruptionBudgets, pod.metadata.namespace)
    .filter(each => coversPod(each, pod));
  const [budget] = budgets;
  if (budget === undefined) return;
  if (budgets.length > 1) throw new StatusError(500, '', tooManyBudgets);
  const { currentHealthy, desiredHealthy, disruptionsAllowed } = budgetHealth(registry, budget);
  if (!isReady(pod)) {
    if (at(budget, 'spec', 'unhealthyPodEvictionPolicy') === 'AlwaysAllow') return;
    if (currentHealthy >= desiredHealthy && desiredHealthy > 0) return;
  }
  if (disruptionsAllowed > 0) return;
  const message = `The disruption budget ${budget.metadata.name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  throw new StatusError(429, 'TooManyRequests', notAllowed, { causes: [{ reason: 'DisruptionBudget', message }] });
}

const tooManyBudgets =
  'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
const notAllowed = "Cannot evict pod as it would violate the pod's disruption budget.";
