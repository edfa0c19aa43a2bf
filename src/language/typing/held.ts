import { isFields } from '../../core/manifest/place.ts';
import { isOfType } from '../../core/manifest/schema/rules.ts';
import type { FieldTable, FieldType } from '../../core/manifest/schema/table.ts';
import { compose } from '../../core/manifest/yaml/compose.ts';
import { isBelow, type LinesAround } from './lines.ts';

/** What stands behind or below the key that somebody types, so that it would belong to what is proposed in its place. */
export type Held =
  /** Not there yet, an alias of something that stands elsewhere, or no YAML. */
  { readonly form: 'nothing' | 'alias' | 'unreadable' } | { readonly form: 'value'; readonly value: unknown };

/** Nobody puts another key before a longer value, in characters. */
const LONGEST = 20_000;

/** What a line holds already. A word without a colon is what is being typed. */
export function heldBy({ current, below }: LinesAround): Held {
  const end = below.findIndex(line => !isBelow(line, current));
  const lines = below.slice(0, end < 0 ? below.length : end);
  const behind = current.key === undefined ? '' : current.rest;
  if (behind === '' && lines.length === 0) return { form: 'nothing' };
  if (behind.length > LONGEST) return { form: 'unreadable' };
  const key = `${' '.repeat(current.column)}held: ${behind}`;
  const { value, faults } = compose([key, ...lines.map(({ raw }) => raw)].join('\n'));
  if (faults.length > 0 || !isFields(value))
    return { form: faults.every(({ code }) => code === 'unknown-anchor') ? 'alias' : 'unreadable' };
  return { form: 'value', value: value['held'] };
}

/** Whether a field of a type can hold it. */
export function canHold(table: FieldTable, type: FieldType, held: Held): boolean {
  if (held.form === 'value') return isOfType(held.value, type, table);
  return held.form !== 'unreadable';
}
