import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../core/statefulset/model.ts';
import { findVolume, isReservedFor, unfitness } from '../../core/volume/match.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { type Context, isTerminating, keyOf, manager, splitKey, uidOf, unlessStale } from './context.ts';
import { newestDefaultClass } from './storage-class.ts';

export const selectedNode = 'volume.kubernetes.io/selected-node';
const bindCompleted = 'pv.kubernetes.io/bind-completed';
const boundByController = 'pv.kubernetes.io/bound-by-controller';
const provisionedBy = 'pv.kubernetes.io/provisioned-by';
const provisionerKeys = [
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
] as const;
/** How often claims that wait are looked at again: a volume or a class that comes wakes none of them. Fact G6. */
const resync = 15_000;

const claims = resources.persistentVolumeClaims;
const volumes = resources.persistentVolumes;

/** Binds claims to volumes and says why it cannot; takes volumes back when their claims are gone. Section G of the controller facts. */
export function startVolumes(context: Context): void {
  const { registry, clock, watches } = context;
  const claimQueue = context.queue('persistent volume claims', syncClaim, { latency: 2 });
  const volumeQueue = context.queue('persistent volumes', syncVolume, { latency: 2 });

  watches.on(claims, ({ type, object }) => {
    if (type === 'DELETED') volumeQueue.add(object.spec.volumeName ?? '');
    else claimQueue.add(keyOf(object));
  });
  watches.on(volumes, ({ type, object }) => {
    const claim = object.spec.claimRef;
    if (type === 'DELETED') {
      if (claim !== undefined) claimQueue.add(`${claim.namespace}/${claim.name}`);
      return;
    }
    volumeQueue.add(object.metadata.name);
  });

  function syncClaim(key: string): void {
    const { namespace, name } = splitKey(key);
    const claim = registry.find(claims, namespace, name);
    if (claim === undefined) return;
    if (claim.metadata.annotations?.[bindCompleted] !== undefined) checkBound(claim);
    else if ((claim.spec.volumeName ?? '') === '') search(claim);
    else takeNamed(claim, claim.spec.volumeName ?? '');
  }

  function search(claim: PersistentVolumeClaim): void {
    const storageClass = classOf(claim);
    const delayed =
      storageClass?.volumeBindingMode === 'WaitForFirstConsumer' &&
      claim.metadata.annotations?.[selectedNode] === undefined;
    const found = findVolume(claim, registry.list(volumes), { delayed });
    if (found !== undefined) {
      bind(found, claim);
      return;
    }
    if (claim.spec.storageClassName === undefined && assignDefaultClass(claim)) return;
    if (isTerminating(claim)) return;
    claimQueue.addAfter(keyOf(claim), resync);
    const name = claim.spec.storageClassName ?? '';
    if (delayed) {
      sayDelayed(claim);
      return;
    }
    if (name === '') {
      say(
        claim,
        'Normal',
        'FailedBinding',
        'no persistent volumes available for this claim and no storage class is set',
      );
      return;
    }
    if (storageClass === undefined) {
      say(claim, 'Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${name}" not found`);
      return;
    }
    order(claim, storageClass);
  }

  function sayDelayed(claim: PersistentVolumeClaim): void {
    const pod = registry
      .list(resources.pods, claim.metadata.namespace)
      .find(each => each.spec.volumes?.some(volume => volume.persistentVolumeClaim?.claimName === claim.metadata.name));
    if (pod === undefined)
      say(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
    else say(claim, 'Normal', 'WaitForPodScheduled', `waiting for pod ${pod.metadata.name} to be scheduled`);
  }

  /** Asks the class's provisioner for a volume, by the annotations that provisioners look for. */
  function order(claim: PersistentVolumeClaim, { provisioner }: StorageClass): void {
    if (provisioner === 'kubernetes.io/no-provisioner') {
      say(
        claim,
        'Normal',
        'FailedBinding',
        'no persistent volumes available for this claim and no storage class is set',
      );
      return;
    }
    const missing = provisionerKeys.some(key => claim.metadata.annotations?.[key] !== provisioner);
    if (missing) {
      const asked = Object.fromEntries(provisionerKeys.map(key => [key, provisioner]));
      const annotations = { ...claim.metadata.annotations, ...asked };
      unlessStale(() => registry.update(claims, { ...claim, metadata: { ...claim.metadata, annotations } }, manager));
    }
    say(
      claim,
      'Normal',
      'ExternalProvisioning',
      `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
    );
  }

  function assignDefaultClass(claim: PersistentVolumeClaim): boolean {
    const preferred = newestDefaultClass(registry.list(resources.storageClasses));
    if (preferred === undefined || isTerminating(claim)) return false;
    const spec = { ...claim.spec, storageClassName: preferred.metadata.name };
    unlessStale(() => registry.update(claims, { ...claim, spec }, manager));
    return true;
  }

  function takeNamed(claim: PersistentVolumeClaim, name: string): void {
    const volume = registry.find(volumes, undefined, name);
    if (volume === undefined) {
      claimQueue.addAfter(keyOf(claim), resync);
      return;
    }
    if (volume.spec.claimRef !== undefined) {
      if (isReservedFor(volume, claim)) {
        bind(volume, claim);
        return;
      }
      claimQueue.addAfter(keyOf(claim), resync);
      say(claim, 'Warning', 'FailedBinding', `volume "${name}" already bound to a different claim.`);
      return;
    }
    const fault = unfitness(volume, claim);
    if (fault === undefined) {
      bind(volume, claim);
      return;
    }
    claimQueue.addAfter(keyOf(claim), resync);
    say(claim, 'Warning', 'VolumeMismatch', `Cannot bind to requested volume "${name}": ${mismatchWords[fault]}`);
  }

  /** The four writes of a binding, each left out if it is done. Fact G5. */
  function bind(volume: PersistentVolume, claim: PersistentVolumeClaim): void {
    const taken = volume.spec.claimRef?.uid === uidOf(claim) ? volume : reserve(registry, volume, claim);
    const bound = setPhase(taken, 'Bound');
    const named = nameVolume(claim, bound);
    const { accessModes = [] } = bound.spec;
    const capacity = Object.fromEntries(
      Object.entries(bound.spec.capacity ?? {}).map(([name, amount]) => [name, String(amount)]),
    );
    const status = { ...named.status, phase: 'Bound', accessModes, capacity };
    registry.updateStatus(claims, { ...named, status }, manager);
  }

  function nameVolume(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
    const chosen = claim.spec.volumeName === undefined ? { [boundByController]: 'yes' } : {};
    const annotations = { ...claim.metadata.annotations, ...chosen, [bindCompleted]: 'yes' };
    const spec = { ...claim.spec, volumeName: volume.metadata.name };
    return registry.update(claims, { ...claim, metadata: { ...claim.metadata, annotations }, spec }, manager);
  }

  function checkBound(claim: PersistentVolumeClaim): void {
    const volume = registry.find(volumes, undefined, claim.spec.volumeName ?? '');
    if (volume === undefined) {
      const words = 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';
      lose(claim, 'ClaimLost', words);
      return;
    }
    if (volume.spec.claimRef === undefined || isReservedFor(volume, claim)) {
      if (claim.status?.phase !== 'Bound' || volume.status?.phase !== 'Bound') bind(volume, claim);
      return;
    }
    lose(claim, 'ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
  }

  function lose(claim: PersistentVolumeClaim, reason: string, message: string): void {
    if (claim.status?.phase === 'Lost') return;
    registry.updateStatus(claims, { ...claim, status: { phase: 'Lost' } }, manager);
    say(claim, 'Warning', reason, message);
  }

  function syncVolume(name: string): void {
    const volume = name === '' ? undefined : registry.find(volumes, undefined, name);
    if (volume === undefined) return;
    const reference = volume.spec.claimRef;
    if (reference === undefined || (reference.uid ?? '') === '') {
      setPhase(volume, 'Available');
      if (reference !== undefined) claimQueue.add(`${reference.namespace}/${reference.name}`);
      return;
    }
    const claim = registry.find(claims, reference.namespace, reference.name ?? '');
    if (claim === undefined || uidOf(claim) !== reference.uid) {
      release(volume);
      return;
    }
    if ((claim.spec.volumeName ?? '') === '') {
      claimQueue.add(keyOf(claim));
      return;
    }
    if (claim.spec.volumeName === name) setPhase(volume, 'Bound');
    else unbind(volume);
  }

  function release(volume: PersistentVolume): void {
    const released = volume.status?.phase === 'Failed' ? volume : setPhase(volume, 'Released');
    const policy = volume.spec.persistentVolumeReclaimPolicy;
    if (policy === 'Recycle') recycle(released);
    if (policy !== 'Delete') return;
    if (volume.metadata.annotations?.[provisionedBy] !== undefined) return; // its provisioner deletes it
    const message = 'error getting deleter volume plugin for volume: no deletable volume plugin matched';
    if (released.status?.phase === 'Released') setPhase(released, 'Failed', message);
  }

  /** The claim was bound elsewhere: the volume is free again, or kept for the claim if a person had reserved it. */
  function unbind(volume: PersistentVolume): void {
    const byUs = volume.metadata.annotations?.[boundByController] !== undefined;
    if (byUs) recycle(volume);
    else {
      const { uid: _, ...claimRef } = volume.spec.claimRef ?? {};
      registry.update(volumes, { ...volume, spec: { ...volume.spec, claimRef } }, manager);
    }
  }

  function recycle(volume: PersistentVolume): void {
    const { claimRef: _, ...spec } = volume.spec;
    const { [boundByController]: __, ...annotations } = volume.metadata.annotations ?? {};
    const free = registry.update(volumes, { ...volume, metadata: { ...volume.metadata, annotations }, spec }, manager);
    setPhase(free, 'Available');
  }

  function setPhase(volume: PersistentVolume, phase: string, message?: string): PersistentVolume {
    if (volume.status?.phase === phase) return volume;
    const status = { phase, lastPhaseTransitionTime: timestamp(clock), ...(message === undefined ? {} : { message }) };
    return registry.updateStatus(volumes, { ...volume, status }, manager);
  }

  function classOf(claim: PersistentVolumeClaim): StorageClass | undefined {
    const name = claim.spec.storageClassName ?? '';
    return name === '' ? undefined : registry.find(resources.storageClasses, undefined, name);
  }

  function say(about: PersistentVolumeClaim, type: 'Normal' | 'Warning', reason: string, message: string): void {
    context.events.record({ about, type, reason, message, source: 'persistentvolume-controller' });
  }
}

/** Writes the claim into the volume, which from then on is the claim's alone. */
export function reserve(registry: Registry, volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
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
  return registry.update(volumes, { ...volume, metadata, spec: { ...volume.spec, claimRef } }, manager);
}

/** Bound by its own account: pods may use it. */
export function isBoundClaim(claim: PersistentVolumeClaim): boolean {
  return claim.status?.phase === 'Bound' && claim.metadata.annotations?.[bindCompleted] !== undefined;
}

const mismatchWords: Readonly<Record<NonNullable<ReturnType<typeof unfitness>>, string>> = {
  'too-small': 'requested PV is too small',
  class: 'storageClassName does not match',
  'attributes-class': 'volumeAttributesClassName does not match',
  mode: 'incompatible volumeMode',
  'access-modes': 'incompatible accessMode',
};
