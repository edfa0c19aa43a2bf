import { readBrackets } from './pattern-brackets.ts';

/** A pattern, as it is read. */
export type Piece =
  | { readonly is: 'letter'; readonly takes: (letter: string) => boolean }
  | { readonly is: 'place'; readonly holds: (letters: readonly string[], at: number) => boolean }
  | { readonly is: 'row'; readonly parts: readonly Piece[] }
  | { readonly is: 'choice'; readonly ways: readonly Piece[] }
  | { readonly is: 'repeat'; readonly of: Piece; readonly least: number; readonly most: number };

/** A text that is no pattern, or none that can be looked for here. */
export class PatternFault extends Error {}

/** RE_DUP_MAX of POSIX. */
const mostTimes = 255;
const longestPattern = 200;

const isWord = (letter = '') => /^\w$/.test(letter);
const isSpace = (letter: string) => /^\s$/.test(letter);
const isDigit = (letter: string) => /^\d$/.test(letter);

/** What a backslash makes of a letter, in busybox on Alpine (musl's regcomp). */
const classes = new Map<string, (letter: string) => boolean>([
  ['w', isWord],
  ['W', letter => !isWord(letter)],
  ['s', isSpace],
  ['S', letter => !isSpace(letter)],
  ['d', isDigit],
  ['D', letter => !isDigit(letter)],
]);

const places = new Map<string, (before: boolean, after: boolean) => boolean>([
  ['b', (before, after) => before !== after],
  ['B', (before, after) => before === after],
  ['<', (before, after) => !before && after],
  ['>', (before, after) => before && !after],
]);

/**
 * Reads a pattern of POSIX, basic or extended: both have the same operators, and write `+ ? | ( ) { }` with a backslash where the other writes them
 * without. Throws a PatternFault.
 */
export function readPattern(pattern: string, extended: boolean): Piece {
  const letters = [...pattern];
  if (letters.length > longestPattern) throw new PatternFault();
  let at = 0;

  /** Whether one of these operators comes next. */
  function isNext(operators: string): boolean {
    const isEscaped = letters[at] === '\\';
    const letter = letters[isEscaped ? at + 1 : at];
    return letter !== undefined && isEscaped !== extended && operators.includes(letter);
  }

  function skip(): void {
    at += extended ? 1 : 2;
  }

  function choice(): Piece {
    const ways = [row()];
    while (isNext('|')) {
      skip();
      ways.push(row());
    }
    return { is: 'choice', ways };
  }

  function row(): Piece {
    const parts: Piece[] = [];
    while (at < letters.length && !isNext('|)')) parts.push(repeated(parts.length === 0));
    return { is: 'row', parts };
  }

  function repeated(isFirst: boolean): Piece {
    let piece = single(isFirst);
    // What is only a place, such as a basic `^*`, has a star of letters behind it.
    while (piece.is !== 'place' || extended) {
      const times = repeats();
      if (times === undefined) break;
      piece = { is: 'repeat', of: piece, ...times };
    }
    return piece;
  }

  function repeats(): { readonly least: number; readonly most: number } | undefined {
    const endless = Number.POSITIVE_INFINITY;
    if (letters[at] === '*') {
      at += 1;
      return { least: 0, most: endless };
    }
    if (isNext('+?')) {
      skip();
      return letters[at - 1] === '+' ? { least: 1, most: endless } : { least: 0, most: 1 };
    }
    return isNext('{') ? counted() : undefined;
  }

  function counted(): { readonly least: number; readonly most: number } {
    const inside = /^\{(\d{0,4})(,?)(\d{0,4})(\\?)\}/.exec(letters.slice(extended ? at : at + 1).join(''));
    const [written = '', low = '', comma = '', high = '', backslash = ''] = inside ?? [];
    const least = Number(low);
    const most = comma === '' ? least : high === '' ? Number.POSITIVE_INFINITY : Number(high);
    const isWhole = low + high !== '' && (backslash === '') === extended;
    if (!isWhole || most < least || least > mostTimes || Number(high) > mostTimes) throw new PatternFault();
    at += written.length + (extended ? 0 : 1);
    return { least, most };
  }

  function single(isFirst: boolean): Piece {
    if (isNext('(')) return group();
    if (isNext(')+?{')) throw new PatternFault();
    const letter = letters[at] ?? '';
    at += 1;
    if (letter === '\\') return escaped();
    if (letter === '.') return { is: 'letter', takes: () => true };
    if (letter === '[') return bracketed();
    if (letter === '*' && extended) throw new PatternFault();
    if (letter === '^' && (extended || isFirst)) return { is: 'place', holds: (_, place) => place === 0 };
    if (letter === '$' && (extended || at === letters.length || isNext('|)')))
      return { is: 'place', holds: (line, place) => place === line.length };
    return { is: 'letter', takes: each => each === letter };
  }

  function group(): Piece {
    skip();
    const inside = choice();
    if (!isNext(')')) throw new PatternFault();
    skip();
    return inside;
  }

  function escaped(): Piece {
    const letter = letters[at];
    at += 1;
    // What was found before cannot be asked for by one who goes all ways at once.
    if (letter === undefined || /^[1-9]$/.test(letter)) throw new PatternFault();
    const place = places.get(letter);
    if (place !== undefined)
      return { is: 'place', holds: (line, number) => place(isWord(line[number - 1]), isWord(line[number])) };
    return { is: 'letter', takes: classes.get(letter) ?? (each => each === letter) };
  }

  function bracketed(): Piece {
    const brackets = readBrackets(letters, at);
    if (brackets === undefined) throw new PatternFault();
    at = brackets.end;
    return { is: 'letter', takes: brackets.takes };
  }

  const whole = choice();
  if (at < letters.length) throw new PatternFault();
  return whole;
}
