import type { Move, Wait, World } from './decision.ts';
import { isUnavailable, minReadySecondsOf } from './health.ts';
import { newPod, REVISION_LABEL, revisionOf } from './identity.ts';
import type { Pod, StatefulSet } from './model.ts';
import { ordinalOf, partitionOf, podName, replicasOf, startOf } from './ordinals.ts';
import { type RevisionChoice, templateOf } from './revision.ts';

/** What a pass gathers on its way. */
export interface Pass {
  readonly world: World;
  readonly ordered: boolean;
  readonly revisions: RevisionChoice;
  /** One pod for every ordinal wanted, ascending; a gap holds a stand-in without a phase. */
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

/**
 * So many gaps above the highest pod are looked at. A pass fills one of them, or as many as the API server takes at once; a set that wants
 * two thousand million pods by mistake must not exhaust the memory of whoever asks about it.
 */
const MOST_GAPS = 10_000;

/** Sorts the pods into those that fill an ordinal and those beyond the range. */
export function newPass(world: World, revisions: RevisionChoice): Pass {
  const { set } = world;
  const start = startOf(set);
  const count = replicasOf(set);
  const filled: (Pod | undefined)[] = [];
  const beyond: { readonly ordinal: number; readonly pod: Pod }[] = [];
  for (const pod of world.pods) {
    const ordinal = ordinalOf(set.metadata.name, pod.metadata.name);
    if (ordinal === undefined) continue;
    if (ordinal >= start && ordinal < start + count) filled[ordinal - start] = pod;
    else beyond.push({ ordinal, pod });
  }
  const slots = Math.min(count, filled.length + MOST_GAPS);
  const replicas = Array.from({ length: slots }, (_, index) => filled[index] ?? gap(set, revisions, start + index));
  const condemned = beyond.sort((one, other) => other.ordinal - one.ordinal).map(({ pod }) => pod);
  const unavailable = (pod: Pod) => isUnavailable(pod, minReadySecondsOf(set), world.now);
  return {
    world,
    ordered: set.spec.podManagementPolicy !== 'Parallel',
    revisions,
    replicas,
    condemned,
    // Only who is condemned asks for it.
    firstUnavailable:
      condemned.length === 0 ? undefined : (replicas.find(unavailable) ?? condemned.findLast(unavailable)),
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

/** The pod that is to fill a gap, at the revision that it gets. Fact C4. */
export function podToCreate({ world: { set }, revisions }: Pass, gap: Pod): Pod {
  const revision = revisionOf(gap) === revisions.current.metadata.name ? revisions.current : revisions.update;
  const ordinal = ordinalOf(set.metadata.name, gap.metadata.name) ?? 0;
  return newPod(set, templateOf(revision) ?? set.spec.template, revision.metadata.name, ordinal);
}

/**
 * Stands where a pod is missing, with no more than its name and revision: a pass looks at every gap, and fills one of them where pods
 * are managed in order.
 */
function gap(set: StatefulSet, revisions: RevisionChoice, ordinal: number): Pod {
  const revision = isCreatedAtCurrent(set, ordinal) ? revisions.current : revisions.update;
  const labels = { [REVISION_LABEL]: revision.metadata.name };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: podName(set.metadata.name, ordinal), labels },
    spec: { containers: [] },
  };
}

function isCreatedAtCurrent(set: StatefulSet, ordinal: number): boolean {
  const strategy = set.spec.updateStrategy;
  if (strategy?.type === 'OnDelete') return false;
  const border = strategy?.rollingUpdate === undefined ? (set.status?.currentReplicas ?? 0) : partitionOf(set);
  return ordinal < startOf(set) + border;
}
