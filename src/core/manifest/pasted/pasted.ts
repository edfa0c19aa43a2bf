import { isChecked } from '../kinds.ts';
import type { FieldTable } from '../schema/table.ts';
import { splitDocuments } from '../yaml/split.ts';
import { brought } from './brought.ts';
import { errorsIn } from './errors.ts';
import { isPartlyFlat, rescaled } from './indentation.ts';
import { unjoined } from './joined.ts';
import { withoutPage } from './page.ts';
import { columnsOf } from './rebuild.ts';
import { piecesIn, type Token, tokensOf } from './tokens.ts';

/** What became of a document on its way here, by the code that tells it. */
export type Loss = 'nesting-lost' | 'nesting-unclear' | 'line-break-lost' | 'page-characters';

/** A document that lost its shape on the way, or brought something along, as happens when a page is copied. */
export interface Pasted {
  readonly kind: string;
  readonly code: Loss;
  /** Where that begins to show; the document's first line if it is everywhere. */
  readonly start: number | undefined;
  /** The document as it was; `undefined` where it can be read in more than one way, or in none. */
  readonly rebuilt: string | undefined;
  /** What was copied along, as it stands there. */
  readonly brought?: string;
}

/** Longer documents than this nobody copies out of a page. */
const LONGEST = 50_000;

const KIND = /(?:^|\s)["']?kind["']?:\s*["']?([A-Za-z]+)/;
const VERSION = /(?:^|\s)["']?apiVersion["']?:\s*["']?([\w./-]+)/;
const PARENT = /^(?:metadata|spec|template|selector):$/;
/** An item and the key that followed it on a line of its own: YAML reads both as one key. */
const BLANK_IN_KEY = /^\s*-\s+[^\s"'#[{&*!|>][^\s:#]*\s+(?:-\s+)?[\w./-]+:(?:\s|$)/;
const HOLDS = /^["']?[\w./-]+["']?:(?:\s|$)/;
const BESIDE = /^(?:metadata|spec|status|template|selector):/;

/** Whether a document is one that was pasted from a page, and what it was there. `isBroken`: it cannot be read as YAML. */
export function pastedIn(text: string, isBroken: boolean, table: FieldTable): Pasted | undefined {
  if (text.length > LONGEST) return undefined;
  return fromPage(text, isBroken, table) ?? shapeless(text, isBroken, table);
}

/** A document that is better off without what was copied along with it. */
function fromPage(text: string, isBroken: boolean, table: FieldTable): Pasted | undefined {
  const cleaned = withoutPage(text, isBroken && kindIn(text) !== undefined);
  const kind = cleaned === undefined ? undefined : kindIn(cleaned);
  if (cleaned === undefined || kind === undefined) return undefined;
  const chunks = splitDocuments(cleaned).map(chunk => chunk.text);
  const shaped = chunks.map(chunk => ({ chunk, lost: shapeless(chunk, errorsIn(chunk, table) === undefined, table) }));
  // Half of the way would leave something that nobody can read.
  if (shaped.some(({ lost }) => lost?.code === 'nesting-unclear'))
    return { kind, code: 'nesting-unclear', start: undefined, rebuilt: undefined };
  const rebuilt = shaped.map(({ chunk, lost }) => lost?.rebuilt ?? chunk).join('');
  const after = errorsIn(rebuilt, table);
  const before = errorsIn(text, table);
  if (after === undefined || (before !== undefined && before.length <= after.length)) return undefined;
  const start = firstChange(text, rebuilt);
  return { kind, code: 'page-characters', start, rebuilt, brought: brought(text, rebuilt) };
}

/** Where the first line begins that is not the same any more. */
function firstChange(text: string, rebuilt: string): number {
  let same = 0;
  while (same < text.length && text.charAt(same) === rebuilt.charAt(same)) same += 1;
  return text.lastIndexOf('\n', same - 1) + 1;
}

/** A document whose indentation or line breaks are gone. */
function shapeless(text: string, isBroken: boolean, table: FieldTable): Pasted | undefined {
  const kind = kindIn(text);
  if (kind === undefined) return undefined;
  const lines = text.split(/\r?\n/).filter(line => !/^\s*(?:#|---|\.\.\.|$)/.test(line));
  const isFlat = isAtMargin(lines);
  const isOdd = isBroken || lines.some(line => BLANK_IN_KEY.test(line)) || isPartlyFlat(lines, kind, table);
  if (!isFlat && !isOdd) return undefined;
  const hasShape = !isFlat && lines.some(line => /^\s/.test(line));
  const few = hasShape ? unjoined(text, table) : undefined;
  if (few !== undefined)
    return { kind, code: few.rebuilt === undefined ? 'nesting-unclear' : 'line-break-lost', ...few };
  const wider = isFlat ? undefined : rescaled(text, table);
  if (wider !== undefined) return { kind, code: 'nesting-lost', start: firstChange(text, wider), rebuilt: wider };
  const isPartly = !isFlat && isPartlyFlat(lines, kind, table);
  if (!isFlat && !isPartly && !isJoined(lines)) return undefined;
  const rebuilt = rebuild(text, kind, table);
  if (isPartly) return partly(text, rebuilt, kind, table);
  // What cannot be rebuilt and has some shape is better told by what the reader of the YAML stumbled over.
  if (rebuilt === undefined && hasShape) return undefined;
  if (rebuilt === undefined) return { kind, code: 'nesting-unclear', start: undefined, rebuilt };
  const start = lines.some(line => /^\s/.test(line)) ? firstChange(text, rebuilt) : undefined;
  return { kind, code: 'nesting-lost', start, rebuilt };
}

/** Of a document that has a part of its shape only the way counts that makes a manifest without a fault, since the shape that is there was not asked. */
function partly(text: string, rebuilt: string | undefined, kind: string, table: FieldTable): Pasted | undefined {
  if (rebuilt !== undefined && errorsIn(rebuilt, table)?.length === 0)
    return { kind, code: 'nesting-lost', start: firstChange(text, rebuilt), rebuilt };
  return errorsIn(text, table) === undefined
    ? { kind, code: 'nesting-unclear', start: undefined, rebuilt: undefined }
    : undefined;
}

/** The kind of a document, if it is one of ours. */
function kindIn(text: string): string | undefined {
  const kind = KIND.exec(text)?.[1] ?? '';
  return isChecked(kind, VERSION.exec(text)?.[1] ?? '') ? kind : undefined;
}

/** Lines were joined: there are several with another key inside, or one with many. One alone is a slip of another sort. */
function isJoined(lines: readonly string[]): boolean {
  const counts = lines.map(
    line => (piecesIn(line.trim()) ?? []).slice(1).filter(({ key }) => key !== undefined).length,
  );
  return counts.some(count => count > 1) || counts.filter(count => count > 0).length > 1;
}

/** All lines stand in one column, or what was indented at all in a second one, and something that must hold others is followed by what it should hold. */
function isAtMargin(lines: readonly string[]): boolean {
  const indents = new Set(lines.filter(line => !/^\s*-\s/.test(line)).map(indentOf));
  if (lines.length < 4 || indents.size > 2) return false;
  const bare = lines.filter((line, index) => isBare(line, lines[index + 1]));
  // Small manifests have two columns as well; one key that somebody is typing between them is no loss.
  return bare.length >= indents.size;
}

/** Whether something that must hold others is followed by what it should hold. Beside each other these stand in well-shaped documents too, as long as one of them is still empty. */
function isBare(line: string, next: string | undefined): boolean {
  if (next === undefined || !PARENT.test(line.trim()) || indentOf(line) !== indentOf(next)) return false;
  return HOLDS.test(next.trim()) && !BESIDE.test(next.trim());
}

function indentOf(line: string): number {
  return /^\s*/.exec(line)?.[0].length ?? 0;
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
