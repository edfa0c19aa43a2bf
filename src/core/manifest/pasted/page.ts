/** What a page puts around a text, or in place of plain characters; cheap, so most documents are through with it. */
const SUSPECT =
  /[\u00A0\u1680\u2000-\u200D\u202F\u205F\u2060\u3000\u201C-\u201E\u2018-\u201A\uFF1A\u2013\u2014\u2022]|(?!^)\uFEFF|^\s*(?:```|~~~)|<<-?\s*['"]?\w|&(?:quot|lt|gt|amp|nbsp|#\d+);|\\$|\\n|^[ \t]*(?:\d+[ \t:|.)\u2502\r\n]|[>$|+][ \t]|\*[ \t])|^(?:EOF|EOT|END)\s*$/m;

/**
 * A document without what was copied along with it: Markdown fences, prompts, line numbers, the shell's own lines, backslashes at line ends,
 * invisible and odd blanks, typographic quotes, full-width colons, entities of HTML. `undefined` if there is nothing of that.
 */
export function withoutPage(text: string): string | undefined {
  if (!SUSPECT.test(text)) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  let lines = plainCharacters(withRealLines(text)).split(/\r?\n/);
  for (const strip of [withoutFences, withoutShell, withoutPrompts, withoutNumbers, withoutBackslashes])
    lines = strip(lines);
  const cleaned = lines.map(plainLine).join(newline);
  return cleaned === text ? undefined : cleaned;
}

/** A text that came out of a program on one line, with its line breaks written as `\n`. */
function withRealLines(text: string): string {
  const isOneLine = text.trim().split('\n').length <= 1;
  if (!isOneLine || (text.match(/\\n/g) ?? []).length < 3) return text;
  return `${text
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replaceAll('\\n', '\n')
    .replaceAll('\\"', '"')}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&amp;': '&',
};

function plainCharacters(text: string): string {
  return text
    .replaceAll(/[\u200B-\u200D\u2060]|(?<!^)\uFEFF/g, '')
    .replaceAll(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
    .replaceAll(/&(?:quot|lt|gt|nbsp|amp|#34|#39);/g, entity => ENTITIES[entity] ?? entity);
}

function withoutFences(lines: readonly string[]): string[] {
  return lines.filter(line => !/^\s*(?:```|~~~)[\w+-]*\s*$/.test(line));
}

/** `cat <<EOF | kubectl apply -f -` above the text, and the word that ends it below. */
function withoutShell(lines: readonly string[]): string[] {
  const head = lines.findIndex(line => line.trim() !== '');
  const [, tag] = /<<-?\s*['"]?(\w+)['"]?/.exec(lines[head] ?? '') ?? [];
  if (tag === undefined || /^\s*[\w"'-]+:\s/.test(lines[head] ?? '')) return withoutTail(lines);
  return lines.filter((line, index) => index !== head && line.trim() !== tag && line.trim() !== `> ${tag}`);
}

/** In a file of several documents the shell's first line stands in another one. */
function withoutTail(lines: readonly string[]): string[] {
  const last = lines.findLastIndex(line => line.trim() !== '');
  return /^(?:EOF|EOT|END|YAML)$/.test(lines[last]?.trim() ?? '')
    ? lines.filter((_, index) => index !== last)
    : [...lines];
}

/** The same sign before every line: a quotation, a shell that waits for more, a table, a diff that only adds. */
function withoutPrompts(lines: readonly string[]): string[] {
  const full = lines.filter(line => line.trim() !== '');
  const sign = full[0]?.trim().charAt(0) ?? '';
  if (!'>$|+'.includes(sign) || full.length < 3 || !full.every(line => line.trimStart().startsWith(sign)))
    return [...lines];
  const rests = lines.map(line => line.trimStart().slice(1));
  return dedented(rests);
}

function withoutNumbers(lines: readonly string[]): string[] {
  const alone = lines.filter(line => /^\s*\d+\s*$/.test(line));
  if (alone.length >= 3 && isCounting(alone)) {
    const rest = lines.filter(line => !/^\s*\d+\s*$/.test(line));
    // Beside numbered blank lines the others are numbered too.
    if (!rest.some(line => /^\s*\d+[ \t:|.)\u2502]/.test(line))) return rest;
  }
  const full = lines.filter(line => line.trim() !== '');
  if (full.length < 3 || !full.every(line => /^\s*\d+(?:[ \t:|.)\u2502]|$)/.test(line)) || !isCounting(full))
    return [...lines];
  return dedented(lines.map(line => line.replace(/^\s*\d+(?:[ \t]*[:|.)\u2502])?/, '')));
}

function isCounting(lines: readonly string[]): boolean {
  const numbers = lines.map(line => Number.parseInt(line, 10));
  return numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1);
}

/** Without the blanks that all lines begin with. */
function dedented(lines: readonly string[]): string[] {
  const indents = lines.filter(line => line.trim() !== '').map(line => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const common = Math.min(...indents);
  return lines.map(line => line.slice(common));
}

function withoutBackslashes(lines: readonly string[]): string[] {
  const full = lines.filter(line => line.trim() !== '');
  const ending = full.filter(line => /\s\\\s*$/.test(line)).length;
  return ending > 2 && ending >= full.length / 2 ? lines.map(line => line.replace(/\s*\\\s*$/, '')) : [...lines];
}

/** A line with the colons, hyphens and quotes of YAML. */
function plainLine(line: string): string {
  return line
    .replace(/^(\s*)[\u2013\u2014\u2022*](?=\s+\S)/, '$1-')
    .replace(/^(\s*(?:-\s+)?[\w./-]+)\s*\uFF1A[ \t]*(?=\S)/, '$1: ')
    .replace(/^(\s*(?:-\s+)?[\w./-]+)\s*\uFF1A\s*$/, '$1:')
    .replaceAll(/(^|[\s:[,{(-])[\u201C\u201D\u201E]([^\u201C-\u201E]*)[\u201C\u201D]/g, '$1"$2"')
    .replaceAll(/(^|[\s:[,{(-])[\u2018\u2019\u201A]([^\u2018-\u201A]*)[\u2018\u2019]/g, "$1'$2'");
}
