import { isChecked } from '../kinds.ts';
import type { FieldTable } from '../schema/table.ts';
import { columnsOf } from './rebuild.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A document that lost its indentation or line breaks on the way, as they do when a page is copied. */
export interface Pasted {
  readonly kind: string;
  /** The document with its nesting; `undefined` where it can be read in more than one way, or in none. */
  readonly rebuilt: string | undefined;
}

/** Longer documents than this nobody copies out of a page. */
const LONGEST = 50_000;

const KIND = /(?:^|\s)["']?kind["']?:\s*["']?([A-Za-z]+)/;
const VERSION = /(?:^|\s)["']?apiVersion["']?:\s*["']?([\w./-]+)/;
const PARENT = /^(?:metadata|spec|template|selector):$/;
const INNER_KEY = /(?<=\s)[\w./-]+:(?=\s|$)/g;

/** Whether a document is one that was pasted without its shape, and what its shape was. `isBroken`: it cannot be read as YAML. */
export function pastedIn(text: string, isBroken: boolean, table: FieldTable): Pasted | undefined {
  if (text.length > LONGEST) return undefined;
  const kind = KIND.exec(text)?.[1] ?? '';
  if (!isChecked(kind, VERSION.exec(text)?.[1] ?? '')) return undefined;
  const lines = text.split(/\r?\n/).filter(line => !/^\s*(?:#|---|\.\.\.|$)/.test(line));
  const isFlat = isAtMargin(lines);
  if (!isFlat && !(isBroken && isJoined(lines))) return undefined;
  const rebuilt = rebuild(text, kind, table);
  // What cannot be rebuilt and has some shape is better told by what the reader of the YAML stumbled over.
  if (rebuilt === undefined && !isFlat && lines.some(line => /^\s/.test(line))) return undefined;
  return { kind, rebuilt };
}

/** Lines were joined: there are several with another key inside, or one with many. One alone is a slip of another sort. */
function isJoined(lines: readonly string[]): boolean {
  const counts = lines.map(
    line => (/["'[{]/.test(line) ? [] : [...line.trim().replace(/^-\s+/, '').matchAll(INNER_KEY)]).length,
  );
  return counts.some(count => count > 1) || counts.filter(count => count > 0).length > 1;
}

/** All lines stand in one column, and something that must hold others is followed by what it should hold. */
function isAtMargin(lines: readonly string[]): boolean {
  const indents = new Set(lines.map(line => /^\s*/.exec(line)?.[0].length ?? 0));
  if (lines.length < 4 || indents.size > 1) return false;
  return lines.some((line, index) => {
    const next = lines[index + 1]?.trim();
    return PARENT.test(line.trim()) && next !== undefined && !next.startsWith('-');
  });
}

function rebuild(text: string, kind: string, table: FieldTable): string | undefined {
  const tokens = tokensOf(text);
  const columns = tokens === undefined ? undefined : columnsOf(tokens, kind, table);
  if (tokens === undefined || columns === undefined) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const head = /^\uFEFF?---[^\n]*\n/.exec(text)?.[0] ?? '';
  const body = tokens.flatMap((token, index) => linesOf(token, ' '.repeat(columns[index] ?? 0)));
  const tail = /\n\.\.\.\s*$/.test(text) ? ['...'] : [];
  return head + [...body, ...tail].join(newline) + newline;
}

function linesOf({ item, written, key, value, comment, above }: Token, indent: string): string[] {
  const name = key === undefined ? '' : `${written}:`;
  const text = [item ? '-' : '', name, value].filter(part => part !== '').join(' ');
  return [...above.map(line => indent + line), indent + text + comment];
}
