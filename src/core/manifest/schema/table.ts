/**
 * What fields a kind may hold, in the form in which scripts/generate-fields.mjs writes it. A type is `string`, `boolean`, `int32`,
 * `int64`, `time`, `int-or-string`, `quantity`, `any`, the name of another entry of `types`, or one of these behind `[]` (a list)
 * or `{}` (a map from text).
 */
export interface FieldData {
  /** The type of each kind. */
  readonly roots: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The fields of a type that its declaration demands; types that demand none are left out. */
  readonly required: Readonly<Record<string, readonly string[]>>;
}

/** A type, read. */
export type FieldType =
  | { readonly form: 'scalar'; readonly scalar: Scalar }
  | { readonly form: 'struct'; readonly name: string }
  | { readonly form: 'list' | 'map'; readonly of: FieldType };

const scalars = ['string', 'boolean', 'int32', 'int64', 'time', 'int-or-string', 'quantity', 'any'] as const;

export type Scalar = (typeof scalars)[number];

/** The fields of a struct by name. */
export type StructFields = ReadonlyMap<string, FieldType>;

export interface FieldTable {
  /** The type of a kind's objects; `undefined` for kinds that are not ours. */
  root(kind: string): FieldType | undefined;
  /** The fields of a struct; none for a name that is not in the table. */
  fields(struct: string): StructFields;
  /** Names of the fields that a struct's declaration demands. */
  required(struct: string): readonly string[];
}

/** Reads the table as it is asked for: one object uses a fraction of it. */
export function fieldTable({ roots, types, required }: FieldData): FieldTable {
  const read = new Map<string, StructFields>();
  return {
    root(kind) {
      const name = own(roots, kind);
      return name === undefined ? undefined : { form: 'struct', name };
    },
    fields(struct) {
      const known = read.get(struct);
      if (known !== undefined) return known;
      const fields = new Map(Object.entries(own(types, struct) ?? {}).map(([name, type]) => [name, typeOf(type)]));
      read.set(struct, fields);
      return fields;
    },
    required: struct => own(required, struct) ?? [],
  };
}

/** Kinds are what people type, and may be called like something every object inherits. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function typeOf(notation: string): FieldType {
  if (notation.startsWith('[]')) return { form: 'list', of: typeOf(notation.slice(2)) };
  if (notation.startsWith('{}')) return { form: 'map', of: typeOf(notation.slice(2)) };
  const scalar = scalars.find(name => name === notation);
  return scalar === undefined ? { form: 'struct', name: notation } : { form: 'scalar', scalar };
}
