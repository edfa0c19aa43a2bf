import { refusedIn } from '../../core/manifest/pasted/errors.ts';
import type { FieldTable } from '../../core/manifest/schema/table.ts';
import { compose } from '../../core/manifest/yaml/compose.ts';
import { applyEdits, type TextEdit } from '../edit.ts';
import { fieldsFor } from '../pasted.ts';
import { type FixMaker, fix } from './fix.ts';

/** Every way is read and checked, so a document of thousands of lines gets none. */
const LONGEST = 50_000;

/** Slips of a finger or two. */
const FARTHEST = 4;

/**
 * The line that stands askew, or the one above it, in the column in which the fewest fields stand where they have no place, and then the
 * document has the fewest faults, alone or with what stands below it. Several ways that mean the same are one; several that mean different things are none.
 */
export const dentFix: FixMaker = ({ diagnostic, document }) => {
  const { text } = document.content;
  const fields = fieldsFor(document.content);
  if (fields === undefined || text.length > LONGEST) return [];
  const lines = linesOf(text);
  const at = lines.findIndex(({ end }) => end >= diagnostic.start - document.start);
  const blamed = [at, lines.findLastIndex((line, index) => index < at && !line.isBlank)];
  const ways = blamed.flatMap(index => waysOf(lines, index)).map(way => judged(text, way, fields));
  const fitting = leastOf(ways, ({ misfits }) => misfits);
  const best = leastOf(fitting, ({ faults }) => faults);
  const [first] = best.toSorted((one, other) => one.odd - other.odd);
  if (first === undefined || first.faults === Number.POSITIVE_INFINITY) return [];
  if (new Set(best.map(({ meaning }) => meaning)).size > 1) return [];
  const edits = first.edits.map(edit => ({
    ...edit,
    start: edit.start + document.start,
    end: edit.end + document.start,
  }));
  // People count columns from 1, as the status bar does.
  const values = { text: first.line.text.trim().slice(0, 40), column: first.column + 1 };
  return [fix('fix-dent', values, edits, true)];
};

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly column: number;
  readonly isBlank: boolean;
}

interface Way {
  readonly line: Line;
  readonly column: number;
  readonly edits: readonly TextEdit[];
  /** How many of the lines end up in a column in which no other stands. */
  readonly odd: number;
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\r\n]*(?:\r?\n|\r|$)/g)].map(({ index, 0: whole }) => {
    const line = whole.replace(/[\r\n]+$/, '');
    const isBlank = /^\s*(?:#|$)/.test(line);
    return { start: index, end: index + line.length, text: line, column: line.search(/\S|$/), isBlank };
  });
}

/** The line by itself, and with the lines below it that stand further in, in each column that others have. */
function waysOf(lines: readonly Line[], index: number): Way[] {
  const line = lines[index];
  if (line === undefined || line.isBlank) return [];
  const next = lines.findIndex((other, place) => place > index && !other.isBlank && other.column <= line.column);
  const block = lines.slice(index, next < 0 ? undefined : next).filter(({ isBlank }) => !isBlank);
  const around = new Set(lines.filter(one => !one.isBlank && !block.includes(one)).map(one => one.column));
  return columnsNear(lines, line).flatMap(column => {
    const moved = (those: readonly Line[]) => {
      const by = column - line.column;
      const odd = block.filter(one => !around.has(one.column + (those.includes(one) ? by : 0))).length;
      return { line, column, odd, edits: those.map(one => moveOf(one, by)) };
    };
    return block.length > 1 ? [moved([line]), moved(block)] : [moved([line])];
  });
}

/** Columns in which something stands, and those of what lies in an item or a step further in; the nearest first. */
function columnsNear(lines: readonly Line[], { column }: Line): number[] {
  const all = lines.filter(({ isBlank }) => !isBlank).flatMap(line => [line.column, line.column + 2]);
  const near = [...new Set(all)].filter(one => one !== column && Math.abs(one - column) <= FARTHEST);
  return near.toSorted((one, other) => Math.abs(one - column) - Math.abs(other - column) || one - other);
}

function moveOf({ start, column }: Line, by: number): TextEdit {
  return { start, end: start + column, newText: ' '.repeat(Math.max(0, column + by)) };
}

interface Judged extends Way {
  readonly faults: number;
  /** How many of the faults are fields where they have no place: what else is wrong in a document says nothing about a column. */
  readonly misfits: number;
  readonly meaning: string;
}

function judged(text: string, way: Way, fields: FieldTable): Judged {
  const after = applyEdits(text, way.edits);
  const refused = refusedIn(after, fields);
  if (refused === undefined)
    return { ...way, faults: Number.POSITIVE_INFINITY, misfits: Number.POSITIVE_INFINITY, meaning: '' };
  const misfits = refused.filter(({ isOfShape }) => isOfShape).length;
  return { ...way, faults: refused.length, misfits, meaning: JSON.stringify(compose(after).value) };
}

function leastOf(ways: readonly Judged[], countOf: (way: Judged) => number): Judged[] {
  const least = Math.min(...ways.map(countOf));
  return ways.filter(way => countOf(way) === least);
}
