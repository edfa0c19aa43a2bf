import type { Fields } from './place.ts';

/** The kinds whose objects are checked, with the version of them that the API server serves. Of all other kinds nothing is said. */
const served: ReadonlyMap<string, string> = new Map([
  ['StatefulSet', 'apps/v1'],
  ['Deployment', 'apps/v1'],
  ['Service', 'v1'],
  ['PersistentVolumeClaim', 'v1'],
  ['PersistentVolume', 'v1'],
  ['StorageClass', 'storage.k8s.io/v1'],
  ['PodDisruptionBudget', 'policy/v1'],
]);

/** Groups of Kubernetes itself; a `Service` in any other group is somebody's own kind. */
const builtIn = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'extensions',
  'networking.k8s.io',
  'policy',
  'storage.k8s.io',
]);

/** Kinds that are read because others refer to them or wrap them, without rules of their own. */
const neighbours = new Set(['List', 'Kustomization', 'Endpoints', 'EndpointSlice', 'HorizontalPodAutoscaler']);

/** Kinds of the same versions that are somebody else's business; they are not ours misspelled. */
const others = new Set([
  ...['ControllerRevision', 'DaemonSet', 'ReplicaSet', 'Pod', 'PodTemplate', 'ReplicationController', 'Binding'],
  ...['ConfigMap', 'Secret', 'ServiceAccount', 'Namespace', 'Node', 'Event', 'LimitRange', 'ResourceQuota'],
  ...['ComponentStatus', 'Eviction', 'CSIDriver', 'CSINode', 'CSIStorageCapacity', 'VolumeAttachment'],
  ...['VolumeAttributesClass', 'List', 'Status', 'Scale'],
]);

/** In no namespace. */
const clusterScoped = new Set(['PersistentVolume', 'StorageClass']);

/** Whether a document that says this `kind:` is worth parsing. Lists of one kind end in `List`. */
export function isReadKind(kind: string): boolean {
  return served.has(kind) || neighbours.has(kind) || served.has(kind.replace(/List$/, ''));
}

/** Whether an object is of a kind that Ordinal checks, in whatever version it claims to be. */
export function isChecked(kind: string, apiVersion: string): boolean {
  return served.has(kind) && isBuiltInGroup(groupOf(apiVersion));
}

/** Groups of other people's kinds have a dot in their names, as the server demands of them. */
function isBuiltInGroup(group: string): boolean {
  return builtIn.has(group) || !group.includes('.') || builtIn.has(group.toLowerCase());
}

/** The `apiVersion` under which a checked kind is served. */
export function servedVersion(kind: string): string | undefined {
  return served.get(kind);
}

/** The kinds that are checked. */
export function servedKinds(): readonly string[] {
  return [...served.keys()];
}

/** Whether Kubernetes has such a kind, without being one that is checked. Lists are kinds too. */
export function isBuiltInKind(kind: string): boolean {
  const single = kind.replace(/List$/, '');
  return neighbours.has(kind) || others.has(kind) || others.has(single) || served.has(single);
}

export function isClusterScoped(kind: string): boolean {
  return clusterScoped.has(kind);
}

/** Whether a map wraps other objects. */
export function isList(value: Fields): boolean {
  return typeof value['kind'] === 'string' && value['kind'].endsWith('List') && Array.isArray(value['items']);
}

/** The API group in an `apiVersion`; the core group is the empty text. */
function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
