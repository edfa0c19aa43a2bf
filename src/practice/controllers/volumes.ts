import type { PersistentVolume, PersistentVolumeClaim } from '../../core/statefulset/model.ts';
import { resources } from '../resources.ts';
import { timestamp } from '../store.ts';
import { type Context, keyOf, manager, splitKey, uidOf, unlessStale } from './context.ts';
import {
  boundClaim,
  filledClaim,
  freeVolume,
  hasBeenBound,
  reservedVolume,
  volumeReservedByName,
} from './volumes/binding.ts';
import { boundStep, type ClaimEvent, type ClaimStep, namedStep, searchStep } from './volumes/claim-step.ts';
import { type VolumeMove, volumeMoves } from './volumes/volume-moves.ts';

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
    if (claim !== undefined) take(claim, stepOf(claim));
  }

  function stepOf(claim: PersistentVolumeClaim): ClaimStep {
    const named = claim.spec.volumeName ?? '';
    if (hasBeenBound(claim)) return boundStep(claim, registry.find(volumes, undefined, named));
    if (named !== '') return namedStep(claim, registry.find(volumes, undefined, named));
    return searchStep(claim, {
      volumes: registry.list(volumes),
      classes: registry.list(resources.storageClasses),
      pods: () => registry.list(resources.pods, claim.metadata.namespace),
    });
  }

  function take(claim: PersistentVolumeClaim, step: ClaimStep): void {
    switch (step.do) {
      case 'nothing':
        return;
      case 'bind':
        bind(step.volume, claim);
        return;
      case 'assign-class':
        unlessStale(() => registry.update(claims, step.claim, manager));
        return;
      case 'wait': {
        const { asked, says } = step;
        claimQueue.addAfter(keyOf(claim), resync);
        if (asked !== undefined) unlessStale(() => registry.update(claims, asked, manager));
        if (says !== undefined) say(claim, says);
        return;
      }
      case 'lose':
        registry.updateStatus(claims, { ...claim, status: { phase: 'Lost' } }, manager);
        say(claim, step.says);
        return;
    }
  }

  /** The four writes of a binding, each left out if it is done. Fact G5. */
  function bind(volume: PersistentVolume, claim: PersistentVolumeClaim): void {
    const taken =
      volume.spec.claimRef?.uid === uidOf(claim)
        ? volume
        : registry.update(volumes, reservedVolume(volume, claim), manager);
    const bound = setPhase(taken, 'Bound');
    const named = registry.update(claims, boundClaim(claim, bound), manager);
    registry.updateStatus(claims, filledClaim(named, bound), manager);
  }

  function syncVolume(name: string): void {
    const volume = name === '' ? undefined : registry.find(volumes, undefined, name);
    if (volume === undefined) return;
    const reference = volume.spec.claimRef;
    const claim =
      reference === undefined ? undefined : registry.find(claims, reference.namespace, reference.name ?? '');
    let current = volume;
    for (const move of volumeMoves(volume, claim)) current = perform(current, move);
  }

  /** The volume as it is after the move. */
  function perform(volume: PersistentVolume, move: VolumeMove): PersistentVolume {
    switch (move.do) {
      case 'set-phase':
        return setPhase(volume, move.phase, move.message);
      case 'free':
        return registry.update(volumes, freeVolume(volume), manager);
      case 'reserve-by-name':
        return registry.update(volumes, volumeReservedByName(volume), manager);
      case 'wake-claim':
        claimQueue.add(move.claim);
        return volume;
    }
  }

  function setPhase(volume: PersistentVolume, phase: string, message?: string): PersistentVolume {
    if (volume.status?.phase === phase) return volume;
    const status = { phase, lastPhaseTransitionTime: timestamp(clock), ...(message === undefined ? {} : { message }) };
    return registry.updateStatus(volumes, { ...volume, status }, manager);
  }

  function say(about: PersistentVolumeClaim, says: ClaimEvent): void {
    context.events.record({ about, ...says, source: 'persistentvolume-controller' });
  }
}
