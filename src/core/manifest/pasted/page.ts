import { dedented } from './dedented.ts';
import { isNumbered, withoutNumbers } from './numbers.ts';
import { withoutDiff, withoutFrame, withoutShell } from './surround.ts';

/** What a page puts around a text, or in place of plain characters; cheap, so most documents are through with it. */
const SUSPECT =
  /[\u00A0\u1680\u2000-\u200D\u202F\u205F\u2060\u3000\u201C-\u201E\u2018-\u201A\uFF1A\u2010-\u2014\u2022\u2023\u2043\u2212\u25A0-\u25FF\u00B7]|(?!^)\uFEFF|^[^\S\n]*(?:```|~~~|\*\*\w)|<<-?\s*['"]?\w|&(?:quot|lt|gt|amp|nbsp|#\d+);|<\/?(?:br|pre|code|div|p|span)\b|\\$|\\n|^[ \t]*(?:[>$|+][ \t]|\*[ \t])|^(?:EOF|EOT|END)\s*$|^\+\w|^[A-Z]\w*(?: [\w,'’]+)+[:.]?\s*$/m;

/**
 * A document without what was copied along with it: Markdown fences, prompts, line numbers, the shell's own lines, prose above and below, the
 * signs of a diff, backslashes at line ends, invisible and odd blanks, typographic quotes, full-width colons, entities and tags of HTML.
 * `undefined` if there is nothing of that. `isBroken`: it cannot be read as YAML, so something must be odd about it.
 */
export function withoutPage(text: string, isBroken: boolean): string | undefined {
  if (!isBroken && !SUSPECT.test(text) && !isNumbered(text)) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  let lines = plainCharacters(withRealLines(text)).split(/\r?\n/);
  for (const strip of STRIPS) lines = strip(lines);
  const cleaned = withoutFrame(lines.map(plainLine)).join(newline);
  return cleaned === text ? undefined : cleaned;
}

const STRIPS = [
  withoutTags,
  withoutFences,
  withoutShell,
  withoutDiff,
  withoutPrompts,
  withoutNumbers,
  withoutBackslashes,
] as const;

/** The text in the double quotes of JSON. */
function jsonText(written: string): string | undefined {
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

const BREAK_TAG = /<br\s*\/?>/gi;
const TAGS = String.raw`(?:<\/?(?:br|pre|code|div|p|span)\b[^>]*>)+`;
const TAGS_BEFORE = new RegExp(`^(\\s*)${TAGS}`, 'i');
const TAGS_BEHIND = new RegExp(`${TAGS}\\s*$`, 'i');

/** Tags of HTML at the ends of lines. Within a line they may be meant. */
function withoutTags(lines: readonly string[]): string[] {
  return lines.map(line => line.replace(TAGS_BEFORE, '$1').replace(TAGS_BEHIND, ''));
}

/** A text that came out of a program on one line, with its line breaks written as `\n`. */
function withRealLines(text: string): string {
  const isOneLine = text.trim().split('\n').length <= 1;
  if (isOneLine && (text.match(BREAK_TAG) ?? []).length >= 3) return text.replaceAll(BREAK_TAG, '\n');
  if (!isOneLine || (text.match(/\\n/g) ?? []).length < 3) return text;
  const quoted = jsonText(text.trim());
  if (quoted !== undefined) return quoted;
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

/** The same sign before every line: a quotation, a shell that waits for more, a table, a diff that only adds. */
function withoutPrompts(lines: readonly string[]): string[] {
  const full = lines.filter(line => line.trim() !== '');
  const sign = full[0]?.trim().charAt(0) ?? '';
  if (!'>$|+'.includes(sign) || full.length < 3 || !full.every(line => line.trimStart().startsWith(sign)))
    return [...lines];
  const isTable = sign === '|' && full.every(line => /\|\s*$/.test(line.trimStart().slice(1)));
  const rests = lines.map(line => line.trimStart().slice(1));
  return dedented(isTable ? rests.map(line => withoutLast(line, '|')) : rests);
}

function withoutBackslashes(lines: readonly string[]): string[] {
  const full = lines.filter(line => line.trim() !== '');
  const ending = full.filter(line => /\s\\\s*$/.test(line)).length;
  return ending > 2 && ending >= full.length / 2 ? lines.map(line => withoutLast(line, '\\')) : [...lines];
}

/** A line without the sign at its end and the blanks around that. */
function withoutLast(line: string, sign: string): string {
  const text = line.trimEnd();
  return text.endsWith(sign) ? text.slice(0, -1).trimEnd() : line;
}

/** A line with the colons, hyphens and quotes of YAML. */
function plainLine(line: string): string {
  return line
    .replace(/^(\s*)[\u2010-\u2014\u2022\u2023\u2043\u2212\u25A0-\u25FF\u00B7*](?=\s+\S)/, '$1-')
    .replace(/^(\s*(?:-\s+)?)\*\*([\w./-]+)(:?)\*\*(:?)/, '$1$2$3$4')
    .replace(/^(\s*(?:-\s+)?[\w./-]+(?: [\w./-]+)*)\s*\uFF1A[ \t]*(?=\S)/, '$1: ')
    .replace(/^(\s*(?:-\s+)?[\w./-]+(?: [\w./-]+)*)\s*\uFF1A\s*$/, '$1:')
    .replaceAll(/(^|[\s:[,{(-])[\u201C\u201D\u201E]([^\u201C-\u201E]*)[\u201C\u201D]/g, '$1"$2"')
    .replaceAll(/(^|[\s:[,{(-])[\u2018\u2019\u201A]([^\u2018-\u201A]*)[\u2018\u2019]/g, "$1'$2'");
}
