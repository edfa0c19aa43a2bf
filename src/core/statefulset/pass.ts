import type { Move, Wait, World } from './decision.ts';
import { isUnavailable, minReadySecondsOf } from './health.ts';
import { newPod } from './identity.ts';
import type { Pod, StatefulSet } from './model.ts';
import { isInRange, ordinalOf, ordinalsOf, partitionOf, startOf } from './ordinals.ts';
import { type RevisionChoice, templateOf } from './revision.ts';

/** What a pass gathers on its way. */
export interface Pass {
  readonly world: World;
  readonly ordered: boolean;
  readonly revisions: RevisionChoice;
  /** One pod for every ordinal wanted, ascending; a gap holds the pod that is to be created. */
  readonly replicas: readonly Pod[];
  /** Pods beyond the range, highest first. */
  readonly condemned: readonly Pod[];
  readonly firstUnavailable: Pod | undefined;
  readonly moves: Move[];
  waits: Wait | undefined;
  updateDeletes: number;
}

/** `stop` ends the pass when pods are managed in order; `error` ends it always. */
export type Step = 'next' | 'stop' | 'error';

/** Sorts the pods into those that fill an ordinal and those beyond the range. */
export function newPass(world: World, revisions: RevisionChoice): Pass {
  const { set } = world;
  const byOrdinal = new Map(world.pods.map(pod => [ordinalOf(set.metadata.name, pod.metadata.name) ?? -1, pod]));
  const replicas = ordinalsOf(set).map(ordinal => byOrdinal.get(ordinal) ?? missingPod(set, revisions, ordinal));
  const condemned = [...byOrdinal]
    .filter(([ordinal]) => ordinal >= 0 && !isInRange(set, ordinal))
    .sort(([one], [other]) => other - one)
    .map(([, pod]) => pod);
  const unavailable = (pod: Pod) => isUnavailable(pod, minReadySecondsOf(set), world.now);
  return {
    world,
    ordered: set.spec.podManagementPolicy !== 'Parallel',
    revisions,
    replicas,
    condemned,
    firstUnavailable: replicas.find(unavailable) ?? condemned.findLast(unavailable),
    moves: [],
    waits: undefined,
    updateDeletes: 0,
  };
}

/** Notes what the pass waits for, the first time it waits, and stops it. */
export function wait(pass: Pass, pod: Pod, what: Wait['for'], during: Wait['during']): 'stop' {
  pass.waits ??= { for: what, pod: pod.metadata.name, during };
  return 'stop';
}

/** Pods managed in order wait here; pods managed in parallel go on, and wait for nothing. */
export function stopsFor(pass: Pass, pod: Pod, what: Wait['for'], during: Wait['during'] = 'create'): boolean {
  if (!pass.ordered) return false;
  wait(pass, pod, what, during);
  return true;
}

/** The pod that fills a gap, at the revision that it gets. Fact C4. */
function missingPod(set: StatefulSet, revisions: RevisionChoice, ordinal: number): Pod {
  const revision = isCreatedAtCurrent(set, ordinal) ? revisions.current : revisions.update;
  return newPod(set, templateOf(revision) ?? set.spec.template, revision.metadata.name, ordinal);
}

function isCreatedAtCurrent(set: StatefulSet, ordinal: number): boolean {
  const strategy = set.spec.updateStrategy;
  if (strategy?.type === 'OnDelete') return false;
  const border = strategy?.rollingUpdate === undefined ? (set.status?.currentReplicas ?? 0) : partitionOf(set);
  return ordinal < startOf(set) + border;
}
