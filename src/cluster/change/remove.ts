import type { KubernetesObject, Pod } from '../../core/statefulset/model.ts';
import { KINDS, type KindName } from '../mirror/kinds.ts';
import { kubectl } from './kubectl.ts';
import type { DeleteChange, Site } from './types.ts';
import { targetOf } from './workload.ts';

/**
 * Deletes an object of a known kind. Orphan leaves what it owns: an equal set created later adopts the pods without a restart. Claims stay in
 * any case unless the retention policy says otherwise. Facts I8, A8. A grace period is never sent, so nothing is force-deleted.
 */
export function deleteObject(
  kind: KindName,
  object: KubernetesObject,
  propagation: DeleteChange['propagation'] = 'Background',
  site: Site = {},
): DeleteChange {
  const target = targetOf(kind, object);
  const cascade = `--cascade=${propagation.toLowerCase()}`;
  const command = kubectl(site, target, 'delete', `${commandKind(kind)}/${target.name}`, cascade);
  return { send: 'delete', target, effect: { do: 'delete', propagation }, propagation, kubectl: command };
}

/** Deletes a pod, so that its controller makes it anew. The uid is a precondition: the next pod of that name is not deleted too. */
export function deletePod(pod: Pod, site: Site = {}): DeleteChange {
  // The generation of a pod moves with what the node resizes, which nobody means who deletes it.
  const { generation: _, ...target } = targetOf('Pod', pod);
  const command = kubectl(site, target, 'delete', `pod/${target.name}`);
  return { send: 'delete', target, effect: { do: 'delete-pod' }, propagation: 'Background', kubectl: command };
}

/** `persistentvolumeclaim`: kubectl takes the kind in lower case, and the group where two could be meant. */
function commandKind(kind: KindName): string {
  const { group } = KINDS[kind];
  return group !== '' ? `${kind.toLowerCase()}.${group}` : kind.toLowerCase();
}
