import { isFinished } from '../../core/statefulset/health.ts';
import type { Node, Pod } from '../../core/statefulset/model.ts';
import { type Clock, timeOfStamp } from '../clock.ts';
import { numberOf } from '../json.ts';
import { resources } from '../resources.ts';
import { type Context, isTerminating, keyOf, uidOf, unlessStale } from './context.ts';
import { type Taint, taintsOf, tolerates, tolerationsOf } from './taints.ts';

/**
 * Deletes the pods that may not stay on a node, once the time is over for which they may. Gives the milliseconds until the next of the
 * others must go; undefined if none must.
 */
export function evict(context: Context, node: Node): number | undefined {
  const { clock, indexes } = context;
  const taints = taintsOf(node).filter(taint => taint.effect === 'NoExecute');
  if (taints.length === 0) return undefined;
  let next = Number.POSITIVE_INFINITY;
  for (const pod of indexes.podsByNode.get(node.metadata.name)) {
    if (isTerminating(pod) || isFinished(pod)) continue;
    const left = Math.min(...taints.map(taint => dueTime(pod, taint, clock))) - clock.now();
    if (left > 0) next = Math.min(next, left);
    else drive(context, pod);
  }
  return Number.isFinite(next) ? next : undefined;
}

function drive({ registry, events }: Context, pod: Pod): void {
  const message = `Marking for deletion Pod ${keyOf(pod)}`;
  events.record({
    about: pod,
    type: 'Normal',
    reason: 'TaintManagerEviction',
    message,
    source: 'taint-eviction-controller',
  });
  const preconditions = { uid: uidOf(pod) };
  unlessStale(() => registry.delete(resources.pods, pod.metadata.namespace, pod.metadata.name, { preconditions }));
}

/** When a taint drives a pod out, in milliseconds since 1970; Infinity for a pod that may stay. */
function dueTime(pod: Pod, taint: Taint, clock: Clock): number {
  const tolerating = tolerationsOf(pod).filter(each => tolerates(each, taint));
  const since = timeOfStamp(clock, Date.parse(taint.timeAdded ?? ''));
  const begin = Number.isNaN(since) ? clock.now() : since;
  if (tolerating.length === 0) return begin;
  const seconds = tolerating.map(each => numberOf(each['tolerationSeconds']) ?? Number.POSITIVE_INFINITY);
  return begin + Math.min(...seconds) * 1000;
}
