import { conditionOf, isFinished, isReady, isTerminating, readySince } from '../statefulset/health.ts';
import type { ContainerStatus, Pod } from '../statefulset/model.ts';
import { timeOf } from '../time.ts';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** What a ReplicaSet looks at besides its own pods. */
export interface Neighbourhood {
  /** The pods of all ReplicaSets of one owner, its own with them; none where nobody owns the ReplicaSet. */
  readonly related: readonly Pod[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Order = (one: Pod, other: Pod) => number;

/**
 * The pods that a ReplicaSet removes when it shrinks by `count`: first those without a node, then pending, then not ready ones, then
 * those that cost least, share a node with many, became ready last, restarted most, are youngest. Of two times only their magnitude counts,
 * a second, two, four and so on ago; those of one magnitude go in the order of their uids, which is none. `ActivePodsWithRanks`.
 */
export function victims(pods: readonly Pod[], count: number, { related, now }: Neighbourhood): Pod[] {
  const crowd = new Map<string, number>();
  for (const pod of related)
    if (!isFinished(pod) && !isTerminating(pod)) crowd.set(nodeOf(pod), (crowd.get(nodeOf(pod)) ?? 0) + 1);
  const orders: readonly Order[] = [
    by(pod => (nodeOf(pod) === '' ? 0 : 1)),
    by(phaseOf),
    by(pod => (isReady(pod) ? 1 : 0)),
    by(costOf),
    by(pod => -(crowd.get(nodeOf(pod)) ?? 0)),
    byAge(pod => (conditionOf(pod, 'Ready')?.status === 'True' ? readySince(pod) : undefined), now),
    by(pod => -mostRestarts(pod.status?.containerStatuses)),
    by(pod => -mostRestarts(pod.status?.initContainerStatuses?.filter(status => isSidecar(pod, status.name)))),
    byAge(pod => timeOf(pod.metadata.creationTimestamp), now),
  ];
  const sorted = [...pods].sort((one, other) => {
    for (const order of orders) {
      const difference = order(one, other);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return sorted.slice(0, count);
}

/** The pod with the lower rank goes first. */
function by(rank: (pod: Pod) => number): Order {
  return (one, other) => rank(one) - rank(other);
}

/** The pod with the later time goes first, as far as magnitudes tell; one without a time goes before all. */
function byAge(time: (pod: Pod) => number | undefined, now: number): Order {
  return (one, other) => {
    const [first, second] = [time(one), time(other)];
    if (first === second) return 0;
    if (first === undefined || second === undefined) return first === undefined ? -1 : 1;
    const difference = magnitude(now - first) - magnitude(now - second);
    if (difference !== 0) return difference;
    return (one.metadata.uid ?? '') < (other.metadata.uid ?? '') ? -1 : 1;
  };
}

/** The whole binary logarithm of a duration, counted in nanoseconds as the controller counts it. */
function magnitude(milliseconds: number): number {
  return milliseconds > 0 ? Math.trunc(Math.log2(milliseconds * 1_000_000)) : -1;
}

function phaseOf({ status }: Pod): number {
  const phases: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };
  return phases[status?.phase ?? ''] ?? 0;
}

/** A cost that is no plain integer counts as none. */
function costOf({ metadata }: Pod): number {
  const cost = metadata.annotations?.[DELETION_COST] ?? '';
  return /^(?:0|-?[1-9]\d*)$/.test(cost) ? Number(cost) : 0;
}

function mostRestarts(statuses: readonly ContainerStatus[] = []): number {
  return Math.max(0, ...statuses.map(status => status.restartCount));
}

function isSidecar({ spec }: Pod, name: string): boolean {
  return spec.initContainers?.some(each => each.name === name && each.restartPolicy === 'Always') ?? false;
}

function nodeOf(pod: Pod): string {
  return pod.spec.nodeName ?? '';
}
