import { isFinished } from '../../core/statefulset/health.ts';
import type { Condition, Node, Pod } from '../../core/statefulset/model.ts';
import { isTerminating } from '../controllers/context.ts';
import { at } from '../json.ts';

const zoneLabel = 'topology.kubernetes.io/zone';

/** Whether a pod is the default scheduler's to place: it lives, has no node, no gate and no other scheduler. */
export function waitsForNode(pod: Pod): boolean {
  if ((pod.spec.nodeName ?? '') !== '' || isTerminating(pod) || isFinished(pod)) return false;
  if ((pod.spec.schedulingGates ?? []).length > 0) return false;
  const name = at(pod, 'spec', 'schedulerName');
  return name === undefined || name === 'default-scheduler';
}

/** The pod on its node, with the node's zone as a label. `now` is a timestamp as the API writes it. */
export function scheduledPod(pod: Pod, node: Node, now: string): Pod {
  const zone = node.metadata.labels?.[zoneLabel];
  const labels = zone === undefined ? pod.metadata.labels : { ...pod.metadata.labels, [zoneLabel]: zone };
  return {
    ...pod,
    metadata: { ...pod.metadata, ...(labels === undefined ? {} : { labels }) },
    spec: { ...pod.spec, nodeName: node.metadata.name },
    status: { ...pod.status, conditions: withScheduled(pod, { status: 'True' }, now) },
  };
}

/** The pod with what keeps it off every node. `now` is a timestamp as the API writes it. */
export function unschedulablePod(pod: Pod, message: string, now: string): Pod {
  const observed = pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation };
  const condition = { ...observed, status: 'False', reason: 'Unschedulable', message };
  return { ...pod, status: { ...pod.status, conditions: withScheduled(pod, condition, now) } };
}

function withScheduled(pod: Pod, condition: { readonly status: string }, now: string): readonly Condition[] {
  const before = pod.status?.conditions?.find(each => each.type === 'PodScheduled');
  const since = before?.status === condition.status ? before.lastTransitionTime : now;
  const scheduled = { type: 'PodScheduled', lastProbeTime: null, lastTransitionTime: since ?? '', ...condition };
  return [scheduled, ...(pod.status?.conditions ?? []).filter(each => each.type !== 'PodScheduled')];
}
