import { isList, isObject } from '../json.ts';
import type { FieldType, ListType } from '../schema/types.ts';
import { fieldType, isAtomic, itemElement, lacksKey, readablePath } from './paths.ts';

/** What keeps a server-side apply from reading what was sent, each with its place, in the words of structured-merge-diff. */
export function typingFaults(type: FieldType, value: unknown, path = ''): readonly string[] {
  if (value === null || value === undefined) return [];
  if (type.form === 'list') return isList(value) ? itemFaults(type, value, path) : [];
  if (type.form === 'scalar' || !isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const inner = fieldType(type, key);
    const place = `${path}.${key}`;
    return inner === undefined ? [`${place}: field not declared in schema`] : typingFaults(inner, item, place);
  });
}

function itemFaults(type: ListType, items: readonly unknown[], path: string): readonly string[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    if (isAtomic(type)) return typingFaults(type.items, item, `${path}[${index}]`);
    const missing = lacksKey(type, item);
    if (missing !== undefined)
      return [
        `${path}: element ${index}: associative list with keys has an element that omits key field ${JSON.stringify(missing)} (and doesn't have default value)`,
      ];
    const element = itemElement(type, item);
    const place = readablePath([element]);
    if (seen.has(element)) return [`${path}: duplicate entries for key ${place}`];
    seen.add(element);
    return typingFaults(type.items, item, path + place);
  });
}
