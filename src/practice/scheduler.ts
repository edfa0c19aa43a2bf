import { isFinished } from '../core/statefulset/health.ts';
import type {
  Condition,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  StorageClass,
} from '../core/statefulset/model.ts';
import { findVolume } from '../core/volume/match.ts';
import { type Context, isTerminating, keyOf, manager, splitKey, unlessStale } from './controllers/context.ts';
import { fitsTerms, type NodeView, type Unfit, unfit, unfitWords } from './controllers/fit.ts';
import { isBoundClaim, reservedVolume, selectedNode } from './controllers/volumes/binding.ts';
import { at, listOf } from './json.ts';
import { resources } from './resources.ts';
import { timestamp } from './store.ts';

const scheduler = { fieldManager: 'kube-scheduler' } as const;
const zoneLabel = 'topology.kubernetes.io/zone';
/** Milliseconds that finding a node for one pod takes. */
const pace = 8;

/** Finds nodes for pods: the emptiest that fits. A pod that fits nowhere says why, and is tried again when something changes. */
export function startScheduler(context: Context): void {
  const { registry, clock, watches } = context;
  const unplaced = new Set<string>();
  const queue = context.queue('scheduler', place, { latency: 4, pace });

  watches.on(resources.pods, ({ type, object: pod }) => {
    if (type === 'DELETED') {
      unplaced.delete(keyOf(pod));
      retry();
    } else if (waitsForNode(pod) && !unplaced.has(keyOf(pod))) queue.add(keyOf(pod));
  });
  watches.on(resources.persistentVolumeClaims, ({ type, object, before }) => {
    if (type !== 'MODIFIED' || isBoundClaim(object) !== (before !== undefined && isBoundClaim(before))) retry();
  });
  watches.on(resources.persistentVolumes, ({ type }) => {
    if (type === 'ADDED') retry();
  });
  watches.on(resources.nodes, retry);
  watches.on(resources.storageClasses, retry);

  function retry(): void {
    for (const key of unplaced) queue.add(key);
  }

  function place(key: string): void {
    const { namespace, name } = splitKey(key);
    const pod = registry.find(resources.pods, namespace, name);
    unplaced.delete(key);
    if (pod === undefined || !waitsForNode(pod)) return;
    const claims = claimsOf(pod);
    const missing = claims.find(claim => typeof claim === 'string');
    if (missing !== undefined) {
      fail(pod, beforeNodes(`persistentvolumeclaim "${missing}" not found`));
      return;
    }
    const found = claims.filter(claim => typeof claim !== 'string');
    if (found.some(claim => !isBoundClaim(claim) && !waitsForConsumer(claim))) {
      fail(pod, beforeNodes('pod has unbound immediate PersistentVolumeClaims'));
      return;
    }
    choose(pod, found);
  }

  function choose(pod: Pod, claims: readonly PersistentVolumeClaim[]): void {
    const views = nodeViews();
    const verdicts = views.map(view => unfit(pod, view, views) ?? unreachable(claims, view.node));
    const fitting = views.filter((_, index) => verdicts[index] === undefined);
    const [best] = fitting.sort((one, other) => one.count - other.count);
    if (best === undefined) {
      fail(pod, unfitWords(verdicts.filter(verdict => verdict !== undefined)));
      return;
    }
    const delayed = claims.filter(claim => !isBoundClaim(claim));
    if (delayed.length === 0) {
      bind(pod, best.node);
      return;
    }
    for (const claim of delayed) settle(claim, best.node);
    unplaced.add(keyOf(pod));
  }

  /** Picks a volume, or a place to make one, for a claim that waited for this pod. The volume controller does the rest. */
  function settle(claim: PersistentVolumeClaim, node: Node): void {
    const volume = volumeNear(claim, node);
    if (volume !== undefined) {
      unlessStale(() => registry.update(resources.persistentVolumes, reservedVolume(volume, claim), manager));
      return;
    }
    const annotations = { ...claim.metadata.annotations, [selectedNode]: node.metadata.name };
    if (claim.metadata.annotations?.[selectedNode] === node.metadata.name) return;
    unlessStale(() =>
      registry.update(
        resources.persistentVolumeClaims,
        { ...claim, metadata: { ...claim.metadata, annotations } },
        scheduler,
      ),
    );
  }

  function bind(pod: Pod, node: Node): void {
    const zone = node.metadata.labels?.[zoneLabel];
    const labels = zone === undefined ? pod.metadata.labels : { ...pod.metadata.labels, [zoneLabel]: zone };
    // The binding subresource: it alone may set a pod's node, and it is no change of generation.
    const bound: Pod = {
      ...pod,
      metadata: { ...pod.metadata, ...(labels === undefined ? {} : { labels }) },
      spec: { ...pod.spec, nodeName: node.metadata.name },
      status: { ...pod.status, conditions: withScheduled(pod, { status: 'True' }) },
    };
    registry.store.update(resources.pods, bound);
    const message = `Successfully assigned ${keyOf(pod)} to ${node.metadata.name}`;
    say(pod, 'Normal', 'Scheduled', message, 'Binding');
  }

  function fail(pod: Pod, message: string): void {
    unplaced.add(keyOf(pod));
    say(pod, 'Warning', 'FailedScheduling', message, 'Scheduling');
    const observed = pod.metadata.generation === undefined ? {} : { observedGeneration: pod.metadata.generation };
    const condition = { ...observed, status: 'False', reason: 'Unschedulable', message };
    const status = { ...pod.status, conditions: withScheduled(pod, condition) };
    unlessStale(() => registry.updateStatus(resources.pods, { ...pod, status }, scheduler));
  }

  function say(about: Pod, type: 'Normal' | 'Warning', reason: string, message: string, action: string): void {
    context.events.record({ about, type, reason, message, source: 'default-scheduler', action });
  }

  function withScheduled(pod: Pod, condition: { readonly status: string }): readonly Condition[] {
    const before = pod.status?.conditions?.find(each => each.type === 'PodScheduled');
    const since = before?.status === condition.status ? before.lastTransitionTime : timestamp(clock);
    const scheduled = { type: 'PodScheduled', lastProbeTime: null, lastTransitionTime: since ?? '', ...condition };
    return [scheduled, ...(pod.status?.conditions ?? []).filter(each => each.type !== 'PodScheduled')];
  }

  function nodeViews(): NodeView[] {
    const { podsByNode, repellingPodsByNode } = context.indexes;
    return registry.list(resources.nodes).map(node => {
      const { name } = node.metadata;
      const pods = () => podsByNode.get(name);
      return { node, pods, count: podsByNode.size(name), repelling: repellingPodsByNode.get(name) };
    });
  }

  function beforeNodes(reason: string): string {
    return `0/${registry.list(resources.nodes).length} nodes are available: ${reason}. not found`;
  }

  /** The claims that a pod mounts; the name of one that does not exist. */
  function claimsOf(pod: Pod): (PersistentVolumeClaim | string)[] {
    return (pod.spec.volumes ?? []).flatMap(volume => {
      const name = volume.persistentVolumeClaim?.claimName;
      if (name === undefined) return [];
      return [registry.find(resources.persistentVolumeClaims, pod.metadata.namespace, name) ?? name];
    });
  }

  function classOf(claim: PersistentVolumeClaim): StorageClass | undefined {
    const name = claim.spec.storageClassName ?? '';
    return name === '' ? undefined : registry.find(resources.storageClasses, undefined, name);
  }

  function waitsForConsumer(claim: PersistentVolumeClaim): boolean {
    return classOf(claim)?.volumeBindingMode === 'WaitForFirstConsumer';
  }

  /** Why a pod's claims keep it off a node, in the scheduler's words. */
  function unreachable(claims: readonly PersistentVolumeClaim[], node: Node): Unfit | undefined {
    for (const claim of claims) {
      if (isBoundClaim(claim)) {
        const volume = registry.find(resources.persistentVolumes, undefined, claim.spec.volumeName ?? '');
        if (volume !== undefined && !reaches(volume, node))
          return { reason: "node(s) didn't match PersistentVolume's node affinity", byOthers: false };
      } else if (
        volumeNear(claim, node) === undefined &&
        classOf(claim)?.provisioner === 'kubernetes.io/no-provisioner'
      )
        return { reason: "node(s) didn't find available persistent volumes to bind", byOthers: false };
    }
    return undefined;
  }

  function volumeNear(claim: PersistentVolumeClaim, node: Node): PersistentVolume | undefined {
    return findVolume(claim, registry.list(resources.persistentVolumes), {
      reachable: volume => reaches(volume, node),
    });
  }
}

function reaches(volume: PersistentVolume, node: Node): boolean {
  const required = at(volume, 'spec', 'nodeAffinity', 'required');
  return required === undefined || fitsTerms(listOf(at(required, 'nodeSelectorTerms')), node);
}

function waitsForNode(pod: Pod): boolean {
  if ((pod.spec.nodeName ?? '') !== '' || isTerminating(pod) || isFinished(pod)) return false;
  if ((pod.spec.schedulingGates ?? []).length > 0) return false;
  const name = at(pod, 'spec', 'schedulerName');
  return name === undefined || name === 'default-scheduler';
}
