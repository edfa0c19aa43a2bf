import { embeddedName } from '../../core/manifest/schema/embedded.ts';
import { formatQuantity, parseQuantity, quantityFault } from '../../core/quantity.ts';
import { isList, isObject, type JsonObject } from '../json.ts';

import { goType } from './go-types.ts';
import type { FieldType, ListType, MapType, Scalar, Struct } from './types.ts';
import { structOf } from './types.ts';

/** A value of the wrong type, in the words of the server's decoder (validation-rules.md section 2). */
export class DecodeFault extends Error {
  /** The same in the words of the converter, which strategic merge patches take instead. */
  readonly unconverted: string;

  constructor(message: string, unconverted = message) {
    super(message);
    this.unconverted = unconverted;
  }
}

export interface Decoded {
  readonly object: JsonObject;
  /** Paths of fields that the kind does not have; they are left out of the object. */
  readonly unknown: readonly string[];
}

/**
 * Reads an object as its kind: unknown fields are left out, null is absent, empty lists and maps are left out, quantities are
 * canonical. Throws a `DecodeFault` at the first value of the wrong type.
 */
export function decode(struct: Struct, value: JsonObject): Decoded {
  const unknown: string[] = [];
  const object = decodeStruct(struct, value, { path: '', typed: '' }, unknown);
  return { object, unknown };
}

/** Where the decoder is: `path` has indexes (for unknown fields), `typed` has none but names embedded structs (for type faults). */
interface Place {
  readonly path: string;
  readonly typed: string;
}

interface Target {
  readonly place: Place;
  /** The struct that holds the field, as Go names it. */
  readonly owner: string;
  /** The field in it, and what its value must be. */
  readonly name: string;
  readonly form: FieldType['form'];
}

const stringType: FieldType = { form: 'scalar', scalar: 'string' };

/** Written by Go without `omitempty`: null stays visible. */
const nullable = new Set(['EndpointSlice.endpoints', 'EndpointSlice.ports']);

function decodeStruct(struct: Struct, value: JsonObject, place: Place, unknown: string[]): JsonObject {
  const entries: [string, unknown][] = [];
  for (const [name, item] of Object.entries(value)) {
    const field = struct.fields.get(name);
    const path = place.path === '' ? name : `${place.path}.${name}`;
    if (field === undefined) {
      unknown.push(path);
      continue;
    }
    const between = embeddedName(`V1${struct.name}`, name);
    const typed = [place.typed, between, name].filter(part => part !== undefined && part !== '').join('.');
    const isNull = item === null || item === undefined;
    if (isNull && !(item === null && staysNull(struct, name, field.type))) continue;
    const target: Target = { place: { path, typed }, owner: struct.name, name, form: field.type.form };
    const decoded = isNull ? null : decodeValue(field.type, item, target, unknown);
    if (isEmpty(field.type, decoded) && !nullable.has(`${struct.name}.${name}`)) continue;
    entries.push([name, decoded]);
  }
  return Object.fromEntries(entries);
}

function staysNull(struct: Struct, name: string, type: FieldType): boolean {
  const isTime = type.form === 'scalar' && (type.scalar === 'time' || type.scalar === 'microtime');
  return (isTime && struct.name !== 'ObjectMeta') || nullable.has(`${struct.name}.${name}`);
}

function isEmpty(type: FieldType, value: unknown): boolean {
  if (type.form === 'list') return isList(value) && value.length === 0;
  return type.form === 'map' && isObject(value) && Object.keys(value).length === 0;
}

function decodeValue(type: FieldType, value: unknown, target: Target, unknown: string[]): unknown {
  if (type.form === 'scalar') return decodeScalar(type.scalar, value, target);
  if (type.form === 'list') return decodeList(type, value, target, unknown);
  if (type.form === 'map') return decodeMap(type, value, target, unknown);
  if (!isObject(value)) throw fault(value, target, `v1.${type.name}`);
  return decodeStruct(structOf(type.name), value, target.place, unknown);
}

function decodeList(type: ListType, value: unknown, target: Target, unknown: string[]): unknown {
  if (!isList(value)) throw fault(value, target, goType(type, target.owner, target.name));
  return value.map((item, index) => {
    const inside = {
      ...target,
      form: type.items.form,
      place: { ...target.place, path: `${target.place.path}[${index}]` },
    };
    return item === null ? zero(type.items) : decodeValue(type.items, item, inside, unknown);
  });
}

function decodeMap(type: MapType, value: unknown, target: Target, unknown: string[]): unknown {
  if (!isObject(value)) throw fault(value, target, goType(type, target.owner, target.name));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      item === null
        ? zero(type.values)
        : decodeValue(type.values, item, { ...target, form: type.values.form }, unknown),
    ]),
  );
}

/** What Go makes of null where a value must be. */
function zero(type: FieldType): unknown {
  if (type.form === 'struct') return {};
  if (type.form !== 'scalar') return type.form === 'list' ? [] : {};
  if (type.scalar === 'bool') return false;
  if (type.scalar === 'quantity') return '0';
  return ['int32', 'int64', 'double', 'intstr'].includes(type.scalar) ? 0 : '';
}

function decodeScalar(scalar: Scalar, value: unknown, target: Target): unknown {
  switch (scalar) {
    case 'any':
      return value;
    case 'bool':
      if (typeof value !== 'boolean') throw fault(value, target, 'bool');
      return value;
    case 'double':
      if (typeof value !== 'number') throw fault(value, target, 'float64');
      return value;
    case 'int32':
    case 'int64':
      return decodeInteger(scalar, value, target);
    case 'intstr':
      return typeof value === 'string' ? value : decodeInteger('int32', value, target);
    case 'quantity':
      return decodeQuantity(value);
    case 'time':
    case 'microtime':
      return decodeTime(value, target);
    case 'bytes':
      if (typeof value !== 'string') throw fault(value, target, '[]uint8');
      return decodeBytes(value);
    case 'string':
      if (typeof value !== 'string') throw fault(value, target, goType(stringType, target.owner, target.name));
      return value;
  }
}

function decodeInteger(scalar: 'int32' | 'int64', value: unknown, target: Target): number {
  const limit = scalar === 'int32' ? 2 ** 31 : 2 ** 63;
  if (typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit) return value;
  throw fault(value, target, scalar);
}

function decodeQuantity(value: unknown): string {
  const quantity = parseQuantity(value);
  if (quantity !== undefined) return formatQuantity(quantity);
  throw new DecodeFault(quantityFault(value) === 'suffix' ? "unable to parse quantity's suffix" : unreadableQuantity);
}

const unreadableQuantity =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Bytes stay in base64, in the form in which Go writes it. */
function decodeBytes(text: string): string {
  const wrong = base64Fault(text);
  if (wrong !== undefined) throw new DecodeFault(`illegal base64 data at input byte ${wrong}`);
  return Buffer.from(text, 'base64').toString('base64');
}

/** Where Go's `base64.StdEncoding` stops: at a character of no such alphabet, at padding that is too early or too late, or at the last group when it is cut. */
function base64Fault(text: string): number | undefined {
  const [bare = ''] = /^[A-Za-z0-9+/\r\n]*/.exec(text) ?? [];
  const digits = bare.replace(/[\r\n]/g, '').length;
  const rest = text.slice(bare.length).replace(/[\r\n]+$/, '');
  const group = digits % 4;
  if (rest === '') return group === 0 ? undefined : bare.trimEnd().length - group;
  if (!rest.startsWith('=') || group < 2) return bare.length;
  const padding = group === 2 ? '==' : '=';
  if (rest === padding) return undefined;
  if (group === 2 && rest[1] !== '=') return rest.length === 1 ? text.length : bare.length + 1;
  return bare.length + padding.length;
}

function decodeTime(value: unknown, target: Target): unknown {
  if (typeof value !== 'string') throw fault(value, target, 'string');
  if (Number.isFinite(Date.parse(value)) && /^\d{4}-\d\d-\d\dT/.test(value)) return value;
  throw new DecodeFault(
    `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(value)} as "2006"`,
  );
}

function fault(value: unknown, target: Target, type: string): DecodeFault {
  const isNumber = /^(u?int|float)\d*$/.test(type);
  const what = typeof value === 'boolean' ? 'bool' : isList(value) ? 'array' : typeof value;
  // A number is shown where another number is expected.
  const shown = typeof value === 'number' && isNumber ? `number ${value}` : what;
  const place = `${target.owner}.${target.place.typed}`;
  const message = `json: cannot unmarshal ${shown} into Go struct field ${place} of type ${type}`;
  return new DecodeFault(message, unconverted(value, target, type));
}

function unconverted(value: unknown, { form }: Target, type: string): string {
  if (form === 'list') return `cannot restore slice from ${kindOf(value)}`;
  if (form === 'map') return `cannot restore map from ${kindOf(value)}`;
  if (form === 'struct') return `cannot restore struct from: ${kindOf(value)}`;
  return `unrecognized type: ${/^(u?int|float|bool)/.test(type) ? type : 'string'}`;
}

/** A value of JSON by the kind that Go has for it. */
function kindOf(value: unknown): string {
  if (isList(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map';
}
