import type { FieldTable } from '../schema/table.ts';
import { compose } from '../yaml/compose.ts';
import { errorsIn } from './errors.ts';
import { type Piece, piecesIn } from './tokens.ts';

/** Beyond this many readings tried a document is left to what its reader stumbled over. Each costs as much as reading the document. */
const MOST_READINGS = 64;

/** Lines into which others were joined, and the document with their line breaks back. */
export interface Unjoined {
  /** Offset of the first such line. */
  readonly start: number;
  /** `undefined` where the pieces could stand in more than one way. */
  readonly rebuilt: string | undefined;
}

/**
 * Puts back line breaks that were lost inside single lines of a document that has its shape otherwise: of all columns in which the pieces can
 * stand between the lines around them, those at which the document has the fewest faults. `undefined` if it has faults at any.
 */
export function unjoined(text: string, table: FieldTable): Unjoined | undefined {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const joined = joinedLines(lines);
  const [first] = joined;
  if (first === undefined) return undefined;
  let readings: Line[][] = [lines];
  for (const { index, pieces } of joined) {
    const ways = waysOf(lines, index, pieces);
    readings = readings.flatMap(reading => ways.map(way => reading.toSpliced(index, 1, way)));
    if (ways.length === 0 || readings.length > MOST_READINGS) return undefined;
  }
  const judged = readings.flatMap(reading => judge(reading, newline, table));
  const fewest = Math.min(...judged.map(({ errors }) => errors));
  // A list may stand at the column of its key or further in; both say the same.
  const best = new Map(judged.filter(({ errors }) => errors === fewest).map(reading => [reading.meaning, reading]));
  const [only, ...more] = best.values();
  if (only === undefined) return undefined;
  const start = lines.slice(0, first.index).join(newline).length + (first.index === 0 ? 0 : newline.length);
  return { start, rebuilt: more.length === 0 ? only.text : undefined };
}

/** A line, or those that it was made of. */
type Line = string | readonly string[];

interface Judged {
  readonly text: string;
  readonly errors: number;
  /** What it says, apart from how it is written. */
  readonly meaning: string;
}

/** A reading with the number of its faults, if there are none in the lines that were put back. */
function judge(reading: readonly Line[], newline: string, table: FieldTable): Judged[] {
  const text = reading.map(line => (typeof line === 'string' ? line : line.join(newline))).join(newline);
  const errors = errorsIn(text, table);
  if (errors === undefined) return [];
  let offset = 0;
  for (const line of reading) {
    const end = offset + (typeof line === 'string' ? line : line.join(newline)).length + newline.length;
    if (typeof line !== 'string' && errors.some(error => offset <= error && error < end)) return [];
    offset = end;
  }
  return [{ text, errors: errors.length, meaning: JSON.stringify(compose(text).value) ?? '' }];
}

interface JoinedLine {
  readonly index: number;
  readonly pieces: readonly Piece[];
}

/** The lines outside texts of several lines that hold more than one field. */
function joinedLines(lines: readonly string[]): JoinedLine[] {
  const found: JoinedLine[] = [];
  let block: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const indent = indentOf(line);
    if (block !== undefined && indent > block) continue;
    block = /(?:^|\s)[|>][-+0-9]*\s*(?:#.*)?$/.test(line) ? indent : undefined;
    if (/^\s*(?:#|---|\.\.\.)/.test(line)) continue;
    const pieces = piecesIn(line.trim());
    if (
      pieces !== undefined &&
      pieces.length > 1 &&
      pieces.some(({ key, item }, at) => at > 0 && (key !== undefined || item))
    )
      found.push({ index, pieces });
  }
  return found;
}

/** The ways to set the pieces of a line one below the other, between the lines around it. */
function waysOf(lines: readonly string[], index: number, pieces: readonly Piece[]): string[][] {
  const indent = indentOf(lines[index] ?? '');
  const next = lines.slice(index + 1).find(line => line.trim() !== '' && !line.trim().startsWith('#'));
  const outer = openColumns(lines.slice(0, index), indent);
  let ways: Way[] = [{ lines: [], columns: outer, last: -1, opens: true }];
  for (const [at, piece] of pieces.entries()) {
    ways = ways.flatMap(way =>
      columnsFor(way, piece, at === 0 ? indent : undefined).map(column => placed(way, piece, column)),
    );
    if (ways.length > MOST_READINGS) return [];
  }
  return ways.filter(way => next === undefined || fitsBefore(way, next)).map(way => [...way.lines]);
}

interface Way {
  readonly lines: readonly string[];
  /** Columns at which keys or hyphens of open maps and lists stand. */
  readonly columns: readonly number[];
  /** Column of the last key; -1 before the first. */
  readonly last: number;
  /** Whether the last key has nothing behind it, so that more must come below. */
  readonly opens: boolean;
}

function columnsFor({ columns, last, opens }: Way, { item }: Piece, fixed: number | undefined): number[] {
  if (fixed !== undefined) return [fixed];
  // Below a key without a value comes what belongs to it: a list may stand at its own column.
  if (opens) return item ? [last, last + 2] : [last + 2];
  return [...new Set(columns)].filter(column => column <= last);
}

function placed({ lines, columns }: Way, piece: Piece, column: number): Way {
  const { item, key, written, value } = piece;
  const text = [item ? '-' : '', key === undefined ? '' : `${written}:`, value].filter(part => part !== '').join(' ');
  const last = item && key !== undefined ? column + 2 : column;
  return {
    lines: [...lines, ' '.repeat(column) + text],
    columns: [...columns.filter(open => open <= column), column, last],
    last,
    opens: key !== undefined && value === '',
  };
}

/** Whether the line that follows can follow. */
function fitsBefore({ last, opens, columns }: Way, next: string): boolean {
  const indent = indentOf(next);
  if (!opens) return columns.includes(indent) || indent < (columns[0] ?? 0);
  return indent > last || (indent === last && next.trim().startsWith('-'));
}

/** The columns of what is open where a line begins, the outermost first. */
function openColumns(lines: readonly string[], indent: number): number[] {
  const columns = new Set<number>([indent]);
  let least = indent;
  for (const line of lines.toReversed()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const own = indentOf(line);
    const inner = own + (/^\s*((?:-\s+)+)/.exec(line)?.[1]?.length ?? 0);
    for (const column of [inner, own]) {
      if (column > least) continue;
      columns.add(column);
    }
    least = Math.min(least, own);
  }
  return [...columns].sort((one, other) => one - other);
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}
