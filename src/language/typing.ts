import { type Held, heldBy } from './typing/held.ts';
import { isBelow, isOpen, type Line, linesAround } from './typing/lines.ts';
import { isInPlace, parentsOf, siblingsOf } from './typing/way.ts';

/** Where in a document somebody is typing, told from the indentation alone: half-typed YAML cannot be parsed. */
export interface Typing {
  /** Keys from the root, `#` for an item of a list. For a value its key is the last step; for a new key the map it would go into. */
  readonly path: readonly string[];
  readonly at: 'key' | 'value';
  /** What is to be replaced, in offsets of the text: the word of a key, all of a value, in quotes without them. */
  readonly start: number;
  readonly end: number;
  /** What of it is typed before the cursor. */
  readonly word: string;
  /** Whether it stands in quotes. */
  readonly isQuoted: boolean;
  /** What must be written before a value: the space behind the colon, if that is not there yet. */
  readonly lead: string;
  /** Column of the key or item, counted from zero. */
  readonly column: number;
  /** The other keys of the map in which the line stands. */
  readonly siblings: readonly string[];
  /** What would belong to a key that is put here. */
  readonly held: Held;
  /** Whether a colon stands behind the key already. */
  readonly hasColon: boolean;
  readonly style: Style;
}

/** How the document is indented. */
export interface Style {
  /** One level. */
  readonly indent: string;
  /** A list below its key, from the key's column on. */
  readonly list: string;
}

/**
 * `undefined` where nothing can be proposed: in comments, in braces and brackets, which say nothing by their indentation, in texts of several
 * lines, and at columns at which nothing may stand.
 */
export function typingAt(text: string, offset: number): Typing | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = endOfLine(text, offset);
  const line = text.slice(lineStart, lineEnd);
  const before = text.slice(lineStart, offset);
  if (/(^|\s)#/.test(before) || /[{[]/.test(before)) return undefined;
  const around = linesAround(text, lineStart, lineEnd);
  const { current } = around;
  const isJson = /^[{[]/.test((around.above.at(-1) ?? current).rest);
  const shared = {
    column: current.column,
    siblings: siblingsOf(around),
    held: heldBy(around),
    style: styleOf([...around.above.toReversed(), current, ...around.below]),
  };
  const parents = parentsOf(around);
  const colon = current.key === undefined ? -1 : line.slice(current.column).search(/:(?=\s|$)/) + current.column;
  if (current.key !== undefined && before.length > colon) {
    const value = valueIn(line, colon + 1, before.length);
    const [next] = around.below;
    if (value === undefined || (isJson ? !value.isQuoted : next !== undefined && isBelow(next, current)))
      return undefined;
    return { path: [...parents, current.key], at: 'value', ...moved(value, lineStart), ...shared, hasColon: true };
  }
  if (isJson || !isInPlace(around)) return undefined;
  const inKey = /^["']?[^\s:"'#]*["']?[ \t]*:(?=\s|$)/.test(text.slice(offset, lineEnd));
  const isItem = current.dashes.length > 0 && current.key === undefined;
  if (isItem && before.length >= current.column) {
    const value = valueIn(line, current.column - 1, before.length);
    if (value === undefined) return undefined;
    return { path: parents, at: 'key', ...moved(value, lineStart), ...shared, lead: '', hasColon: false };
  }
  const word = /[^\s:"']*$/.exec(before)?.[0] ?? '';
  // Something else stands before the word: `oops wor`.
  if (before.slice(current.column, before.length - word.length).replace(/^["']/, '') !== '') return undefined;
  const end = offset + (/^[^\s:"'#]*/.exec(text.slice(offset, lineEnd))?.[0].length ?? 0);
  const isQuoted = /["']$/.test(before.slice(0, before.length - word.length));
  return {
    path: parents,
    at: 'key',
    start: offset - word.length,
    end,
    word,
    isQuoted,
    lead: '',
    ...shared,
    hasColon: inKey,
  };
}

type Value = Pick<Typing, 'start' | 'end' | 'word' | 'isQuoted' | 'lead'>;

/** The value behind a column of a line, if the cursor is in it: up to its comment, in quotes without them. */
function valueIn(line: string, after: number, cursor: number): Value | undefined {
  const blanks = /^[ \t]*/.exec(line.slice(after))?.[0].length ?? 0;
  const begin = Math.min(after + blanks, Math.max(cursor, after));
  const lead = begin === after && after > 0 && line.charAt(after - 1) === ':' ? ' ' : '';
  const rest = line.slice(begin);
  if (/^[|>&*!]/.test(rest)) return undefined;
  const quote = /^["']/.exec(rest)?.[0];
  const start = begin + (quote === undefined ? 0 : 1);
  if (cursor < start) return undefined;
  const length =
    quote === undefined ? rest.replace(/(?:^|\s)#.*$/, '').trimEnd().length : rest.slice(1).split(quote, 1)[0]?.length;
  const end = Math.max(start + (length ?? 0), start);
  // Behind a value, or behind its closing quote.
  if (cursor > end && end > start) return undefined;
  return { start, end: Math.max(end, cursor), word: line.slice(start, cursor), isQuoted: quote !== undefined, lead };
}

function moved(value: Value, by: number): Value {
  return { ...value, start: value.start + by, end: value.end + by };
}

/** As the document does it where it does it first; two spaces, and lists below their keys, where it shows neither. */
function styleOf(lines: readonly Line[]): Style {
  const pairs = lines.flatMap((line, index) => {
    const next = lines[index + 1];
    return next !== undefined && line.key !== undefined && isOpen(line) && isBelow(next, line)
      ? [[line, next] as const]
      : [];
  });
  const columnsOf = ([line, next]: readonly [Line, Line]) => (next.dashes[0] ?? next.column) - line.column;
  const map = pairs.find(([, { dashes }]) => dashes.length === 0);
  const list = pairs.find(([, { dashes }]) => dashes.length > 0);
  const indent = ' '.repeat(map === undefined ? 2 : columnsOf(map));
  return { indent, list: list === undefined ? indent : ' '.repeat(columnsOf(list)) };
}

function endOfLine(text: string, offset: number): number {
  const found = text.slice(offset).search(/\r?\n|$/);
  return offset + Math.max(found, 0);
}
