const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const ITEMS = /"items"\s*:\s*$/;
/** Bytes before a list that are looked at: its key and its colon stand there, however they are indented. */
const NEAR = 200;

/** Cuts the JSON text of a list into its items while it comes. */
export interface ItemCutter {
  /** The texts of the objects that `chunk` completes. */
  push(chunk: Buffer): string[];
  /** What has come besides items: with a whole list of objects it is JSON, and its `items` are empty. */
  rest(): string;
  /** Whether the items are still coming. */
  readonly isOpen: boolean;
}

/**
 * One item at a time can be read, trimmed and forgotten: a page of five hundred pods read as one value makes the heap grow by several
 * times what is kept of it. Looks at bytes, because no byte of a character beyond ASCII is one of those that matter.
 */
export function itemCutter(): ItemCutter {
  const outside: Buffer[] = [];
  let begun: Buffer[] = [];
  let where: 'head' | 'items' | 'tail' = 'head';
  let depth = 0;
  let inString = false;
  let escaped = false;

  return {
    push(chunk) {
      if (where === 'tail') {
        outside.push(chunk);
        return [];
      }
      const items: string[] = [];
      /** Where what is not yet put anywhere begins. */
      let start = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        if (inString) {
          at = stringEnd(chunk, escaped ? at + 1 : at);
          inString = at >= chunk.length;
          escaped = at > chunk.length;
          continue;
        }
        const byte = chunk[at];
        if (byte === QUOTE) inString = true;
        else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
          if (where === 'items' && depth === 0) start = begin(chunk, start, at);
          depth += 1;
          if (where === 'head' && depth === 2 && byte === OPEN_LIST && isUnderItems(chunk, start, at)) {
            outside.push(chunk.subarray(start, at + 1));
            [where, depth, start] = ['items', 0, at + 1];
          }
        } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
          depth -= 1;
          if (where !== 'items') continue;
          if (depth === 0) {
            items.push(text([...begun, chunk.subarray(start, at + 1)]));
            begun = [];
            start = at + 1;
          } else if (depth < 0) {
            outside.push(between(chunk.subarray(start, at)), chunk.subarray(at));
            where = 'tail';
            return items;
          }
        }
      }
      if (where === 'items' && depth > 0) begun.push(Buffer.from(chunk.subarray(start)));
      else outside.push(where === 'items' ? between(chunk.subarray(start)) : chunk.subarray(start));
      return items;
    },
    rest: () => text(outside),
    get isOpen() {
      return where === 'items';
    },
  };

  /** An item begins: what was between it and the one before must be nothing. */
  function begin(chunk: Buffer, start: number, at: number): number {
    outside.push(between(chunk.subarray(start, at)));
    return at;
  }

  function isUnderItems(chunk: Buffer, start: number, at: number): boolean {
    let near = chunk.subarray(Math.max(start, at - NEAR), at);
    for (let piece = outside.length - 1; piece >= 0 && near.length < NEAR; piece -= 1)
      near = Buffer.concat([outside[piece]?.subarray(near.length - NEAR) ?? Buffer.alloc(0), near]);
    return ITEMS.test(text([near]));
  }
}

/** Where the string that goes on at an offset ends. Behind the chunk if it does not end in it, by one more if its last byte takes the next along. */
function stringEnd(chunk: Buffer, from: number): number {
  let at = from;
  while (at < chunk.length && chunk[at] !== QUOTE) at += chunk[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** Without commas and white space; anything else stays, and makes the rest no JSON. */
function between(bytes: Buffer): Buffer {
  return bytes.filter(byte => byte !== COMMA && byte > 0x20) as Buffer;
}

function text(parts: readonly Buffer[]): string {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only.toString('utf8') : Buffer.concat(parts).toString('utf8');
}
