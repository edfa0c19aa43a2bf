import { isList, isObject } from '../json.ts';
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

/** The value without what stands at the paths named, with all that is below it; what holds nothing any longer goes too. */
export function removePaths(type: FieldType, value: unknown, lost: ReadonlySet<string>): unknown {
  return pruned(type, value, [], lost);
}

function pruned(type: FieldType, value: unknown, path: Path, lost: ReadonlySet<string>): unknown {
  if (path.length > 0 && lost.has(textOf(path))) return undefined;
  if (isAtomic(type)) return value;
  if (type.form === 'list') return isList(value) ? prunedItems(type, value, path, lost) : value;
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const inner = fieldType(type, key);
    const result = inner === undefined ? item : pruned(inner, item, [...path, `f:${key}`], lost);
    return result === undefined ? [] : [[key, result] as const];
  });
  return kept.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(kept);
}

function prunedItems(type: ListType, items: readonly unknown[], path: Path, lost: ReadonlySet<string>): unknown {
  const kept = items.flatMap(item => {
    const result = pruned(type.items, item, [...path, itemElement(type, item)], lost);
    return result === undefined ? [] : [result];
  });
  return kept.length === 0 && items.length > 0 ? undefined : kept;
}
