/**
 * What the Deployment controller of Kubernetes does in one pass: the same for Deployments as the brain is for sets. Section F4 of the
 * controller facts.
 */

import type { Labels, Pod } from '../statefulset/model.ts';
import { canonicalJson, revisionHash } from '../statefulset/revision.ts';
import { latestRevision, newSetAnnotations, REVISION, revisionOf, sizeAnnotations } from './annotations.ts';
import {
  type DeploymentStatus,
  deadlineOf,
  findCondition,
  isComplete,
  untilDeadline,
  withCondition,
} from './conditions.ts';
import { isRolling, replicasOf } from './fenceposts.ts';
import type { Deployment, ReplicaSet } from './model.ts';
import {
  isActive,
  newReplicaSetOf,
  oldestFirst,
  oldReplicaSetsOf,
  replicaSetName,
  sumStatus,
  wantedBy,
  withHash,
} from './replica-sets.ts';
import { isResized, newSize, resize, type Scale, shrinkOld } from './scaling.ts';
import { countedStatus, pausedStatus, progressing, rolloutStatus } from './status.ts';

export interface DeploymentWorld {
  readonly deployment: Deployment;
  /** ReplicaSets that the Deployment owns. */
  readonly replicaSets: readonly ReplicaSet[];
  /** Pods of those ReplicaSets. Only Recreate looks at them. */
  readonly pods: readonly Pod[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type DeploymentMove =
  | { readonly do: 'create-replica-set'; readonly set: ReplicaSet }
  /** Annotations or minReadySeconds of the new ReplicaSet. */
  | { readonly do: 'update-replica-set'; readonly set: ReplicaSet }
  /** To another size, or only to remember the Deployment's (`from` equals `to`). */
  | {
      readonly do: 'scale-replica-set';
      readonly name: string;
      readonly from: number;
      readonly to: number;
      readonly annotations: Labels;
    }
  | { readonly do: 'delete-replica-set'; readonly name: string };

export interface DeploymentDecision {
  /** In the order in which the controller makes them. */
  readonly moves: readonly DeploymentMove[];
  /** To be written after the moves, if it differs from what the Deployment has. */
  readonly status: DeploymentStatus;
  /** The revision that the Deployment's own annotation is to hold. */
  readonly revision: string | undefined;
  /** Milliseconds until the pass must be made again without any event: the progress deadline. */
  readonly again: number | undefined;
}

interface Pass {
  readonly world: DeploymentWorld;
  readonly moves: DeploymentMove[];
  readonly old: readonly ReplicaSet[];
  current: ReplicaSet | undefined;
  status: DeploymentStatus;
}

/** One pass of the Deployment controller. Pure: it changes nothing in the world. */
export function decideDeployment(world: DeploymentWorld): DeploymentDecision {
  const { deployment, replicaSets, now } = world;
  const current = newReplicaSetOf(deployment, replicaSets);
  const old = oldReplicaSetsOf(replicaSets, current);
  const isGoing = deployment.metadata.deletionTimestamp !== undefined;
  const before = isGoing ? (deployment.status ?? {}) : pausedStatus(deployment, now);
  const pass: Pass = { world, moves: [], old, current, status: before };
  takeUp(pass);
  const status = isGoing ? countedStatus(deployment, pass.status, all(pass), pass.current, now) : run(pass);
  return {
    moves: pass.moves,
    status,
    revision: pass.current?.metadata.annotations?.[REVISION] ?? deployment.metadata.annotations?.[REVISION],
    again: isGoing ? undefined : untilDeadline(deployment, status, now),
  };
}

/** The status of a Deployment whose new ReplicaSet the server refused. */
export function createFailedStatus(
  deployment: Deployment,
  replicaSet: string,
  error: string,
  now: number,
): DeploymentStatus | undefined {
  if (deadlineOf(deployment) === undefined) return undefined;
  const message = createFailedWords(replicaSet, error);
  return withCondition(deployment.status ?? {}, progressing('False', 'ReplicaSetCreateError', message), now);
}

export function createFailedWords(replicaSet: string, error: string): string {
  return `Failed to create new replica set "${replicaSet}": ${error}`;
}

function run(pass: Pass): DeploymentStatus {
  const { deployment, now } = pass.world;
  const paused = deployment.spec.paused === true;
  if (paused || isResized(deployment, all(pass))) {
    scale(pass, resize(deployment, pass.old, pass.current));
    if (paused) cleanUp(pass);
    return countedStatus(deployment, pass.status, all(pass), pass.current, now);
  }
  if (isRolling(deployment)) roll(pass);
  else recreate(pass);
  return rolloutStatus(deployment, pass.status, all(pass), pass.current, now);
}

function roll(pass: Pass): void {
  const { deployment } = pass.world;
  const current = pass.current ?? create(pass);
  const size =
    wantedBy(current) > replicasOf(deployment) ? replicasOf(deployment) : newSize(deployment, all(pass), current);
  if (scale(pass, [{ set: current, to: size }])) return;
  if (scale(pass, shrinkOld(deployment, pass.old, current))) return;
  if (isComplete(deployment, deployment.status)) cleanUp(pass);
}

function recreate(pass: Pass): void {
  const { deployment } = pass.world;
  const active = pass.old.filter(isActive);
  if (
    scale(
      pass,
      active.map(set => ({ set, to: 0 })),
    )
  )
    return;
  if (oldPodsRun(pass)) return;
  const current = pass.current ?? create(pass);
  scale(pass, [{ set: current, to: replicasOf(deployment) }]);
  if (isComplete(deployment, deployment.status)) cleanUp(pass);
}

/** Whether a pod of an old ReplicaSet is still there and not finished; one on its way out counts. */
function oldPodsRun({ world, old, current }: Pass): boolean {
  if (sumStatus(old, 'replicas') > 0) return true;
  return world.pods.some(pod => {
    if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') return false;
    const owner = pod.metadata.ownerReferences?.find(reference => reference.controller === true)?.uid;
    return owner !== current?.metadata.uid && old.some(set => set.metadata.uid === owner);
  });
}

/** Numbers and annotates the new ReplicaSet if there is one already. */
function takeUp(pass: Pass): void {
  const { deployment, now } = pass.world;
  const { current, old } = pass;
  if (current === undefined) return;
  const annotations = newSetAnnotations(deployment, current.metadata.annotations, latestRevision(old) + 1);
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  const updated: ReplicaSet = {
    ...current,
    metadata: { ...current.metadata, annotations },
    spec: minReadySeconds === (current.spec.minReadySeconds ?? 0) ? current.spec : { ...current.spec, minReadySeconds },
  };
  if (canonicalJson(updated) !== canonicalJson(current)) {
    pass.moves.push({ do: 'update-replica-set', set: updated });
    pass.current = updated;
  }
  if (deadlineOf(deployment) !== undefined && findCondition(pass.status, 'Progressing') === undefined) {
    const found = progressing('True', 'FoundNewReplicaSet', `Found new replica set "${current.metadata.name}"`);
    pass.status = withCondition(pass.status, found, now);
  }
}

function create(pass: Pass): ReplicaSet {
  const { deployment, now } = pass.world;
  const hash = revisionHash(canonicalJson(deployment.spec.template), deployment.status?.collisionCount ?? 0);
  const revision = latestRevision(pass.old) + 1;
  const replicas = newSize(deployment, pass.old, undefined);
  const set = newReplicaSet(deployment, hash, revision, replicas);
  pass.moves.push({ do: 'create-replica-set', set });
  pass.current = set;
  if (deadlineOf(deployment) !== undefined) {
    const created = progressing('True', 'NewReplicaSetCreated', `Created new replica set "${set.metadata.name}"`);
    pass.status = withCondition(pass.status, created, now);
  }
  return set;
}

function newReplicaSet(deployment: Deployment, hash: string, revision: number, replicas: number): ReplicaSet {
  const { template, selector, minReadySeconds } = deployment.spec;
  const labels = withHash(template.metadata?.labels, hash);
  const { name, namespace, uid } = deployment.metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: replicaSetName(name, hash),
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations: { ...newSetAnnotations(deployment, undefined, revision), ...sizeAnnotations(deployment) },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name, uid: uid ?? '', controller: true, blockOwnerDeletion: true },
      ],
    },
    spec: {
      replicas,
      ...(minReadySeconds === undefined || minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: withHash(selector.matchLabels, hash) },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** Adds the moves that scale; whether any ReplicaSet changes its size. */
function scale(pass: Pass, scales: readonly Scale[]): boolean {
  const annotations = sizeAnnotations(pass.world.deployment);
  let any = false;
  for (const { set, to, remember = false } of scales) {
    const from = wantedBy(set);
    const remembers = Object.entries(annotations).every(([key, value]) => set.metadata.annotations?.[key] === value);
    if (from === to && (remembers || !remember)) continue;
    pass.moves.push({ do: 'scale-replica-set', name: set.metadata.name, from, to, annotations });
    any ||= from !== to;
  }
  return any;
}

/** Deletes the oldest revisions beyond the limit, but none that still has pods. */
function cleanUp({ world, old, moves }: Pass): void {
  const limit = world.deployment.spec.revisionHistoryLimit ?? 10;
  if (limit === 2_147_483_647) return;
  const kept = old.filter(set => set.metadata.deletionTimestamp === undefined);
  const byRevision = oldestFirst(kept).sort((one, other) => revisionOf(one) - revisionOf(other));
  for (const set of byRevision.slice(0, Math.max(0, kept.length - limit))) {
    const observed = (set.metadata.generation ?? 0) <= (set.status?.observedGeneration ?? 0);
    if ((set.status?.replicas ?? 0) === 0 && !isActive(set) && observed)
      moves.push({ do: 'delete-replica-set', name: set.metadata.name });
  }
}

function all({ old, current }: Pass): ReplicaSet[] {
  return current === undefined ? [...old] : [...old, current];
}
