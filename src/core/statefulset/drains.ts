import { allowanceOf, covers } from '../budget.ts';
import { isTerminating } from './health.ts';
import type { Pod } from './model.ts';
import type { Surroundings, WaitingDrain } from './verdict-model.ts';

/**
 * Pods on nodes that take no more pods, as while a node is drained, which their disruption budgets do not let go now. The controller does
 * not ask budgets; whoever drains a node does. Facts R12 to R14 of the validation rules.
 */
export function waitingDrains({ nodes, budgets }: Surroundings, pods: readonly Pod[]): WaitingDrain[] {
  const closed = new Set(
    (nodes ?? []).filter(({ spec }) => spec?.unschedulable === true).map(node => node.metadata.name),
  );
  return pods
    .filter(pod => closed.has(pod.spec.nodeName ?? '') && pod.status?.phase === 'Running' && !isTerminating(pod))
    .flatMap(pod => {
      const own = (budgets ?? []).filter(
        ({ metadata, ...budget }) =>
          metadata.namespace === pod.metadata.namespace && covers({ metadata, ...budget }, pod.metadata.labels),
      );
      return own.slice(0, 1).flatMap((budget): WaitingDrain[] => {
        const { kind, healthy, desired } = allowanceOf(budget);
        if (kind !== 'never' && kind !== 'not-now') return [];
        const { nodeName: node = '' } = pod.spec;
        return [
          { pod: pod.metadata.name, node, budget: budget.metadata.name, healthy, desired, ever: kind !== 'never' },
        ];
      });
    });
}
