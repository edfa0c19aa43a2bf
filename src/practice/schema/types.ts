import data from './kinds.json' with { type: 'json' };

/**
 * The types of the kinds that the practice cluster serves, from the schema that kube-apiserver 1.36.2 publishes (scripts/practice-schema.mjs).
 * One table drives decoding, strategic merge, server-side apply and the OpenAPI documents, so they cannot disagree.
 *
 * Notation of a field in kinds.json, read from left to right: `retain` (patch strategy retainKeys), any number of containers, then a scalar or a struct.
 * `[]` is an atomic list, `[set]` a set, `[map:a,b]` a list whose items are told apart by keys; `~key` in it is the merge key of a strategic
 * patch (`~` alone: a list of plain values that merges); `{}` is a map, `{atomic}` one with a single owner.
 */
export type FieldType = ScalarType | StructType | ListType | MapType;

const scalars = [
  'string',
  'bool',
  'int32',
  'int64',
  'double',
  'quantity',
  'intstr',
  'time',
  'microtime',
  'bytes',
  'any',
] as const;

export type Scalar = (typeof scalars)[number];

export interface ScalarType {
  readonly form: 'scalar';
  readonly scalar: Scalar;
}

export interface StructType {
  readonly form: 'struct';
  readonly name: string;
}

export interface ListType {
  readonly form: 'list';
  readonly items: FieldType;
  readonly kind: 'atomic' | 'set' | 'map';
  /** What tells items of a `map` list apart for server-side apply. */
  readonly keys: readonly string[];
  /** Merge key of a strategic patch; '' for plain values that merge; undefined when the list is replaced whole. */
  readonly mergeKey: string | undefined;
}

export interface MapType {
  readonly form: 'map';
  readonly values: FieldType;
  readonly atomic: boolean;
}

export interface Field {
  readonly type: FieldType;
  readonly retainKeys: boolean;
}

export interface Struct {
  readonly name: string;
  /** Where OpenAPI files it: `io.k8s.api.apps.v1`. */
  readonly package: string;
  readonly required: readonly string[];
  /** Owned as a whole by one field manager. */
  readonly atomic: boolean;
  readonly fields: ReadonlyMap<string, Field>;
}

interface RawStruct {
  readonly in: string;
  readonly atomic?: boolean;
  readonly kind?: readonly string[];
  readonly required?: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

const raw: Readonly<Record<string, RawStruct>> = data;
const structs = new Map<string, Struct>();
const kinds = new Map<string, string>();
for (const [name, { kind }] of Object.entries(raw)) if (kind !== undefined) kinds.set(kind.join('/'), name);

export const structNames: readonly string[] = Object.keys(raw);

/** A struct by its name in the table; an empty one if there is none. */
export function structOf(name: string): Struct {
  const known = structs.get(name);
  if (known !== undefined) return known;
  const source = raw[name];
  const made: Struct = {
    name,
    package: source?.in ?? '',
    required: source?.required ?? [],
    atomic: source?.atomic ?? false,
    fields: new Map(Object.entries(source?.fields ?? {}).map(([field, text]) => [field, parseField(text)])),
  };
  structs.set(name, made);
  return made;
}

/** The struct of a kind, or undefined for a kind that is not served. */
export function structOfKind(group: string, version: string, kind: string): Struct | undefined {
  const name = kinds.get(`${group}/${version}/${kind}`);
  return name === undefined ? undefined : structOf(name);
}

/** Group, version and kind of a struct that is a kind. */
export function kindOfStruct(name: string): readonly string[] | undefined {
  return raw[name]?.kind;
}

function parseField(text: string): Field {
  const retainKeys = text.startsWith('retain ');
  return { type: parseType((retainKeys ? text.slice('retain '.length) : text).split(' ')), retainKeys };
}

function parseType(words: readonly string[]): FieldType {
  const [word = 'any', ...rest] = words;
  if (word.startsWith('[')) return listType(word.slice(1, -1), parseType(rest));
  if (word.startsWith('{')) return { form: 'map', values: parseType(rest), atomic: word === '{atomic}' };
  const scalar = scalars.find(each => each === word);
  return scalar === undefined ? { form: 'struct', name: word } : { form: 'scalar', scalar };
}

function listType(notes: string, items: FieldType): ListType {
  const [kind = '', mergeKey] = notes.split('~');
  const keys = kind.startsWith('map:') ? kind.slice('map:'.length).split(',') : [];
  return { form: 'list', items, kind: keys.length > 0 ? 'map' : kind === 'set' ? 'set' : 'atomic', keys, mergeKey };
}
