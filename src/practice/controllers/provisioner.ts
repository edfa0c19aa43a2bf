import { compareQuantities, formatQuantity, parseQuantity } from '../../core/quantity.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../core/statefulset/model.ts';
import { capacityOf, requestOf } from '../../core/volume/match.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { type Context, isTerminating, keyOf, splitKey, uidOf, unlessStale } from './context.ts';
import { isBoundClaim, selectedNode } from './volumes.ts';

/**
 * The provisioner whose volumes the practice cluster makes: the one of the recordings, so that classes in recorded scenarios are served.
 * Classes of other provisioners wait for ever, as they do where none is installed.
 */
export const practiceProvisioner = 'hollow.example.com/disk';

const orderedFrom = 'volume.kubernetes.io/storage-provisioner';
const provisionedBy = 'pv.kubernetes.io/provisioned-by';
const external = { fieldManager: 'practice-provisioner' } as const;
/** Milliseconds that making, growing and deleting a volume take. */
const duration = { make: 5, grow: 200 } as const;

const claims = resources.persistentVolumeClaims;
const volumes = resources.persistentVolumes;

/** Stands in for a storage driver: makes volumes that classes promise, grows them, and deletes them when they are released. */
export function startProvisioner(context: Context): void {
  const { registry, conduct, clock, watches } = context;
  const orders = context.queue('provisioner', fill, { latency: duration.make });
  const growth = context.queue('resizer', grow, { latency: duration.grow });
  const returns = context.queue('volume deleter', dispose, { latency: duration.make });

  watches.on(claims, ({ type, object }) => {
    if (type === 'DELETED') return;
    if (object.metadata.annotations?.[orderedFrom] === practiceProvisioner && !isBoundClaim(object))
      orders.add(keyOf(object));
    if (isBoundClaim(object) && wantsMore(object)) announceGrowth(object);
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
    if (
      storageClass.volumeBindingMode === 'WaitForFirstConsumer' &&
      claim.metadata.annotations?.[selectedNode] === undefined
    )
      return;
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

  function announceGrowth(claim: PersistentVolumeClaim): void {
    if (claim.metadata.annotations?.[orderedFrom] !== practiceProvisioner || isTerminating(claim)) return;
    if (claim.status?.conditions?.some(each => each.type === 'Resizing') === true) return;
    context.events.record({
      about: claim,
      type: 'Normal',
      reason: 'ExternalExpanding',
      message: 'waiting for an external controller to expand this PVC',
      source: 'volume_expand',
    });
    const now = timestamp(clock);
    const condition = { type: 'Resizing', status: 'True', lastProbeTime: null, lastTransitionTime: now };
    unlessStale(() =>
      registry.updateStatus(claims, { ...claim, status: { ...claim.status, conditions: [condition] } }, external),
    );
    growth.add(keyOf(claim));
  }

  function grow(key: string): void {
    const { namespace, name } = splitKey(key);
    const claim = registry.find(claims, namespace, name);
    if (claim === undefined || !isBoundClaim(claim) || !wantsMore(claim)) return;
    if (!conduct.provisions()) {
      growth.addAfter(key, 1000);
      return;
    }
    const volume = registry.find(volumes, undefined, claim.spec.volumeName ?? '');
    if (volume === undefined) return;
    const storage = formatQuantity(requestOf(claim));
    if (compareQuantities(capacityOf(volume), requestOf(claim)) < 0)
      registry.update(
        volumes,
        { ...volume, spec: { ...volume.spec, capacity: { ...volume.spec.capacity, storage } } },
        external,
      );
    const { conditions: _, ...status } = claim.status ?? {};
    registry.updateStatus(
      claims,
      { ...claim, status: { ...status, capacity: { ...status.capacity, storage } } },
      external,
    );
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
    return registry.find(resources.storageClasses, undefined, claim.spec.storageClassName ?? '');
  }
}

function wantsMore(claim: PersistentVolumeClaim): boolean {
  const held = parseQuantity(claim.status?.capacity?.['storage']);
  return held !== undefined && compareQuantities(held, requestOf(claim)) < 0;
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
