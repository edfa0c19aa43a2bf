import { isList, isObject, type JsonObject } from '../json.ts';
import type { FieldType, ListType } from '../schema/types.ts';
import { fieldType, isAtomic, itemElement, type Path, textOf } from './paths.ts';

/** What an applier sends laid over what there is: maps and keyed lists join, everything else is replaced. */
export function mergeTyped(type: FieldType, live: unknown, applied: unknown): unknown {
  if (isAtomic(type) || live === undefined || applied === null) return applied;
  if (type.form === 'list') return isList(live) && isList(applied) ? mergeItems(type, live, applied) : applied;
  if (!isObject(live) || !isObject(applied)) return applied;
  const merged = Object.entries(applied).map(([key, value]) => {
    const inner = fieldType(type, key);
    return [key, inner === undefined ? value : mergeTyped(inner, live[key], value)] as const;
  });
  return { ...live, ...Object.fromEntries(merged) };
}

/** In the applier's order; items it does not name stay before the item they stood before. */
function mergeItems(type: ListType, live: readonly unknown[], applied: readonly unknown[]): readonly unknown[] {
  const places = new Map(live.map((item, index) => [itemElement(type, item), index]));
  const named = new Set(applied.map(item => itemElement(type, item)));
  const result: unknown[] = [];
  let next = 0;
  const keepUntil = (end: number): void => {
    for (; next < end; next += 1) if (!named.has(itemElement(type, live[next]))) result.push(live[next]);
  };
  for (const item of applied) {
    const place = places.get(itemElement(type, item));
    if (place !== undefined && place >= next) keepUntil(place);
    result.push(place === undefined ? item : mergeTyped(type.items, live[place], item));
  }
  keepUntil(live.length);
  return result;
}

/** The value without the leaves named; what holds nothing any longer goes with them. */
export function removeLeaves(type: FieldType, value: unknown, lost: ReadonlySet<string>): unknown {
  return pruned(type, value, [], lost);
}

function pruned(type: FieldType, value: unknown, path: Path, lost: ReadonlySet<string>): unknown {
  if (isAtomic(type)) return lost.has(textOf(path)) ? undefined : value;
  if (type.form === 'list') {
    if (!isList(value)) return value;
    const kept = value.flatMap(item => {
      const place = [...path, itemElement(type, item)];
      if (lost.has(textOf(place)) && !isObject(item)) return [];
      const inner = isObject(item) ? prunedFields(type.items, item, place, lost) : item;
      return lost.has(textOf(place)) && isHollow(type, inner) ? [] : [inner];
    });
    return kept.length === 0 && value.length > 0 ? undefined : kept;
  }
  if (!isObject(value)) return value;
  const inner = prunedFields(type, value, path, lost);
  const emptied = Object.keys(inner).length === 0 && (Object.keys(value).length > 0 || lost.has(textOf(path)));
  return emptied ? undefined : inner;
}

/** Only the keys that name the item are left. */
function isHollow(type: ListType, item: unknown): boolean {
  return !isObject(item) || Object.keys(item).every(key => type.keys.includes(key) || item[key] === undefined);
}

function prunedFields(type: FieldType, value: JsonObject, path: Path, lost: ReadonlySet<string>): JsonObject {
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const inner = fieldType(type, key);
    const result = inner === undefined ? item : pruned(inner, item, [...path, `f:${key}`], lost);
    return result === undefined ? [] : [[key, result] as const];
  });
  return Object.fromEntries(kept);
}
