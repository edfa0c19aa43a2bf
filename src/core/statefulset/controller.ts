/**
 * The one brain: what the StatefulSet controller of Kubernetes does in one pass over a set. The plan before a change, the verdict on
 * a rollout and the practice cluster ask this function. It stands on sections A to D of the controller facts, and recordings
 * of the real controller hold it to them.
 */
import { batchOf } from './batches.ts';
import { claimMoves, claimsOf, ownerMoves, ownerRepairs } from './claims.ts';
import type { Decision, Move, World } from './decision.ts';
import {
  availableAt,
  isAvailable,
  isCreated,
  isFinished,
  isPending,
  isReady,
  isTerminating,
  minReadySecondsOf,
  missingHealth,
} from './health.ts';
import { hasIdentity, mountsItsClaims, revisionOf, withIdentity } from './identity.ts';
import type { Pod } from './model.ts';
import { ordinalOf } from './ordinals.ts';
import { newPass, type Pass, podToCreate, type Step, stopsFor, wait } from './pass.ts';
import { isQuiet } from './quiet.ts';
import { isStaleClaim } from './retention.ts';
import { chooseRevisions, type RevisionChoice, sortRevisions } from './revision.ts';
import { statusDiffers, statusOf } from './status.ts';
import { update } from './update.ts';

export type { Decision, DeleteReason, Features, Move, Wait, World } from './decision.ts';

/** One pass of the controller. Pure: it changes nothing in the world. */
export function decide(world: World): Decision {
  const revisions = chooseRevisions(world.set, world.revisions);
  const pass = newPass(world, revisions);
  if (world.set.metadata.deletionTimestamp === undefined) run(pass);
  const status = statusOf({
    set: world.set,
    pods: [...pass.replicas, ...pass.condemned],
    currentRevision: revisions.current.metadata.name,
    updateRevision: revisions.update.metadata.name,
    collisionCount: revisions.collisionCount,
    updateDeletes: pass.updateDeletes,
    now: world.now,
  });
  return {
    moves: [...revisionMoves(revisions), ...pass.moves],
    expired: expiredRevisions(world, revisions),
    waits: pass.waits,
    status,
    statusChanged: statusDiffers(world.set.status, status),
    currentRevision: revisions.current.metadata.name,
    updateRevision: revisions.update.metadata.name,
    again: untilNextAvailable(world),
  };
}

function run(pass: Pass): void {
  if (!forAll(pass, pass.replicas, processReplica)) return;
  for (const pod of pass.condemned) pass.moves.push(...ownerRepairs(pass.world, pod));
  if (!forAll(pass, pass.condemned, processCondemned)) return;
  update(pass);
}

/**
 * Whether the pass goes on after these pods. Pods managed in parallel are all visited, whatever one of them waits for; an error for one of
 * them ends the pass behind its batch.
 */
function forAll(pass: Pass, pods: readonly Pod[], process: (pass: Pass, pod: Pod) => Step): boolean {
  let broken: number | undefined;
  for (const [index, pod] of pods.entries()) {
    if (broken !== undefined && batchOf(index) !== broken) return false;
    if (isQuiet(pass.world, pod)) continue;
    const step = process(pass, pod);
    if (pass.ordered && step !== 'next') return false;
    if (step === 'error') broken = batchOf(index);
  }
  return broken === undefined;
}

function processReplica(pass: Pass, pod: Pod): Step {
  const { world } = pass;
  if (isFinished(pod)) {
    if (!isTerminating(pod)) pass.moves.push({ do: 'delete-pod', pod: pod.metadata.name, because: 'finished' });
    return wait(pass, pod, 'gone', 'create');
  }
  if (!isCreated(pod)) return create(pass, pod);
  if (isPending(pod)) {
    const claims = claimMoves(world, pod);
    pass.moves.push(...claims.moves);
    if (claims.terminating.length > 0) {
      pass.moves.push({ do: 'fail', pod: pod.metadata.name, claims: claims.terminating });
      wait(pass, pod, 'claim-gone', 'create');
      return 'error';
    }
    pass.moves.push(...ownerMoves(world, pod));
  }
  if (isTerminating(pod) && stopsFor(pass, pod, 'gone')) return 'stop';
  if (!isReady(pod) && stopsFor(pass, pod, 'ready')) return 'stop';
  if (!isAvailable(pod, minReadySecondsOf(world.set), world.now) && stopsFor(pass, pod, 'available')) return 'stop';
  return repair(pass, pod);
}

/** Fills a gap: claims first, then the pod, which has all that is its own. */
function create(pass: Pass, gap: Pod): Step {
  const { world } = pass;
  const pod = podToCreate(pass, gap);
  const name = pod.metadata.name;
  const existing = claimsOf(world, pod);
  if (existing.some(claim => isStaleClaim(claim, world.set, pod))) return wait(pass, pod, 'stale-claim', 'create');
  const claims = claimMoves(world, pod);
  pass.moves.push(...claims.moves);
  if (claims.terminating.length > 0) {
    pass.moves.push({ do: 'fail', pod: name, claims: claims.terminating, verb: 'create' });
    wait(pass, pod, 'claim-gone', 'create');
    return 'error';
  }
  pass.moves.push({ do: 'create-pod', pod, revision: revisionOf(pod) }, ...ownerMoves(world, pod));
  return pass.ordered ? wait(pass, pod, 'created', 'create') : 'next';
}

/** Puts right a pod's label, volumes and claim owners, where they differ. */
function repair(pass: Pass, pod: Pod): Step {
  const { world } = pass;
  const ordinal = ordinalOf(world.set.metadata.name, pod.metadata.name) ?? -1;
  const identity = hasIdentity(world.set, pod, ordinal);
  const owners = ownerRepairs(world, pod);
  if (identity && owners.length === 0) return 'next';
  const claims = mountsItsClaims(world.set, pod, ordinal) ? { moves: [], terminating: [] } : claimMoves(world, pod);
  pass.moves.push(...claims.moves);
  if (claims.terminating.length > 0) {
    pass.moves.push({ do: 'fail', pod: pod.metadata.name, claims: claims.terminating, verb: 'update' });
    return 'error';
  }
  pass.moves.push(...owners, { do: 'update-pod', pod: withIdentity(world.set, pod, ordinal) });
  return 'next';
}

function processCondemned(pass: Pass, pod: Pod): Step {
  const { world } = pass;
  if (isTerminating(pod)) return stopsFor(pass, pod, 'gone', 'scale-down') ? 'stop' : 'next';
  const isWell = isReady(pod) && isAvailable(pod, minReadySecondsOf(world.set), world.now);
  if (pass.ordered && pod !== pass.firstUnavailable && !isWell) {
    // The one that stands in the way is the lowest: once it is well or gone, this one may go whatever its health.
    const lowest = pass.firstUnavailable ?? pod;
    return wait(pass, lowest, missingHealth(lowest), 'scale-down');
  }
  pass.moves.push({ do: 'delete-pod', pod: pod.metadata.name, because: 'scaled-down' });
  return wait(pass, pod, 'gone', 'scale-down');
}

function revisionMoves(choice: RevisionChoice): Move[] {
  if (choice.by === 'create') return [{ do: 'create-revision', revision: choice.update }];
  if (choice.by === 'newest') return [];
  return [{ do: 'renumber-revision', name: choice.update.metadata.name, number: choice.update.revision }];
}

/** Revisions that no pod and neither pointer uses, oldest first, beyond the limit. A negative limit keeps all. Section C, history. */
function expiredRevisions(world: World, choice: RevisionChoice): string[] {
  const limit = world.set.spec.revisionHistoryLimit ?? 10;
  if (limit < 0) return [];
  if (world.revisions.length <= limit) return [];
  const live = new Set([choice.current.metadata.name, choice.update.metadata.name, ...world.pods.map(revisionOf)]);
  const idle = sortRevisions(world.revisions).filter(revision => !live.has(revision.metadata.name));
  return idle.slice(0, Math.max(0, idle.length - limit)).map(revision => revision.metadata.name);
}

function untilNextAvailable({ set, pods, now }: World): number | undefined {
  const seconds = minReadySecondsOf(set);
  if (seconds === 0) return undefined;
  const delays = pods.flatMap(pod => {
    const at = availableAt(pod, seconds);
    return at === undefined || at <= now ? [] : [at - now];
  });
  return delays.length === 0 ? undefined : Math.min(...delays);
}
