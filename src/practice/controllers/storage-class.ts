import type { StorageClass } from '../../core/statefulset/model.ts';

const defaultKeys = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
] as const;

/** Whether claims that name no class get this one. */
export function isDefaultClass(storageClass: StorageClass): boolean {
  return defaultKeys.some(key => storageClass.metadata.annotations?.[key] === 'true');
}

/** Of several default classes the newest counts; of equally old ones the first by name. */
export function newestDefaultClass(classes: readonly StorageClass[]): StorageClass | undefined {
  const age = (each: StorageClass) => Date.parse(each.metadata.creationTimestamp ?? '') || 0;
  const byName = (one: StorageClass, other: StorageClass) => (one.metadata.name < other.metadata.name ? -1 : 1);
  const sorted = classes.filter(isDefaultClass).sort((one, other) => age(other) - age(one) || byName(one, other));
  return sorted[0];
}
