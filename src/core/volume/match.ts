import { selects } from '../labels.ts';
import { compareQuantities, parseQuantity, type Quantity } from '../quantity.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../statefulset/model.ts';
import { classNameOf } from './class-name.ts';

export interface MatchOptions {
  /** The claim waits for its first pod: only a volume that is reserved for it may be taken. Fact G3. */
  readonly delayed?: boolean;
  /** Whether a volume can be reached from where it is wanted; without it every volume can. */
  readonly reachable?: (volume: PersistentVolume) => boolean;
}

/**
 * The volume that the controller binds a claim to, or `undefined` if none will do. Volumes with the fewest access modes come first,
 * and among those with the same modes the smallest that is large enough; a volume reserved for the claim wins in its group. Facts G1 to G3.
 */
export function findVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  options: MatchOptions = {},
): PersistentVolume | undefined {
  for (const group of groupsByModes(volumes)) {
    const offered = group[0] === undefined ? [] : modesOf(group[0]);
    if (!(claim.spec.accessModes ?? []).every(mode => offered.includes(mode))) continue;
    const found = findInGroup(claim, group, options);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What makes a volume unfit for a claim that asks for it by name, or `undefined` if nothing does. Fact G4. */
export function unfitness(
  volume: PersistentVolume,
  claim: PersistentVolumeClaim,
): 'too-small' | 'class' | 'attributes-class' | 'mode' | 'access-modes' | undefined {
  if (compareQuantities(capacityOf(volume), requestOf(claim)) < 0) return 'too-small';
  if (classOf(classNameOf(volume)) !== classOf(classNameOf(claim))) return 'class';
  if (classOf(volume.spec.volumeAttributesClassName) !== classOf(claim.spec.volumeAttributesClassName))
    return 'attributes-class';
  if (volumeModeOf(volume) !== volumeModeOf(claim)) return 'mode';
  const offered = modesOf(volume);
  return (claim.spec.accessModes ?? []).every(mode => offered.includes(mode)) ? undefined : 'access-modes';
}

/** Whether the volume's claimRef names this claim; one without a uid is reserved for whoever bears the name. */
export function isReservedFor(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const reference = volume.spec.claimRef;
  if (reference === undefined) return false;
  if (reference.name !== claim.metadata.name || reference.namespace !== claim.metadata.namespace) return false;
  return reference.uid === undefined || reference.uid === '' || reference.uid === claim.metadata.uid;
}

/** How much a claim asks for; nothing readable counts as zero. */
export function requestOf(claim: PersistentVolumeClaim): Quantity {
  return parseQuantity(claim.spec.resources?.requests?.['storage']) ?? zero;
}

/** How much a volume holds; nothing readable counts as zero. */
export function capacityOf(volume: PersistentVolume): Quantity {
  return parseQuantity(volume.spec.capacity?.['storage']) ?? zero;
}

const zero: Quantity = { nano: 0n, format: 'binary' };

function findInGroup(
  claim: PersistentVolumeClaim,
  group: readonly PersistentVolume[],
  { delayed = false, reachable = () => true }: MatchOptions,
): PersistentVolume | undefined {
  let smallest: PersistentVolume | undefined;
  for (const volume of group) {
    if (volume.metadata.deletionTimestamp !== undefined || volumeModeOf(volume) !== volumeModeOf(claim)) continue;
    if (classOf(volume.spec.volumeAttributesClassName) !== classOf(claim.spec.volumeAttributesClassName)) continue;
    if (compareQuantities(capacityOf(volume), requestOf(claim)) < 0) continue;
    if (isReservedFor(volume, claim)) return volume;
    if (delayed || volume.spec.claimRef !== undefined || !reachable(volume)) continue;
    if ((volume.status?.phase ?? 'Available') !== 'Available') continue;
    if (claim.spec.selector !== undefined && !selects(claim.spec.selector, volume.metadata.labels)) continue;
    if (classOf(classNameOf(volume)) !== classOf(classNameOf(claim))) continue;
    if (smallest === undefined || compareQuantities(capacityOf(volume), capacityOf(smallest)) < 0) smallest = volume;
  }
  return smallest;
}

/** Volumes by their exact access modes, groups with fewer modes first. */
function groupsByModes(volumes: readonly PersistentVolume[]): PersistentVolume[][] {
  const groups = new Map<string, PersistentVolume[]>();
  for (const volume of volumes) {
    const key = modesOf(volume).join();
    groups.set(key, [...(groups.get(key) ?? []), volume]);
  }
  return [...groups.values()].sort((one, other) => countOf(one) - countOf(other));
}

function countOf(group: readonly PersistentVolume[]): number {
  return group[0] === undefined ? 0 : modesOf(group[0]).length;
}

function modesOf(volume: PersistentVolume): string[] {
  return [...new Set(volume.spec.accessModes ?? [])].sort();
}

function volumeModeOf(object: PersistentVolume | PersistentVolumeClaim): string {
  return object.spec.volumeMode ?? 'Filesystem';
}

/** No class and the empty class match only each other. */
function classOf(name: string | undefined): string {
  return name ?? '';
}
