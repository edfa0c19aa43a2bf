import type { KubernetesObject } from '../core/statefulset/model.ts';

/** Any JSON object; what stands in a field must be looked at before it is used. */
export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The value as an object; `{}` for anything else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as a list; `[]` for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The value under nested keys, or undefined. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** A copy without some keys. */
export function without(object: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** A copy with `value` in the place of the nested keys; objects on the way are made as needed. `undefined` removes the key. */
export function withAt(object: JsonObject, keys: readonly string[], value: unknown): JsonObject {
  const [first, ...rest] = keys;
  if (first === undefined) return objectOf(value);
  if (rest.length > 0) return { ...object, [first]: withAt(objectOf(object[first]), rest, value) };
  return value === undefined ? without(object, first) : { ...object, [first]: value };
}

/** Equal as JSON: order of keys does not count, and an undefined field is an absent one. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, index) => deepEqual(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  for (const key of Object.keys(a)) if (!deepEqual(a[key], at(b, key))) return false;
  for (const key of Object.keys(b)) if (b[key] !== undefined && at(a, key) === undefined) return false;
  return true;
}

/** The fields of an object of the API, whatever its kind. */
export function fieldsOf(object: KubernetesObject): JsonObject {
  return { ...object };
}

/** The object of the API that the fields make; the caller has seen to it that they do. */
export function toObject(fields: JsonObject): KubernetesObject {
  return {
    ...fields,
    apiVersion: stringOf(fields['apiVersion']) ?? '',
    kind: stringOf(fields['kind']) ?? '',
    metadata: { ...objectOf(fields['metadata']), name: stringOf(at(fields, 'metadata', 'name')) ?? '' },
  };
}
