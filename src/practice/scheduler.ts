import type { Node, PersistentVolumeClaim, Pod } from '../core/statefulset/model.ts';
import { type Context, keyOf, manager, splitKey, unlessStale } from './controllers/context.ts';
import type { NodeView } from './controllers/fit.ts';
import { isBoundClaim, reservedVolume } from './controllers/volumes/binding.ts';
import { resources } from './resources.ts';
import { type Placement, placementOf, type Storage, settlementOf } from './scheduler/placement.ts';
import { scheduledPod, unschedulablePod, waitsForNode } from './scheduler/scheduled-pod.ts';
import { timestamp } from './store.ts';

const scheduler = { fieldManager: 'kube-scheduler' } as const;
/** Milliseconds that finding a node for one pod takes. */
const pace = 8;

const { pods, nodes, persistentVolumeClaims: claims, persistentVolumes: volumes, storageClasses } = resources;

/** Finds nodes for pods: the emptiest that fits. A pod that fits nowhere says why, and is tried again when something changes. */
export function startScheduler(context: Context): void {
  const { registry, clock, watches } = context;
  const unplaced = new Set<string>();
  const queue = context.queue('scheduler', place, { latency: 4, pace });
  const storage: Storage = {
    volume: name => registry.find(volumes, undefined, name),
    volumes: () => registry.list(volumes),
    storageClass: name => registry.find(storageClasses, undefined, name),
  };

  watches.on(pods, ({ type, object: pod }) => {
    if (type === 'DELETED') {
      unplaced.delete(keyOf(pod));
      retry();
    } else if (waitsForNode(pod) && !unplaced.has(keyOf(pod))) queue.add(keyOf(pod));
  });
  watches.on(claims, ({ type, object, before }) => {
    if (type !== 'MODIFIED' || isBoundClaim(object) !== (before !== undefined && isBoundClaim(before))) retry();
  });
  watches.on(volumes, ({ type }) => {
    if (type === 'ADDED') retry();
  });
  watches.on(nodes, retry);
  watches.on(storageClasses, retry);

  function retry(): void {
    for (const key of unplaced) queue.add(key);
  }

  function place(key: string): void {
    const { namespace, name } = splitKey(key);
    const pod = registry.find(pods, namespace, name);
    unplaced.delete(key);
    if (pod === undefined || !waitsForNode(pod)) return;
    carryOut(pod, placementOf(pod, claimsOf(pod), nodeViews(), storage));
  }

  function carryOut(pod: Pod, placement: Placement): void {
    switch (placement.do) {
      case 'bind':
        bind(pod, placement.node);
        return;
      case 'settle':
        // one after the other: what one claim takes is no longer there for the next
        for (const claim of placement.claims) settle(claim, placement.node);
        unplaced.add(keyOf(pod));
        return;
      case 'fail':
        fail(pod, placement.message);
        return;
    }
  }

  function settle(claim: PersistentVolumeClaim, node: Node): void {
    const settlement = settlementOf(claim, node, storage.volumes());
    if (settlement.do === 'reserve')
      unlessStale(() => registry.update(volumes, reservedVolume(settlement.volume, claim), manager));
    if (settlement.do === 'provision') unlessStale(() => registry.update(claims, settlement.claim, scheduler));
  }

  function bind(pod: Pod, node: Node): void {
    // The binding subresource: it alone may set a pod's node, and it is no change of generation.
    registry.store.update(pods, scheduledPod(pod, node, timestamp(clock)));
    const message = `Successfully assigned ${keyOf(pod)} to ${node.metadata.name}`;
    say(pod, 'Normal', 'Scheduled', message, 'Binding');
  }

  function fail(pod: Pod, message: string): void {
    unplaced.add(keyOf(pod));
    say(pod, 'Warning', 'FailedScheduling', message, 'Scheduling');
    unlessStale(() => registry.updateStatus(pods, unschedulablePod(pod, message, timestamp(clock)), scheduler));
  }

  function say(about: Pod, type: 'Normal' | 'Warning', reason: string, message: string, action: string): void {
    context.events.record({ about, type, reason, message, source: 'default-scheduler', action });
  }

  function nodeViews(): NodeView[] {
    const { podsByNode, repellingPodsByNode } = context.indexes;
    return registry.list(nodes).map(node => {
      const { name } = node.metadata;
      const onNode = () => podsByNode.get(name);
      return { node, pods: onNode, count: podsByNode.size(name), repelling: repellingPodsByNode.get(name) };
    });
  }

  /** The claims that a pod mounts; the name of one that does not exist. */
  function claimsOf(pod: Pod): (PersistentVolumeClaim | string)[] {
    return (pod.spec.volumes ?? []).flatMap(volume => {
      const name = volume.persistentVolumeClaim?.claimName;
      return name === undefined ? [] : [registry.find(claims, pod.metadata.namespace, name) ?? name];
    });
  }
}
