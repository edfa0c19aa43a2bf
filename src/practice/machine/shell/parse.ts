/** One command of a line, as a shell reads it. */
export interface Command {
  readonly words: readonly string[];
  readonly redirects: readonly Redirect[];
  /** When it runs: always, or only after success or failure of the one before. */
  readonly when: 'always' | 'success' | 'failure';
  /** Its input is the output of the one before, and its output is the input of the next. */
  readonly piped: boolean;
  readonly feeds: boolean;
}

/** Where an output goes (1 or 2), or where the input comes from (0). */
export type Redirect =
  | { readonly from: 0; readonly file: string }
  | { readonly from: 1 | 2; readonly file: string; readonly append: boolean }
  /** To where the other output goes. */
  | { readonly from: 1 | 2; readonly joins: true };

/** What stands in a line but cannot be: `"` never closed, or a sign this shell does not know. */
export class SyntaxFault extends Error {}

type Token = { readonly kind: 'word'; readonly text: string } | { readonly kind: 'sign'; readonly text: string };

/** Reads a line: quotes, `$NAME`, `${NAME}`, `$?`, `;`, `&&`, `||`, `|`, redirections and comments. Throws a SyntaxFault. */
export function parseLine(line: string, lookUp: (name: string) => string): Command[] {
  const commands: Command[] = [];
  let words: string[] = [];
  let redirects: Redirect[] = [];
  let when: Command['when'] = 'always';
  let piped = false;
  let open = false;

  const isEmpty = (): boolean => words.length === 0 && redirects.length === 0;
  function close(next: Command['when'], feeds: boolean): void {
    if (!isEmpty()) commands.push({ words, redirects, when, piped, feeds });
    words = [];
    redirects = [];
    when = next;
    piped = feeds;
  }

  const tokens = tokensOf(line, lookUp);
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    open = false;
    if (token.kind === 'word') words.push(token.text);
    else if (token.text.includes('>') || token.text.includes('<')) {
      const target = tokens[index + 1];
      if (target?.kind !== 'word') throw unexpected(target?.text ?? 'newline');
      redirects.push(redirectOf(token.text, target.text));
      index += 1;
    } else if (Object.hasOwn(follows, token.text)) {
      if (isEmpty()) throw unexpected(token.text);
      close(follows[token.text] ?? 'always', token.text === '|');
      open = token.text !== ';';
    } else throw unexpected(token.text);
  }
  if (open) throw unexpected('end of file');
  close('always', false);
  return commands;
}

/** When the command after a sign runs. */
const follows: Readonly<Record<string, Command['when']>> = {
  ';': 'always',
  '&&': 'success',
  '||': 'failure',
  '|': 'always',
};

function redirectOf(sign: string, target: string): Redirect {
  if (sign.endsWith('<')) return { from: 0, file: target };
  const from = sign.startsWith('2') ? 2 : 1;
  if (!sign.endsWith('>&')) return { from, file: target, append: sign.endsWith('>>') };
  if (target !== '1' && target !== '2') throw new SyntaxFault(`syntax error: bad fd number`);
  return { from, joins: true };
}

function unexpected(text: string): SyntaxFault {
  return new SyntaxFault(
    `syntax error: unexpected ${text === 'newline' || text === 'end of file' ? text : `"${text}"`}`,
  );
}

const sign = /^(&&|\|\||>>|>&|[;>&|<()])/;
/** Where a word could begin, a number before the sign names the output. */
const signAtStart = /^(&&|\|\||[12]?>>|[12]?>&|[12]?>|0?<|[;&|()])/;

function tokensOf(line: string, lookUp: (name: string) => string): Token[] {
  const tokens: Token[] = [];
  let rest = line.trimStart();
  while (rest !== '' && !rest.startsWith('#')) {
    const found = signAtStart.exec(rest)?.[0];
    if (found !== undefined) {
      tokens.push({ kind: 'sign', text: found });
      rest = rest.slice(found.length).trimStart();
      continue;
    }
    const { text, length, quoted } = wordAt(rest, lookUp);
    if (text !== '' || quoted) tokens.push({ kind: 'word', text });
    rest = rest.slice(length).trimStart();
  }
  return tokens;
}

/** The word at the beginning of a text that begins with neither a blank nor a sign. */
function wordAt(text: string, lookUp: (name: string) => string): { text: string; length: number; quoted: boolean } {
  let word = '';
  let quoted = false;
  let index = 0;
  while (index < text.length) {
    const rest = text.slice(index);
    if (/^\s/.test(rest) || sign.test(rest)) break;
    const single = /^'([^']*)'/.exec(rest);
    const variable = /^\$(?:\{(\w+|\?)\}|(\w+|\?))/.exec(rest);
    if (rest.startsWith("'")) {
      if (single === null) throw new SyntaxFault('syntax error: unterminated quoted string');
      word += single[1] ?? '';
      index += single[0].length;
      quoted = true;
    } else if (rest.startsWith('"')) {
      const double = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(rest);
      if (double === null) throw new SyntaxFault('syntax error: unterminated quoted string');
      word += filledIn(double[1] ?? '', lookUp);
      index += double[0].length;
      quoted = true;
    } else if (rest.startsWith('\\') && rest.length > 1) {
      word += rest[1] ?? '';
      index += 2;
    } else if (variable !== null) {
      word += lookUp(variable[1] ?? variable[2] ?? '');
      index += variable[0].length;
    } else {
      word += rest[0] ?? '';
      index += 1;
    }
  }
  return { text: word, length: index, quoted };
}

/** What stands between double quotes, with variables and escapes. */
function filledIn(text: string, lookUp: (name: string) => string): string {
  return text.replace(/\\([$"\\`])|\$\{(\w+|\?)\}|\$(\w+|\?)/g, (_, escaped?: string, long?: string, short?: string) =>
    escaped !== undefined ? escaped : lookUp(long ?? short ?? ''),
  );
}
