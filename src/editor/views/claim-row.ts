import { ageOf } from '../../core/age.ts';
import { shortDuration } from '../../core/duration.ts';
import { compareQuantities, parseQuantity } from '../../core/quantity.ts';
import type {
  ClusterEvent,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  StorageClass,
} from '../../core/statefulset/model.ts';
import { timeOf } from '../../core/time.ts';
import { classNameOf } from '../../core/volume/class-name.ts';
import { type PendingReason, pendingReason } from '../../core/volume/pending.ts';
import type { Code, Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { lastEvents } from './last-events.ts';
import { aloud, colors, facts, type Icon, parts, type Row } from './row.ts';

export interface ClaimContext {
  readonly say: Say;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The volume that the claim is bound to, where it is known. */
  readonly volume: PersistentVolume | undefined;
  /** The pod that mounts it, if there is one. */
  readonly pod: Pod | undefined;
  /** `undefined` where they may not be read. */
  readonly classes: readonly StorageClass[] | undefined;
  /** What was said lately, about it and about others. */
  readonly events: readonly ClusterEvent[];
  /** What will become of a claim that nobody mounts. */
  readonly fate?: string;
}

/** A claim made so much earlier than its pod is an older one's, whose data the pod found. In milliseconds. */
const OLDER = 60_000;

/** The row of a claim under its pod, or among those left behind. */
export function claimRow(claim: PersistentVolumeClaim, context: ClaimContext): Row {
  const { say, now, volume, classes, fate } = context;
  const phase = phaseOf(claim);
  const size = sizeText(claim, say);
  const storageClass = classText(claim, say);
  const bound = claim.spec.volumeName;
  const reason = pendingReason(claim, classes);
  const waits = reason === undefined ? undefined : pendingText(reason, claim, say);
  const policy = volume?.spec.persistentVolumeReclaimPolicy;
  const age = ageText(claim, context);
  const modes = (claim.status?.accessModes ?? claim.spec.accessModes ?? []).join(', ');
  return {
    id: `claim/${claim.metadata.namespace ?? ''}/${claim.metadata.name}/${claim.metadata.uid ?? ''}`,
    kind: rowKinds.claim,
    label: claim.metadata.name,
    description: parts(fate, phase, waits, size, storageClass, age, modes, policy, bound),
    icon: claimIcon(phase),
    // Made when it is asked for, as that of a pod.
    get tooltip() {
      return [
        ...facts(
          [say('fact-status'), phase],
          [say('fact-requested'), requestOf(claim)],
          [say('fact-capacity'), claim.status?.capacity?.['storage']],
          [say('fact-access-modes'), modes],
          [say('fact-class'), storageClass],
          [say('fact-volume'), bound],
          [say('fact-reclaim'), policy],
          [say('fact-age'), ageOf(claim.metadata.creationTimestamp, now)],
        ),
        ...(claim.status?.conditions ?? []).flatMap(({ status, message }) =>
          status === 'True' && message !== undefined && message !== '' ? [{ sentence: message }] : [],
        ),
        ...lastEvents(claim, context.events, context),
      ];
    },
    get spoken() {
      const state = aloud(say, phase, waits, fate, size, age);
      return say('spoken-claim', { claim: claim.metadata.name, state });
    },
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

/** What the claim has, and what it asks for while it grows towards that. */
function sizeText(claim: PersistentVolumeClaim, say: Say): string | undefined {
  const has = claim.status?.capacity?.['storage'];
  const wanted = requestOf(claim);
  if (has === undefined || wanted === undefined) return has ?? wanted;
  const [now, later] = [parseQuantity(has), parseQuantity(wanted)];
  const grows = now !== undefined && later !== undefined && compareQuantities(later, now) > 0;
  return grows ? say('claim-grows', { has, wanted }) : has;
}

function requestOf(claim: PersistentVolumeClaim): string | undefined {
  const requested = claim.spec.resources?.requests?.['storage'];
  return requested === undefined ? undefined : String(requested);
}

function classText(claim: PersistentVolumeClaim, say: Say): string | undefined {
  const name = classNameOf(claim);
  return name === '' ? say('claim-no-class') : name;
}

const REASONS = {
  'no-class': 'pending-no-class',
  'class-missing': 'pending-class-missing',
  'waits-for-pod': 'pending-waits-for-pod',
  'made-by-hand': 'pending-made-by-hand',
  provisioning: 'pending-provisioning',
} as const satisfies Readonly<Record<PendingReason, Code>>;

function pendingText(reason: PendingReason, claim: PersistentVolumeClaim, say: Say): string {
  return say.data({ code: REASONS[reason], values: { class: classNameOf(claim) ?? '' } });
}

/** How old it is, and by how much older than its pod: then the data is that of an earlier one. */
function ageText(claim: PersistentVolumeClaim, { say, now, pod }: ClaimContext): string | undefined {
  const age = ageOf(claim.metadata.creationTimestamp, now);
  const made = timeOf(claim.metadata.creationTimestamp);
  const podMade = timeOf(pod?.metadata.creationTimestamp);
  if (age === undefined || made === undefined || podMade === undefined || podMade - made < OLDER) return age;
  return say('claim-older', { age, older: shortDuration(podMade - made), pod: pod?.metadata.name ?? '' });
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
