import { selects } from '../../core/labels.ts';
import { type Decision, decide, type Move, type World } from '../../core/statefulset/controller.ts';
import { featuresOf } from '../../core/statefulset/features.ts';
import type { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet } from '../../core/statefulset/model.ts';
import { claimNamesOf, ordinalOf, ordinalsOf } from '../../core/statefulset/ordinals.ts';
import { canonicalJson } from '../../core/statefulset/revision.ts';
import { resources } from '../resources.ts';
import { StatusError } from '../status.ts';
import { claimOwned } from './adoption.ts';
import { type Context, controllerOf, keyOf, manager, splitKey, unlessStale } from './context.ts';

const sets = resources.statefulSets;
const pods = resources.pods;
const claims = resources.persistentVolumeClaims;
const revisions = resources.controllerRevisions;

/** The hand of the brain in core: shows it the world after every change, and makes its moves. Sections A to E of the controller facts. */
export function startStatefulSets(context: Context): void {
  const { registry, clock, watches, indexes } = context;
  const queue = context.queue('stateful sets', sync, { latency: 3 });

  watches.on(sets, ({ type, object }) => {
    if (type !== 'DELETED') queue.add(keyOf(object));
  });
  watches.on(pods, ({ object, before }) => {
    for (const pod of before === undefined ? [object] : [object, before]) for (const key of setsOf(pod)) queue.add(key);
  });

  /** The set that owns a pod; for a pod without owner every set that could adopt it. */
  function setsOf(pod: Pod): string[] {
    const owner = controllerOf(pod);
    if (owner !== undefined) return owner.kind === 'StatefulSet' ? [`${pod.metadata.namespace}/${owner.name}`] : [];
    return registry
      .list(sets, pod.metadata.namespace)
      .filter(set => isMember(set, pod))
      .map(keyOf);
  }

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const set = registry.find(sets, namespace, name);
    if (set === undefined) return;
    const world = worldOf(set);
    const decision = decide(world);
    let failure: unknown;
    try {
      for (const move of decision.moves) perform(set, move);
    } catch (error) {
      failure = error;
    }
    if (failure instanceof Collision) {
      retryWithCollision(set, decision);
      return;
    }
    if (decision.statusChanged) registry.updateStatus(sets, { ...set, status: decision.status }, manager);
    for (const revision of decision.expired) unlessStale(() => registry.delete(revisions, namespace, revision));
    if (failure !== undefined) throw failure;
    if (decision.again !== undefined) queue.addAfter(key, decision.again * clock.speed);
  }

  function worldOf(set: StatefulSet): World {
    const selector = set.spec.selector;
    const owned = claimOwned(registry, pods, indexes.podsByController, set, pod => isMember(set, pod));
    // on a clock that runs faster than the times that are written down, a second of readiness is shorter
    const minReadySeconds = (set.spec.minReadySeconds ?? 0) / clock.speed;
    return {
      set: clock.speed === 1 ? set : { ...set, spec: { ...set.spec, minReadySeconds } },
      pods: owned,
      claims: claimsFor(set, owned),
      revisions: claimOwned(registry, revisions, indexes.revisionsByController, set, revision =>
        selects(selector, revision.metadata.labels),
      ),
      now: clock.stamp(),
      features: featuresOf(registry.store.kubernetes),
    };
  }

  /** The claims that the pods of a set mount or will mount, as far as they exist. */
  function claimsFor(set: StatefulSet, owned: readonly Pod[]): ReadonlyMap<string, PersistentVolumeClaim> {
    const present = owned.map(pod => ordinalOf(set.metadata.name, pod.metadata.name) ?? -1);
    const names = new Set([...ordinalsOf(set), ...present].flatMap(ordinal => claimNamesOf(set, ordinal)));
    const found = [...names].map(name => [name, registry.find(claims, set.metadata.namespace, name)] as const);
    return new Map(found.flatMap(([name, claim]) => (claim === undefined ? [] : [[name, claim] as const])));
  }

  function perform(set: StatefulSet, move: Move): void {
    const namespace = set.metadata.namespace;
    switch (move.do) {
      case 'create-revision':
        createRevision(set, move.revision);
        return;
      case 'renumber-revision': {
        const revision = registry.get(revisions, namespace, move.name);
        registry.update(revisions, { ...revision, revision: move.number }, manager);
        return;
      }
      case 'create-claim':
        createClaim(set, move);
        return;
      case 'update-claim-owners':
        updateOwners(set, move);
        return;
      case 'warn-conflicting-controller': {
        const words = `has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim`;
        say(set, 'Warning', 'ConflictingController', `PersistentVolumeClaim ${move.claim} ${words}`);
        return;
      }
      case 'create-pod':
        trying(set, 'Create', move.pod.metadata.name, () => registry.create(pods, move.pod, manager));
        return;
      case 'update-pod':
        trying(set, 'Update', move.pod.metadata.name, () => registry.update(pods, move.pod, manager));
        return;
      case 'delete-pod':
        trying(set, 'Delete', move.pod, () => registry.delete(pods, namespace, move.pod));
        return;
      case 'fail': {
        const error = new StatusError(409, 'Conflict', beingDeleted(move.claims));
        if (move.verb !== undefined) sayFailed(set, move.verb === 'create' ? 'Create' : 'Update', move.pod, error);
        throw error;
      }
    }
  }

  /** A write to a pod or its claims, told in an event whichever way it ends. Section E. */
  function trying(set: StatefulSet, verb: 'Create' | 'Update' | 'Delete', pod: string, write: () => unknown): void {
    try {
      write();
    } catch (error) {
      // A pod of that name exists and is not ours: the controller says nothing, and tries for ever. Section B.
      if (!(error instanceof StatusError && error.reason === 'AlreadyExists')) sayFailed(set, verb, pod, error);
      throw error;
    }
    say(set, 'Normal', `Successful${verb}`, `${verb} Pod ${pod} in StatefulSet ${set.metadata.name} successful`);
  }

  /** Only a failure is told. */
  function updateOwners(set: StatefulSet, { claim, pod }: Extract<Move, { do: 'update-claim-owners' }>): void {
    try {
      registry.update(claims, claim, manager);
    } catch (error) {
      sayFailed(set, 'Update', pod, error);
      throw error;
    }
  }

  function createClaim(set: StatefulSet, { claim, pod }: Extract<Move, { do: 'create-claim' }>): void {
    const name = claim.metadata.name;
    try {
      registry.create(claims, claim, manager);
    } catch (error) {
      const failed = `Create Claim ${name} for Pod ${pod} in StatefulSet ${set.metadata.name} failed error: ${wordsOf(error)}`;
      say(set, 'Warning', 'FailedCreate', failed);
      sayFailed(set, 'Create', pod, error);
      throw error;
    }
    say(
      set,
      'Normal',
      'SuccessfulCreate',
      `Create Claim ${name} Pod ${pod} in StatefulSet ${set.metadata.name} success`,
    );
  }

  /** A name that holds the same data already is as good as a new revision; one with other data is a collision. Fact C2.4. */
  function createRevision(set: StatefulSet, revision: ControllerRevision): void {
    const existing = registry.find(revisions, set.metadata.namespace, revision.metadata.name);
    if (existing === undefined) registry.create(revisions, revision, manager);
    else if (canonicalJson(existing.data) !== canonicalJson(revision.data)) throw new Collision();
  }

  function retryWithCollision(set: StatefulSet, decision: Decision): void {
    const collisionCount = (decision.status.collisionCount ?? 0) + 1;
    registry.updateStatus(sets, { ...set, status: { ...set.status, collisionCount } }, manager);
  }

  function sayFailed(set: StatefulSet, verb: string, pod: string, error: unknown): void {
    const message = `${verb} Pod ${pod} in StatefulSet ${set.metadata.name} failed error: ${wordsOf(error)}`;
    say(set, 'Warning', `Failed${verb}`, message);
  }

  function say(about: StatefulSet, type: 'Normal' | 'Warning', reason: string, message: string): void {
    context.events.record({ about, type, reason, message, source: 'statefulset-controller' });
  }
}

/** Two templates that hash to one name. */
class Collision extends Error {}

function isMember(set: StatefulSet, pod: Pod): boolean {
  return (
    ordinalOf(set.metadata.name, pod.metadata.name) !== undefined && selects(set.spec.selector, pod.metadata.labels)
  );
}

function beingDeleted(names: readonly string[]): string {
  const sentences = names.map(name => `pvc ${name} is being deleted`);
  return sentences.length === 1 ? (sentences[0] ?? '') : `[${sentences.join(', ')}]`;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
