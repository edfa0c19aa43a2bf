import { type FieldTable, fieldTable } from '../core/manifest/schema/table.ts';

/** What fields mean, in English: by struct and field. */
export type Meanings = Readonly<Record<string, Readonly<Record<string, string>>>>;

let fields: Promise<FieldTable> | undefined;
let meanings: Promise<Meanings> | undefined;

/** The table of fields, from a file beside the bundle. Loaded when it is first asked for, which is never at activation. */
export function loadFields(): Promise<FieldTable> {
  fields ??= import('../../generated/fields.json', { with: { type: 'json' } }).then(file => fieldTable(file.default));
  return fields;
}

/** The meanings of fields, which only hovers and completions show. */
export function loadMeanings(): Promise<Meanings> {
  meanings ??= import('../../generated/meanings.json', { with: { type: 'json' } }).then(file => file.default);
  return meanings;
}
