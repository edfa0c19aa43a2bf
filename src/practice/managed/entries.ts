import { isObject, type JsonObject, listOf, objectOf, stringOf } from '../json.ts';
import { type Path, pathOf, textOf } from './paths.ts';

/** One entry of managedFields: who owns which fields, by the text of their paths. */
export interface ManagerEntry {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly subresource: string;
  readonly apiVersion: string;
  readonly time: string;
  readonly fields: ReadonlySet<string>;
}

/** Reads managedFields as they stand in an object; what cannot be read is left out. */
export function readEntries(managedFields: unknown): readonly ManagerEntry[] {
  return listOf(managedFields).flatMap(item => {
    const entry = objectOf(item);
    const operation = entry['operation'];
    if (operation !== 'Apply' && operation !== 'Update') return [];
    const fields = new Set<string>();
    collect(objectOf(entry['fieldsV1']), [], fields);
    return [
      {
        manager: stringOf(entry['manager']) ?? '',
        operation,
        subresource: stringOf(entry['subresource']) ?? '',
        apiVersion: stringOf(entry['apiVersion']) ?? '',
        time: stringOf(entry['time']) ?? '',
        fields,
      },
    ];
  });
}

/** The entries as managedFields, those that own nothing left out: appliers first, then by time. */
export function writeEntries(entries: readonly ManagerEntry[]): readonly JsonObject[] {
  return entries
    .filter(entry => entry.fields.size > 0)
    .toSorted((a, b) => compare(a.operation, b.operation) || compare(a.time, b.time) || compare(a.manager, b.manager))
    .map(entry => ({
      manager: entry.manager,
      operation: entry.operation,
      apiVersion: entry.apiVersion,
      time: entry.time,
      fieldsType: 'FieldsV1',
      fieldsV1: treeOf(entry.fields),
      ...(entry.subresource === '' ? {} : { subresource: entry.subresource }),
    }));
}

/** Who writes: the same manager through another door (operation, subresource) is another entry. */
export function isSameWriter(a: ManagerEntry, b: Pick<ManagerEntry, 'manager' | 'operation' | 'subresource'>): boolean {
  return a.manager === b.manager && a.operation === b.operation && a.subresource === b.subresource;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function collect(tree: JsonObject, path: Path, fields: Set<string>): void {
  const entries = Object.entries(tree);
  if (path.length > 0 && (entries.length === 0 || Object.hasOwn(tree, '.'))) fields.add(textOf(path));
  for (const [element, below] of entries) {
    if (element !== '.' && isObject(below)) collect(below, [...path, element], fields);
  }
}

interface Branch {
  member: boolean;
  readonly below: Map<string, Branch>;
}

function treeOf(fields: ReadonlySet<string>): JsonObject {
  const root: Branch = { member: false, below: new Map() };
  for (const text of [...fields].sort()) {
    let branch = root;
    for (const element of pathOf(text)) {
      const next = branch.below.get(element) ?? { member: false, below: new Map() };
      branch.below.set(element, next);
      branch = next;
    }
    branch.member = true;
  }
  return plain(root);
}

function plain(branch: Branch): JsonObject {
  const below = [...branch.below].map(([element, inner]) => [element, plain(inner)] as const);
  const self = branch.member && below.length > 0 ? [['.', {}] as const] : [];
  return Object.fromEntries([...self, ...below]);
}
