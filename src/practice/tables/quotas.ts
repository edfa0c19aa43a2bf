import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, objectOf } from '../json.ts';
import { ageColumn, type Column, column, nameColumn } from './columns.ts';

/** `pods: 1/2, requests.cpu: 500m/1`: used of hard, by name. */
function quotaText(object: KubernetesObject, isMeant: (name: string) => boolean): string {
  const hard = objectOf(at(object, 'status', 'hard'));
  const names = Object.keys(hard).filter(isMeant).sort();
  return names.map(name => `${name}: ${at(object, 'status', 'used', name) ?? 0}/${hard[name]}`).join(', ');
}

export const quotaColumns: readonly Column[] = [
  nameColumn,
  column('Request', object => quotaText(object, name => !name.startsWith('limits'))),
  column('Limit', object => quotaText(object, name => name.startsWith('limits'))),
  ageColumn,
];
