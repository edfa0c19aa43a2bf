import { compareQuantities } from '../../core/quantity.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../core/statefulset/model.ts';
import { classNameOf } from '../../core/volume/class-name.ts';
import { findVolume, requestOf } from '../../core/volume/match.ts';
import { fitsTerms, type NodeView, type Unfit, unfit, unfitWords } from '../controllers/fit.ts';
import { isBoundClaim, selectedNode } from '../controllers/volumes/binding.ts';
import { at, listOf } from '../json.ts';

/** What the scheduler decides about a pod. */
export type Placement =
  | { readonly do: 'bind'; readonly node: Node }
  /** The pod fits there, but these claims must have their volumes first. */
  | { readonly do: 'settle'; readonly node: Node; readonly claims: readonly PersistentVolumeClaim[] }
  /** It fits nowhere, in the scheduler's words. */
  | { readonly do: 'fail'; readonly message: string };

/** What storage there is; looked up only as far as the claims of the pod need it. */
export interface Storage {
  readonly volume: (name: string) => PersistentVolume | undefined;
  readonly volumes: () => readonly PersistentVolume[];
  readonly storageClass: (name: string) => StorageClass | undefined;
}

/** The emptiest node that a pod fits on. `claims` are those that it mounts; the name stands for one that does not exist. Fact G7. */
export function placementOf(
  pod: Pod,
  claims: readonly (PersistentVolumeClaim | string)[],
  nodes: readonly NodeView[],
  storage: Storage,
): Placement {
  const [unusable] = claims.flatMap(claim => whyUnusable(claim) ?? []);
  if (unusable !== undefined) return beforeNodes(nodes, unusable);
  const found = claims.filter(claim => typeof claim !== 'string');
  const delayed = found.filter(claim => !isBoundClaim(claim));
  if (!delayed.every(claim => waitsForConsumer(claim, storage)))
    return beforeNodes(nodes, 'pod has unbound immediate PersistentVolumeClaims');
  const verdicts = nodes.map(view => unfit(pod, view, nodes) ?? unreachable(found, view.node, storage));
  const fitting = nodes.filter((_, index) => verdicts[index] === undefined);
  const [best] = fitting.sort((one, other) => one.count - other.count);
  if (best === undefined) return { do: 'fail', message: unfitWords(verdicts.filter(verdict => verdict !== undefined)) };
  if (delayed.length === 0) return { do: 'bind', node: best.node };
  return { do: 'settle', node: best.node, claims: smallestFirst(delayed) };
}

/** What no node can change about a claim, in the scheduler's words. */
function whyUnusable(claim: PersistentVolumeClaim | string): string | undefined {
  if (typeof claim === 'string') return `persistentvolumeclaim "${claim}" not found`;
  const { name, deletionTimestamp } = claim.metadata;
  if (claim.status?.phase === 'Lost')
    return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName ?? ''}"`;
  return deletionTimestamp === undefined ? undefined : `persistentvolumeclaim "${name}" is being deleted`;
}

/** How a claim that waited for its pod gets its volume. */
export type Settlement =
  | { readonly do: 'reserve'; readonly volume: PersistentVolume }
  /** Its provisioner is to make one for the node that the claim names now. */
  | { readonly do: 'provision'; readonly claim: PersistentVolumeClaim }
  | { readonly do: 'nothing' };

/** Picks a volume that the node reaches, or has one made there. The volume controller does the rest. Fact G7. */
export function settlementOf(
  claim: PersistentVolumeClaim,
  node: Node,
  volumes: readonly PersistentVolume[],
): Settlement {
  const volume = volumeNear(claim, node, volumes);
  if (volume !== undefined) return { do: 'reserve', volume };
  if (claim.metadata.annotations?.[selectedNode] === node.metadata.name) return { do: 'nothing' };
  const annotations = { ...claim.metadata.annotations, [selectedNode]: node.metadata.name };
  return { do: 'provision', claim: { ...claim, metadata: { ...claim.metadata, annotations } } };
}

function beforeNodes(nodes: readonly NodeView[], reason: string): Placement {
  return { do: 'fail', message: `0/${nodes.length} nodes are available: ${reason}. not found` };
}

/** A claim that names its volume waits for nobody. */
function waitsForConsumer(claim: PersistentVolumeClaim, storage: Storage): boolean {
  return (claim.spec.volumeName ?? '') === '' && classOf(claim, storage)?.volumeBindingMode === 'WaitForFirstConsumer';
}

function classOf(claim: PersistentVolumeClaim, storage: Storage): StorageClass | undefined {
  const name = classNameOf(claim) ?? '';
  return name === '' ? undefined : storage.storageClass(name);
}

/** Why a pod's claims keep it off a node, in the scheduler's words. */
function unreachable(claims: readonly PersistentVolumeClaim[], node: Node, storage: Storage): Unfit | undefined {
  for (const claim of claims.filter(isBoundClaim)) {
    const volume = storage.volume(claim.spec.volumeName ?? '');
    if (volume !== undefined && !reaches(volume, node))
      return { reason: "node(s) didn't match PersistentVolume's node affinity", byOthers: false };
  }
  const chosen = new Set<PersistentVolume>();
  for (const claim of smallestFirst(claims.filter(each => !isBoundClaim(each)))) {
    const left = storage.volumes().filter(volume => !chosen.has(volume));
    const volume = volumeNear(claim, node, left);
    if (volume !== undefined) chosen.add(volume);
    else if (classOf(claim, storage)?.provisioner === 'kubernetes.io/no-provisioner')
      return { reason: "node(s) didn't find available persistent volumes to bind", byOthers: false };
  }
  return undefined;
}

/** In this order each claim gets the smallest volume that fits, and none takes what a larger one needs. */
function smallestFirst(claims: readonly PersistentVolumeClaim[]): PersistentVolumeClaim[] {
  return claims.toSorted((one, other) => compareQuantities(requestOf(one), requestOf(other)));
}

function volumeNear(
  claim: PersistentVolumeClaim,
  node: Node,
  volumes: readonly PersistentVolume[],
): PersistentVolume | undefined {
  return findVolume(claim, volumes, { reachable: volume => reaches(volume, node) });
}

function reaches(volume: PersistentVolume, node: Node): boolean {
  const required = at(volume, 'spec', 'nodeAffinity', 'required');
  return required === undefined || fitsTerms(listOf(at(required, 'nodeSelectorTerms')), node);
}
