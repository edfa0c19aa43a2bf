import type { Fault } from './fault.ts';

/** What the server's reader takes for no character: all below the space but tabs and line ends, and those from DEL on but one that ends lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]/;
const IN_BRACES = /^\s*\{/;

/** A control character anywhere, of which the server's reader of YAML refuses the whole document. (What is JSON another reader reads, which takes some.) */
export function controlCharacter(text: string): Fault | undefined {
  const found = CONTROL.exec(text);
  if (found === null || (found[0] > ' ' && IN_BRACES.test(text))) return undefined;
  const character = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return { code: 'control-character', start: found.index, end: found.index + 1, path: [], values: { character } };
}

/** Lines that are shorter are left to the parser: it is through with them in milliseconds. */
const LONG_LINE = 20_000;
const MOST = 1_000;

/**
 * A line that nobody wrote and that the parser would need seconds for, or all of the stack: thousands of brackets in each other, or of colons
 * behind each other.
 */
export function overlong(text: string): Fault | undefined {
  if (text.length < LONG_LINE) return undefined;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const fault = end - start > LONG_LINE ? inLine(text.slice(start, end), start, text) : undefined;
    if (fault !== undefined) return fault;
    start = end + 1;
  }
  return undefined;
}

function inLine(line: string, start: number, text: string): Fault | undefined {
  if (isInLiteral(text, start, line)) return undefined;
  const shared = { start: start + line.search(/\S/), end: start + line.length, path: [], values: {} };
  if (deepest(line) > MOST) return { ...shared, code: 'yaml-syntax' };
  const isPlain = !/["'[{]/.test(line);
  return isPlain && (line.match(/:\s/g) ?? []).length > MOST ? { ...shared, code: 'colon-in-value' } : undefined;
}

/** How many brackets of a line are open at once, at most. */
function deepest(line: string): number {
  let depth = 0;
  let most = 0;
  for (const bracket of line.match(/"(?:[^"\\]|\\.)*"|[[\]{}]/g) ?? []) {
    if (bracket === '[' || bracket === '{') depth += 1;
    else if (bracket === ']' || bracket === '}') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Whether a line stands below one that begins a text of several lines. */
function isInLiteral(text: string, start: number, line: string): boolean {
  const indent = line.search(/\S|$/);
  const above = text.slice(0, start).split('\n').toReversed();
  const outer = above.find(one => one.trim() !== '' && one.search(/\S/) < indent);
  return outer !== undefined && /[|>][-+0-9]*\s*(?:#.*)?$/.test(outer);
}
