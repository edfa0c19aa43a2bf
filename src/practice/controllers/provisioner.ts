import { formatQuantity } from '../../core/quantity.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../core/statefulset/model.ts';
import { classNameOf } from '../../core/volume/class-name.ts';
import { requestOf } from '../../core/volume/match.ts';
import { resources } from '../resources.ts';
import { type Context, isTerminating, keyOf, splitKey, uidOf, unlessStale } from './context.ts';
import { isBoundClaim } from './volumes/binding.ts';
import { isDelayed } from './volumes/claim-step.ts';

/**
 * The provisioner whose volumes the practice cluster makes: the one of the recordings, so that classes in recorded scenarios are served.
 * Classes of other provisioners wait for ever, as they do where none is installed.
 */
export const practiceProvisioner = 'hollow.example.com/disk';

/** By which provisioner a claim is to be served: the annotation that the volume controller writes. */
export const orderedFrom = 'volume.kubernetes.io/storage-provisioner';
const provisionedBy = 'pv.kubernetes.io/provisioned-by';
const external = { fieldManager: 'practice-provisioner' } as const;
/** Milliseconds that making and deleting a volume take. */
const duration = 5;

const claims = resources.persistentVolumeClaims;
const volumes = resources.persistentVolumes;

/** Stands in for a storage driver: makes volumes that classes promise, and deletes them when they are released. `resizer` grows them. */
export function startProvisioner(context: Context): void {
  const { registry, conduct, watches } = context;
  const orders = context.queue('provisioner', fill, { latency: duration });
  const returns = context.queue('volume deleter', dispose, { latency: duration });

  watches.on(claims, ({ type, object }) => {
    if (type === 'DELETED') return;
    if (object.metadata.annotations?.[orderedFrom] === practiceProvisioner && !isBoundClaim(object))
      orders.add(keyOf(object));
  });
  watches.on(volumes, ({ type, object }) => {
    if (type !== 'DELETED' && object.status?.phase === 'Released') returns.add(object.metadata.name);
  });

  function fill(key: string): void {
    const { namespace, name } = splitKey(key);
    const claim = registry.find(claims, namespace, name);
    if (claim === undefined || isTerminating(claim) || (claim.spec.volumeName ?? '') !== '') return;
    const storageClass = classOf(claim);
    if (storageClass === undefined || storageClass.provisioner !== practiceProvisioner) return;
    if (isDelayed(claim, storageClass)) return;
    if (!conduct.provisions()) {
      orders.addAfter(key, 1000);
      return;
    }
    const volume = volumeFor(claim, storageClass);
    if (registry.find(volumes, undefined, volume.metadata.name) !== undefined) return;
    registry.create(volumes, volume, external);
    context.events.record({
      about: claim,
      type: 'Normal',
      reason: 'ProvisioningSucceeded',
      message: `Successfully provisioned volume ${volume.metadata.name}`,
      source: practiceProvisioner,
    });
  }

  function dispose(name: string): void {
    const volume = registry.find(volumes, undefined, name);
    if (volume === undefined || volume.status?.phase !== 'Released' || isTerminating(volume)) return;
    if (volume.spec.persistentVolumeReclaimPolicy !== 'Delete') return;
    if (volume.metadata.annotations?.[provisionedBy] !== practiceProvisioner) return;
    if (!conduct.provisions()) {
      returns.addAfter(name, 1000);
      return;
    }
    unlessStale(() => registry.delete(volumes, undefined, name, { preconditions: { uid: uidOf(volume) } }));
  }

  function classOf(claim: PersistentVolumeClaim): StorageClass | undefined {
    return registry.find(resources.storageClasses, undefined, classNameOf(claim) ?? '');
  }
}

function volumeFor(claim: PersistentVolumeClaim, storageClass: StorageClass): PersistentVolume {
  const uid = uidOf(claim);
  const spec = {
    capacity: { storage: formatQuantity(requestOf(claim)) },
    hostPath: { path: `/practice/${uid}`, type: '' },
    accessModes: claim.spec.accessModes ?? [],
    claimRef: {
      kind: 'PersistentVolumeClaim',
      apiVersion: 'v1',
      namespace: claim.metadata.namespace ?? '',
      name: claim.metadata.name,
      uid,
    },
    persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
    storageClassName: storageClass.metadata.name,
    volumeMode: claim.spec.volumeMode ?? 'Filesystem',
  };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}`, annotations: { [provisionedBy]: practiceProvisioner } },
    spec,
  };
}
