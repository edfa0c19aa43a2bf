import {
  dnsLabelFault,
  dnsSubdomainFault,
  LONGEST_LABEL,
  LONGEST_SUBDOMAIN,
  type NameFault,
  qualifiedNameFault,
} from '../../names.ts';
import { isWhole, parseQuantity, type Quantity } from '../../quantity.ts';
import { type Finding, type FindingOptions, finding } from '../finding.ts';
import type { Path } from '../path.ts';
import { entriesOf, isGiven, type Place, textOf } from '../place.ts';

/** What rules look for again and again. Values of a wrong type are left to the schema's rules. */

export const LARGEST_INT32 = 2_147_483_647;

/** A field that must be there; the empty text counts as absent, as for the server. */
export function* required(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  if (isGiven(place) && place.value !== '') return;
  yield finding('field-missing', place.path, { field: fieldName(place.path) }, options);
}

/** A whole number that fits int32 and is not below a minimum. Not there is fine. */
export function* integer(place: Place, minimum = 0, maximum = LARGEST_INT32): Iterable<Finding> {
  if (!isGiven(place)) return;
  const field = fieldName(place.path);
  const { value } = place;
  if (typeof value !== 'number' || !Number.isInteger(value) || value > LARGEST_INT32 || value < -LARGEST_INT32 - 1) {
    yield finding('not-an-integer', place.path, { field, value: shown(value) });
  } else if (maximum < LARGEST_INT32 && (value < minimum || value > maximum)) {
    yield finding('out-of-range', place.path, { field, value, minimum, maximum });
  } else if (value < minimum) {
    yield finding('below-minimum', place.path, { field, value, minimum });
  }
}

/** One of a few texts, by letter and case. Where the server takes the empty text for the default, `allowed` has it. */
export function* oneOf(place: Place, allowed: readonly string[], options: FindingOptions = {}): Iterable<Finding> {
  const value = textOf(place);
  if (value === undefined || allowed.includes(value)) return;
  const supported = allowed.filter(text => text !== '').join(', ');
  yield finding('value-not-supported', place.path, { field: fieldName(place.path), value, supported }, options);
}

/** A DNS label, where there is a text. Empty is left to `required`. */
export function* dnsLabel(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  const name = textOf(place);
  if (name !== undefined) yield* nameFinding(place, name, dnsLabelFault(name), LONGEST_LABEL, options);
}

/** A DNS subdomain, where there is a text. Empty is left to `required`. */
export function* dnsSubdomain(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  const name = textOf(place);
  if (name !== undefined) yield* nameFinding(place, name, dnsSubdomainFault(name), LONGEST_SUBDOMAIN, options);
}

/** A name such as those of labels, with or without a domain in front. Empty is left to `required`. */
export function* qualifiedName(place: Place, options: FindingOptions = {}): Iterable<Finding> {
  const name = textOf(place);
  if (name === undefined || name === '' || qualifiedNameFault(name) === undefined) return;
  yield finding('invalid-label-key', place.path, { key: shown(name) }, options);
}

/** A field whose empty text is a value of its own, and no bad name. */
export function optional(place: Place): Place {
  return place.value === '' ? { ...place, value: undefined } : place;
}

function* nameFinding(
  { path }: Place,
  name: string,
  fault: NameFault | undefined,
  limit: number,
  options: FindingOptions,
): Iterable<Finding> {
  if (fault === undefined || fault === 'empty') return;
  const field = fieldName(path);
  if (fault === 'too-long') yield finding('name-too-long', path, { field, name, limit, length: name.length }, options);
  else yield finding(fault === 'dots' ? 'name-has-dots' : 'invalid-name', path, { field, name }, options);
}

/** Amounts by resource name: `requests`, `limits`, `capacity`. */
export function* quantities(map: Place): Iterable<Finding> {
  for (const [, place] of entriesOf(map)) yield* quantity(place);
}

/** One amount. Null is zero to the server, so it is one. */
export function* quantity(place: Place): Iterable<Finding> {
  if (!isGiven(place) || parseQuantity(place.value) !== undefined) return;
  yield finding('unreadable-quantity', place.path, {
    field: fieldName(place.path),
    value: shown(place.value),
    ...unitsOf(place.path),
  });
}

/** An amount of storage that must be there and be more than nothing. `field` is the server's name of it. */
export function* storage(map: Place, place: Place, field: string): Iterable<Finding> {
  if (!isGiven(place)) {
    yield finding('claim-storage-missing', place.path, {}, { field });
    return;
  }
  const amount: Quantity | undefined = parseQuantity(place.value);
  if (amount !== undefined && amount.nano <= 0n) {
    yield finding('storage-not-positive', place.path, { value: shown(place.value) }, { field });
  }
  yield* quantities(map);
}

/** Whether bytes are given with a fraction, as `128m`. */
export function isFractional(place: Place): boolean {
  const amount = parseQuantity(place.value);
  return amount !== undefined && !isWhole(amount);
}

/** The last named step of a path: what a person calls the field. */
export function fieldName(path: Path): string {
  const name = path.findLast(step => typeof step === 'string');
  return typeof name === 'string' ? name : '';
}

/** A value as a person would write it, cut to what fits a sentence. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Amounts that count bytes: nobody means a thousandth of one. Those of huge pages carry the size of a page in their name. */
const OF_BYTES = /^(?:storage|memory|ephemeral-storage|sizeLimit|hugepages-.+)$/;

/** The units that make sense for an amount, and an example: those of bytes, those of CPU, or all that Kubernetes reads. */
export function unitsOf(path: Path): { readonly units: string; readonly example: string } {
  const field = fieldName(path);
  if (OF_BYTES.test(field)) return { units: 'Ki, Mi, Gi, Ti, M, G, T', example: '10Gi' };
  if (field === 'cpu') return { units: 'm', example: '500m' };
  return { units: 'm, k, M, G, T, Ki, Mi, Gi, Ti', example: '500m' };
}
