import { leftText } from '../quota/room.ts';
import { podRanges } from './ordinals.ts';
import type { ClaimOutcome, PodOutcome } from './outcomes.ts';
import { MOST_PODS, type Plan } from './plan.ts';

/** A plan as a person reads it, as codes and values for `words`. */
export interface PlanLines {
  /** What happens, in order. */
  readonly steps: readonly PlanLine[];
  /** What stays as it is, and why. */
  readonly stays: readonly PlanLine[];
  /** What becomes of claims and their data. */
  readonly claims: readonly PlanLine[];
  /** What to know before saying yes: how many pods stay ready, and where it would stop. */
  readonly notes: readonly PlanLine[];
}

export interface PlanLine {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Tells the plan of a change to the set of this name. */
export function planLines(plan: Plan, set: string): PlanLines {
  return {
    steps: stepLines(plan),
    stays: stayLines(plan.pods, set),
    claims: claimLines(plan.claims),
    notes: noteLines(plan),
  };
}

/** A pod that is deleted and comes back is one line; waiting is understood. */
function stepLines({ steps, strandedOn }: Pick<Plan, 'steps' | 'strandedOn'>): PlanLine[] {
  const told: PlanLine[] = [];
  const deleted = new Map<string, number>();
  for (const step of steps) {
    if (step.do === 'wait') continue;
    if (step.do === 'delete-claim') {
      told.push(line('plan-step-delete-claim', { claim: step.claim }));
      continue;
    }
    const revision = step.revision ?? '?';
    if (step.do === 'delete') {
      deleted.set(step.pod, told.length);
      if (strandedOn.some(({ pod }) => pod === step.pod)) {
        told.push(line('plan-step-delete-stranded', { pod: step.pod }));
        continue;
      }
      told.push(line(`plan-step-delete-${step.because}`, { pod: step.pod, revision }));
      continue;
    }
    const claims = step.newClaims.join(', ');
    const index = deleted.get(step.pod);
    if (index !== undefined) told[index] = replaced(told[index], step.pod, revision);
    else if (claims === '') told.push(line('plan-step-create', { pod: step.pod, revision }));
    else told.push(line('plan-step-create-with-claims', { pod: step.pod, revision, claims }));
  }
  return told;
}

function replaced(deletion: PlanLine | undefined, pod: string, to: string | number): PlanLine {
  const from = deletion?.values['revision'] ?? '?';
  return from === to ? line('plan-step-recreate', { pod, revision: to }) : line('plan-step-replace', { pod, from, to });
}

/** Why pods are kept that no renewal is about. */
const AS_THEY_ARE: ReadonlySet<PodOutcome['why']> = new Set(['up-to-date', 'adopted', 'not-gone']);

function stayLines(pods: readonly PodOutcome[], set: string): PlanLine[] {
  // Where nothing is renewed, no revision is the new one.
  const isRenewed = pods.some(({ outcome, why, from, to }) =>
    outcome === 'replaced' ? from !== to : outcome === 'kept' && !AS_THEY_ARE.has(why),
  );
  const told = (['held-by-partition', 'adopted', 'up-to-date', 'on-delete', 'not-reached'] as const).flatMap(why => {
    const kept = pods.filter(pod => pod.outcome === 'kept' && pod.why === why).map(pod => pod.pod);
    const code = why === 'up-to-date' && !isRenewed ? 'untouched' : why;
    return kept.length === 0 ? [] : [line(`plan-stays-${code}`, { pods: podRanges(set, kept) })];
  });
  const abandoned = pods.filter(pod => pod.outcome === 'abandoned').map(pod => pod.pod);
  return abandoned.length === 0 ? told : [...told, line('plan-stays-abandoned', { pods: podRanges(set, abandoned) })];
}

function claimLines(claims: readonly ClaimOutcome[]): PlanLine[] {
  return (['deleted', 'left-behind', 'reused', 'created'] as const).flatMap(outcome => {
    // Whose data it is that a pod takes up again shows in its age.
    const named = claims
      .filter(claim => claim.outcome === outcome)
      .map(({ claim, age }) => (outcome === 'reused' && age !== undefined ? `${claim} (${age})` : claim));
    return named.length === 0 ? [] : [line(`plan-claims-${outcome}`, { claims: named.join(', ') })];
  });
}

function noteLines({
  steps,
  pods,
  readyBefore,
  fewestReady,
  readyPodsGo,
  retention,
  updateRevision,
  stuckAt,
  strandedOn,
  cut,
}: Plan): PlanLine[] {
  const notes: PlanLine[] = [];
  if (cut && steps.length === 0) notes.push(line('plan-note-too-large', { most: MOST_PODS }));
  if (cut && steps.length > 0) notes.push(line('plan-note-cut', { count: steps.length }));
  if (steps.every(step => step.do === 'wait') && stuckAt === undefined && strandedOn.length === 0 && !cut)
    notes.push(line('plan-note-nothing', {}));
  if (readyPodsGo) {
    const code = fewestReady === 0 ? 'plan-note-none-ready' : 'plan-note-fewest-ready';
    notes.push(line(code, { count: fewestReady, before: readyBefore }));
  }
  notes.push(...retention.map(change => line(`plan-note-claims-${change}`, {})));
  notes.push(...strandedOn.map(each => line('plan-note-stranded', each)));
  // Why it stops at such a pod is told already.
  const isTold = stuckAt?.for === 'gone' && strandedOn.some(({ pod }) => pod === stuckAt.pod);
  if (stuckAt !== undefined && !isTold) notes.push(stuckLine(stuckAt, pods, updateRevision));
  return notes;
}

function stuckLine(
  stuckAt: NonNullable<Plan['stuckAt']>,
  pods: readonly PodOutcome[],
  revision: number | undefined,
): PlanLine {
  const { for: what, pod } = stuckAt;
  const isWanted = 'during' in stuckAt && stuckAt.during !== 'scale-down';
  // Section C, deadlock: whoever makes the change must know that a pod has to be deleted besides.
  const isOutdated = isWanted && what === 'ready' && pods.some(kept => kept.pod === pod && kept.why === 'not-reached');
  if (isOutdated) return line('plan-note-stops-outdated', { pod, revision: revision ?? '?' });
  if (stuckAt.for === 'quota')
    return line('plan-note-stops-quota', { pod, quota: stuckAt.quota, left: leftText(stuckAt) });
  return line(`plan-note-stops-${what}`, { pod });
}

function line(code: string, values: PlanLine['values']): PlanLine {
  return { code, values };
}
