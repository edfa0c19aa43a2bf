import type { Decision, Wait, World } from './controller.ts';
import { isReady, isTerminating } from './health.ts';
import { revisionOf } from './identity.ts';
import type { Pod, StatefulSet } from './model.ts';
import {
  type Happening,
  isOnSilentNode,
  type ModelCluster,
  makePass,
  modelOf,
  passTime,
  type Refusal,
  terminate,
} from './model-cluster.ts';
import { claimTemplatesOf, inOrder, ordinalOf, replicasOf, startOf } from './ordinals.ts';
import { type ClaimOutcome, claimOutcomes, type PodOutcome, podOutcomes } from './outcomes.ts';
import { deletes } from './retention.ts';

/** What a person is about to do to a set. */
export type Change =
  /** The set as it will be: created, or changed in its spec. */
  | { readonly kind: 'spec'; readonly set: StatefulSet }
  | { readonly kind: 'delete-set'; readonly propagation: 'Background' | 'Foreground' | 'Orphan' }
  | { readonly kind: 'delete-pods'; readonly pods: readonly string[] };

/** One step of a plan, in the order in which it will happen. */
export type PlanStep =
  | {
      readonly do: 'delete';
      readonly pod: string;
      readonly because: DeleteBecause;
      readonly revision: number | undefined;
    }
  | {
      readonly do: 'create';
      readonly pod: string;
      readonly revision: number | undefined;
      readonly newClaims: readonly string[];
    }
  | { readonly do: 'wait'; readonly pod: string; readonly for: 'gone' | 'ready' | 'available' }
  | { readonly do: 'delete-claim'; readonly claim: string };

export type DeleteBecause = 'finished' | 'scaled-down' | 'below-start' | 'outdated' | 'set-deleted' | 'asked-for';

export interface Plan {
  readonly steps: readonly PlanStep[];
  /** What becomes of every pod, in order of ordinals. */
  readonly pods: readonly PodOutcome[];
  readonly claims: readonly ClaimOutcome[];
  readonly readyBefore: number;
  /** The least number of ready pods on the way. */
  readonly fewestReady: number;
  /** Whether a pod that is ready now is deleted on the way: where new pods come first, the number alone does not show it. */
  readonly readyPodsGo: boolean;
  /** Whose claims will be treated otherwise from then on. */
  readonly retention: readonly RetentionChange[];
  /** Number of the revision that the template is, after the change. */
  readonly updateRevision: number | undefined;
  /** `undefined` if it goes through; else what it waits for without end, as far as can be told now. */
  readonly stuckAt: Wait | Refusal | undefined;
  /** Pods that are deleted and stay all the same, because their nodes are not ready; nothing takes their places. */
  readonly strandedOn: readonly { readonly pod: string; readonly node: string }[];
  /** The set is too large to be thought through step by step; steps are those of its first part. */
  readonly cut: boolean;
}

/** When claims will be deleted, or will be kept, from then on. Fact A8. */
export type RetentionChange = `${'scaled' | 'deleted'}-${'delete' | 'retain'}`;

/** Passes after which a plan is cut, so that a set of thousands does not freeze an editor. */
const MOST_PASSES = 30_000;
/** Pods that a set may want for its plan to be thought through. */
export const MOST_PODS = 2_500;

/**
 * What will happen if the change is made now, by letting the brain run on a model of the cluster. Pods that the change creates
 * are assumed to turn ready; pods that cannot turn ready by themselves are assumed to stay as they are.
 */
export function plan(before: World, change: Change): Plan {
  const model = modelOf(before);
  const ready = new Set(before.pods.filter(serves).map(pod => pod.metadata.name));
  const steps = begin(model, change);
  let fewestReady = Math.min(ready.size, countReady(model));
  let stuckAt: Plan['stuckAt'];
  let passes = 0;
  const tooLarge = replicasOf(model.set) > MOST_PODS;
  while (!tooLarge && change.kind !== 'delete-set' && passes++ < MOST_PASSES) {
    const { decision, happened, moved, refused } = makePass(model);
    steps.push(...happened.flatMap(happening => stepOf(model, happening)));
    fewestReady = Math.min(fewestReady, countReady(model));
    if (moved && refused === undefined && !waitsForPod(model, decision)) continue;
    const later = passTime(model);
    steps.push(...later.flatMap(happening => stepOf(model, happening)));
    if (moved || later.length > 0 || decision.statusChanged) continue;
    stuckAt = refused ?? decision.waits;
    break;
  }
  return {
    steps,
    pods: podOutcomes(before, model, change.kind === 'delete-set' && change.propagation === 'Orphan'),
    claims: claimOutcomes(before, model, change.kind === 'delete-set'),
    readyBefore: ready.size,
    fewestReady,
    readyPodsGo: steps.some(step => step.do === 'delete' && ready.has(step.pod)),
    retention: change.kind === 'spec' ? retentionChanges(before.set, change.set) : [],
    updateRevision: numberOf(model, model.set.status?.updateRevision),
    stuckAt,
    strandedOn: inOrder(model.set.metadata.name, [...model.pods.values()])
      .filter(pod => isTerminating(pod) && isOnSilentNode(model, pod))
      .map(({ metadata, spec }) => ({ pod: metadata.name, node: spec.nodeName ?? '' })),
    cut: tooLarge || passes >= MOST_PASSES,
  };
}

/**
 * Whether the next pass would only find the pod that this one deleted or created not ready yet, where pods are managed in order, and count
 * no other pods than this one. It can be left out, which halves the time for a large set.
 */
function waitsForPod({ set }: ModelCluster, { moves, waits }: Decision): boolean {
  if (set.spec.podManagementPolicy === 'Parallel' || waits === undefined) return false;
  return moves.every(move => move.do === 'create-pod' || (move.do === 'delete-pod' && move.because === 'outdated'));
}

function retentionChanges(before: StatefulSet, after: StatefulSet): RetentionChange[] {
  if (claimTemplatesOf(after).length === 0) return [];
  return (['scaled', 'deleted'] as const).flatMap((when): RetentionChange[] => {
    const field = when === 'scaled' ? 'whenScaled' : 'whenDeleted';
    const will = deletes(after, field);
    return deletes(before, field) === will ? [] : [`${when}-${will ? 'delete' : 'retain'}`];
  });
}

/** Makes the change itself, before the controller sees it. */
function begin(model: ModelCluster, change: Change): PlanStep[] {
  if (change.kind === 'spec') {
    const status = change.set.status ?? model.set.status;
    model.set = status === undefined ? change.set : { ...change.set, status };
    return [];
  }
  if (change.kind === 'delete-pods') return deletePods(model, change.pods, 'asked-for', false);
  if (change.propagation === 'Orphan') return [];
  const names = inOrder(model.set.metadata.name, [...model.pods.values()]).map(pod => pod.metadata.name);
  const steps = deletePods(model, names, 'set-deleted', true);
  const owned = [...model.claims.values()].filter(claim =>
    claim.metadata.ownerReferences?.some(reference => reference.uid === model.set.metadata.uid),
  );
  for (const claim of owned) model.claims.delete(claim.metadata.name);
  return [...steps, ...owned.map((claim): PlanStep => ({ do: 'delete-claim', claim: claim.metadata.name }))];
}

function deletePods(
  model: ModelCluster,
  names: readonly string[],
  because: DeleteBecause,
  untilGone: boolean,
): PlanStep[] {
  const steps = names.flatMap((name): PlanStep[] => {
    const pod = terminate(model, name);
    return pod === undefined ? [] : [{ do: 'delete', pod: name, because, revision: numberOf(model, revisionOf(pod)) }];
  });
  return untilGone ? [...steps, ...passTime(model).flatMap(happening => stepOf(model, happening))] : steps;
}

function stepOf(model: ModelCluster, happening: Happening): PlanStep[] {
  if (happening.what === 'claim-deleted') return [{ do: 'delete-claim', claim: happening.claim.metadata.name }];
  const pod = happening.pod.metadata.name;
  const revision = numberOf(model, revisionOf(happening.pod));
  switch (happening.what) {
    case 'created':
      return [{ do: 'create', pod, revision, newClaims: happening.newClaims }];
    case 'deleted':
      return [{ do: 'delete', pod, because: becauseOf(model, pod, happening.because), revision }];
    default:
      return [{ do: 'wait', pod, for: happening.what }];
  }
}

/** A pod below a start that was raised is not one too many. Fact A1. */
function becauseOf({ set }: ModelCluster, pod: string, because: DeleteBecause): DeleteBecause {
  const ordinal = ordinalOf(set.metadata.name, pod) ?? 0;
  return because === 'scaled-down' && ordinal < startOf(set) ? 'below-start' : because;
}

function countReady(model: ModelCluster): number {
  let count = 0;
  for (const pod of model.pods.values()) if (serves(pod)) count++;
  return count;
}

function serves(pod: Pod): boolean {
  return isReady(pod) && pod.metadata.deletionTimestamp === undefined;
}

function numberOf(model: ModelCluster, name: string | undefined): number | undefined {
  return model.revisions.find(revision => revision.metadata.name === name)?.revision;
}
