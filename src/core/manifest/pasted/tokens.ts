/** A piece of a manifest that can stand on a line of its own: a key with what follows it, an item of a list, or both. */
export interface Token {
  /** It starts an item of a list. */
  readonly item: boolean;
  /** Without quotes; `undefined` for an item that is a value alone. */
  readonly key: string | undefined;
  /** The key as it is written. */
  readonly written: string;
  /** What follows the key on its line; empty where what belongs to it comes in the next tokens. */
  readonly value: string;
  /** A comment at the end of its line, with the blanks in front of it. */
  readonly comment: string;
  /** Comments on lines of their own above it. */
  readonly above: readonly string[];
}

const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[\w./-]+):(?=\s|$)\s*/;
const BLOCK = /^[|>][-+0-9]*$/;
/** Also typographic quotes: where such a text ends cannot be told. */
const SPECIAL = /^[&*!\u2018-\u201F]/;

/**
 * The pieces of a document whose lines have lost their indentation, or were joined. `undefined` where pieces cannot be told apart:
 * in texts over several lines, and where anchors stand.
 */
export function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let above: string[] = [];
  for (const line of text.split(/\r?\n/).map(one => one.replace(/^\uFEFF/, '').trim())) {
    if (line === '' || line === '---' || line === '...') continue;
    if (line.startsWith('#')) {
      above.push(line);
      continue;
    }
    const { content, comment } = withoutComment(line);
    const pieces = piecesOf(content);
    if (pieces === undefined) return undefined;
    for (const [index, piece] of pieces.entries()) {
      tokens.push({ ...piece, comment: index === pieces.length - 1 ? comment : '', above });
      above = [];
    }
  }
  return tokens;
}

export type Piece = Omit<Token, 'comment' | 'above'>;

/** The pieces of one line, with a comment at its end left to the last of them. `undefined` where they cannot be told apart. */
export function piecesIn(line: string): Piece[] | undefined {
  const { content, comment } = withoutComment(line);
  const pieces = piecesOf(content);
  return pieces?.map((piece, index) =>
    index < pieces.length - 1 ? piece : { ...piece, value: piece.value + comment },
  );
}

function piecesOf(line: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  let rest = line;
  while (rest !== '') {
    const item = /^-(\s+|$)/.exec(rest);
    if (item !== null) rest = rest.slice(item[0].length);
    if (rest.startsWith('- ')) return undefined;
    const match = KEY.exec(rest);
    if (match !== null) rest = rest.slice(match[0].length);
    else if (item === null) return undefined;
    const end = KEY.test(rest) || /^-(\s|$)/.test(rest) ? 0 : endOfValue(rest, match === null || rest.startsWith('- '));
    const value = rest.slice(0, end).trim();
    if (BLOCK.test(value) || SPECIAL.test(value)) return undefined;
    const written = match?.[1] ?? '';
    pieces.push({ item: item !== null, key: match === null ? undefined : unquoted(written), written, value });
    rest = rest.slice(end).trim();
  }
  return pieces;
}

/** Where a value ends because another key begins behind it: a plain text cannot hold a colon and a space. `inList`: another item may begin. */
function endOfValue(text: string, inList: boolean): number {
  for (let index = 0; index < text.length; ) {
    const next = skipped(text, index);
    if (next > index) {
      index = next;
      continue;
    }
    const rest = text.slice(index);
    if (/^\s/.test(rest) && (KEY.test(rest.trimStart()) || isItem(rest.trimStart(), inList))) return index;
    index += 1;
  }
  return text.length;
}

function isItem(rest: string, inList: boolean): boolean {
  return rest.startsWith('- ') && (inList || KEY.test(rest.slice(2).trimStart()));
}

/** Behind a text in quotes or brackets that begins here; here where none begins. */
function skipped(text: string, index: number): number {
  const rest = text.slice(index);
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(rest)?.[0] ?? '';
  // Within a word a quote is a letter like any other.
  if (quoted !== '' && /(^|[\s[{,(])$/.test(text.slice(0, index))) return index + quoted.length;
  if (!/^[[{]/.test(rest)) return index;
  let depth = 0;
  for (let end = index; end < text.length; end += 1) {
    if (/[[{]/.test(text.charAt(end))) depth += 1;
    if (/[\]}]/.test(text.charAt(end))) depth -= 1;
    if (depth === 0) return end + 1;
  }
  return index;
}

function withoutComment(line: string): { readonly content: string; readonly comment: string } {
  for (let index = 0; index < line.length; ) {
    const next = skipped(line, index);
    if (next === index && /^\s+#/.test(line.slice(index)))
      return { content: line.slice(0, index), comment: line.slice(index) };
    index = Math.max(next, index + 1);
  }
  return { content: line, comment: '' };
}

function unquoted(written: string): string {
  return /^["']/.test(written) ? written.slice(1, -1) : written;
}
