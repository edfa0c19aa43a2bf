import type { PersistentVolume } from '../../core/statefulset/model.ts';
import { kubectl } from './kubectl.ts';
import type { Outcome, PatchChange, PatchOperation, Site, Target } from './types.ts';
import { targetOf, testsOf } from './workload.ts';

/**
 * Clears the claimRef of a Released volume, so that any claim that it fits may bind it, with the data in it. Volumes have no generation, so
 * the version that was looked at is the precondition. Fact G8.
 */
export function freeVolume(volume: PersistentVolume, site: Site = {}): Outcome<PatchChange> {
  const patch = ['--type', 'merge', '--patch', JSON.stringify({ spec: { claimRef: null } })];
  return released(volume, 'free-volume', { op: 'remove', path: '/spec/claimRef' }, patch, site);
}

/** Keeps a Released volume for a claim of the same name, whenever that is made again: without a uid the claimRef means any that bears it. Fact G3. */
export function reserveVolume(volume: PersistentVolume, site: Site = {}): Outcome<PatchChange> {
  const operation: PatchOperation = { op: 'remove', path: '/spec/claimRef/uid' };
  return released(
    volume,
    'reserve-volume',
    operation,
    ['--type', 'json', '--patch', JSON.stringify([operation])],
    site,
  );
}

function released(
  volume: PersistentVolume,
  what: 'free-volume' | 'reserve-volume',
  operation: PatchOperation,
  command: readonly string[],
  site: Site,
): Outcome<PatchChange> {
  const { metadata, spec, status } = volume;
  const { claimRef, persistentVolumeReclaimPolicy: policy } = spec;
  const object = `persistentvolume/${metadata.name}`;
  if (status?.phase !== 'Released' || claimRef?.uid === undefined)
    return { refused: { code: 'change-volume-not-released', values: { object, phase: status?.phase ?? '' } } };
  // Whoever provisions it is deleting it, data and all.
  if (policy === 'Delete' || metadata.deletionTimestamp !== undefined)
    return { refused: { code: 'change-volume-deleted', values: { object } } };
  const { resourceVersion } = metadata;
  const target: Target = {
    ...targetOf('PersistentVolume', volume),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
  const claim = `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}`;
  return {
    change: {
      send: 'patch',
      target,
      effect: { do: what, claim },
      patch: [...testsOf(target), { op: 'test', path: '/spec/claimRef/uid', value: claimRef.uid }, operation],
      kubectl: kubectl(site, target, 'patch', object, ...command),
    },
  };
}
