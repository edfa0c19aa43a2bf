/** A line of YAML, as far as its indentation and its key tell: half-typed YAML cannot be parsed. */
export interface Line {
  /** Column of the first hyphen of each list level that begins on this line. */
  readonly dashes: readonly number[];
  /** Column where the key or the scalar after all hyphens begins. */
  readonly column: number;
  readonly key: string | undefined;
  /** What stands behind the key, or where a key could stand, without the comment. */
  readonly rest: string;
  readonly raw: string;
}

/** The lines of one document around the one in which somebody types, without those that are blank or hold a comment. */
export interface LinesAround {
  /** The nearest first. */
  readonly above: readonly Line[];
  readonly current: Line;
  readonly below: readonly Line[];
}

const LINE = /^([ ]*)((?:-[ ]+)*)(?:(["']?)([^\s:#"'](?:[^:#"']*[^:#"' ])?)\3[ ]*:(?=\s|$))?/;
const BREAK = /^(?:---|\.\.\.)(?:\s|$)/;

/** Reads the lines of the document in which an offset lies. */
export function linesAround(text: string, lineStart: number, lineEnd: number): LinesAround {
  // In a file of many documents the others need not be cut into lines.
  const start = Math.max(text.lastIndexOf('\n---', lineStart - 1), 0);
  const next = text.indexOf('\n---', lineEnd);
  const above: Line[] = [];
  for (const raw of text.slice(start, lineStart).split('\n').slice(0, -1).reverse()) {
    if (BREAK.test(raw)) break;
    if (saysSomething(raw)) above.push(readLine(raw));
  }
  const below: Line[] = [];
  for (const raw of text
    .slice(lineEnd, next < 0 ? text.length : next)
    .split('\n')
    .slice(1)) {
    if (BREAK.test(raw)) break;
    if (saysSomething(raw)) below.push(readLine(raw));
  }
  return { above, current: readLine(text.slice(lineStart, lineEnd)), below };
}

/** Where a line begins: at its first hyphen, or at its key. */
export function firstColumn({ dashes, column }: Line): number {
  return dashes[0] ?? column;
}

/** Whether more may come below a line: nothing stands behind its key or hyphen but a mark of YAML's own. */
export function isOpen({ key, dashes, rest }: Line): boolean {
  return (key !== undefined || dashes.length > 0) && /^(?:[&!]\S+(?:\s+|$))*$/.test(rest);
}

/** Whether a line belongs to the key of the one above it. A list may stand at the column of its key. */
export function isBelow(line: Line, { column }: Line): boolean {
  return firstColumn(line) > column || (firstColumn(line) === column && line.dashes.length > 0);
}

function readLine(raw: string): Line {
  const [whole = '', indent = '', hyphens = '', , key] = LINE.exec(raw) ?? [];
  const dashes = [...hyphens.matchAll(/-/g)].map(match => indent.length + match.index);
  const rest = raw
    .slice(whole.length)
    .replace(/(?:^|\s)#.*$/s, '')
    .trim();
  return { dashes, column: indent.length + hyphens.length, key, rest, raw };
}

function saysSomething(raw: string): boolean {
  return !/^\s*(#|\r?$)/.test(raw);
}
