import type { PersistentVolume, PersistentVolumeClaim } from '../../../core/statefulset/model.ts';
import { uidOf } from '../context.ts';

/** The node that the scheduler chose for the first pod of a claim; a provisioner that waits for it makes the volume there. */
export const selectedNode = 'volume.kubernetes.io/selected-node';
const bindCompleted = 'pv.kubernetes.io/bind-completed';
const boundByController = 'pv.kubernetes.io/bound-by-controller';

/** Whether a claim was bound once, whatever has become of its volume since. */
export function hasBeenBound(claim: PersistentVolumeClaim): boolean {
  return claim.metadata.annotations?.[bindCompleted] !== undefined;
}

/** Bound by its own account: pods may use it. */
export function isBoundClaim(claim: PersistentVolumeClaim): boolean {
  return claim.status?.phase === 'Bound' && hasBeenBound(claim);
}

/** Whether the controller chose this volume for its claim, and not the person who wrote the claimRef. */
export function isBoundByController(volume: PersistentVolume): boolean {
  return volume.metadata.annotations?.[boundByController] !== undefined;
}

/** The volume with the claim written into it: from then on it is the claim's alone. Fact G5. */
export function reservedVolume(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const prebound = volume.spec.claimRef !== undefined;
  const annotations = prebound
    ? volume.metadata.annotations
    : { ...volume.metadata.annotations, [boundByController]: 'yes' };
  const claimRef = {
    kind: 'PersistentVolumeClaim',
    apiVersion: 'v1',
    namespace: claim.metadata.namespace ?? '',
    name: claim.metadata.name,
    uid: uidOf(claim),
    resourceVersion: claim.metadata.resourceVersion ?? '',
  };
  const metadata = { ...volume.metadata, ...(annotations === undefined ? {} : { annotations }) };
  return { ...volume, metadata, spec: { ...volume.spec, claimRef } };
}

/** The claim with the volume's name in it, and marked as chosen by the controller unless it named the volume itself. Fact G5. */
export function boundClaim(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
  const chosen = claim.spec.volumeName === undefined ? { [boundByController]: 'yes' } : {};
  const annotations = { ...claim.metadata.annotations, ...chosen, [bindCompleted]: 'yes' };
  const spec = { ...claim.spec, volumeName: volume.metadata.name };
  return { ...claim, metadata: { ...claim.metadata, annotations }, spec };
}

/** The claim as Bound, with what the volume has and not with what was asked for. Fact G5. */
export function filledClaim(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
  const { accessModes = [] } = volume.spec;
  const capacity = Object.fromEntries(
    Object.entries(volume.spec.capacity ?? {}).map(([name, amount]) => [name, String(amount)]),
  );
  return { ...claim, status: { ...claim.status, phase: 'Bound', accessModes, capacity } };
}

/** The volume without its claim, for anybody to take. */
export function freeVolume(volume: PersistentVolume): PersistentVolume {
  const { claimRef: _, ...spec } = volume.spec;
  const { [boundByController]: __, ...annotations } = volume.metadata.annotations ?? {};
  return { ...volume, metadata: { ...volume.metadata, annotations }, spec };
}

/** The volume kept for whichever claim bears the name, as the person had it who reserved it. */
export function volumeReservedByName(volume: PersistentVolume): PersistentVolume {
  const { uid: _, ...claimRef } = volume.spec.claimRef ?? {};
  return { ...volume, spec: { ...volume.spec, claimRef } };
}
