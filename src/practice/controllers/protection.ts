import type { KubernetesObject, PersistentVolumeClaim, Pod } from '../../core/statefulset/model.ts';
import { resources, type ServedResource } from '../resources.ts';
import { type Context, isTerminating, keyOf, manager, splitKey } from './context.ts';

const claimFinalizer = 'kubernetes.io/pvc-protection';
const volumeFinalizer = 'kubernetes.io/pv-protection';

/** Lets go of claims that no scheduled pod uses and of volumes that are not bound, once they are deleted. Fact G9. */
export function startProtection(context: Context): void {
  const { registry, watches } = context;
  const claimQueue = context.queue('claim protection', syncClaim, { latency: 4 });
  const volumeQueue = context.queue('volume protection', syncVolume, { latency: 4 });

  watches.on(resources.persistentVolumeClaims, ({ type, object }) => {
    if (type !== 'DELETED' && isHeld(object, claimFinalizer)) claimQueue.add(keyOf(object));
  });
  watches.on(resources.persistentVolumes, ({ type, object }) => {
    if (type !== 'DELETED' && isHeld(object, volumeFinalizer)) volumeQueue.add(object.metadata.name);
  });
  watches.on(resources.pods, ({ type, object }) => {
    if (type !== 'DELETED') return;
    for (const name of claimsOf(object)) claimQueue.add(`${object.metadata.namespace}/${name}`);
  });

  function syncClaim(key: string): void {
    const { namespace, name } = splitKey(key);
    const claim = registry.find(resources.persistentVolumeClaims, namespace, name);
    if (claim === undefined || !isHeld(claim, claimFinalizer) || isUsed(claim)) return;
    release(resources.persistentVolumeClaims, claim, claimFinalizer);
  }

  function syncVolume(name: string): void {
    const volume = registry.find(resources.persistentVolumes, undefined, name);
    if (volume === undefined || !isHeld(volume, volumeFinalizer) || volume.status?.phase === 'Bound') return;
    release(resources.persistentVolumes, volume, volumeFinalizer);
  }

  function release<T extends KubernetesObject>(resource: ServedResource<T>, object: T, finalizer: string): void {
    const finalizers = (object.metadata.finalizers ?? []).filter(each => each !== finalizer);
    registry.update(resource, { ...object, metadata: { ...object.metadata, finalizers } }, manager);
  }

  function isUsed(claim: PersistentVolumeClaim): boolean {
    return registry
      .list(resources.pods, claim.metadata.namespace)
      .some(pod => (pod.spec.nodeName ?? '') !== '' && claimsOf(pod).includes(claim.metadata.name));
  }
}

function isHeld(object: KubernetesObject, finalizer: string): boolean {
  return isTerminating(object) && (object.metadata.finalizers ?? []).includes(finalizer);
}

function claimsOf(pod: Pod): string[] {
  return (pod.spec.volumes ?? []).flatMap(volume => volume.persistentVolumeClaim?.claimName ?? []);
}
