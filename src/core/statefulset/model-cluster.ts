import { type QuotaRefusal, type QuotaRoom, quotaRoom } from '../quota/room.ts';
import { isMadeAfter, statusWithout } from './batches.ts';
import { decide } from './controller.ts';
import { countedPod } from './counted.ts';
import type { Decision, Features, Move, World } from './decision.ts';
import { availableAt, isCreated, isReady, isTerminating, minReadySecondsOf } from './health.ts';
import type { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet } from './model.ts';
import { claimNamesOf, ordinalOf } from './ordinals.ts';

/**
 * A cluster in memory in which the brain can be let run to see what it would do. Nothing here guesses at luck:
 * a new pod turns ready, a pod that is deleted goes, and a pod that cannot turn ready by itself never does.
 */
export interface ModelCluster {
  set: StatefulSet;
  readonly pods: Map<string, Pod>;
  readonly claims: Map<string, PersistentVolumeClaim>;
  revisions: ControllerRevision[];
  now: number;
  readonly features: Features;
  readonly taken: ReadonlySet<string>;
  readonly silentNodes: ReadonlySet<string>;
  readonly room: QuotaRoom;
  created: number;
}

/** What became true in the model, in order. */
export type Happening =
  | { readonly what: 'created'; readonly pod: Pod; readonly newClaims: readonly string[] }
  | { readonly what: 'deleted'; readonly pod: Pod; readonly because: 'finished' | 'scaled-down' | 'outdated' }
  | { readonly what: 'gone' | 'ready' | 'available'; readonly pod: Pod }
  | { readonly what: 'claim-deleted'; readonly claim: PersistentVolumeClaim };

/** How long a running pod may stay unready before the model takes it for one that will not turn ready. */
const PATIENCE_MILLISECONDS = 60_000;

const HOPELESS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CrashLoopBackOff',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/** A model of the world as it is. */
export function modelOf(world: World): ModelCluster {
  return {
    set: world.set,
    pods: new Map(world.pods.map(pod => [pod.metadata.name, pod])),
    claims: new Map(world.claims),
    revisions: [...world.revisions],
    now: world.now,
    features: world.features ?? {},
    taken: world.taken ?? new Set(),
    silentNodes: world.silentNodes ?? new Set(),
    room: quotaRoom(world.quotas ?? []),
    created: identifiedIn(world),
  };
}

const MADE = 'planned-';

/** How many uids a model gave out in a world that was settled before: one given twice would make a new pod pass for an old one. */
function identifiedIn({ pods, claims }: World): number {
  return [...pods, ...claims.values()].reduce((most, { metadata: { uid } }) => {
    const number = uid?.startsWith(MADE) === true ? Number(uid.slice(MADE.length)) : 0;
    return number > most ? number : most;
  }, 0);
}

export interface ModelPass {
  readonly decision: Decision;
  readonly happened: readonly Happening[];
  /** Whether anything was written that makes another pass worth while. */
  readonly moved: boolean;
  /** The first write that the API server refuses, which ended the pass, in a parallel set behind its batch. */
  readonly refused: Refusal | undefined;
}

/** What the API server does not let the controller do, however often it tries. Section B. */
export type Refusal =
  /** The name of the pod is taken; or it was taken over, and a pod that exists cannot be given the claims of the set. */
  | { readonly for: 'name-taken' | 'repair'; readonly pod: string }
  /** A quota has no room for the pod, or for the claim that it needs. */
  | ({ readonly for: 'quota'; readonly pod: string } & QuotaRefusal);

/** One pass of the controller on the model, its writes carried out up to one that the API server refuses. */
export function makePass(model: ModelCluster): ModelPass {
  const decision = decide({ ...model, pods: [...model.pods.values()] });
  const newClaims: string[] = [];
  const happened: Happening[] = [];
  let moved = false;
  let refused: Refusal | undefined;
  const failed: Move[] = [];
  const made: Move[] = [];
  for (const move of decision.moves) {
    if (!isMadeAfter(model.set, failed, move)) continue;
    const refusal = refusalOf(model, move);
    if (refusal !== undefined) {
      refused ??= refusal;
      failed.push(move);
      continue;
    }
    made.push(move);
    moved ||= move.do !== 'fail' && move.do !== 'warn-conflicting-controller';
    happened.push(...carryOut(model, move, newClaims));
  }
  model.set = { ...model.set, status: statusWithout(decision, made) };
  model.revisions = model.revisions.filter(revision => !decision.expired.includes(revision.metadata.name));
  return { decision, happened, moved, refused };
}

function refusalOf({ pods, taken, room }: ModelCluster, move: Move): Refusal | undefined {
  if (move.do === 'create-claim') {
    const refused = room.refusal({ kind: 'PersistentVolumeClaim', claim: move.claim });
    return refused === undefined ? undefined : { for: 'quota', pod: move.pod, ...refused };
  }
  if (move.do !== 'create-pod' && move.do !== 'update-pod') return undefined;
  const { name } = move.pod.metadata;
  if (move.do === 'create-pod') {
    if (taken.has(name)) return { for: 'name-taken', pod: name };
    const refused = room.refusal({ kind: 'Pod', pod: move.pod });
    return refused === undefined ? undefined : { for: 'quota', pod: name, ...refused };
  }
  return pods.get(name)?.spec === move.pod.spec ? undefined : { for: 'repair', pod: name };
}

/** The next thing that happens without the controller: pods go, or turn ready, or have been ready long enough. Nothing: the model rests. */
export function passTime(model: ModelCluster): Happening[] {
  const pods = [...model.pods.values()];
  const leaving = pods.filter(
    pod => isTerminating(pod) && (pod.metadata.finalizers ?? []).length === 0 && !isOnSilentNode(model, pod),
  );
  if (leaving.length > 0) return leaving.flatMap(pod => remove(model, pod));
  const unused = unusedTerminatingClaims(model);
  if (unused.length > 0) return unused.map(claim => removeClaim(model, claim));
  const starting = pods.filter(
    pod => isCreated(pod) && !isReady(pod) && !isTerminating(pod) && willTurnReady(model, pod),
  );
  if (starting.length > 0) return starting.map(pod => turnReady(model, pod));
  const seconds = minReadySecondsOf(model.set);
  const times = pods.flatMap(pod => availableAt(pod, seconds) ?? []).filter(time => time > model.now);
  if (times.length === 0) return [];
  const until = Math.min(...times);
  model.now = until;
  return pods.filter(pod => availableAt(pod, seconds) === until).map(pod => ({ what: 'available' as const, pod }));
}

/** Whether nobody can tell that a pod has stopped, so that it stays, once deleted, until its node is back. */
export function isOnSilentNode({ silentNodes }: Pick<ModelCluster, 'silentNodes'>, { spec }: Pod): boolean {
  return spec.nodeName !== undefined && silentNodes.has(spec.nodeName);
}

/** Marks a pod as deleted, as the API server does. */
export function terminate(model: ModelCluster, name: string): Pod | undefined {
  const pod = model.pods.get(name);
  if (pod === undefined || isTerminating(pod)) return undefined;
  const deletionTimestamp = new Date(model.now).toISOString();
  model.pods.set(name, { ...pod, metadata: { ...pod.metadata, deletionTimestamp } });
  return pod;
}

/** Whether a pod that is not ready may still turn ready by itself: nothing says that it will not, and it has not had its time. */
function willTurnReady(model: { readonly now: number }, pod: Pod): boolean {
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  if (statuses.some(status => HOPELESS.has(status.state?.waiting?.reason ?? ''))) return false;
  const scheduled = pod.status?.conditions?.find(condition => condition.type === 'PodScheduled');
  if (scheduled?.status === 'False') return false;
  if (pod.status?.phase !== 'Running') return true;
  const ready = pod.status.conditions?.find(condition => condition.type === 'Ready');
  const since = Date.parse(ready?.lastTransitionTime ?? '');
  return Number.isNaN(since) || model.now - since < PATIENCE_MILLISECONDS;
}

function carryOut(model: ModelCluster, move: Move, newClaims: string[]): Happening[] {
  switch (move.do) {
    case 'create-revision':
      model.revisions.push(move.revision);
      return [];
    case 'renumber-revision':
      model.revisions = model.revisions.map(revision =>
        revision.metadata.name === move.name ? { ...revision, revision: move.number } : revision,
      );
      return [];
    case 'create-claim':
      newClaims.push(move.claim.metadata.name);
      model.room.count({ kind: 'PersistentVolumeClaim', claim: move.claim });
      model.claims.set(move.claim.metadata.name, identified(model, move.claim));
      return [];
    case 'update-claim-owners':
      model.claims.set(move.claim.metadata.name, move.claim);
      return [];
    case 'create-pod': {
      const pod: Pod = { ...identified(model, move.pod), status: { phase: 'Pending' } };
      model.pods.set(pod.metadata.name, pod);
      model.room.count({ kind: 'Pod', pod });
      const mounted = claimNamesOf(model.set, ordinalOf(model.set.metadata.name, pod.metadata.name) ?? -1);
      return [{ what: 'created', pod, newClaims: mounted.filter(name => newClaims.includes(name)) }];
    }
    case 'update-pod':
      model.pods.set(move.pod.metadata.name, move.pod);
      return [];
    case 'delete-pod': {
      const pod = terminate(model, move.pod);
      return pod === undefined ? [] : [{ what: 'deleted', pod, because: move.because }];
    }
    case 'fail':
    case 'warn-conflicting-controller':
      return [];
  }
}

/** A pod is gone, and so are the claims that only it owned. */
function remove(model: ModelCluster, pod: Pod): Happening[] {
  model.pods.delete(pod.metadata.name);
  model.room.count({ kind: 'Pod', pod: countedPod(pod, model.revisions) }, -1);
  const orphaned = [...model.claims.values()].filter(claim =>
    claim.metadata.ownerReferences?.some(reference => reference.uid === pod.metadata.uid && reference.kind === 'Pod'),
  );
  return [{ what: 'gone', pod }, ...orphaned.map(claim => removeClaim(model, claim))];
}

function removeClaim(model: ModelCluster, claim: PersistentVolumeClaim): Happening {
  model.claims.delete(claim.metadata.name);
  model.room.count({ kind: 'PersistentVolumeClaim', claim }, -1);
  return { what: 'claim-deleted', claim };
}

/** A claim that is being deleted goes once no pod mounts it: pvc-protection holds it until then. Fact G9. */
function unusedTerminatingClaims(model: ModelCluster): PersistentVolumeClaim[] {
  const terminating = [...model.claims.values()].filter(claim => claim.metadata.deletionTimestamp !== undefined);
  if (terminating.length === 0) return [];
  const mounted = new Set(
    [...model.pods.values()].flatMap(pod => pod.spec.volumes?.map(volume => volume.persistentVolumeClaim?.claimName)),
  );
  return terminating.filter(claim => !mounted.has(claim.metadata.name));
}

function turnReady(model: ModelCluster, pod: Pod): Happening {
  const since = new Date(model.now).toISOString();
  const ready: Pod = {
    ...pod,
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: since }] },
  };
  model.pods.set(pod.metadata.name, ready);
  return { what: 'ready', pod: ready };
}

function identified<Kind extends Pod | PersistentVolumeClaim>(model: ModelCluster, object: Kind): Kind {
  model.created++;
  const creationTimestamp = new Date(model.now).toISOString();
  return { ...object, metadata: { ...object.metadata, uid: `${MADE}${model.created}`, creationTimestamp } };
}
