import { type FieldTable, fieldTable } from '../core/manifest/schema/table.ts';
import type { FieldHelp, Meanings } from './field-help.ts';

let fields: Promise<FieldTable> | undefined;
let meanings: Promise<Meanings> | undefined;

/** The table of fields, from a file beside the bundle. Loaded when it is first asked for, which is never at activation. */
export function loadFields(): Promise<FieldTable> {
  fields ??= import('../../generated/fields.json', { with: { type: 'json' } }).then(file => fieldTable(file.default));
  return fields;
}

/** The meanings of fields, which only hovers and completions show. */
function loadMeanings(): Promise<Meanings> {
  meanings ??= import('../../generated/meanings.json', { with: { type: 'json' } }).then(file => file.default);
  return meanings;
}

/** Both, for hovers and completions. */
export async function loadFieldHelp(): Promise<FieldHelp> {
  const [table, texts] = await Promise.all([loadFields(), loadMeanings()]);
  return { fields: table, meanings: texts };
}
