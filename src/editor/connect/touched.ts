import type { Mirror, MirrorChange } from '../../cluster/mirror.ts';
import { setOfClaim } from '../../cluster/model.ts';
import { mayCover } from '../../core/budget.ts';
import type {
  ClusterEvent,
  KubernetesObject,
  OwnerReference,
  PodDisruptionBudget,
} from '../../core/statefulset/model.ts';
import type { Touched, WorkloadKey } from '../views/tree-model.ts';

/** Which rows a change in the cluster may concern. */
export function touchedBy(mirror: Mirror, change: MirrorChange): readonly Touched[] {
  const { namespace = '', name } = change.object.metadata;
  const cameOrWent = change.type !== 'MODIFIED';
  switch (change.kind) {
    case 'StatefulSet':
    case 'Deployment':
      return [{ kind: change.kind, namespace, name }, ...(cameOrWent ? (['rest'] as const) : [])];
    case 'Pod': {
      const owner = workloadOf(mirror, change.object);
      const mounts = change.object.spec.volumes?.some(volume => volume.persistentVolumeClaim !== undefined) === true;
      return [...(owner === undefined ? [] : [owner]), ...(cameOrWent && mounts ? (['rest'] as const) : [])];
    }
    case 'ControllerRevision':
    case 'ReplicaSet': {
      const owner = workloadOf(mirror, change.object);
      return owner === undefined ? [] : [owner];
    }
    case 'PersistentVolumeClaim': {
      const set = setOfClaim(mirror, change.object);
      if (set === undefined) return ['rest'];
      // A claim that waits or no longer does is told beside the free volumes.
      const isNews = cameOrWent || change.before?.status?.phase !== change.object.status?.phase;
      return [{ kind: 'StatefulSet', namespace, name: set.metadata.name }, ...(isNews ? (['rest'] as const) : [])];
    }
    case 'PersistentVolume': {
      const { claimRef } = change.object.spec;
      const claim = mirror.get('PersistentVolumeClaim', claimRef?.namespace, claimRef?.name ?? '');
      const set = claim === undefined ? undefined : setOfClaim(mirror, claim);
      if (claim === undefined || set === undefined) return ['rest'];
      const owner = { namespace: claim.metadata.namespace ?? '', name: set.metadata.name };
      // What is after the workloads looks at every claim and pod, so it is made anew only where a phase changed.
      const isNews = cameOrWent || change.before?.status?.phase !== change.object.status?.phase;
      return [{ kind: 'StatefulSet', ...owner }, ...(isNews ? (['rest'] as const) : [])];
    }
    case 'Service':
      return governed(mirror, namespace, name);
    case 'EndpointSlice': {
      const service = change.object.metadata.labels?.['kubernetes.io/service-name'];
      return service === undefined ? [] : governed(mirror, namespace, service);
    }
    case 'PodDisruptionBudget':
      return [
        ...budgeted(mirror, change.object),
        ...(change.before === undefined ? [] : budgeted(mirror, change.before)),
      ];
    case 'Event':
      return aboutWorkload(mirror, change.object);
    default:
      return [];
  }
}

/** The workload that an event tells of, through its pod, claim or ReplicaSet if need be. */
function aboutWorkload(mirror: Mirror, { involvedObject: about, metadata }: ClusterEvent): readonly WorkloadKey[] {
  const { kind = '', name = '', namespace = metadata.namespace ?? '' } = about;
  if (kind === 'StatefulSet' || kind === 'Deployment') return [{ kind, namespace, name }];
  if (kind === 'PersistentVolumeClaim') {
    const claim = mirror.get(kind, namespace, name);
    const set = claim === undefined ? undefined : setOfClaim(mirror, claim);
    return set === undefined ? [] : [{ kind: 'StatefulSet', namespace, name: set.metadata.name }];
  }
  const object = kind === 'Pod' || kind === 'ReplicaSet' ? mirror.get(kind, namespace, name) : undefined;
  const owner = object === undefined ? undefined : workloadOf(mirror, object);
  return owner === undefined ? [] : [owner];
}

/** The sets whose pods have their names from this Service. */
function governed(mirror: Mirror, namespace: string, service: string): WorkloadKey[] {
  return mirror
    .list('StatefulSet', namespace)
    .filter(set => set.spec.serviceName === service)
    .map(set => ({ kind: 'StatefulSet', namespace, name: set.metadata.name }));
}

/** The workloads whose pods a disruption budget counts. */
function budgeted(mirror: Mirror, budget: PodDisruptionBudget): WorkloadKey[] {
  const { namespace = '' } = budget.metadata;
  return (['StatefulSet', 'Deployment'] as const).flatMap(kind =>
    mirror
      .list(kind, namespace)
      .filter(({ spec }) => mayCover(budget, spec.template.metadata?.labels))
      .map(({ metadata: { name } }) => ({ kind, namespace, name })),
  );
}

/** The StatefulSet or Deployment that controls an object, through a ReplicaSet if need be. */
export function workloadOf(mirror: Mirror, object: KubernetesObject): WorkloadKey | undefined {
  const namespace = object.metadata.namespace ?? '';
  const owner = controllerOf(object);
  switch (owner?.kind) {
    case 'StatefulSet':
    case 'Deployment':
      return { kind: owner.kind, namespace, name: owner.name };
    case 'ReplicaSet': {
      const replicaSet = mirror.get('ReplicaSet', namespace, owner.name);
      return replicaSet === undefined ? undefined : workloadOf(mirror, replicaSet);
    }
    default:
      return undefined;
  }
}

function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(owner => owner.controller === true);
}
