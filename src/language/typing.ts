/** Where in a document somebody is typing, told from the indentation alone: half-typed YAML cannot be parsed. */
export interface Typing {
  /** Keys from the root, `#` for an item of a list. For a value its key is the last step; for a new key the map it would go into. */
  readonly path: readonly string[];
  readonly at: 'key' | 'value';
  /** The word to be replaced, in offsets of the text. */
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** Column of the key or item, counted from zero. */
  readonly column: number;
  /** The other keys of the map in which the line stands. */
  readonly siblings: readonly string[];
}

interface Line {
  /** Column of the first hyphen of each list level that begins on this line. */
  readonly dashes: readonly number[];
  /** Column where the key or the scalar after all hyphens begins. */
  readonly column: number;
  readonly key: string | undefined;
}

const LINE = /^([ ]*)((?:-[ ]+)*)(?:(["']?)([^\s:#"'][^:#"']*?)\3[ ]*:(?=\s|$))?/;

/** `undefined` in comments, and in braces and brackets, which say nothing by their indentation. */
export function typingAt(text: string, offset: number): Typing | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = endOfLine(text, offset);
  const before = text.slice(lineStart, offset);
  if (/(^|\s)#/.test(before) || /[{[]/.test(before)) return undefined;
  const line = read(text.slice(lineStart, lineEnd));
  const valueAt = line.key === undefined ? undefined : before.search(/:\s/) + 1;
  const isValue = valueAt !== undefined && valueAt > 0;
  const parents = parentsOf(text.slice(0, lineStart), line);
  const word = /[^\s:"']*$/.exec(before)?.[0] ?? '';
  const end = offset + (/^[^\s:"'#]*/.exec(text.slice(offset, lineEnd))?.[0].length ?? 0);
  const siblings = siblingsOf(text.slice(0, lineStart), text.slice(lineEnd), line);
  const range = { start: offset - word.length, end, word, column: line.column, siblings };
  return isValue
    ? { path: [...parents, line.key ?? ''], at: 'value', ...range }
    : { path: parents, at: 'key', ...range };
}

/** The way to the map or list in which a line stands: upwards, every line that is indented less. */
function parentsOf(above: string, line: Line): string[] {
  const path: string[] = [];
  let column = line.column;
  const addDashes = (dashes: readonly number[]): void => {
    for (const dash of dashes.toReversed()) {
      path.unshift('#');
      column = dash;
    }
  };
  addDashes(line.dashes);
  let inItem = line.dashes.length > 0;
  const lines = above.split('\n').slice(0, -1);
  for (let index = lines.length - 1; index >= 0 && column >= 0; index -= 1) {
    const raw = lines[index] ?? '';
    if (/^(---|\.\.\.)/.test(raw)) break;
    if (/^\s*(#|\r?$)/.test(raw)) continue;
    const parent = read(raw);
    // A list may stand at the column of the key above it.
    const isParent =
      parent.key !== undefined &&
      (parent.column < column || (inItem && parent.column === column && parent.dashes.length === 0));
    if (isParent) {
      path.unshift(parent.key ?? '');
      column = parent.column;
      inItem = false;
    }
    if (parent.column === column && parent.dashes.length > 0 && !inItem) {
      addDashes(parent.dashes);
      inItem = true;
    }
    if (column === 0 && !inItem) break;
  }
  return path;
}

/** Keys at the column of a line, up to where its map begins and ends. */
function siblingsOf(above: string, below: string, { column, dashes }: Line): string[] {
  const before = dashes.length > 0 ? [] : keysAt(above.split('\n').slice(0, -1).reverse(), column, true);
  return [...before, ...keysAt(below.split('\n').slice(1), column, false)];
}

function keysAt(lines: readonly string[], column: number, upwards: boolean): string[] {
  const keys: string[] = [];
  for (const raw of lines) {
    if (/^(---|\.\.\.)/.test(raw)) break;
    if (/^\s*(#|\r?$)/.test(raw)) continue;
    const line = read(raw);
    const first = line.dashes[0] ?? line.column;
    // A hyphen left of the column begins the item that the map is, or the one after it.
    const isItem = line.dashes.length > 0 && first < column;
    if (line.column < column || (isItem && !upwards)) break;
    if (line.column === column && line.key !== undefined) keys.push(line.key);
    if (isItem) break;
  }
  return keys;
}

function read(line: string): Line {
  const [, indent = '', hyphens = '', , key] = LINE.exec(line) ?? [];
  const dashes = [...hyphens.matchAll(/-/g)].map(match => indent.length + match.index);
  return { dashes, column: indent.length + hyphens.length, key };
}

function endOfLine(text: string, offset: number): number {
  const found = text.slice(offset).search(/\r?\n|$/);
  return offset + Math.max(found, 0);
}
