import type { KubernetesObject } from '../../core/statefulset/model.ts';

/** What others need comes first: namespaces, then what grants and holds, then volumes and Services, and what runs pods last. */
const ORDER: readonly (readonly string[])[] = [
  ['Namespace', 'CustomResourceDefinition'],
  ['PriorityClass', 'StorageClass', 'IngressClass', 'RuntimeClass'],
  ['ResourceQuota', 'LimitRange', 'NetworkPolicy', 'ServiceAccount'],
  ['ClusterRole', 'Role', 'ClusterRoleBinding', 'RoleBinding'],
  ['Secret', 'ConfigMap'],
  ['PersistentVolume', 'PersistentVolumeClaim'],
  ['Service', 'Endpoints', 'EndpointSlice', 'PodDisruptionBudget'],
];

/** Objects in the order in which to apply them; those of one rank stay as written. */
export function inApplyOrder<T extends { readonly object: KubernetesObject }>(items: readonly T[]): T[] {
  return [...items].sort((one, other) => rank(one.object.kind) - rank(other.object.kind));
}

function rank(kind: string): number {
  const found = ORDER.findIndex(kinds => kinds.includes(kind));
  return found < 0 ? ORDER.length : found;
}
