import { compareQuantities, formatQuantity, parseQuantity } from '../../core/quantity.ts';
import type { PersistentVolumeClaim } from '../../core/statefulset/model.ts';
import { capacityOf, requestOf } from '../../core/volume/match.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { type Context, isTerminating, keyOf, splitKey, unlessStale } from './context.ts';
import { orderedFrom, practiceProvisioner } from './provisioner.ts';
import { isBoundClaim } from './volumes/binding.ts';

/** What a claim says once only its file system is too small. Fact G10. */
export const fileSystemPending = 'FileSystemResizePending';
const resizing = 'Resizing';

const resizer = { fieldManager: 'practice-resizer' } as const;
/** Milliseconds that growing a volume takes, by the pace of the cluster. */
const duration = { recorded: 200, human: 1500 } as const;
const retryEvery = 1000;

const claims = resources.persistentVolumeClaims;
const volumes = resources.persistentVolumes;

/**
 * Grows the volumes of claims that ask for more. What is on a volume as a file system only the node can grow that mounts it
 * (`nodes/file-systems`); a raw device is as large as its volume at once.
 */
export function startResizer(context: Context): void {
  const { registry, conduct, clock, watches } = context;
  const queue = context.queue('resizer', grow);

  watches.on(claims, ({ type, object, before }) => {
    if (type === 'DELETED' || !isToGrow(object)) return;
    if (has(object, resizing)) {
      queue.addAfter(keyOf(object), duration[conduct.pace()]);
      return;
    }
    if (before === undefined || !isToGrow(before)) announce(object);
    queue.add(keyOf(object));
  });

  function announce(about: PersistentVolumeClaim): void {
    const message = 'waiting for an external controller to expand this PVC';
    context.events.record({ about, type: 'Normal', reason: 'ExternalExpanding', message, source: 'volume_expand' });
  }

  function grow(key: string): void {
    const { namespace, name } = splitKey(key);
    const claim = registry.find(claims, namespace, name);
    if (claim === undefined || !isToGrow(claim)) return;
    if (!conduct.provisions()) queue.addAfter(key, retryEvery);
    else if (has(claim, resizing)) finish(claim);
    else begin(claim);
  }

  function begin(claim: PersistentVolumeClaim): void {
    const storage = formatQuantity(requestOf(claim));
    write(claim, {
      allocatedResources: { storage },
      allocatedResourceStatuses: { storage: 'ControllerResizeInProgress' },
      conditions: [conditionOf(resizing)],
    });
    say(claim, 'Resizing', `External resizer is resizing volume ${claim.spec.volumeName ?? ''}`);
  }

  function finish(claim: PersistentVolumeClaim): void {
    const volume = registry.find(volumes, undefined, claim.spec.volumeName ?? '');
    if (volume === undefined) return;
    const storage = formatQuantity(requestOf(claim));
    if (compareQuantities(capacityOf(volume), requestOf(claim)) < 0) {
      const capacity = { ...volume.spec.capacity, storage };
      registry.update(volumes, { ...volume, spec: { ...volume.spec, capacity } }, resizer);
    }
    if (claim.spec.volumeMode === 'Block') {
      unlessStale(() => registry.updateStatus(claims, grown(claim, storage), resizer));
      say(claim, 'VolumeResizeSuccessful', 'Resize volume succeeded');
      return;
    }
    const words = 'Waiting for user to (re-)start a pod to finish file system resize of volume on node.';
    write(claim, {
      allocatedResources: { storage },
      allocatedResourceStatuses: { storage: 'NodeResizePending' },
      conditions: [{ ...conditionOf(fileSystemPending), message: words }],
    });
    say(claim, 'FileSystemResizeRequired', 'Require file system resize of volume on node');
  }

  function write(claim: PersistentVolumeClaim, change: NonNullable<PersistentVolumeClaim['status']>): void {
    unlessStale(() => registry.updateStatus(claims, { ...claim, status: { ...claim.status, ...change } }, resizer));
  }

  function conditionOf(type: string) {
    return { type, status: 'True', lastProbeTime: null, lastTransitionTime: timestamp(clock) };
  }

  function say(about: PersistentVolumeClaim, reason: string, message: string): void {
    const source = `external-resizer ${practiceProvisioner}`;
    context.events.record({ about, type: 'Normal', reason, message, source });
  }
}

/** The claim once all of it has the size: nothing is left to do, and `allocatedResources` stays, as on a real cluster. */
export function grown(claim: PersistentVolumeClaim, storage: string): PersistentVolumeClaim {
  const { conditions: _, allocatedResourceStatuses: __, ...status } = claim.status ?? {};
  return {
    ...claim,
    status: { ...status, capacity: { ...status.capacity, storage }, allocatedResources: { storage } },
  };
}

/** Whether a condition of the claim is True. */
export function has(claim: PersistentVolumeClaim, condition: string): boolean {
  return claim.status?.conditions?.some(each => each.type === condition && each.status === 'True') === true;
}

/** Whether the volume is the driver's to grow: an earlier growth that waits for the node comes first. */
function isToGrow(claim: PersistentVolumeClaim): boolean {
  if (claim.metadata.annotations?.[orderedFrom] !== practiceProvisioner) return false;
  if (isTerminating(claim) || !isBoundClaim(claim) || has(claim, fileSystemPending)) return false;
  const held = parseQuantity(claim.status?.capacity?.['storage']);
  return held !== undefined && compareQuantities(held, requestOf(claim)) < 0;
}
