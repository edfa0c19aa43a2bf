import { type Finding, type FindingOptions, finding } from '../finding.ts';
import { formatPath } from '../path.ts';
import { at, isFields, isGiven, itemsOf, type Place } from '../place.ts';
import { dnsLabel, dnsSubdomain, fieldName, LARGEST_INT32, qualifiedName, shown } from './fields.ts';

/** Demands that many fields of a pod share. Values of a wrong type are left to the schema's rules: here they pass. */

/** The maps of a list. A null item is an empty map, as for the server. */
export function mapsOf(list: Place): Place[] {
  return itemsOf(list).filter(({ value }) => value === null || isFields(value));
}

/** Whether a map stands there. */
export function isMap(place: Place): boolean {
  return isFields(place.value);
}

/** Whether a map has something under a key. */
export function gives({ value }: Place, key: string): boolean {
  return isFields(value) && Object.hasOwn(value, key) && value[key] !== null && value[key] !== undefined;
}

/** A list that must have items. */
export function* requiredItems(list: Place, options: FindingOptions = {}): Iterable<Finding> {
  if (isGiven(list) && !(Array.isArray(list.value) && list.value.length === 0)) return;
  yield finding('field-missing', list.path, { field: fieldName(list.path) }, options);
}

/** A list that may only be so long. */
export function* atMost({ path, value }: Place, limit: number): Iterable<Finding> {
  if (!Array.isArray(value) || value.length <= limit) return;
  yield finding('too-many-entries', path, { list: fieldName(path), count: value.length, limit }, { part: 'key' });
}

/** An int32 within bounds, where there is one. Larger numbers cannot be read at all, which the schema's rules say. */
export function* inRange(
  place: Place,
  minimum: number,
  maximum = LARGEST_INT32,
  options?: FindingOptions,
): Iterable<Finding> {
  if (typeof place.value === 'number' && Math.abs(place.value) <= LARGEST_INT32 + 1)
    yield* inLongRange(place, minimum, maximum, options);
}

/** An int64 within bounds, where there is one. */
export function* inLongRange(
  { path, value }: Place,
  minimum: number,
  maximum: number,
  options: FindingOptions = {},
): Iterable<Finding> {
  if (typeof value !== 'number' || !Number.isInteger(value) || (value >= minimum && value <= maximum)) return;
  const field = fieldName(path);
  if (value < minimum && maximum >= LARGEST_INT32)
    yield finding('below-minimum', path, { field, value, minimum }, options);
  else yield finding('out-of-range', path, { field, value, minimum, maximum }, options);
}

/** A field that excludes another one: `other` is named as a person would write it (`hostPID: true`), and so is an item of a list. */
export function notTogether(place: Place, other: string, options: FindingOptions = {}): Finding {
  const field = options.part === 'value' ? shown(place.value) : fieldName(place.path);
  return finding('not-together', place.path, { field, other }, { part: 'key', ...options });
}

/** A field, or a value of it, that is only allowed with another one: `needs` is named as a person would write it. */
export function needsOther(place: Place, needs: string, options: FindingOptions = {}): Finding {
  const { value } = place;
  const name = fieldName(place.path);
  const field = typeof value === 'string' || typeof value === 'boolean' ? `${name}: ${shown(value)}` : name;
  return finding('field-needs-other', place.path, { field, needs }, { part: 'key', ...options });
}

/** Exactly one of some fields. `field` is the server's name of it all, where it names no field in particular. */
export function* exactlyOne(map: Place, choices: readonly string[], field?: string): Iterable<Finding> {
  yield* atMostOne(map, choices, field);
  if (choices.some(choice => gives(map, choice))) return;
  const values = { field: fieldName(map.path), choices: choices.join(', ') };
  yield finding('one-of-missing', map.path, values, { part: 'key', ...(field === undefined ? {} : { field }) });
}

/** One of some fields, or none. Of two the server refuses the later one, in its own order, which is the order of `choices`. */
export function* atMostOne(map: Place, choices: readonly string[], field?: string): Iterable<Finding> {
  const [first = '', ...others] = choices.filter(choice => gives(map, choice));
  for (const other of others) yield notTogether(at(map, other), first, field === undefined ? {} : { field });
}

/** A DNS subdomain in a field where the empty text is a bad name and not the same as nothing. */
export function* givenSubdomain(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  if (place.value === '')
    yield finding('invalid-name', place.path, { field: fieldName(place.path), name: '' }, options);
  else yield* dnsSubdomain(place, options);
}

/** A DNS label in a field where the empty text is a bad name and not the same as nothing. */
export function* givenLabel(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  if (place.value === '')
    yield finding('invalid-name', place.path, { field: fieldName(place.path), name: '' }, options);
  else yield* dnsLabel(place, options);
}

/** A name as of a label's key, in a field where the empty text is a bad name and not the same as nothing. */
export function* givenQualifiedName(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  if (place.value === '') yield finding('invalid-label-key', place.path, { key: '' }, options);
  else yield* qualifiedName(place, options);
}

/** A null item of a list of texts as the server reads it. */
export function asText(place: Place): Place {
  return place.value === null ? { value: '', path: place.path } : place;
}

/** The server's name of an entry whose key may hold dots: `resources.requests[example.com/gpu]`. */
export function keyField(map: Place, key: string): string {
  return `${formatPath(map.path)}[${key}]`;
}

/** Names that must differ: yields the place of each one that was there before. */
export function* unlikeOthers(
  names: readonly (readonly [name: string, place: Place])[],
  options: (place: Place) => FindingOptions = () => ({}),
): Iterable<Finding> {
  const seen = new Set<string>();
  for (const [name, place] of names) {
    if (name !== '' && seen.has(name))
      yield finding('duplicate-entry', place.path, { value: shown(name), list: listName(place) }, options(place));
    seen.add(name);
  }
}

/** The name of the list that a place lies in. */
function listName({ path }: Place): string {
  const index = path.findLastIndex(step => typeof step === 'number');
  return fieldName(path.slice(0, index < 0 ? path.length : index));
}
