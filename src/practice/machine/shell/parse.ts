/** One command of a line, as a shell reads it. */
export interface Command {
  readonly words: readonly string[];
  readonly redirect?: { readonly file: string; readonly append: boolean };
  /** When it runs: always, or only after success or failure of the one before. */
  readonly when: 'always' | 'success' | 'failure';
}

/** What stands in a line but cannot be: `"` never closed, or a sign this shell does not know. */
export class SyntaxFault extends Error {}

type Token = { readonly kind: 'word'; readonly text: string } | { readonly kind: 'sign'; readonly text: string };

/** Reads a line: quotes, `$NAME`, `${NAME}`, `$?`, `;`, `&&`, `||`, `>`, `>>` and comments. Throws a SyntaxFault. */
export function parseLine(line: string, lookUp: (name: string) => string): Command[] {
  const commands: Command[] = [];
  let words: string[] = [];
  let redirect: Command['redirect'];
  let when: Command['when'] = 'always';
  let open = false;

  function close(next: Command['when']): void {
    if (words.length > 0 || redirect !== undefined)
      commands.push({ words, when, ...(redirect === undefined ? {} : { redirect }) });
    words = [];
    redirect = undefined;
    when = next;
  }

  const tokens = tokensOf(line, lookUp);
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    open = false;
    if (token.kind === 'word') words.push(token.text);
    else if (token.text === '>' || token.text === '>>') {
      const file = tokens[index + 1];
      if (file?.kind !== 'word') throw unexpected(file?.text ?? 'newline');
      redirect = { file: file.text, append: token.text === '>>' };
      index += 1;
    } else if (token.text === ';' || token.text === '&&' || token.text === '||') {
      if (words.length === 0 && redirect === undefined) throw unexpected(token.text);
      close(token.text === ';' ? 'always' : token.text === '&&' ? 'success' : 'failure');
      open = token.text !== ';';
    } else throw unexpected(token.text);
  }
  if (open) throw unexpected('end of file');
  close('always');
  return commands;
}

function unexpected(text: string): SyntaxFault {
  return new SyntaxFault(
    `syntax error: unexpected ${text === 'newline' || text === 'end of file' ? text : `"${text}"`}`,
  );
}

const sign = /^(&&|\|\||>>|[;>&|<()])/;

function tokensOf(line: string, lookUp: (name: string) => string): Token[] {
  const tokens: Token[] = [];
  let rest = line.trimStart();
  while (rest !== '' && !rest.startsWith('#')) {
    const found = sign.exec(rest)?.[0];
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
