import { selects } from './labels.ts';
import type { Labels, Pod, PodDisruptionBudget } from './statefulset/model.ts';

/** What a disruption budget lets happen now, as its status counts. Facts R12 to R14 of the validation rules. */
export interface Allowance {
  /** `uncounted`: the status is not of this specification yet. `never`: not even with every pod healthy. */
  readonly kind: 'uncounted' | 'never' | 'not-now' | 'allows';
  /** How many pods may be evicted now. */
  readonly allowed: number;
  readonly healthy: number;
  readonly desired: number;
  readonly expected: number;
}

export function allowanceOf({ metadata, status = {} }: PodDisruptionBudget): Allowance {
  const { disruptionsAllowed: allowed = 0, currentHealthy: healthy = 0, desiredHealthy: desired = 0 } = status;
  const { expectedPods: expected = 0, observedGeneration } = status;
  const counts = { allowed, healthy, desired, expected };
  if (observedGeneration === undefined || observedGeneration < (metadata.generation ?? 0))
    return { kind: 'uncounted', ...counts };
  if (allowed > 0) return { kind: 'allows', ...counts };
  return { kind: expected > 0 && desired >= expected ? 'never' : 'not-now', ...counts };
}

/** Whether a budget counts pods with these labels. An empty selector takes every pod of the namespace, none takes no pod. */
export function covers({ spec }: PodDisruptionBudget, labels: Labels | undefined): boolean {
  return selects(spec.selector ?? undefined, labels);
}

/** Labels that each pod of a set has for itself: the only ones by which a budget can take a pod whose template it does not take. */
const OF_ONE_POD: readonly string[] = ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'];

/** Whether a budget may count pods of this template, so that a change of it concerns their owner. */
export function mayCover(budget: PodDisruptionBudget, template: Labels | undefined): boolean {
  if (covers(budget, template)) return true;
  const { matchLabels = {}, matchExpressions = [] } = budget.spec.selector ?? {};
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)].some(key => OF_ONE_POD.includes(key));
}

/** The budgets that count one of these pods, or would count pods of the template, by name. */
export function budgetsOver(
  pods: readonly Pod[],
  template: Labels | undefined,
  budgets: readonly PodDisruptionBudget[],
): PodDisruptionBudget[] {
  return budgets
    .filter(budget => covers(budget, template) || pods.some(({ metadata }) => covers(budget, metadata.labels)))
    .toSorted((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1));
}

/**
 * The pods that more than one budget counts: the API server refuses to evict those, whatever the budgets allow. Pods that do not run yet
 * or any more are evicted without a look at budgets. From `canIgnorePDB` and `Create` in the API server's pod eviction.
 */
export function contested(pods: readonly Pod[], budgets: readonly PodDisruptionBudget[]): Pod[] {
  return pods.filter(pod => {
    if (pod.metadata.deletionTimestamp !== undefined || IGNORED.includes(pod.status?.phase ?? 'Pending')) return false;
    return budgets.filter(budget => covers(budget, pod.metadata.labels)).length > 1;
  });
}

const IGNORED: readonly string[] = ['Pending', 'Succeeded', 'Failed'];
