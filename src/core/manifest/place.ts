import type { Path } from './path.ts';

/** A value in an object together with the way to it. The value may be anything at all: people type it. */
export interface Place {
  readonly value: unknown;
  readonly path: Path;
}

export type Fields = Readonly<Record<string, unknown>>;

/** The root of an object. */
export function placeOf(value: unknown): Place {
  return { value, path: [] };
}

/** The place below some keys or indexes; its value is `undefined` where there is none. */
export function at(place: Place, ...steps: readonly (string | number)[]): Place {
  let value = place.value;
  for (const step of steps) value = childOf(value, step);
  return { value, path: [...place.path, ...steps] };
}

/** The items of a list; nothing if it is none. */
export function itemsOf(place: Place): Place[] {
  if (!Array.isArray(place.value)) return [];
  return place.value.map((value: unknown, index) => ({ value, path: [...place.path, index] }));
}

/** The items of a list of texts. Null is the empty text there, as on the server. */
export function textItemsOf(place: Place): Place[] {
  return itemsOf(place).map(item => (item.value === null ? { ...item, value: '' } : item));
}

/** The entries of a map; nothing if it is none. */
export function entriesOf(place: Place): [string, Place][] {
  if (!isFields(place.value)) return [];
  return Object.entries(place.value).map(([key, value]) => [key, { value, path: [...place.path, key] }]);
}

/** Whether something stands there. Null counts as absent, everywhere. */
export function isGiven(place: Place): boolean {
  return place.value !== undefined && place.value !== null;
}

export function textOf(place: Place): string | undefined {
  return typeof place.value === 'string' ? place.value : undefined;
}

export function numberOf(place: Place): number | undefined {
  return typeof place.value === 'number' ? place.value : undefined;
}

/** The entries of a map whose values are texts; what is none is left out, null is the empty text as on the server. */
export function textsOf(place: Place): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, { value }] of entriesOf(place)) {
    if (typeof value === 'string') define(texts, key, value);
    else if (value === null) define(texts, key, '');
  }
  return texts;
}

/** The texts of a list; what is none is left out. */
export function textListOf(place: Place): string[] {
  return Array.isArray(place.value) ? place.value.filter((item: unknown) => typeof item === 'string') : [];
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets a key as data, whatever it is called (`__proto__` too). */
export function define(fields: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  fields[key] = value;
}

function childOf(value: unknown, step: string | number): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
  return isFields(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
