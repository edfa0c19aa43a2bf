import type { Deployment, ReplicaSet } from '../../core/deployment/model.ts';
import type {
  ClusterEvent,
  ControllerRevision,
  EndpointSlice,
  KubernetesObject,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  Service,
  StatefulSet,
  StorageClass,
} from '../../core/statefulset/model.ts';
import type { ResourcePath } from '../connection.ts';

/** The kinds that can be mirrored, by the name that they have in manifests. */
export interface KindMap {
  readonly StatefulSet: StatefulSet;
  readonly Pod: Pod;
  readonly PersistentVolumeClaim: PersistentVolumeClaim;
  readonly ControllerRevision: ControllerRevision;
  readonly Service: Service;
  readonly EndpointSlice: EndpointSlice;
  readonly PersistentVolume: PersistentVolume;
  readonly StorageClass: StorageClass;
  readonly Deployment: Deployment;
  readonly ReplicaSet: ReplicaSet;
  readonly PodDisruptionBudget: PodDisruptionBudget;
  readonly Event: ClusterEvent;
  readonly Node: Node;
  readonly Namespace: KubernetesObject;
}

export type KindName = keyof KindMap;

export interface KindResource {
  readonly group: string;
  readonly version: string;
  /** Plural, lower case. */
  readonly name: string;
  readonly namespaced: boolean;
}

/** Where each kind lives, and the kinds that a change can name without asking the server. */
export const KINDS: Readonly<Record<KindName, KindResource>> = {
  StatefulSet: { group: 'apps', version: 'v1', name: 'statefulsets', namespaced: true },
  Pod: { group: '', version: 'v1', name: 'pods', namespaced: true },
  PersistentVolumeClaim: { group: '', version: 'v1', name: 'persistentvolumeclaims', namespaced: true },
  ControllerRevision: { group: 'apps', version: 'v1', name: 'controllerrevisions', namespaced: true },
  Service: { group: '', version: 'v1', name: 'services', namespaced: true },
  EndpointSlice: { group: 'discovery.k8s.io', version: 'v1', name: 'endpointslices', namespaced: true },
  PersistentVolume: { group: '', version: 'v1', name: 'persistentvolumes', namespaced: false },
  StorageClass: { group: 'storage.k8s.io', version: 'v1', name: 'storageclasses', namespaced: false },
  Deployment: { group: 'apps', version: 'v1', name: 'deployments', namespaced: true },
  ReplicaSet: { group: 'apps', version: 'v1', name: 'replicasets', namespaced: true },
  PodDisruptionBudget: { group: 'policy', version: 'v1', name: 'poddisruptionbudgets', namespaced: true },
  Event: { group: '', version: 'v1', name: 'events', namespaced: true },
  Node: { group: '', version: 'v1', name: 'nodes', namespaced: false },
  Namespace: { group: '', version: 'v1', name: 'namespaces', namespaced: false },
};

/** What the tree and the rollout watcher read, in the order in which it is asked for. */
export const TREE_KINDS: readonly KindName[] = [
  'StatefulSet',
  'Pod',
  'PersistentVolumeClaim',
  'ControllerRevision',
  'Service',
  'EndpointSlice',
  'PersistentVolume',
  'StorageClass',
  'Deployment',
  'ReplicaSet',
  'PodDisruptionBudget',
];

export function isKindName(kind: string): kind is KindName {
  return Object.hasOwn(KINDS, kind);
}

/** The collection of a kind in a namespace, or in all of them. */
export function resourceOf(kind: KindName, namespace?: string): ResourcePath {
  const { group, version, name, namespaced } = KINDS[kind];
  return { group, version, name, ...(namespaced && namespace !== undefined ? { namespace } : {}) };
}
