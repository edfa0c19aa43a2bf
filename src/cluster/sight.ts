import type { Deployment } from '../core/deployment/model.ts';
import type { KubernetesObject, OwnerReference, Pod, StatefulSet } from '../core/statefulset/model.ts';
import type { Sight } from '../core/statefulset/progress.ts';
import type { Mirror } from './mirror.ts';
import { claimsOf, deploymentParts, worldOf } from './model.ts';

const HASH_LABEL = 'pod-template-hash';
const REVISION_ANNOTATION = 'deployment.kubernetes.io/revision';

/** A StatefulSet or Deployment by its name. */
export interface Workload {
  readonly kind: 'StatefulSet' | 'Deployment';
  readonly namespace: string;
  readonly name: string;
}

type Own = Pick<Sight, 'pods' | 'claims' | 'revisionNumbers'>;

/**
 * What the mirror shows of a rollout now. `before` is what it showed last: of an owner that is gone the pods are still followed
 * until they are gone too, or have lost their owner and stay (`--cascade=orphan`).
 */
export function sightOf(mirror: Mirror, { kind, namespace, name }: Workload, now: number, before?: Sight): Sight {
  const live =
    kind === 'StatefulSet' ? mirror.get('StatefulSet', namespace, name) : mirror.get('Deployment', namespace, name);
  const owner = live ?? before?.owner;
  const own = owner === undefined ? claimsLeft(mirror, before) : ownOf(mirror, owner, now);
  const known = new Set(own.pods.map(({ metadata }) => metadata.uid));
  const others = podsLeft(mirror, before).filter(({ metadata }) => !known.has(metadata.uid));
  // Nobody adopts the pods of an owner that is gone, however well they would fit.
  const mayBeFree = live === undefined ? [...own.pods, ...others] : others;
  const released = mayBeFree.filter(pod => isReleased(mirror, pod, owner));
  const pods = [...own.pods, ...others].filter(pod => !released.includes(pod));
  // Revisions go before the pods do; their numbers are still told.
  const revisionNumbers = new Map([...(before?.revisionNumbers ?? []), ...own.revisionNumbers]);
  return { owner: live, pods, released, claims: own.claims, revisionNumbers };
}

function ownOf(mirror: Mirror, owner: StatefulSet | Deployment, now: number): Own {
  return owner.kind === 'StatefulSet' ? ownOfSet(mirror, owner, now) : ownOfDeployment(mirror, owner);
}

function ownOfSet(mirror: Mirror, owner: StatefulSet, now: number): Own {
  const { pods, revisions } = worldOf(mirror, owner, now);
  const numbers = revisions.map(revision => [revision.metadata.name, revision.revision] as const);
  return { pods, claims: claimsOf(mirror, owner), revisionNumbers: new Map(numbers) };
}

function ownOfDeployment(mirror: Mirror, owner: Deployment): Own {
  const { replicaSets, pods } = deploymentParts(mirror, owner);
  const numbers = replicaSets.map(
    ({ metadata }) =>
      [metadata.labels?.[HASH_LABEL] ?? '', Number(metadata.annotations?.[REVISION_ANNOTATION] ?? 0)] as const,
  );
  return { pods, claims: [], revisionNumbers: new Map(numbers) };
}

/** Of the claims that were seen after the owner went: those that are still there. */
function claimsLeft(mirror: Mirror, before: Sight | undefined): Own {
  const claims = (before?.claims ?? []).flatMap(
    ({ metadata }) => mirror.get('PersistentVolumeClaim', metadata.namespace, metadata.name) ?? [],
  );
  return { pods: [], claims, revisionNumbers: new Map() };
}

/** The pods of the sight before that are still there, whoever has them now. */
function podsLeft(mirror: Mirror, before: Sight | undefined): Pod[] {
  return [...(before?.pods ?? []), ...(before?.released ?? [])].flatMap(({ metadata }) => {
    const pod = mirror.get('Pod', metadata.namespace, metadata.name);
    return pod !== undefined && pod.metadata.uid === metadata.uid ? [pod] : [];
  });
}

/**
 * Whether a pod was let go and stays: nobody controls it, or somebody else who is there. One whose controller is gone itself is about to
 * be collected. The pods of a Deployment keep their ReplicaSet, which is let go in their place.
 */
function isReleased(mirror: Mirror, pod: Pod, owner: StatefulSet | Deployment | undefined): boolean {
  const namespace = pod.metadata.namespace;
  const controller = controllerOf(pod);
  const replicaSet =
    controller?.kind === 'ReplicaSet' ? mirror.get('ReplicaSet', namespace, controller.name) : undefined;
  const top = replicaSet === undefined ? controller : controllerOf(replicaSet);
  if (top === undefined) return true;
  if (top.uid === owner?.metadata.uid) return false;
  switch (top.kind) {
    case 'StatefulSet':
    case 'Deployment':
    case 'ReplicaSet':
      return mirror.get(top.kind, namespace, top.name)?.metadata.uid === top.uid;
    default:
      return true;
  }
}

function controllerOf({ metadata }: KubernetesObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}
