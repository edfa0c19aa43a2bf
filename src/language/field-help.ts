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

/** A field that may be written under a key. */
export interface FieldProposal extends FieldMeaning {
  readonly name: string;
  /** What follows the name: a space for a value, or new lines for what stands below, indented from the key. */
  readonly after: string;
}

/** Fields that the server sets by itself; nobody writes them. */
const OF_THE_SERVER = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'status',
  'uid',
]);

/** The fields that may be added to the map at a path (`#` for an item), those that must be there first, the others by name. */
export function fieldProposals(
  help: FieldHelp,
  kind: string,
  path: readonly string[],
  written: readonly string[],
): FieldProposal[] {
  const type = typeAt(help.fields, kind, path);
  if (type?.form !== 'struct') return [];
  const required = help.fields.required(type.name);
  const isOwner = path.at(-2) === 'ownerReferences';
  return [...help.fields.fields(type.name)]
    .filter(([name]) => !written.includes(name) && (isOwner || !OF_THE_SERVER.has(name)))
    .sort(([one], [other]) => rank(required, one) - rank(required, other) || (one < other ? -1 : 1))
    .map(([name, field]) => ({
      name,
      after: after(field),
      type: typeCode(field),
      meaning: help.meanings[type.name]?.[name] ?? '',
    }));
}

/** Whether what stands at a path is true or false. */
export function isBoolean({ fields }: FieldHelp, kind: string, path: readonly string[]): boolean {
  const type = typeAt(fields, kind, path);
  return type?.form === 'scalar' && type.scalar === 'boolean';
}

function rank(required: readonly string[], name: string): number {
  const at = required.indexOf(name);
  return at < 0 ? required.length : at;
}

function after(type: FieldType): string {
  if (type.form === 'scalar') return ': ';
  return type.form === 'list' ? ':\n  - ' : ':\n  ';
}

function typeCode(type: FieldType): string {
  if (type.form === 'struct') return 'type-map';
  return type.form === 'scalar' ? `type-${type.scalar}` : `type-${type.form}`;
}
