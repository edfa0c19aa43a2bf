import type { FieldTable, FieldType } from '../core/manifest/schema/table.ts';
import { ownerAt, typeAt } from '../core/manifest/schema/walk.ts';

/** What fields mean, in English: by struct and field. */
export type Meanings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The tables in which hovers and completions look fields up. */
export interface FieldHelp {
  readonly fields: FieldTable;
  readonly meanings: Meanings;
}

/** What a field is: the code of its type's name in `words`, and what Kubernetes says it means, in English. */
export interface FieldMeaning {
  readonly type: string;
  readonly meaning: string;
}

/** The field at a path; `undefined` where the key is none of Kubernetes' own, as a label. */
export function fieldMeaning(
  { fields, meanings }: FieldHelp,
  kind: string,
  path: readonly (string | number)[],
): FieldMeaning | undefined {
  const owner = ownerAt(fields, kind, path);
  const type = typeAt(fields, kind, path);
  if (owner === undefined || type === undefined) return undefined;
  return { type: typeCode(type), meaning: meanings[owner.struct]?.[owner.field] ?? '' };
}

/** Whether what stands at a path is true or false. */
export function isBoolean({ fields }: FieldHelp, kind: string, path: readonly string[]): boolean {
  const type = typeAt(fields, kind, path);
  return type?.form === 'scalar' && type.scalar === 'boolean';
}

/** The code of a type's name in `words`. */
export function typeCode(type: FieldType): string {
  if (type.form === 'struct') return 'type-map';
  return type.form === 'scalar' ? `type-${type.scalar}` : `type-${type.form}`;
}
