import type { FieldTable } from '../schema/table.ts';
import { compose } from '../yaml/compose.ts';
import { errorsIn } from './errors.ts';

/** How much wider or narrower the indentation may have been before it was copied. */
const FACTORS = [2, 0.5, 4, 0.25];

/**
 * A document whose indentation was halved, or doubled, on the way: with all of it as wide as it must have been. `undefined` unless exactly one
 * width makes a manifest without a fault.
 */
export function rescaled(text: string, table: FieldTable): string | undefined {
  const widths = [...text.matchAll(/^ +(?=\S)/gm)].map(([indent]) => indent.length);
  if (!isScaled(text, widths)) return undefined;
  const ways = FACTORS.filter(factor => widths.every(width => Number.isInteger(width * factor)))
    .map(factor => text.replaceAll(/^ +(?=\S)/gm, indent => ' '.repeat(indent.length * factor)))
    .filter(way => errorsIn(way, table)?.length === 0);
  const meanings = new Set(ways.map(way => JSON.stringify(compose(way).value)));
  return widths.length > 0 && meanings.size === 1 ? ways[0] : undefined;
}

/** An item with a key and its value, and the field that follows it. */
const ITEM = /^( *)- +[\w./-]+: +\S.*\n( +)[\w./-]+:/gm;

/**
 * Whether all of a document is narrower or wider than anybody writes, rather than one line of it: nobody indents by one blank, fields stand
 * two blanks behind the hyphen of their item, and so not all widths are multiples of four. One item that is askew is a slip of the hand.
 */
function isScaled(text: string, widths: readonly number[]): boolean {
  if (widths.includes(1)) return true;
  const offsets = [...text.matchAll(ITEM)].map(([, dash = '', field = '']) => field.length - dash.length);
  return !offsets.includes(2) && (offsets.length > 1 || widths.every(width => width % 4 === 0));
}

const KEY = /^["']?([\w./-]+)["']?:(?:\s|$)/;
/** So many fields at the margin that belong further in are no slip of the hand. */
const FEW = 3;

/** Whether a part of a document stands at the margin: keys that its kind does not have there. */
export function isPartlyFlat(lines: readonly string[], kind: string, table: FieldTable): boolean {
  const root = table.root(kind);
  if (root?.form !== 'struct') return false;
  const fields = table.fields(root.name);
  const odd = lines.filter(line => !fields.has(KEY.exec(line)?.[1] ?? 'kind'));
  return odd.length >= FEW;
}
