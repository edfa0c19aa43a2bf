import { about, type KindName, type Mirror, ownedBy, slicesOf } from '../../cluster/mirror.ts';
import { deploymentParts, volumesOf, worldOf } from '../../cluster/model.ts';
import type { Deployment } from '../../core/deployment/model.ts';
import { decide } from '../../core/statefulset/controller.ts';
import type { ClusterEvent, KubernetesObject, StatefulSet, StorageClass } from '../../core/statefulset/model.ts';
import { ordinalsOf } from '../../core/statefulset/ordinals.ts';
import type { DeploymentFacts } from '../views/deployment-rows.ts';
import type { SetFacts, Sight } from '../views/set-facts.ts';
import { hiddenKinds, polledKinds } from './health.ts';

/** Everything that the rows under a set are drawn from. `now` is in milliseconds since 1970. */
export function setFacts(mirror: Mirror, set: StatefulSet, now: number): SetFacts {
  const world = worldOf(mirror, set, now);
  const namespace = set.metadata.namespace;
  const service =
    set.spec.serviceName === undefined ? undefined : mirror.get('Service', namespace, set.spec.serviceName);
  const seesServices = sight(mirror, 'Service', namespace);
  const seesPods = sight(mirror, 'Pod', namespace);
  let events: ClusterEvent[] | undefined;
  return {
    set,
    pods: world.pods,
    claims: world.claims,
    volumes: volumesOf(mirror, world.claims.values()),
    classes: storageClasses(mirror),
    service: service ?? (seesServices === 'clear' ? undefined : seesServices),
    slices: mirror.indexed('EndpointSlice', slicesOf(namespace ?? '', set.spec.serviceName ?? '')),
    revisions: world.revisions,
    get events() {
      events ??= eventsAbout(mirror, [set, ...world.pods, ...world.claims.values()]);
      return events;
    },
    budgets: mirror.list('PodDisruptionBudget', namespace),
    hidden: hiddenKinds(mirror),
    polled: polledKinds(mirror),
    // Asked only where a pod is missing: it costs a pass of the controller.
    waits: seesPods === 'clear' && world.pods.length < ordinalsOf(set).length ? decide(world).waits : undefined,
    seesPods,
    seesClaims: sight(mirror, 'PersistentVolumeClaim', namespace),
    seesSlices: sight(mirror, 'EndpointSlice', namespace),
  };
}

export function deploymentFacts(mirror: Mirror, deployment: Deployment): DeploymentFacts {
  const related = deploymentParts(mirror, deployment);
  return {
    deployment,
    ...related,
    events: eventsAbout(mirror, [deployment, ...related.replicaSets, ...related.pods]),
    budgets: mirror.list('PodDisruptionBudget', deployment.metadata.namespace),
    hidden: hiddenKinds(mirror),
    polled: polledKinds(mirror),
  };
}

/** How many revisions are kept of a workload; `undefined` where they may not be read, or are not yet. */
export function revisionCount(mirror: Mirror, { kind, metadata }: StatefulSet | Deployment): number | undefined {
  const keeper = kind === 'StatefulSet' ? 'ControllerRevision' : 'ReplicaSet';
  if (sight(mirror, keeper, metadata.namespace) !== 'clear') return undefined;
  return mirror.indexed(keeper, ownedBy(metadata.uid ?? '')).length;
}

/** The events about some objects, in no particular order; none while nobody has events followed. */
function eventsAbout(mirror: Mirror, objects: readonly KubernetesObject[]): ClusterEvent[] {
  return objects.flatMap(({ metadata: { uid } }) => (uid === undefined ? [] : mirror.indexed('Event', about(uid))));
}

/** The storage classes; `undefined` where they may not be read. */
export function storageClasses(mirror: Mirror): readonly StorageClass[] | undefined {
  return sight(mirror, 'StorageClass', undefined) === 'clear' ? mirror.list('StorageClass') : undefined;
}

/** Whether what is not in the mirror is not in the cluster either. */
function sight(mirror: Mirror, kind: KindName, namespace: string | undefined): Sight {
  switch (mirror.status(kind, namespace)?.state) {
    case 'live':
    case 'polling':
    case 'stale':
      return 'clear';
    case 'loading':
      return 'loading';
    default:
      return 'hidden';
  }
}
