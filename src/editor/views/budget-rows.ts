import { ageOf } from '../../core/age.ts';
import { type Allowance, allowanceOf, budgetsOver, contested } from '../../core/budget.ts';
import type { KubernetesObject, Labels, Pod, PodDisruptionBudget } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { aloud, type Branch, colors, facts, type Icon, parts, type Row } from './row.ts';
import type { RowContext } from './set-row.ts';

export interface Budgeted {
  readonly owner: KubernetesObject;
  readonly pods: readonly Pod[];
  /** The labels that new pods get. */
  readonly template: Labels | undefined;
  /** All of the namespace. */
  readonly budgets: readonly PodDisruptionBudget[];
}

/** The disruption budgets over the pods of a workload, with what they allow now, and what happens where two meet. */
export function budgetBranches({ owner, pods, template, budgets }: Budgeted, context: RowContext): Branch[] {
  const own = budgetsOver(pods, template, budgets);
  const refused = contested(pods, own);
  const rows = own.map(budget => budgetRow(budget, owner, context));
  if (refused.length > 0) rows.push(refusedRow(refused, own, owner, context.say));
  return rows.map(row => ({ row, children: [] }));
}

function budgetRow(budget: PodDisruptionBudget, owner: KubernetesObject, { say, now }: RowContext): Row {
  const { name, namespace = '' } = budget.metadata;
  const allowance = allowanceOf(budget);
  const rule = ruleText(budget);
  const state = allowanceText(allowance, say);
  const { healthy, desired, expected } = allowance;
  const counts = allowance.kind === 'uncounted' ? undefined : say('budget-counts', { healthy, desired });
  return {
    // Several workloads may stand under one budget.
    id: `budget/${namespace}/${name}/${owner.kind}/${owner.metadata.name}`,
    kind: rowKinds.budget,
    label: name,
    description: parts(say('budget'), state, counts, rule),
    icon: budgetIcon(allowance),
    tooltip: [
      ...facts(
        [say('fact-kind'), 'PodDisruptionBudget'],
        [say('fact-budget-rule'), rule],
        [say('fact-budget-healthy'), String(healthy)],
        [say('fact-budget-desired'), String(desired)],
        [say('fact-budget-counted'), String(expected)],
        [say('fact-budget-unhealthy'), budget.spec.unhealthyPodEvictionPolicy],
        [say('fact-age'), ageOf(budget.metadata.creationTimestamp, now)],
      ),
      { sentence: say(allowance.kind === 'never' ? 'budget-never-tooltip' : 'budget-tooltip') },
    ],
    spoken: say('spoken-budget', { budget: name, state: aloud(say, state, counts, rule) }),
    branch: 'leaf',
    target: { kind: 'PodDisruptionBudget', namespace, name },
  };
}

function allowanceText({ kind, allowed }: Allowance, say: Say): string {
  switch (kind) {
    case 'uncounted':
      return say('budget-uncounted');
    case 'never':
      return say('budget-never');
    case 'not-now':
      return say('budget-not-now');
    case 'allows':
      return allowed === 1 ? say('budget-allows-one') : say('budget-allows', { count: allowed });
  }
}

/** `minAvailable 2`, as the manifest writes it. */
function ruleText({ spec: { minAvailable, maxUnavailable } }: PodDisruptionBudget): string | undefined {
  if (minAvailable !== undefined) return `minAvailable ${minAvailable}`;
  return maxUnavailable === undefined ? undefined : `maxUnavailable ${maxUnavailable}`;
}

function budgetIcon({ kind }: Allowance): Icon {
  switch (kind) {
    case 'allows':
      return { name: 'shield', color: colors.good };
    case 'never':
      return { name: 'warning', color: colors.waiting };
    default:
      return { name: 'shield', color: colors.waiting };
  }
}

/** Fact: `This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.` */
function refusedRow(
  pods: readonly Pod[],
  budgets: readonly PodDisruptionBudget[],
  { kind, metadata }: KubernetesObject,
  say: Say,
): Row {
  const values = {
    pods: pods.map(pod => pod.metadata.name).join(', '),
    budgets: budgets.map(budget => budget.metadata.name).join(', '),
  };
  const label = say('budgets-clash');
  const description = say('budgets-clash-pods', values);
  return {
    id: `budgets-clash/${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
    kind: rowKinds.note,
    label,
    description,
    icon: { name: 'warning', color: colors.bad },
    tooltip: [{ sentence: say('budgets-clash-tooltip', values) }],
    spoken: `${label}: ${description}`,
    branch: 'leaf',
    target: undefined,
  };
}
