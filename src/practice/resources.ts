import type { Deployment, ReplicaSet } from '../core/deployment/model.ts';
import type {
  ClusterEvent,
  ControllerRevision,
  EndpointSlice,
  KubernetesObject,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  Service,
  StatefulSet,
  StorageClass,
} from '../core/statefulset/model.ts';
import type { Resource } from './store.ts';

/** When `metadata.generation` moves: never, with the spec, with spec or annotations (Deployment), with anything but metadata (EndpointSlice). */
export type GenerationRule = 'none' | 'spec' | 'spec-and-annotations' | 'content';

/** A resource as discovery tells it. `T` is the type of its objects; nothing carries it at run time. */
export interface ServedResource<T extends KubernetesObject = KubernetesObject> extends Resource {
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** `status`, `scale`, and what else hangs below an object. */
  readonly subresources: readonly string[];
  readonly generation: GenerationRule;
  /** Only there to carry the type of the objects. */
  readonly example?: T;
}

interface Details {
  readonly singular?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly subresources?: readonly string[];
  readonly generation?: GenerationRule;
}

function resource<T extends KubernetesObject = KubernetesObject>(
  group: string,
  name: string,
  kind: string,
  scope: 'namespaced' | 'cluster',
  details: Details = {},
): ServedResource<T> {
  return {
    group,
    version: 'v1',
    name,
    kind,
    namespaced: scope === 'namespaced',
    singular: details.singular ?? kind.toLowerCase(),
    shortNames: details.shortNames ?? [],
    categories: details.categories ?? [],
    subresources: details.subresources ?? [],
    generation: details.generation ?? 'none',
  };
}

const all = { categories: ['all'] } as const;
const rbac = 'rbac.authorization.k8s.io';

/** The resources of the practice cluster by a name that reads well in code. */
export const resources = {
  namespaces: resource('', 'namespaces', 'Namespace', 'cluster', {
    shortNames: ['ns'],
    subresources: ['status', 'finalize'],
  }),
  nodes: resource<Node>('', 'nodes', 'Node', 'cluster', { shortNames: ['no'], subresources: ['status'] }),
  persistentVolumes: resource<PersistentVolume>('', 'persistentvolumes', 'PersistentVolume', 'cluster', {
    shortNames: ['pv'],
    subresources: ['status'],
  }),
  pods: resource<Pod>('', 'pods', 'Pod', 'namespaced', {
    ...all,
    shortNames: ['po'],
    subresources: ['status', 'log', 'eviction', 'binding', 'exec', 'attach', 'portforward', 'ephemeralcontainers'],
    generation: 'spec',
  }),
  services: resource<Service>('', 'services', 'Service', 'namespaced', {
    ...all,
    shortNames: ['svc'],
    subresources: ['status'],
  }),
  persistentVolumeClaims: resource<PersistentVolumeClaim>(
    '',
    'persistentvolumeclaims',
    'PersistentVolumeClaim',
    'namespaced',
    { shortNames: ['pvc'], subresources: ['status'] },
  ),
  configMaps: resource('', 'configmaps', 'ConfigMap', 'namespaced', { shortNames: ['cm'] }),
  secrets: resource('', 'secrets', 'Secret', 'namespaced'),
  serviceAccounts: resource('', 'serviceaccounts', 'ServiceAccount', 'namespaced', { shortNames: ['sa'] }),
  endpoints: resource('', 'endpoints', 'Endpoints', 'namespaced', { singular: 'endpoints', shortNames: ['ep'] }),
  resourceQuotas: resource('', 'resourcequotas', 'ResourceQuota', 'namespaced', {
    shortNames: ['quota'],
    subresources: ['status'],
  }),
  limitRanges: resource('', 'limitranges', 'LimitRange', 'namespaced', { shortNames: ['limits'] }),
  events: resource<ClusterEvent>('', 'events', 'Event', 'namespaced', { shortNames: ['ev'] }),
  /** The same objects as `events`, in the form of the newer group: see events.ts. */
  groupEvents: resource('events.k8s.io', 'events', 'Event', 'namespaced', { shortNames: ['ev'] }),
  statefulSets: resource<StatefulSet>('apps', 'statefulsets', 'StatefulSet', 'namespaced', {
    ...all,
    shortNames: ['sts'],
    subresources: ['status', 'scale'],
    generation: 'spec',
  }),
  deployments: resource<Deployment>('apps', 'deployments', 'Deployment', 'namespaced', {
    ...all,
    shortNames: ['deploy'],
    subresources: ['status', 'scale'],
    generation: 'spec-and-annotations',
  }),
  replicaSets: resource<ReplicaSet>('apps', 'replicasets', 'ReplicaSet', 'namespaced', {
    ...all,
    shortNames: ['rs'],
    subresources: ['status', 'scale'],
    generation: 'spec',
  }),
  controllerRevisions: resource<ControllerRevision>('apps', 'controllerrevisions', 'ControllerRevision', 'namespaced'),
  endpointSlices: resource<EndpointSlice>('discovery.k8s.io', 'endpointslices', 'EndpointSlice', 'namespaced', {
    generation: 'content',
  }),
  storageClasses: resource<StorageClass>('storage.k8s.io', 'storageclasses', 'StorageClass', 'cluster', {
    shortNames: ['sc'],
  }),
  priorityClasses: resource('scheduling.k8s.io', 'priorityclasses', 'PriorityClass', 'cluster', {
    shortNames: ['pc'],
    generation: 'content',
  }),
  /** Who may do what is kept here and decides nothing: whoever holds the token may do everything. */
  roles: resource(rbac, 'roles', 'Role', 'namespaced'),
  roleBindings: resource(rbac, 'rolebindings', 'RoleBinding', 'namespaced'),
  clusterRoles: resource(rbac, 'clusterroles', 'ClusterRole', 'cluster'),
  clusterRoleBindings: resource(rbac, 'clusterrolebindings', 'ClusterRoleBinding', 'cluster'),
  podDisruptionBudgets: resource('policy', 'poddisruptionbudgets', 'PodDisruptionBudget', 'namespaced', {
    shortNames: ['pdb'],
    subresources: ['status'],
    generation: 'spec',
  }),
} as const;

/** What the scale subresource speaks; it is no resource of its own. */
export const scaleResource: ServedResource = resource('autoscaling', 'scales', 'Scale', 'namespaced');

/** Every resource served, in the order of discovery. */
export const servedResources: readonly ServedResource[] = Object.values(resources);

/** By group, version and plural name, as a path names it. */
export function findResource(group: string, version: string, name: string): ServedResource | undefined {
  return servedResources.find(each => each.group === group && each.version === version && each.name === name);
}

/** By apiVersion and kind, as an object names it. */
export function resourceOfKind(apiVersion: string, kind: string): ServedResource | undefined {
  return servedResources.find(each => each.kind === kind && apiVersionOf(each) === apiVersion);
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(resource: Resource): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}

/** `statefulsets.apps`, or `pods` for the core group: how messages name a resource. */
export function qualifiedName(resource: Resource): string {
  return resource.group === '' ? resource.name : `${resource.name}.${resource.group}`;
}

/** `StatefulSet.apps`, or `Pod`: how refusals name a kind. */
export function qualifiedKind(resource: Resource): string {
  return resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
}
