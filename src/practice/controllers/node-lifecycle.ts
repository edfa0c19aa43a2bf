import { isFinished } from '../../core/statefulset/health.ts';
import type { Node, Pod } from '../../core/statefulset/model.ts';
import { timeOfStamp } from '../clock.ts';
import { at, fieldsOf, listOf, numberOf, objectOf, stringOf, toObject, withAt } from '../json.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { type Context, isTerminating, keyOf, manager, uidOf, unlessStale } from './context.ts';
import { type Taint, taintsOf, tolerates, tolerationsOf } from './taints.ts';

/** How long a node may be silent before it is called not ready. */
const patience = 40_000;
const unreachable = 'node.kubernetes.io/unreachable';
const posting = { reason: 'KubeletReady', message: 'kubelet is posting ready status' };
const silent = { reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' };

/**
 * Calls nodes that fell silent not ready, their pods too, and after their tolerations (five minutes by default) deletes those pods. They stay
 * in termination until the node is back: nobody else can tell that their containers have ended.
 */
export function startNodeLifecycle(context: Context): void {
  const { registry, clock, conduct, watches, indexes } = context;
  const queue = context.queue('node lifecycle', sync);
  const silentSince = new Map<string, number>();

  watches.on(resources.nodes, ({ type, object }) => {
    if (type !== 'DELETED') queue.add(object.metadata.name);
  });
  watches.on(resources.pods, ({ type, object, before }) => {
    const node = object.spec.nodeName ?? '';
    if (type !== 'DELETED' && node !== '' && node !== before?.spec.nodeName) queue.add(node);
  });
  context.onStop(
    conduct.onChange(() => {
      for (const node of registry.list(resources.nodes)) queue.add(node.metadata.name);
    }),
  );

  function sync(name: string): void {
    const node = registry.find(resources.nodes, undefined, name);
    if (node === undefined) return;
    if (conduct.nodeRuns(name)) {
      silentSince.delete(name);
      if (readyOf(node)?.['reason'] === silent.reason) welcome(node);
    } else {
      const since = silentSince.get(name) ?? clock.now();
      silentSince.set(name, since);
      const left = since + patience - clock.now();
      if (left > 0) queue.addAfter(name, left);
      else if (readyOf(node)?.['reason'] !== silent.reason) giveUp(node);
    }
    evict(registry.get(resources.nodes, undefined, name));
  }

  function giveUp(node: Node): void {
    const timeAdded = timestamp(clock);
    const taints = ['NoSchedule', 'NoExecute'].map(effect => ({ key: unreachable, effect, timeAdded }));
    retaint(setReady(node, 'Unknown', silent), [...taintsOf(node).filter(isOther), ...taints]);
    say(node, 'NodeNotReady', `Node ${node.metadata.name} status is now: NodeNotReady`);
    for (const pod of indexes.podsByNode.get(node.metadata.name)) {
      const conditions = (pod.status?.conditions ?? []).map(each =>
        each.type === 'Ready' && each.status === 'True'
          ? { ...each, status: 'False', lastTransitionTime: timeAdded }
          : each,
      );
      unlessStale(() =>
        registry.updateStatus(resources.pods, { ...pod, status: { ...pod.status, conditions } }, manager),
      );
      context.events.record({
        about: pod,
        type: 'Warning',
        reason: 'NodeNotReady',
        message: 'Node is not ready',
        source: 'node-controller',
      });
    }
  }

  function welcome(node: Node): void {
    retaint(setReady(node, 'True', posting), taintsOf(node).filter(isOther));
    say(node, 'NodeReady', `Node ${node.metadata.name} status is now: NodeReady`);
  }

  function setReady(node: Node, status: string, why: object): Node {
    const ready = { ...readyOf(node), type: 'Ready', status, lastTransitionTime: timestamp(clock), ...why };
    const others = listOf(at(node, 'status', 'conditions')).filter(each => at(each, 'type') !== 'Ready');
    const next = toObject(withAt(fieldsOf(node), ['status', 'conditions'], [...others, ready]));
    registry.updateStatus(resources.nodes, { ...node, ...next, kind: 'Node' }, manager);
    return registry.get(resources.nodes, undefined, node.metadata.name);
  }

  function retaint(node: Node, taints: readonly Taint[]): void {
    const fields = withAt(fieldsOf(node), ['spec', 'taints'], taints.length === 0 ? undefined : taints);
    registry.update(resources.nodes, { ...node, spec: objectOf(fields['spec']) }, manager);
  }

  /** Deletes the pods that may not stay on the node, once the time is over for which they may. */
  function evict(node: Node): void {
    const taints = taintsOf(node).filter(taint => taint.effect === 'NoExecute');
    if (taints.length === 0) return;
    for (const pod of indexes.podsByNode.get(node.metadata.name)) {
      if (isTerminating(pod) || isFinished(pod)) continue;
      const due = Math.min(...taints.map(taint => dueTime(pod, taint)));
      if (due > clock.now()) {
        if (Number.isFinite(due)) queue.addAfter(node.metadata.name, due - clock.now());
        continue;
      }
      const message = `Marking for deletion Pod ${keyOf(pod)}`;
      context.events.record({
        about: pod,
        type: 'Normal',
        reason: 'TaintManagerEviction',
        message,
        source: 'taint-eviction-controller',
      });
      unlessStale(() =>
        registry.delete(resources.pods, pod.metadata.namespace, pod.metadata.name, {
          preconditions: { uid: uidOf(pod) },
        }),
      );
    }
  }

  /** When a taint drives a pod out, in milliseconds since 1970; Infinity for a pod that may stay. */
  function dueTime(pod: Pod, taint: Taint): number {
    const tolerating = tolerationsOf(pod).filter(each => tolerates(each, taint));
    const since = timeOfStamp(clock, Date.parse(taint.timeAdded ?? ''));
    const begin = Number.isNaN(since) ? clock.now() : since;
    if (tolerating.length === 0) return begin;
    const seconds = tolerating.map(each => numberOf(each['tolerationSeconds']) ?? Number.POSITIVE_INFINITY);
    return begin + Math.min(...seconds) * 1000;
  }

  function say(about: Node, reason: string, message: string): void {
    context.events.record({ about, type: 'Normal', reason, message, source: 'node-controller' });
  }
}

function isOther(taint: Taint): boolean {
  return taint.key !== unreachable;
}

function readyOf(node: Node): Readonly<Record<string, unknown>> | undefined {
  const found = listOf(at(node, 'status', 'conditions')).find(each => stringOf(at(each, 'type')) === 'Ready');
  return found === undefined ? undefined : objectOf(found);
}
