import { define } from '../place.ts';
import type { Entry, Node, Scalar, ScalarNode } from './node.ts';
import { keyText, resolvePlain } from './scalar.ts';

/** A piece of a document that holds nothing but what manifests are mostly made of. */
export interface Simple {
  readonly node: Node;
  /** As JSON. */
  readonly value: unknown;
}

// What stands on one line, read without a parser: `undefined` and -1 say that it takes one.

const QUOTED = /"(?:[^"\\\n]|\\["\\/bfnrt])*"|'[^'\n]*'(?!')/y;
const KEY = /(?:"[^"\\\n]{1,200}"|'[^'\n]{1,200}'|[A-Za-z0-9_/.][\w./-]{0,200}):(?=[ \n]|$)/y;
/** What may begin a plain scalar, and what it goes on with. A colon before a space makes it a map. */
const PLAIN = /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s,[\]{}]))(?:[^\s:#]|:(?=\S)|(?<=\S)#| +(?=[^\s#]))*/y;
const PLAIN_IN_FLOW =
  /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s,[\]{}]))(?:[^\s:#,[\]{}]|:(?=[^\s,[\]{}])| +(?=[^\s#,[\]{}]))*/y;
const REST = /(?: +#[^\n]*| *)(?=\n|$)/y;

/** Nothing that a person writes nests deeper; what does is for the parser to judge. */
export const DEEPEST = 90;

/** The value that reaches from an offset to the end of its line, but for a comment. */
export function valueOn(text: string, start: number, end: number): Simple | undefined {
  const read = flowAt(text, start, 0) ?? scalarAt(text, start, PLAIN);
  return read !== undefined && matched(REST, text, read.node.end) === end ? read : undefined;
}

/** The end of the key of a map that stands at an offset, where its colon is; -1 if there is none. */
export function keyEndAt(text: string, start: number): number {
  const end = matched(KEY, text, start);
  return end < 0 ? end : end - 1;
}

/** What a key means. */
export function keyOf(text: string, start: number, end: number): string {
  if (STYLES[text.charAt(start)] !== undefined) return text.slice(start + 1, end - 1);
  return keyText(resolvePlain(text.slice(start, end)));
}

export function scalar(start: number, end: number, value: Scalar, style: ScalarNode['style']): Simple {
  return { node: { type: 'scalar', start, end, value, style }, value };
}

export function pastSpaces(text: string, from: number, end = text.length): number {
  let at = from;
  while (at < end && text.charAt(at) === ' ') at += 1;
  return at;
}

/** Where a match that begins at an offset ends; -1 if there is none. */
export function matched(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** A list in brackets or a map in braces, on one line and with nothing left out. */
function flowAt(text: string, start: number, depth: number): Simple | undefined {
  if (depth > DEEPEST) return undefined;
  const opening = text.charAt(start);
  if (opening === '[') return flowList(text, start, depth);
  return opening === '{' ? flowMap(text, start, depth) : undefined;
}

function flowList(text: string, start: number, depth: number): Simple | undefined {
  const value: unknown[] = [];
  const items: Node[] = [];
  const end = parts(text, start + 1, ']', at => {
    const item = part(text, at, depth);
    if (item === undefined) return -1;
    items.push(item.node);
    value.push(item.value);
    return item.node.end;
  });
  return end < 0 ? undefined : { node: { type: 'list', flow: true, start, end, items }, value };
}

function flowMap(text: string, start: number, depth: number): Simple | undefined {
  const value: Record<string, unknown> = {};
  const entries: Entry[] = [];
  const end = parts(text, start + 1, '}', at => {
    const keyEnd = keyEndAt(text, at);
    if (keyEnd < 0) return -1;
    const key = keyOf(text, at, keyEnd);
    const below = part(text, pastSpaces(text, keyEnd + 1), depth);
    if (below === undefined || Object.hasOwn(value, key)) return -1;
    define(value, key, below.value);
    entries.push({ key, keyStart: at, keyEnd, node: below.node });
    return below.node.end;
  });
  return end < 0 ? undefined : { node: { type: 'map', flow: true, start, end, entries }, value };
}

function part(text: string, start: number, depth: number): Simple | undefined {
  return flowAt(text, start, depth + 1) ?? scalarAt(text, start, PLAIN_IN_FLOW);
}

/** Reads what stands between commas up to a bracket; returns the offset behind that, or -1. `read` returns the end of the part at an offset. */
function parts(text: string, from: number, closing: string, read: (at: number) => number): number {
  let at = pastSpaces(text, from);
  if (text.charAt(at) === closing) return at + 1;
  for (;;) {
    const end = read(at);
    if (end < 0) return -1;
    const behind = pastSpaces(text, end);
    if (text.charAt(behind) === closing) return behind + 1;
    if (text.charAt(behind) !== ',') return -1;
    at = pastSpaces(text, behind + 1);
  }
}

function scalarAt(text: string, start: number, plain: RegExp): Simple | undefined {
  const style = STYLES[text.charAt(start)];
  const end = matched(style === undefined ? plain : QUOTED, text, start);
  if (end < 0) return undefined;
  const source = text.slice(start, end);
  return scalar(start, end, style === undefined ? resolvePlain(source) : unquoted(source), style ?? 'plain');
}

const STYLES: Readonly<Record<string, 'single' | 'double'>> = { "'": 'single', '"': 'double' };

/** The escapes that QUOTED lets through are those of JSON. */
function unquoted(source: string): string {
  return source.startsWith('"') && source.includes('\\') ? String(JSON.parse(source)) : source.slice(1, -1);
}
