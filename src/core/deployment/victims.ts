import { isReady } from '../statefulset/health.ts';
import type { Pod } from '../statefulset/model.ts';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/**
 * The pods that a ReplicaSet removes when it shrinks by `count`: first those without a node, then pending, then not ready ones, then
 * those that cost least, share a node with many, became ready last, restarted most, are youngest.
 */
export function victims(pods: readonly Pod[], count: number): Pod[] {
  const crowd = new Map<string, number>();
  for (const pod of pods) crowd.set(nodeOf(pod), (crowd.get(nodeOf(pod)) ?? 0) + 1);
  const ranks = new Map(pods.map(pod => [pod, rankOf(pod, crowd.get(nodeOf(pod)) ?? 0)]));
  const sorted = [...pods].sort((one, other) => compare(ranks.get(one) ?? [], ranks.get(other) ?? []));
  return sorted.slice(0, count);
}

/** Numbers of which the first difference decides; the lower goes first. */
function rankOf(pod: Pod, sameNode: number): number[] {
  const phases: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };
  const ready = pod.status?.conditions?.find(each => each.type === 'Ready' && each.status === 'True');
  const restarts = Math.max(0, ...(pod.status?.containerStatuses ?? []).map(status => status.restartCount));
  return [
    nodeOf(pod) === '' ? 0 : 1,
    phases[pod.status?.phase ?? ''] ?? 2,
    isReady(pod) ? 1 : 0,
    Number(pod.metadata.annotations?.[DELETION_COST] ?? '0') || 0,
    -sameNode,
    -(Date.parse(ready?.lastTransitionTime ?? '') || 0),
    -restarts,
    -(Date.parse(pod.metadata.creationTimestamp ?? '') || 0),
  ];
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, rank] of one.entries()) {
    const difference = rank - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function nodeOf(pod: Pod): string {
  return pod.spec.nodeName ?? '';
}
