import { goQuote } from '../validation/go.ts';

/** What is wrong with a text that is no JSON, in the words of Go's `encoding/json`, which is what clients know. Undefined for a text that is. */
export function jsonFault(text: string): string | undefined {
  const end = valueEnd(text, skipped(text, 0));
  if (typeof end === 'string') return end;
  const rest = skipped(text, end);
  return rest < text.length ? wrong(text, rest, 'after top-level value') : undefined;
}

/** The place behind what was read, or what is wrong. */
type Read = number | string;

const blanks = /[ \t\r\n]*/y;

function skipped(text: string, start: number): number {
  blanks.lastIndex = start;
  blanks.test(text);
  return blanks.lastIndex;
}

function wrong(text: string, place: number, where: string): string {
  const point = text.codePointAt(place);
  if (point === undefined) return 'unexpected end of JSON input';
  return `invalid character ${quoted(point)} ${where}`;
}

/** Go looks at bytes, so of a character beyond ASCII it names the first. */
function quoted(point: number): string {
  const [first = 0] = Buffer.from(String.fromCodePoint(point));
  const character = String.fromCharCode(first);
  if (character === "'") return "'\\''";
  return character === '"' ? `'"'` : `'${goQuote(character).slice(1, -1)}'`;
}

/** Containers are kept in a list and not on the stack, which a hostile body could exhaust. */
function valueEnd(text: string, start: number): Read {
  const open: string[] = [];
  let place = start;
  for (;;) {
    const character = text[place];
    if (character === '{' || character === '[') {
      const inner = skipped(text, place + 1);
      const close = character === '{' ? '}' : ']';
      if (text[inner] !== close) {
        open.push(close);
        const begun = close === '}' ? keyEnd(text, inner) : inner;
        if (typeof begun === 'string') return begun;
        place = begun;
        continue;
      }
      place = inner + 1;
    } else {
      const read = scalarEnd(text, place);
      if (typeof read === 'string') return read;
      place = read;
    }
    const after = containersEnd(text, place, open);
    if (typeof after === 'string' || open.length === 0) return after;
    place = after;
  }
}

/** Closes what ends behind a value, and goes on to the next value where one follows. */
function containersEnd(text: string, behind: number, open: string[]): Read {
  let place = behind;
  for (let close = open.at(-1); close !== undefined; close = open.at(-1)) {
    place = skipped(text, place);
    if (text[place] === ',') {
      place = skipped(text, place + 1);
      return close === '}' ? keyEnd(text, place) : place;
    }
    if (text[place] !== close)
      return wrong(text, place, close === '}' ? 'after object key:value pair' : 'after array element');
    open.pop();
    place += 1;
  }
  return place;
}

/** Behind a key and its colon. */
function keyEnd(text: string, start: number): Read {
  if (text[start] !== '"') return wrong(text, start, 'looking for beginning of object key string');
  const end = textEnd(text, start);
  if (typeof end === 'string') return end;
  const colon = skipped(text, end);
  return text[colon] === ':' ? skipped(text, colon + 1) : wrong(text, colon, 'after object key');
}

function scalarEnd(text: string, start: number): Read {
  const character = text[start] ?? '';
  if (character === '"') return textEnd(text, start);
  if (/[-\d]/.test(character)) return numberEnd(text, start);
  const word = ['true', 'false', 'null'].find(each => each.startsWith(character) && character !== '');
  if (word === undefined) return wrong(text, start, 'looking for beginning of value');
  for (let index = 1; index < word.length; index += 1)
    if (text[start + index] !== word[index])
      return wrong(text, start + index, `in literal ${word} (expecting '${word[index] ?? ''}')`);
  return start + word.length;
}

const firstPrintable = 0x20;

function textEnd(text: string, start: number): Read {
  for (let place = start + 1; ; ) {
    while (text.charCodeAt(place) >= firstPrintable && text[place] !== '"' && text[place] !== '\\') place += 1;
    if (text[place] === '"') return place + 1;
    if (text[place] !== '\\') return wrong(text, place, 'in string literal');
    const escaped = text[place + 1] ?? '';
    if (escaped !== 'u') {
      if (escaped === '' || !'"\\/bfnrt'.includes(escaped)) return wrong(text, place + 1, 'in string escape code');
      place += 2;
      continue;
    }
    for (let digit = 2; digit < 6; digit += 1)
      if (!/[\da-fA-F]/.test(text[place + digit] ?? ''))
        return wrong(text, place + digit, 'in \\u hexadecimal character escape');
    place += 6;
  }
}

function numberEnd(text: string, start: number): Read {
  const isDigit = (place: number): boolean => /\d/.test(text[place] ?? '');
  const behindDigits = (place: number): number => {
    let end = place;
    while (isDigit(end)) end += 1;
    return end;
  };
  let place = text[start] === '-' ? start + 1 : start;
  if (!isDigit(place)) return wrong(text, place, 'in numeric literal');
  place = text[place] === '0' ? place + 1 : behindDigits(place);
  if (text[place] === '.') {
    if (!isDigit(place + 1)) return wrong(text, place + 1, 'after decimal point in numeric literal');
    place = behindDigits(place + 1);
  }
  if (text[place] !== 'e' && text[place] !== 'E') return place;
  place += text[place + 1] === '+' || text[place + 1] === '-' ? 2 : 1;
  return isDigit(place) ? behindDigits(place) : wrong(text, place, 'in exponent of numeric literal');
}
