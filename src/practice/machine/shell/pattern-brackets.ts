interface Brackets {
  readonly takes: (letter: string) => boolean;
  /** The place behind the closing bracket. */
  readonly end: number;
}

/** The classes of POSIX, for the letters that it knows. */
const named = new Map<string, RegExp>([
  ['alnum', /^[\p{L}\p{N}]$/u],
  ['alpha', /^\p{L}$/u],
  ['blank', /^[ \t]$/],
  ['cntrl', /^\p{Cc}$/u],
  ['digit', /^[0-9]$/],
  ['graph', /^[^\s\p{C}]$/u],
  ['lower', /^\p{Ll}$/u],
  ['print', /^[^\p{C}]$/u],
  ['punct', /^[\p{P}\p{S}]$/u],
  ['space', /^\s$/],
  ['upper', /^\p{Lu}$/u],
  ['xdigit', /^[0-9A-Fa-f]$/],
]);

/** Reads what stands in brackets, from behind the opening one: `[^a-z_]`, `[[:digit:].]`. A backslash is a letter there, and so is a bracket that comes first. */
export function readBrackets(letters: readonly string[], from: number): Brackets | undefined {
  const isNot = letters[from] === '^';
  const first = isNot ? from + 1 : from;
  const ways: ((letter: string) => boolean)[] = [];
  let at = first;
  while (letters[at] !== ']' || at === first) {
    const letter = letters[at];
    if (letter === undefined) return undefined;
    const next = letters[at + 1];
    if (letter === '[' && (next === ':' || next === '.' || next === '=')) {
      const name =
        letters
          .slice(at + 2, at + 10)
          .join('')
          .split(':]')[0] ?? '';
      const expression = next === ':' ? named.get(name) : undefined;
      if (expression === undefined) return undefined;
      ways.push(each => expression.test(each));
      at += name.length + 4;
      continue;
    }
    const last = letters[at + 2];
    if (next === '-' && last !== undefined && last !== ']') {
      if (codeOf(last) < codeOf(letter)) return undefined;
      ways.push(each => codeOf(each) >= codeOf(letter) && codeOf(each) <= codeOf(last));
      at += 3;
    } else {
      ways.push(each => each === letter);
      at += 1;
    }
  }
  return { takes: letter => ways.some(isOneOf => isOneOf(letter)) !== isNot, end: at + 1 };
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}
