import type { YAMLError } from 'yaml';
import type { FindingCode } from '../catalogue.ts';
import type { FindingValues } from '../finding.ts';
import type { Path } from '../path.ts';

/** Something wrong with the YAML itself, where it stands. */
export interface Fault {
  readonly code: FindingCode;
  readonly start: number;
  readonly end: number;
  /** As far as it can be told; empty in what cannot be read. */
  readonly path: Path;
  readonly values: FindingValues;
}

/**
 * The parser's complaints in our words. After the first the rest is mostly noise of the same slip, so only that one is kept.
 * Of tabs in the indentation the first is named, since the parser complains wherever they happen to lead it.
 */
export function syntaxFaults(text: string, errors: readonly YAMLError[]): Fault[] {
  const [first] = [...errors].filter(isOurs).sort((one, other) => one.pos[0] - other.pos[0]);
  if (first === undefined) return [];
  const tab = tabFault(text, first);
  if (tab !== undefined) return [tab];
  const start = Math.min(first.pos[0], text.length);
  const end = Math.min(Math.max(first.pos[1], start), text.length);
  const code = codeOf(first, text);
  return [{ code, ...visible(text, ...placed(code, text, start, end)), path: [], values: {} }];
}

/** Aliases are looked up by ourselves. Unknown tags are ignored by the server (fact 535), and a comment may touch what stands before it. */
function isOurs(error: YAMLError): boolean {
  if (error.message.startsWith('Comments must be separated')) return false;
  return error.code !== 'BAD_ALIAS' && error.code !== 'TAG_RESOLVE_FAILED' && error.code !== 'BAD_COLLECTION_TYPE';
}

function codeOf({ code, message, pos }: YAMLError, text: string): FindingCode {
  if (code === 'MISSING_CHAR' && message.includes('quote')) return 'unclosed-quote';
  if (/end with a [\]}]|expected .*[\]}]/i.test(message)) return 'unclosed-bracket';
  if (code === 'BLOCK_AS_IMPLICIT_KEY')
    return /:[ \t]/.test(restOfLine(text, pos[0])) ? 'colon-in-value' : 'bad-indentation';
  if (code === 'BAD_INDENT' || (message.startsWith('Sequence item without') && isLine(text, pos[0])))
    return 'bad-indentation';
  if (code === 'MULTILINE_IMPLICIT_KEY' || message.startsWith('Implicit map keys')) return 'missing-colon';
  return 'yaml-syntax';
}

/** Whether the line at an offset is one of a map or a list, which only stands in the wrong column. */
function isLine(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset) + restOfLine(text, offset);
  return /^ *(?:- |[^\s:#]+:(?: |$))/.test(line);
}

/** Where to look, if that is not where the parser noticed. */
function placed(code: FindingCode, text: string, start: number, end: number): [number, number] {
  const line = start + restOfLine(text, start).length;
  if (code === 'colon-in-value') return [start, line];
  if (code === 'missing-colon') return [start, Math.min(end, line)];
  // The value ran on into a line that is indented like a part of it.
  if (
    code === 'bad-indentation' &&
    end <= line &&
    !/^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
  ) {
    const next = text.slice(line).search(/[^\s]/);
    return next < 0 ? [start, end] : [line + next, line + next + restOfLine(text, line + next).length];
  }
  return [start, end];
}

function restOfLine(text: string, offset: number): string {
  return /^[^\r\n]*/.exec(text.slice(offset, offset + 2000))?.[0] ?? '';
}

/** The indentation of the first line that holds a tab there, if that is what the parser stumbled over: on the line of its complaint or one beside it. */
function tabFault(text: string, { code, pos }: YAMLError): Fault | undefined {
  const blamed = lineAt(text, pos[0]);
  const tabs = [...text.matchAll(/^ *\t[ \t]*(?=[^ \t\r\n#])/gm)];
  const isToBlame = code === 'TAB_AS_INDENT' || tabs.some(({ index }) => Math.abs(lineAt(text, index) - blamed) <= 1);
  const [first] = tabs;
  if (first === undefined || !isToBlame) return undefined;
  return { code: 'tab-indentation', start: first.index, end: first.index + first[0].length, path: [], values: {} };
}

function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** A range of at least one character that is no line end, as far as there is one: looked for ahead on the lines below, then behind. */
function visible(text: string, start: number, end: number): { start: number; end: number } {
  if (start < end && !/\s/.test(text.charAt(start)))
    return { start, end: start + Math.max(1, text.slice(start, end).trimEnd().length) };
  const ahead = text.slice(start).search(/[^\s]/);
  if (ahead >= 0) return { start: start + ahead, end: start + ahead + restOfLine(text, start + ahead).length };
  const before = text.slice(0, start).trimEnd().length;
  return { start: Math.max(0, before - 1), end: before };
}
