import { define } from '../place.ts';
import type { Entry, Node } from './node.ts';
import { DEEPEST, keyEndAt, keyOf, matched, pastSpaces, type Simple, scalar, valueOn } from './simple-values.ts';

/**
 * Reads a document of block maps and lists, flow ones of one line, and literals, which nearly all manifests are made of, ten times
 * faster than a whole YAML parser does. Anything else, and anything that might be wrong, is `undefined`: then the parser has to read it.
 * Where this returns something it is what the parser makes of the same text, offsets included; a property holds the two together.
 */
export function readSimple(text: string): Simple | undefined {
  if (ELSEWHERE.test(text)) return undefined;
  const { lines, deep } = linesOf(text);
  const [first] = lines;
  if (first === undefined || first.indent !== 0) return undefined;
  const reader = new Reader(text, lines);
  const root = reader.block(0, 0);
  if (root === undefined || !reader.isAtEnd) return undefined;
  return deep.every(offset => isInLiteral(root.node, offset)) ? root : undefined;
}

/** Tabs, carriage returns and other control characters, and markers of documents where they matter. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ELSEWHERE = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\uFEFF]|^%|^\.\.\.|^---[^\n]*\S/m;
const HEADER = /^(?:[ ]*(?:#[^\n]*)?\n)*--- *\n/;
const LITERAL = /\|-? *\n/y;

/** A line that says something. */
interface Line {
  /** Column of its first character, or of what is not read of it yet. */
  indent: number;
  /** Offset of that character. */
  start: number;
  /** Offset of its end. */
  readonly end: number;
}

interface Lines {
  /** Those below the document's marker, without those that are blank or hold only a comment. */
  readonly lines: Line[];
  /** Offsets of comments deeper than what follows them: the parser counts such a one as the end of what is above, unless it is text of a literal. */
  readonly deep: readonly number[];
}

function linesOf(text: string): Lines {
  const lines: Line[] = [];
  const deep: number[] = [];
  let comments: { indent: number; start: number }[] = [];
  let at = HEADER.exec(text)?.[0].length ?? 0;
  while (at < text.length) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    let start = at;
    while (start < end && text.charCodeAt(start) === SPACE) start += 1;
    const indent = start - at;
    at = end + 1;
    if (start === end) continue;
    if (text.charCodeAt(start) === HASH) {
      comments.push({ indent, start });
      continue;
    }
    for (const comment of comments) if (comment.indent > indent) deep.push(comment.start);
    if (comments.length > 0) comments = [];
    lines.push({ indent, start, end });
  }
  for (const comment of comments) if (comment.indent > 0) deep.push(comment.start);
  return { lines, deep };
}

const SPACE = 32;
const HASH = 35;
const DASH = 45;

/** Walks the lines; every method leaves it behind what it read. */
class Reader {
  private readonly text: string;
  private readonly lines: readonly Line[];
  private at = 0;
  /** Offset of the end of the last line that was read. */
  private end = 0;

  constructor(text: string, lines: readonly Line[]) {
    this.text = text;
    this.lines = lines;
  }

  get isAtEnd(): boolean {
    return this.at >= this.lines.length;
  }

  /** The map or list that begins with what is left of this line. */
  block(indent: number, depth: number): Simple | undefined {
    const line = this.lines[this.at];
    if (line === undefined || depth > DEEPEST) return undefined;
    return this.isItem(line) ? this.list(indent, depth) : this.map(indent, depth);
  }

  private map(indent: number, depth: number): Simple | undefined {
    const start = this.lines[this.at]?.start ?? 0;
    const value: Record<string, unknown> = {};
    const entries: Entry[] = [];
    for (let line = this.lines[this.at]; line !== undefined && line.indent >= indent; line = this.lines[this.at]) {
      const keyEnd = keyEndAt(this.text, line.start);
      if (line.indent > indent || keyEnd < 0) return undefined;
      const key = keyOf(this.text, line.start, keyEnd);
      const below = this.valueAt(keyEnd + 1, line, indent, depth);
      if (below === undefined || Object.hasOwn(value, key)) return undefined;
      define(value, key, below.value);
      entries.push({ key, keyStart: line.start, keyEnd, node: below.node });
    }
    return { node: { type: 'map', flow: false, start, end: this.lastEnd(), entries }, value };
  }

  private list(indent: number, depth: number): Simple | undefined {
    const start = this.lines[this.at]?.start ?? 0;
    const value: unknown[] = [];
    const items: Node[] = [];
    for (let line = this.lines[this.at]; line !== undefined && line.indent >= indent; line = this.lines[this.at]) {
      if (line.indent > indent) return undefined;
      // A list may stand as far left as the key above it: then the next key ends it.
      if (!this.isItem(line)) break;
      const item = this.item(line, indent, depth);
      if (item === undefined) return undefined;
      items.push(item.node);
      value.push(item.value);
    }
    return { node: { type: 'list', flow: false, start, end: this.lastEnd(), items }, value };
  }

  private item(line: Line, indent: number, depth: number): Simple | undefined {
    const start = pastSpaces(this.text, line.start + 1, line.end);
    if (keyEndAt(this.text, start) < 0) return this.valueAt(line.start + 1, line, indent, depth, false);
    line.indent += start - line.start;
    line.start = start;
    return this.map(line.indent, depth + 1);
  }

  /** What stands behind a colon or dash: on its line, or below it. */
  private valueAt(after: number, line: Line, indent: number, depth: number, isEntry = true): Simple | undefined {
    const start = pastSpaces(this.text, after, line.end);
    this.at += 1;
    this.end = line.end;
    if (start < line.end && this.text.charCodeAt(start) !== HASH) {
      return this.text.charAt(start) === '|' ? this.literal(start, indent) : valueOn(this.text, start, line.end);
    }
    const next = this.lines[this.at];
    const isBelow =
      next !== undefined && (next.indent > indent || (isEntry && next.indent === indent && this.isItem(next)));
    if (isBelow) return this.block(next.indent, depth + 1);
    // The parser counts comments below a value that is left out to what stands around it.
    const gap = this.text.slice(start, next?.start ?? this.text.length);
    return gap.includes('#') ? undefined : scalar(start, start, null, 'plain');
  }

  /** The lines of a block scalar, of which blank ones are without spaces. */
  private literal(start: number, indent: number): Simple | undefined {
    const { text } = this;
    const lines: string[] = [];
    const first = matched(LITERAL, text, start);
    let blank = 0;
    let column = 0;
    for (let at = first; first >= 0 && at < text.length; ) {
      const end = text.indexOf('\n', at);
      const begin = pastSpaces(text, at, end);
      if (end < 0 || (begin === end && (begin > at || column === 0))) return undefined;
      if (begin === end) blank += 1;
      else {
        if (begin - at <= indent) break;
        column ||= begin - at;
        if (begin - at < column) return undefined;
        for (; blank > 0; blank--) lines.push('');
        lines.push(text.slice(at + column, end));
        this.end = end;
      }
      at = end + 1;
    }
    if (lines.length === 0) return undefined;
    while ((this.lines[this.at]?.start ?? text.length) < this.end) this.at += 1;
    const value = lines.join('\n') + (text.charAt(start + 1) === '-' ? '' : '\n');
    return scalar(start, this.end + 1, value, 'block');
  }

  /** A dash and a space, or a dash alone. */
  private isItem({ start, end }: Line): boolean {
    return this.text.charCodeAt(start) === DASH && (start + 1 === end || this.text.charCodeAt(start + 1) === SPACE);
  }

  /** Where what was read so far ends, with the comment behind it, as the parser has it. */
  private lastEnd(): number {
    let { end } = this;
    while (this.text.charCodeAt(end - 1) === SPACE) end -= 1;
    return end;
  }
}

function isInLiteral(node: Node, offset: number): boolean {
  if (offset < node.start || offset >= node.end) return false;
  if (node.type === 'scalar') return node.style === 'block';
  const inner = node.type === 'list' ? node.items : node.entries.map(entry => entry.node);
  return inner.some(child => isInLiteral(child, offset));
}
