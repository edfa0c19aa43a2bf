import { isFinished } from '../../../core/statefulset/health.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../../core/statefulset/model.ts';
import { classNameOf } from '../../../core/volume/class-name.ts';
import { findVolume, isReservedFor, unfitness } from '../../../core/volume/match.ts';
import { isTerminating, uidOf } from '../context.ts';
import type { Happening } from '../events.ts';
import { newestDefaultClass } from '../storage-class.ts';
import { selectedNode } from './binding.ts';

const provisionerKeys = [
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
] as const;

/** What the controller says of a claim, in its own words. */
export type ClaimEvent = Pick<Happening, 'type' | 'reason' | 'message'>;

/** What the controller does about a claim next. */
export type ClaimStep =
  | { readonly do: 'nothing' }
  | { readonly do: 'bind'; readonly volume: PersistentVolume }
  /** The claim gets the default class, and is looked at anew with it. */
  | { readonly do: 'assign-class'; readonly claim: PersistentVolumeClaim }
  /** Looked at again later; `asked` is the claim as a provisioner finds it, if it is not marked so yet. */
  | { readonly do: 'wait'; readonly asked?: PersistentVolumeClaim; readonly says?: ClaimEvent }
  | { readonly do: 'lose'; readonly says: ClaimEvent };

/** What a claim is looked at beside. */
export interface Supply {
  readonly volumes: readonly PersistentVolume[];
  readonly classes: readonly StorageClass[];
  /** Those in the namespace of the claim; asked for only where a claim waits for its first. */
  readonly pods: () => readonly Pod[];
}

/** A claim that names no volume: takes the best there is, or asks for one. Facts G1 to G3 and G6. */
export function searchStep(claim: PersistentVolumeClaim, { volumes, classes, pods }: Supply): ClaimStep {
  const name = classNameOf(claim) ?? '';
  const storageClass = name === '' ? undefined : classes.find(each => each.metadata.name === name);
  const delayed = isDelayed(claim, storageClass);
  const volume = findVolume(claim, volumes, { delayed });
  if (volume !== undefined) return { do: 'bind', volume };
  if (isTerminating(claim)) return { do: 'nothing' };
  const preferred = classNameOf(claim) === undefined ? newestDefaultClass(classes) : undefined;
  if (preferred !== undefined) return { do: 'assign-class', claim: withClass(claim, preferred) };
  if (delayed) return { do: 'wait', says: delayedWords(claim, pods()) };
  if (name === '') return { do: 'wait', says: nothingToBind };
  if (storageClass === undefined)
    return {
      do: 'wait',
      says: warning('ProvisioningFailed', `storageclass.storage.k8s.io "${name}" not found`),
    };
  return askStep(claim, storageClass);
}

/** A claim that names its volume: takes that or none. Fact G4. */
export function namedStep(claim: PersistentVolumeClaim, volume: PersistentVolume | undefined): ClaimStep {
  if (volume === undefined) return { do: 'wait' };
  const { name } = volume.metadata;
  if (volume.spec.claimRef !== undefined) {
    if (isReservedFor(volume, claim)) return { do: 'bind', volume };
    return { do: 'wait', says: warning('FailedBinding', `volume "${name}" already bound to a different claim.`) };
  }
  const fault = faultOf(volume, claim);
  if (fault === undefined) return { do: 'bind', volume };
  const message = `Cannot bind to requested volume "${name}": ${fault}`;
  return { do: 'wait', says: warning('VolumeMismatch', message) };
}

function faultOf(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (isTerminating(volume)) return `the volume is marked for deletion "${volume.metadata.name}"`;
  const unfit = unfitness(volume, claim);
  return unfit === undefined ? undefined : mismatchWords[unfit];
}

/** A claim that was bound: its volume must be there and be its own, and a binding that was cut short is finished. Facts G5 and G8. */
export function boundStep(claim: PersistentVolumeClaim, volume: PersistentVolume | undefined): ClaimStep {
  if (volume === undefined)
    return loseStep(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
  // A reservation by name is none for a claim that was bound: it stands for whoever comes next.
  if (volume.spec.claimRef !== undefined && volume.spec.claimRef.uid !== uidOf(claim))
    return loseStep(claim, 'ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
  const finished = claim.status?.phase === 'Bound' && volume.status?.phase === 'Bound';
  return finished ? { do: 'nothing' } : { do: 'bind', volume };
}

function loseStep(claim: PersistentVolumeClaim, reason: string, message: string): ClaimStep {
  return claim.status?.phase === 'Lost' ? { do: 'nothing' } : { do: 'lose', says: warning(reason, message) };
}

/** Whether a claim waits for its first pod, whose node decides where its volume is. Fact G7. */
export function isDelayed(claim: PersistentVolumeClaim, storageClass: StorageClass | undefined): boolean {
  return (
    storageClass?.volumeBindingMode === 'WaitForFirstConsumer' &&
    claim.metadata.annotations?.[selectedNode] === undefined
  );
}

function delayedWords(claim: PersistentVolumeClaim, pods: readonly Pod[]): ClaimEvent {
  const names = pods
    .filter(pod => (pod.spec.nodeName ?? '') === '' && !isFinished(pod))
    .filter(({ spec }) => spec.volumes?.some(each => each.persistentVolumeClaim?.claimName === claim.metadata.name))
    .map(({ metadata }) => metadata.name);
  if (names.length === 0)
    return normal('WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  return normal('WaitForPodScheduled', `waiting for pod${names.length > 1 ? 's' : ''} ${names.join()} to be scheduled`);
}

/** Asks the class's provisioner for a volume, by the annotations that provisioners look for. */
function askStep(claim: PersistentVolumeClaim, { provisioner }: StorageClass): ClaimStep {
  // What only looks like a provisioner of Kubernetes itself is looked for there, and not found.
  if (provisioner.startsWith('kubernetes.io/'))
    return { do: 'wait', says: warning('ProvisioningFailed', `no volume plugin matched name: ${provisioner}`) };
  const says = normal(
    'ExternalProvisioning',
    `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
  );
  if (provisionerKeys.every(key => claim.metadata.annotations?.[key] === provisioner)) return { do: 'wait', says };
  const marks = Object.fromEntries(provisionerKeys.map(key => [key, provisioner]));
  const annotations = { ...claim.metadata.annotations, ...marks };
  return { do: 'wait', asked: { ...claim, metadata: { ...claim.metadata, annotations } }, says };
}

function withClass(claim: PersistentVolumeClaim, storageClass: StorageClass): PersistentVolumeClaim {
  return { ...claim, spec: { ...claim.spec, storageClassName: storageClass.metadata.name } };
}

function normal(reason: string, message: string): ClaimEvent {
  return { type: 'Normal', reason, message };
}

function warning(reason: string, message: string): ClaimEvent {
  return { type: 'Warning', reason, message };
}

const nothingToBind = normal(
  'FailedBinding',
  'no persistent volumes available for this claim and no storage class is set',
);

const mismatchWords: Readonly<Record<NonNullable<ReturnType<typeof unfitness>>, string>> = {
  'too-small': 'requested PV is too small',
  class: 'storageClassName does not match',
  'attributes-class': 'volumeAttributesClassName does not match',
  mode: 'incompatible volumeMode',
  'access-modes': 'incompatible accessMode',
};
