import { isFinished } from '../../core/statefulset/health.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { type Context, isTerminating, keyOf, manager, splitKey, uidOf, unlessStale } from './context.ts';
import { taintsOf } from './taints.ts';

/** How long a node must be gone before its pods go too, in milliseconds: the quarantine of kube-controller-manager's podgc. */
const quarantine = 40_000;
const outOfService = 'node.kubernetes.io/out-of-service';

/**
 * Removes pods that no node will ever end: those whose Node object is gone, and those that terminate on a node that a person has tainted as
 * out of service. These are the ways to tell a cluster that a lost node does not come back; until then the name of such a pod stays taken.
 */
export function startPodGarbage(context: Context): void {
  const { registry, clock, watches, indexes } = context;
  const queue = context.queue('pod garbage', sync);
  const missingSince = new Map<string, number>();

  watches.on(resources.pods, ({ type, object }) => {
    if (type !== 'DELETED' && (object.spec.nodeName ?? '') !== '') queue.add(keyOf(object));
  });
  watches.on(resources.nodes, ({ object }) => {
    missingSince.delete(object.metadata.name);
    for (const pod of indexes.podsByNode.get(object.metadata.name)) queue.add(keyOf(pod));
  });

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const pod = registry.find(resources.pods, namespace, name);
    const host = pod?.spec.nodeName ?? '';
    if (pod === undefined || host === '') return;
    const node = registry.find(resources.nodes, undefined, host);
    if (node !== undefined) {
      const isOut = taintsOf(node).some(taint => taint.key === outOfService);
      if (isOut && isTerminating(pod)) remove(pod, 'PodGC: node has out-of-service taint');
      return;
    }
    const since = missingSince.get(host) ?? clock.now();
    missingSince.set(host, since);
    const left = since + quarantine - clock.now();
    if (left > 0) queue.addAfter(key, left);
    else remove(pod, 'PodGC: node no longer exists');
  }

  /** Called failed first, so that whoever looks sees why, then removed at once: there is nobody to wait for. */
  function remove(pod: Pod, message: string): void {
    if (!isFinished(pod)) {
      const why = { type: 'DisruptionTarget', status: 'True', reason: 'DeletionByPodGC', message };
      const conditions = [
        ...(pod.status?.conditions ?? []).filter(each => each.type !== why.type),
        { ...why, lastTransitionTime: timestamp(clock) },
      ];
      const status = { ...pod.status, phase: 'Failed', conditions };
      unlessStale(() => registry.updateStatus(resources.pods, { ...pod, status }, manager));
    }
    const { namespace, name } = pod.metadata;
    const options = { gracePeriodSeconds: 0, preconditions: { uid: uidOf(pod) } };
    unlessStale(() => registry.delete(resources.pods, namespace, name, options));
  }
}
