import type { PersistentVolumeClaim, StorageClass } from '../statefulset/model.ts';
import { classNameOf } from './class-name.ts';

/** Why a claim has no volume yet, in one word. */
export type PendingReason =
  /** No class: only a volume made by hand will do. */
  | 'no-class'
  | 'class-missing'
  /** Nothing is bound before a pod that mounts it has a node. Fact G7. */
  | 'waits-for-pod'
  /** Volumes of this class are made by hand, and none is free that fits. */
  | 'made-by-hand'
  | 'provisioning';

const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

/** What a claim that is Pending waits for; `undefined` for one that is not, or where classes may not be read. */
export function pendingReason(
  claim: PersistentVolumeClaim,
  classes: readonly StorageClass[] | undefined,
): PendingReason | undefined {
  if ((claim.status?.phase ?? 'Pending') !== 'Pending' || classes === undefined) return undefined;
  const name = classNameOf(claim) ?? '';
  if (name === '') return 'no-class';
  const storageClass = classes.find(({ metadata }) => metadata.name === name);
  if (storageClass === undefined) return 'class-missing';
  const isPlaced = claim.metadata.annotations?.[SELECTED_NODE] !== undefined;
  if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && !isPlaced) return 'waits-for-pod';
  return storageClass.provisioner === 'kubernetes.io/no-provisioner' ? 'made-by-hand' : 'provisioning';
}
