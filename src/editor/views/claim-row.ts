import { ageOf } from '../../core/age.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { colors, facts, type Icon, parts, type Row } from './row.ts';

/** The row of a claim under its pod, or among those left behind. `volume` is the one it is bound to, where it is known. */
export function claimRow(
  claim: PersistentVolumeClaim,
  volume: PersistentVolume | undefined,
  { say, now }: { readonly say: Say; readonly now: number },
): Row {
  const phase = phaseOf(claim);
  const requested = textOf(claim.spec.resources?.requests?.['storage']);
  const size = claim.status?.capacity?.['storage'] ?? requested;
  const storageClass = classText(claim, say);
  const bound = claim.spec.volumeName;
  const description = parts(phase, size, storageClass, bound);
  return {
    id: `claim/${claim.metadata.namespace ?? ''}/${claim.metadata.name}/${claim.metadata.uid ?? ''}`,
    kind: rowKinds.claim,
    label: claim.metadata.name,
    description,
    icon: claimIcon(phase),
    tooltip: facts(
      [say('fact-status'), phase],
      [say('fact-requested'), requested],
      [say('fact-capacity'), claim.status?.capacity?.['storage']],
      [say('fact-access-modes'), (claim.status?.accessModes ?? claim.spec.accessModes ?? []).join(', ')],
      [say('fact-class'), storageClass],
      [say('fact-volume'), bound],
      [say('fact-reclaim'), volume?.spec.persistentVolumeReclaimPolicy],
      [say('fact-age'), ageOf(claim.metadata.creationTimestamp, now)],
    ),
    spoken: say('spoken-claim', { claim: claim.metadata.name, state: parts(phase, size, bound) }),
    branch: 'leaf',
    target: { kind: 'PersistentVolumeClaim', namespace: claim.metadata.namespace ?? '', name: claim.metadata.name },
  };
}

/** The row of a claim that a pod will mount and that is not there. */
export function missingClaimRow(namespace: string, name: string, say: Say): Row {
  const description = say('claim-missing');
  return {
    id: `missing-claim/${namespace}/${name}`,
    kind: rowKinds.note,
    label: name,
    description,
    icon: { name: 'database', color: colors.faint },
    tooltip: [],
    spoken: say('spoken-claim', { claim: name, state: description }),
    branch: 'leaf',
    target: undefined,
  };
}

function phaseOf(claim: PersistentVolumeClaim): string {
  if (claim.metadata.deletionTimestamp !== undefined) return 'Terminating';
  return claim.status?.phase ?? 'Pending';
}

function classText(claim: PersistentVolumeClaim, say: Say): string | undefined {
  const name = claim.spec.storageClassName;
  return name === '' ? say('claim-no-class') : name;
}

function claimIcon(phase: string): Icon {
  switch (phase) {
    case 'Bound':
      return { name: 'database', color: colors.good };
    case 'Pending':
      return { name: 'database', color: colors.waiting };
    case 'Lost':
      return { name: 'error', color: colors.bad };
    default:
      return { name: 'database', color: colors.faint };
  }
}

function textOf(quantity: string | number | undefined): string | undefined {
  return quantity === undefined ? undefined : String(quantity);
}
