import type { Deployment } from '../core/deployment/model.ts';
import type { DeploymentEvidence } from '../core/deployment/verdict.ts';
import type { Features } from '../core/statefulset/decision.ts';
import type { ClusterEvent, Pod, StatefulSet } from '../core/statefulset/model.ts';
import { ordinalsOf, podName } from '../core/statefulset/ordinals.ts';
import type { Evidence, Surroundings } from '../core/statefulset/verdict-model.ts';
import { about, type KindMap, type KindName, type Mirror, ownedBy } from './mirror.ts';
import { claimsOf, deploymentParts } from './model.ts';

/** What many verdicts look at together; listed once for all that are judged at the same time. */
export interface Common {
  readonly volumes: Surroundings['volumes'];
  readonly classes: Surroundings['classes'];
  readonly nodes: Surroundings['nodes'];
  readonly budgets: Surroundings['budgets'];
  readonly features: Features;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function commonEvidence(mirror: Mirror, features: Features, now: number): Common {
  const all = <K extends KindName>(kind: K) => seen(mirror, kind, undefined, () => mirror.list(kind));
  return {
    volumes: all('PersistentVolume'),
    classes: all('StorageClass'),
    nodes: all('Node'),
    budgets: all('PodDisruptionBudget'),
    features,
    now,
  };
}

/** What a verdict on a set looks at, out of the mirror: only what is about the set itself, so that judging one of a thousand is cheap. */
export function setEvidence(mirror: Mirror, set: StatefulSet, common: Common): Evidence {
  const { name, namespace, uid = '' } = set.metadata;
  const own = mirror.indexed('Pod', ownedBy(uid));
  const ownNames = new Set(own.map(pod => pod.metadata.name));
  // A pod of somebody else may bear a name that the set needs.
  const holders = ordinalsOf(set).flatMap(ordinal => {
    const wanted = podName(name, ordinal);
    const holder = ownNames.has(wanted) ? undefined : mirror.get('Pod', namespace, wanted);
    return holder === undefined ? [] : [holder];
  });
  const claims = [...claimsOf(mirror, set), ...mountedClaims(mirror, own)];
  const within = [set, ...own, ...claims];
  return {
    set,
    pods: seen(mirror, 'Pod', namespace, () => [...own, ...holders]),
    revisions: seen(mirror, 'ControllerRevision', namespace, () => mirror.indexed('ControllerRevision', ownedBy(uid))),
    claims: seen(mirror, 'PersistentVolumeClaim', namespace, () => [...new Set(claims)]),
    events: eventsOf(mirror, namespace, within),
    ...common,
  };
}

export function deploymentEvidence(mirror: Mirror, deployment: Deployment, common: Common): DeploymentEvidence {
  const { namespace } = deployment.metadata;
  const { replicaSets, pods } = deploymentParts(mirror, deployment);
  const claims = mountedClaims(mirror, pods);
  return {
    deployment,
    pods: seen(mirror, 'Pod', namespace, () => pods),
    replicaSets: seen(mirror, 'ReplicaSet', namespace, () => replicaSets),
    claims: seen(mirror, 'PersistentVolumeClaim', namespace, () => claims),
    events: eventsOf(mirror, namespace, [deployment, ...replicaSets, ...pods, ...claims]),
    volumes: common.volumes,
    classes: common.classes,
    nodes: common.nodes,
    now: common.now,
  };
}

/** Claims that pods mount under whatever name; a template may name one that it does not make. */
function mountedClaims(mirror: Mirror, pods: readonly Pod[]) {
  return pods.flatMap(({ metadata, spec }) =>
    (spec.volumes ?? []).flatMap(({ persistentVolumeClaim: mounted }) => {
      const claim =
        mounted === undefined ? undefined : mirror.get('PersistentVolumeClaim', metadata.namespace, mounted.claimName);
      return claim === undefined ? [] : [claim];
    }),
  );
}

function eventsOf(
  mirror: Mirror,
  namespace: string | undefined,
  objects: readonly { readonly metadata: { readonly uid?: string } }[],
): readonly ClusterEvent[] | undefined {
  const uids = new Set(objects.flatMap(({ metadata }) => metadata.uid ?? []));
  return seen(mirror, 'Event', namespace, () => [...uids].flatMap(uid => mirror.indexed('Event', about(uid))));
}

/** `undefined` where a kind cannot be read, or not yet: what is not seen must not be taken for not there. */
function seen<K extends KindName>(
  mirror: Mirror,
  kind: K,
  namespace: string | undefined,
  read: () => readonly KindMap[K][],
): readonly KindMap[K][] | undefined {
  const state = mirror.status(kind, namespace)?.state;
  return state === 'live' || state === 'polling' || state === 'stale' ? read() : undefined;
}
