import type { Decision, Move, World } from '../../src/core/statefulset/decision.ts';
import {
  isFinished,
  isPending,
  isTerminating,
  isUnavailable,
  minReadySecondsOf,
} from '../../src/core/statefulset/health.ts';
import { revisionOf } from '../../src/core/statefulset/identity.ts';
import type { Pod } from '../../src/core/statefulset/model.ts';
import { isInRange, ordinalOf, partitionOf, replicasOf, startOf } from '../../src/core/statefulset/ordinals.ts';

/** A branch of the brain: a thing that the controller does in some states and not in others. */
export interface Branch {
  readonly name: string;
  /** Where it is told among the facts about the controller (controller-semantics.md). */
  readonly fact: string;
  /** Whether a pass went this way. */
  readonly taken: (world: World, decision: Decision) => boolean;
}

const ordered = ({ set }: World) => set.spec.podManagementPolicy !== 'Parallel';
const kinds = (decision: Decision, kind: Move['do']) => decision.moves.filter(move => move.do === kind);
const deletes = (decision: Decision, because: 'finished' | 'scaled-down' | 'outdated') =>
  decision.moves.filter(move => move.do === 'delete-pod' && move.because === because);
const creations = (decision: Decision) => decision.moves.flatMap(move => (move.do === 'create-pod' ? [move] : []));
const rolling = ({ set }: World) => (set.spec.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate';
const ordinal = ({ set }: World, pod: Pod) => ordinalOf(set.metadata.name, pod.metadata.name) ?? -1;
const wanted = (world: World) => world.pods.filter(pod => isInRange(world.set, ordinal(world, pod)));
const condemned = (world: World) => world.pods.filter(pod => !isInRange(world.set, ordinal(world, pod)));
const down = (world: World, pods: readonly Pod[]) =>
  pods.filter(pod => isUnavailable(pod, minReadySecondsOf(world.set), world.now));
const outdated = (world: World, decision: Decision) =>
  wanted(world).filter(pod => revisionOf(pod) !== decision.updateRevision && !isTerminating(pod));
const held = (world: World, decision: Decision) =>
  outdated(world, decision).filter(pod => ordinal(world, pod) < startOf(world.set) + partitionOf(world.set));
const waitsFor = (what: string, during: string) => (world: World, decision: Decision) =>
  ordered(world) && decision.waits?.for === what && decision.waits.during === during;
const policy = (world: World) => {
  const { whenScaled = 'Retain', whenDeleted = 'Retain' } = world.set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  return `${whenScaled}/${whenDeleted}`;
};
const gives = (decision: Decision, to: string) =>
  decision.moves.some(
    move =>
      move.do === 'update-claim-owners' &&
      ((move.claim.metadata.ownerReferences ?? []).map(owner => owner.kind).join() || 'nobody') === to,
  );
const repairs = (isBroken: (pod: Pod, made: Pod) => boolean) => (world: World, decision: Decision) =>
  decision.moves.some(
    move =>
      move.do === 'update-pod' &&
      world.pods.some(pod => pod.metadata.name === move.pod.metadata.name && isBroken(pod, move.pod)),
  );
const before = (world: World) => world.set.status ?? {};

/** Every branch of the brain. Those that no recording of a real controller takes stand in the tests with a world of their own. */
export const branches: readonly Branch[] = [
  {
    name: 'the newest revision is the template',
    fact: 'C2.1',
    taken: (_, d) => kinds(d, 'create-revision').length + kinds(d, 'renumber-revision').length === 0,
  },
  {
    name: 'an older revision is taken up again',
    fact: 'C2.2',
    taken: (_, d) => kinds(d, 'renumber-revision').length > 0,
  },
  {
    name: 'a revision from before 1.34 is the same but for a null',
    fact: 'C2.3',
    taken: (w, d) =>
      JSON.stringify(w.revisions.find(r => r.metadata.name === d.updateRevision)?.data ?? '').includes(
        '"creationTimestamp":null',
      ),
  },
  { name: 'a revision is created', fact: 'C2.4', taken: (_, d) => kinds(d, 'create-revision').length > 0 },
  {
    name: 'the name of a revision is taken by other data',
    fact: 'C2.4',
    taken: (w, d) => (d.status.collisionCount ?? 0) > (before(w).collisionCount ?? 0),
  },
  {
    name: 'the current revision is another than the update revision',
    fact: 'C3',
    taken: (_, d) => d.currentRevision !== d.updateRevision,
  },
  {
    name: 'a set that is deleted gets its status only',
    fact: 'B4',
    taken: w => w.set.metadata.deletionTimestamp !== undefined,
  },

  {
    name: 'a pod that failed or succeeded is deleted',
    fact: 'B5.1',
    taken: (_, d) => deletes(d, 'finished').length > 0,
  },
  {
    name: 'a pod that failed or succeeded is waited for while it goes',
    fact: 'B5.1',
    taken: (w, d) => wanted(w).some(p => isFinished(p) && isTerminating(p) && d.waits?.pod === p.metadata.name),
  },
  {
    name: 'the claim of an earlier pod stops its successor',
    fact: 'B5.2, G11',
    taken: (_, d) => d.waits?.for === 'stale-claim',
  },
  {
    name: 'a pod is created in order, and the pass stops',
    fact: 'B5.2',
    taken: (w, d) => ordered(w) && creations(d).length === 1,
  },
  {
    name: 'pods are created together',
    fact: 'B, consequences',
    taken: (w, d) => !ordered(w) && creations(d).length > 1,
  },
  {
    name: 'a claim is created with its pod',
    fact: 'A6',
    taken: (_, d) => kinds(d, 'create-claim').length > 0 && creations(d).length > 0,
  },
  {
    name: 'a claim that exists is used as it is',
    fact: 'A7',
    taken: (w, d) =>
      creations(d).some(({ pod }) =>
        pod.spec.volumes?.some(v => w.claims.has(v.persistentVolumeClaim?.claimName ?? '')),
      ),
  },
  {
    name: 'a claim that is being deleted makes creation fail',
    fact: 'A7',
    taken: (_, d) => d.moves.some(m => m.do === 'fail' && m.verb === 'create'),
  },
  {
    name: 'a claim that is being deleted makes a pass fail at its pending pod',
    fact: 'A7, B5.3',
    taken: (_, d) => d.moves.some(m => m.do === 'fail' && m.verb === undefined),
  },
  {
    name: 'a missing claim of a pending pod is created',
    fact: 'B5.3',
    taken: (w, d) =>
      d.moves.some(m => m.do === 'create-claim' && w.pods.some(p => isPending(p) && p.metadata.name === m.pod)),
  },
  { name: 'in order, a pod that goes is waited for', fact: 'B5.4', taken: waitsFor('gone', 'create') },
  { name: 'in order, a pod that is not ready is waited for', fact: 'B5.4', taken: waitsFor('ready', 'create') },
  { name: 'in order, a pod that is not available is waited for', fact: 'B5.4', taken: waitsFor('available', 'create') },
  {
    name: 'in parallel, a pod that is not ready is passed by',
    fact: 'B5',
    taken: (w, d) => !ordered(w) && down(w, wanted(w)).length > 0 && creations(d).length > 0,
  },
  {
    name: 'the name label of a pod is repaired',
    fact: 'B5.5',
    taken: repairs(p => p.metadata.labels?.['statefulset.kubernetes.io/pod-name'] === undefined),
  },
  {
    name: 'the volumes of an adopted pod are repaired',
    fact: 'B5.5',
    taken: repairs((p, made) => (p.spec.volumes ?? []).length < (made.spec.volumes ?? []).length),
  },

  { name: 'claims become nobody’s', fact: 'A8', taken: (_, d) => gives(d, 'nobody') },
  { name: 'claims become the set’s', fact: 'A8', taken: (_, d) => gives(d, 'StatefulSet') },
  { name: 'claims of a condemned pod become the pod’s', fact: 'A8', taken: (_, d) => gives(d, 'Pod') },
  {
    name: 'Delete when scaled leaves claims in range alone',
    fact: 'A8',
    taken: (w, d) =>
      policy(w) === 'Delete/Retain' && wanted(w).length > 0 && kinds(d, 'update-claim-owners').length === 0,
  },
  {
    name: 'a claim of an earlier set or pod is not touched',
    fact: 'A8',
    taken: (w, d) =>
      [...w.claims.values()].some(c =>
        c.metadata.ownerReferences?.some(
          o => o.kind === 'StatefulSet' && o.name === w.set.metadata.name && o.uid !== w.set.metadata.uid,
        ),
      ) && kinds(d, 'update-claim-owners').length === 0,
  },
  {
    name: 'a claim that another controller owns raises a warning',
    fact: 'A8',
    taken: (_, d) => kinds(d, 'warn-conflicting-controller').length > 0,
  },

  {
    name: 'in order, one condemned pod is deleted, the highest first',
    fact: 'B6',
    taken: (w, d) => ordered(w) && deletes(d, 'scaled-down').length === 1 && condemned(w).length > 1,
  },
  { name: 'in order, a condemned pod that goes is waited for', fact: 'B6', taken: waitsFor('gone', 'scale-down') },
  {
    name: 'a condemned pod that is not ready is deleted where it is the first that is unavailable',
    fact: 'B6',
    taken: (w, d) =>
      ordered(w) &&
      deletes(d, 'scaled-down').some(
        m => m.do === 'delete-pod' && down(w, condemned(w)).some(p => p.metadata.name === m.pod),
      ),
  },
  {
    name: 'a condemned pod that is not ready waits for the one below it',
    fact: 'B6',
    taken: waitsFor('ready', 'scale-down'),
  },
  {
    name: 'a condemned pod that is not available waits for the one below it',
    fact: 'B6',
    taken: waitsFor('available', 'scale-down'),
  },
  {
    name: 'in parallel, all condemned pods are deleted together',
    fact: 'B6',
    taken: (w, d) => !ordered(w) && deletes(d, 'scaled-down').length > 1,
  },
  {
    name: 'pods below a raised start are condemned',
    fact: 'A1',
    taken: (w, d) =>
      deletes(d, 'scaled-down').some(
        m => m.do === 'delete-pod' && (ordinalOf(w.set.metadata.name, m.pod) ?? 0) < startOf(w.set),
      ),
  },

  {
    name: 'OnDelete leaves outdated pods alone',
    fact: 'B7',
    taken: (w, d) =>
      !rolling(w) && outdated(w, d).length > 0 && d.waits === undefined && deletes(d, 'outdated').length === 0,
  },
  { name: 'the highest outdated pod is deleted', fact: 'C5', taken: (_, d) => deletes(d, 'outdated').length === 1 },
  {
    name: 'an outdated pod is deleted though it is not available',
    fact: 'C5',
    taken: (w, d) =>
      deletes(d, 'outdated').some(m => m.do === 'delete-pod' && down(w, w.pods).some(p => p.metadata.name === m.pod)),
  },
  {
    name: 'in parallel, the update waits at an updated pod',
    fact: 'C5',
    taken: (w, d) => !ordered(w) && d.waits?.during === 'update' && deletes(d, 'outdated').length === 0,
  },
  {
    name: 'the partition holds outdated pods',
    fact: 'C5',
    taken: (w, d) => rolling(w) && held(w, d).length > 0 && d.moves.length === 0 && d.waits === undefined,
  },
  {
    name: 'with the gate on, several pods are updated together',
    fact: 'C, maxUnavailable',
    taken: (_, d) => deletes(d, 'outdated').length > 1,
  },
  {
    name: 'with the gate on, too many pods down stop the update',
    fact: 'C, maxUnavailable',
    taken: (w, d) =>
      w.features?.maxUnavailable === true &&
      d.waits?.during === 'update' &&
      outdated(w, d).length > 0 &&
      deletes(d, 'outdated').length === 0,
  },
  {
    name: 'with the gate on, since 1.37, pods that are down are updated though too many are',
    fact: 'C, maxUnavailable',
    taken: (w, d) => {
      const { maxUnavailable = 1 } = w.set.spec.updateStrategy?.rollingUpdate ?? {};
      const down = w.pods.filter(pod => isUnavailable(pod, minReadySecondsOf(w.set), w.now)).length;
      return (
        w.features?.replacesUnavailable === true && down >= Number(maxUnavailable) && deletes(d, 'outdated').length > 0
      );
    },
  },

  {
    name: 'a pod below the partition comes back at the current revision',
    fact: 'C4',
    taken: (w, d) =>
      rolling(w) &&
      partitionOf(w.set) > 0 &&
      d.currentRevision !== d.updateRevision &&
      creations(d).some(m => m.revision === d.currentRevision),
  },
  {
    name: 'without rollingUpdate the count of the status decides the revision',
    fact: 'C4',
    taken: (w, d) =>
      rolling(w) &&
      w.set.spec.updateStrategy?.rollingUpdate === undefined &&
      d.currentRevision !== d.updateRevision &&
      creations(d).length > 0,
  },
  {
    name: 'under OnDelete a pod comes back at the update revision',
    fact: 'C4',
    taken: (w, d) =>
      !rolling(w) && d.currentRevision !== d.updateRevision && creations(d).some(m => m.revision === d.updateRevision),
  },

  {
    name: 'the update revision becomes the current one',
    fact: 'C, promotion',
    taken: (_, d) => d.currentRevision !== d.updateRevision && d.status.currentRevision === d.updateRevision,
  },
  {
    name: 'without replicas a revision becomes the current one at once',
    fact: 'C, promotion',
    taken: (w, d) =>
      replicasOf(w.set) === 0 &&
      d.currentRevision !== d.updateRevision &&
      d.status.currentRevision === d.updateRevision,
  },
  {
    name: 'the status counts a pod out that the update deletes',
    fact: 'D',
    taken: (w, d) =>
      deletes(d, 'outdated').length > 0 &&
      (d.status.currentReplicas ?? 0) <
        w.pods.filter(p => revisionOf(p) === d.currentRevision && !isTerminating(p)).length,
  },
  { name: 'nothing is written where nothing changed', fact: 'D', taken: (_, d) => !d.statusChanged },
  { name: 'revisions beyond the limit are removed', fact: 'C, history', taken: (_, d) => d.expired.length > 0 },
  {
    name: 'a negative limit keeps all revisions',
    fact: 'C, history',
    taken: (w, d) => (w.set.spec.revisionHistoryLimit ?? 10) < 0 && d.expired.length === 0,
  },
  {
    name: 'the next pass is due when minReadySeconds are over',
    fact: 'B, triggers',
    taken: (_, d) => d.again !== undefined,
  },
];
