import { readFieldPath } from '../../core/manifest/field-path.ts';
import type { Path } from '../../core/manifest/path.ts';
import { isFields } from '../../core/manifest/place.ts';
import { type QuantityFault, quantityFault } from '../../core/quantity.ts';
import { wrongTypePlace } from './wrong-type-place.ts';

/** A place in an object that a refusal speaks of, and what it says about that place. */
export interface RefusedPlace {
  readonly path: Path;
  readonly detail: string;
}

/**
 * The places that a refusal without causes speaks of. The server names them in its sentence, each sort of fault in words of its own
 * (validation-rules, decoding), or names only the fault, as of amounts and times; what a webhook says is free, and is searched for fields of
 * this object. Nothing where no place can be told.
 */
export function refusedPlaces(detail: string, object: object): readonly RefusedPlace[] {
  const told = detail
    .replace(/^\w+ in version "[^"]*" cannot be handled as a \w+: /, '')
    .replace(/^admission webhook "[^"]*" denied the request: /, '');
  const ways = [unknownFields, typedPatch, wrongType, unreadable, otherNamespace, named];
  for (const way of ways) {
    const found = way(told, object);
    if (found.length > 0) return found;
  }
  return [];
}

/** `strict decoding error: unknown field "spec.replica", unknown field "…"`; indexes are named. */
function unknownFields(told: string, object: object): RefusedPlace[] {
  return [...told.matchAll(/unknown field "([^"]+)"/g)].map(([detail, field = '']) => ({
    path: readFieldPath(field, object),
    detail,
  }));
}

/** Of server-side apply: `.spec.nope: field not declared in schema`, `.spec.ports: duplicate entries for key [port=80,protocol="TCP"]`. */
function typedPatch(told: string, object: object): RefusedPlace[] {
  const faults = told.matchAll(
    /(?:^|\s)\.((?:[^\s:[]|\[[^\]]*\])+): (field not declared in schema|duplicate entries for key (\[[^\]]*\])|expected [^,\n]*)/g,
  );
  return [...faults].map(([, field = '', detail = '', key]) => {
    const path = readFieldPath(field, object);
    return { path: key === undefined ? path : (lastOf(path, key, object) ?? path), detail };
  });
}

/** The last item of a list with this key: the one before it was taken. */
function lastOf(path: Path, key: string, object: object): Path | undefined {
  const list = valueAt(object, path);
  if (!Array.isArray(list)) return undefined;
  for (let index = list.length - 1; index >= 0; index--) {
    const [found] = readFieldPath(key, [list[index]]);
    if (found === 0) return [...path, index];
  }
  return undefined;
}

/** `json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32`. */
function wrongType(told: string, object: object): RefusedPlace[] {
  const match = /cannot unmarshal (\w+)(?: (\S+))? into Go struct field \w+\.(\S+) of type \S+/.exec(told);
  if (match === null) return [];
  const [, type = '', value, field = ''] = match;
  const path = wrongTypePlace(object, field.split('.'), { type, value });
  return path === undefined ? [] : [{ path, detail: told }];
}

const AMOUNTS: readonly (readonly [RegExp, QuantityFault])[] = [
  [/quantities must match the regular expression/, 'characters'],
  [/unable to parse quantity's suffix/, 'suffix'],
  [/unable to parse numeric part of quantity/, 'characters'],
];

/** Fields whose entries are amounts, and fields that are one. */
const MAPS_OF_AMOUNTS = new Set(['requests', 'limits', 'capacity', 'hard', 'overhead', 'max', 'min', 'default']);
const AMOUNT_FIELDS = new Set(['sizeLimit', 'divisor', 'averageValue']);

/** A value whose fault the server names without its field: an amount, or `parsing time "yesterday" as …`. */
function unreadable(told: string, object: object): RefusedPlace[] {
  const fault = AMOUNTS.find(([words]) => words.test(told))?.[1];
  if (fault !== undefined) {
    const isIt = (value: unknown, path: Path) => isAmount(path) && quantityFault(value) === fault;
    return leavesOf(object, isIt).map(path => ({ path, detail: told }));
  }
  const [, time] = /parsing time "([^"]*)" as/.exec(told) ?? [];
  return time === undefined ? [] : leavesOf(object, value => value === time).map(path => ({ path, detail: told }));
}

function isAmount(path: Path): boolean {
  const [parent, key] = path.slice(-2);
  return MAPS_OF_AMOUNTS.has(String(parent)) || AMOUNT_FIELDS.has(String(key));
}

function otherNamespace(told: string): RefusedPlace[] {
  return told.startsWith('the namespace of the provided object does not match')
    ? [{ path: ['metadata', 'namespace'], detail: told }]
    : [];
}

/** Fields in free text, dotted or as a pointer (`/spec/template/spec/hostNetwork`). The object must have at least where they begin. */
function named(told: string, object: object): RefusedPlace[] {
  for (const [token] of told.matchAll(/[\w./[\]"=~-]+/g)) {
    const text = token.replace(/^[.[]+(?=\w)|[./:]+$/g, '');
    const field = text.startsWith('/')
      ? text
          .slice(1)
          .replaceAll('/', '.')
          .replace(/\.(\d+)(?=\.|$)/g, '[$1]')
      : text;
    const path = readFieldPath(field, object);
    if (path.length > 1 && valueAt(object, path.slice(0, 1)) !== undefined && path[0] !== 'kind')
      return [{ path, detail: told }];
  }
  return [];
}

function leavesOf(value: unknown, isIt: (value: unknown, path: Path) => boolean, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, isIt, [...path, index]));
  if (isFields(value)) return Object.entries(value).flatMap(([key, item]) => leavesOf(item, isIt, [...path, key]));
  return isIt(value, path) ? [path] : [];
}

function valueAt(object: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isFields(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, object);
}
