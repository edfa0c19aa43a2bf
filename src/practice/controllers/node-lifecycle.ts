import type { Node } from '../../core/statefulset/model.ts';
import { at, fieldsOf, listOf, objectOf, stringOf, toObject, withAt } from '../json.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { type Context, manager, unlessStale } from './context.ts';
import { evict } from './taint-eviction.ts';
import { type Taint, taintsOf } from './taints.ts';

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
    const wait = evict(context, registry.get(resources.nodes, undefined, name));
    if (wait !== undefined) queue.addAfter(name, wait);
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
