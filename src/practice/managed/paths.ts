import { isList, isObject, type JsonObject } from '../json.ts';
import { type FieldType, type ListType, structOf } from '../schema/types.ts';

/**
 * A field's place for ownership, as an array of elements in the notation of FieldsV1: `f:spec`, `k:{"name":"app"}`, `v:"value"`.
 * A set of them is a map by their joined text.
 */
export type Path = readonly string[];

export interface Leaf {
  readonly path: Path;
  /** What is owned there, for comparison; `true` for the mere presence of a list item. */
  readonly value: unknown;
}

/** Separates elements in the text of a path; it cannot stand in JSON. */
const separator = '\u0000';

export function textOf(path: Path): string {
  return path.join(separator);
}

export function pathOf(text: string): Path {
  return text.split(separator);
}

/** Defaults of the keys that tell list items apart, where an item may leave them out. */
const keyDefaults: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

/** What one value may be owned by: its scalars, its atomic parts, and its list items as such. */
export function leavesOf(type: FieldType, value: unknown): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  collect(type, value, [], leaves);
  return leaves;
}

/** Whether a part is owned only as a whole. */
export function isAtomic(type: FieldType): boolean {
  if (type.form === 'scalar') return true;
  if (type.form === 'list') return type.kind === 'atomic';
  return type.form === 'map' ? type.atomic : structOf(type.name).atomic;
}

/** The type of a struct's field or a map's value; undefined if there is no such field. */
export function fieldType(type: FieldType, key: string): FieldType | undefined {
  if (type.form === 'map') return type.values;
  return type.form === 'struct' ? structOf(type.name).fields.get(key)?.type : undefined;
}

/** How an item is told apart from the others of its list. */
export function itemElement(type: ListType, item: unknown): string {
  if (type.kind === 'set') return `v:${JSON.stringify(item)}`;
  const key = type.keys.map(name => [name, (isObject(item) ? item[name] : undefined) ?? keyDefaults[name]] as const);
  return `k:${JSON.stringify(Object.fromEntries(key.filter(([, value]) => value !== undefined)))}`;
}

/** The first key that an item of a list leaves out, though nothing stands in for it. */
export function lacksKey(type: ListType, item: unknown): string | undefined {
  if (type.kind !== 'map') return undefined;
  return type.keys.find(name => ((isObject(item) ? item[name] : undefined) ?? keyDefaults[name]) === undefined);
}

function collect(type: FieldType, value: unknown, path: Path, leaves: Map<string, Leaf>): void {
  if (isAtomic(type) || isBare(value)) leaves.set(textOf(path), { path, value });
  else if (type.form === 'list' && isList(value)) collectItems(type, value, path, leaves);
  else if (isObject(value)) collectFields(type, value, path, leaves);
}

/** Nothing below it that could be owned by itself. */
function isBare(value: unknown): boolean {
  if (isList(value)) return value.length === 0;
  return !isObject(value) || Object.keys(value).length === 0;
}

function collectFields(type: FieldType, value: JsonObject, path: Path, leaves: Map<string, Leaf>): void {
  for (const [key, item] of Object.entries(value)) {
    const inner = fieldType(type, key);
    if (inner !== undefined && item !== undefined) collect(inner, item, [...path, `f:${key}`], leaves);
  }
}

function collectItems(type: ListType, items: readonly unknown[], path: Path, leaves: Map<string, Leaf>): void {
  for (const item of items) {
    const place = [...path, itemElement(type, item)];
    leaves.set(textOf(place), { path: place, value: true });
    if (isObject(item)) collectFields(type.items, item, place, leaves);
  }
}

/** The path as a person reads it: `.spec.template.spec.containers[name="app"].image`. */
export function readablePath(path: Path): string {
  return path
    .map(element => {
      const rest = element.slice(2);
      if (element.startsWith('f:')) return `.${rest}`;
      if (element.startsWith('v:')) return `[=${rest}]`;
      const key: unknown = JSON.parse(rest);
      const parts = isObject(key) ? Object.entries(key).map(([name, value]) => `${name}=${JSON.stringify(value)}`) : [];
      return `[${parts.join(',')}]`;
    })
    .join('');
}
