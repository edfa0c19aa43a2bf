import { ageOf } from '../../core/age.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, listOf, objectOf } from '../json.ts';

export type Cell = string | number | boolean;

/** A column of a Table. `priority` 1 is shown with `-o wide` only. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer';
  readonly format: '' | 'name';
  readonly priority: 0 | 1;
  readonly cell: (object: KubernetesObject, now: number) => Cell;
}

export const none = '<none>';
export const unset = '<unset>';
/** Of a column: its cells are whole numbers. */
export const integer = { type: 'integer' } as const;

export function column(
  name: string,
  cell: Column['cell'],
  more: Partial<Pick<Column, 'type' | 'priority'>> = {},
): Column {
  return { name, type: more.type ?? 'string', format: '', priority: more.priority ?? 0, cell };
}

export function wide(name: string, cell: Column['cell']): Column {
  return column(name, cell, { priority: 1 });
}

export const nameColumn: Column = { ...column('Name', object => object.metadata.name), format: 'name' };

export const ageColumn: Column = column(
  'Age',
  (object, now) => ageOf(object.metadata.creationTimestamp, now) ?? '<unknown>',
);

/** Text from a field, or `otherwise`. */
export function textAt(object: KubernetesObject, path: string, otherwise = ''): string {
  const value = at(object, ...path.split('.'));
  return value === undefined || value === null || value === '' ? otherwise : String(value);
}

export function countAt(object: KubernetesObject, path: string): number {
  const value = at(object, ...path.split('.'));
  return typeof value === 'number' ? value : 0;
}

/** `a=b,c=d`, in order of keys as the server prints label maps. */
export function pairs(labels: unknown, nothing = none): string {
  const text = Object.entries(objectOf(labels))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${String(value)}`);
  return text.length === 0 ? nothing : text.join(',');
}

/** A label selector as `kubectl get -o wide` prints it. */
export function selectorText(selector: unknown): string {
  const labels = pairs(at(selector, 'matchLabels'), '');
  const expressions = listOf(at(selector, 'matchExpressions')).map(item => {
    const key = String(at(item, 'key'));
    const operator = at(item, 'operator');
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${listOf(at(item, 'values')).toSorted().join(',')})`;
  });
  return [labels, ...expressions].filter(part => part !== '').join(',') || none;
}

/** Names and images of a pod template's containers, as two wide columns. */
export function containerColumns(path: string): readonly Column[] {
  const list = (object: KubernetesObject, field: string): string =>
    listOf(at(object, ...path.split('.'), 'containers'))
      .map(container => String(at(container, field) ?? ''))
      .join(',');
  return [wide('Containers', object => list(object, 'name')), wide('Images', object => list(object, 'image'))];
}

const shortModes: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** Access modes in short, in the order of the server. */
export function modesText(modes: unknown): string {
  const own = listOf(modes);
  return Object.entries(shortModes)
    .filter(([mode]) => own.includes(mode))
    .map(([, short]) => short)
    .join(',');
}
