import type { Content } from '../core/manifest/content.ts';
import type { ManifestDocument } from '../core/manifest/parse.ts';
import type { Path } from '../core/manifest/path.ts';
import { childOf, type Entry, entryOf, type MapNode, type Node } from '../core/manifest/yaml/node.ts';
import { isPlainText } from './yaml-text.ts';

/** A change of a text, in offsets of the file. Edits of one fix do not touch each other. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** The node at a path of a document; `undefined` where there is none. */
export function nodeAt({ root }: Content, path: Path): Node | undefined {
  return path.reduce<Node | undefined>((node, step) => childOf(node, step), root);
}

/** Puts another scalar in the place of the one at a path, quoted as the old one was. */
export function replaceScalar(document: ManifestDocument, path: Path, value: string | number): TextEdit | undefined {
  const node = nodeAt(document.content, path);
  if (node?.type !== 'scalar' || node.style === 'block' || node.end === node.start) return undefined;
  return shifted(document, { start: node.start, end: node.end, newText: scalarText(value, node.style) });
}

/** Puts a text in the place of an empty list or map in brackets. */
export function replaceFlow(document: ManifestDocument, path: Path, newText: string): TextEdit | undefined {
  const node = nodeAt(document.content, path);
  const isEmpty =
    (node?.type === 'list' && node.items.length === 0) || (node?.type === 'map' && node.entries.length === 0);
  if (node === undefined || !isEmpty || hasAnchors(document.content)) return undefined;
  return shifted(document, { start: node.start, end: node.end, newText });
}

/**
 * Adds lines to the map at a path, indented as its entries are. `lines` are indented among themselves by two spaces.
 * `undefined` where it cannot be done without guessing, as in a map in braces when there is more than one line.
 */
export function addToMap(document: ManifestDocument, path: Path, lines: readonly string[]): TextEdit | undefined {
  const { content } = document;
  const node = nodeAt(content, path);
  if (node === undefined || hasAnchors(content)) return undefined;
  if (node.type === 'map' && node.flow) return addToBraces(document, node, lines);
  if (node.type === 'map') return addBelow(document, node, lines);
  const entry = entryAt(content, path);
  if (node.type !== 'scalar' || node.value !== null || entry === undefined) return undefined;
  const indent = `${columnText(content.text, entry.keyStart)}  `;
  return insertAfterLine(
    document,
    entry.keyEnd,
    lines.map(line => indent + line),
  );
}

/** Removes the entry at a path, and the map around it if nothing else is left in that. */
export function removeEntry(document: ManifestDocument, path: Path): TextEdit | undefined {
  const { content } = document;
  const parent = nodeAt(content, path.slice(0, -1));
  const entry = entryAt(content, path);
  if (parent?.type !== 'map' || entry === undefined || hasAnchors(content)) return undefined;
  if (parent.entries.length === 1 && typeof path.at(-2) === 'string') return removeEntry(document, path.slice(0, -1));
  const at = parent.entries.indexOf(entry);
  const next = parent.entries[at + 1];
  const before = parent.entries[at - 1];
  const end = Math.max(entry.node.end, entry.keyEnd + 1);
  if (parent.flow)
    return shifted(
      document,
      before === undefined
        ? { start: entry.keyStart, end: next?.keyStart ?? end, newText: '' }
        : { start: before.node.end, end, newText: '' },
    );
  const lineStart = content.text.lastIndexOf('\n', entry.keyStart - 1) + 1;
  const isFirstInItem = content.text.slice(lineStart, entry.keyStart).trim() !== '';
  if (isFirstInItem)
    return next === undefined
      ? undefined
      : shifted(document, { start: entry.keyStart, end: next.keyStart, newText: '' });
  return shifted(document, { start: lineStart, end: nextLine(content.text, end), newText: '' });
}

/**
 * Adds an item to a list of the map at a path, which is made if it is not there. `lines` are the entries of the item.
 * `undefined` where it cannot be done without guessing, as in a list in brackets.
 */
export function addItem(
  document: ManifestDocument,
  path: Path,
  key: string,
  lines: readonly string[],
): TextEdit | undefined {
  const { content } = document;
  const item = lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
  const node = nodeAt(content, [...path, key]);
  if (node === undefined) return addToMap(document, path, [`${key}:`, ...item.map(line => `  ${line}`)]);
  if (node.type === 'scalar') return addToMap(document, [...path, key], item);
  const [first] = node.type === 'list' ? node.items : [];
  if (node.type !== 'list' || node.flow || first === undefined || hasAnchors(content)) return undefined;
  const lineStart = content.text.lastIndexOf('\n', first.start - 1) + 1;
  const hyphen = content.text.slice(lineStart, first.start).lastIndexOf('-');
  if (hyphen < 0) return undefined;
  return insertAfterLine(
    document,
    endOf(content.text, node.start, node.end),
    item.map(line => ' '.repeat(hyphen) + line),
  );
}

/** Adds a document at the end of a file; `undefined` where the file is JSON, which has one document. */
export function appendDocument(
  { content }: ManifestDocument,
  documents: readonly ManifestDocument[],
  lines: readonly string[],
): TextEdit | undefined {
  const last = documents.at(-1);
  if (last === undefined || /^\s*[{[]/.test(content.text)) return undefined;
  const end = last.start + last.content.text.length;
  const before = /(^|\n)$/.test(last.content.text) ? ['---'] : ['', '---'];
  const newline = lineEndOf(content.text);
  return { start: end, end, newText: [...before, ...lines].join(newline) + newline };
}

/** Adds an entry of one line beside another one of the same map. */
export function insertBeside(
  document: ManifestDocument,
  { keyStart, keyEnd, node }: Entry,
  line: string,
  where: 'before' | 'after',
): TextEdit {
  const { text } = document.content;
  const isInBraces = /^\s*\{/.test(text);
  const newline = `${lineEndOf(text)}${columnText(text, keyStart)}`;
  const between = isInBraces ? ', ' : newline;
  const at = where === 'before' ? keyStart : Math.max(node.end, keyEnd);
  return shifted(document, { start: at, end: at, newText: where === 'before' ? line + between : between + line });
}

/**
 * Moves the entry at a path under an entry beside it, which is made if it is not there. `undefined` stands for an edit that cannot be made
 * without guessing.
 */
export function insertUnder(document: ManifestDocument, path: Path, parent: string): (TextEdit | undefined)[] {
  const { content } = document;
  const { text } = content;
  const map = nodeAt(content, path.slice(0, -1));
  const entry = entryAt(content, path);
  if (map?.type !== 'map' || entry === undefined || entry.node.start < entry.keyStart || hasAnchors(content)) return [];
  const home = entryOf(map, parent);
  const own = text.slice(entry.keyStart, Math.max(entry.node.end, entry.keyEnd + 1));
  if (map.flow) {
    const whole = { start: entry.keyStart, end: entry.keyStart + own.length, newText: `${parent}: {${own}}` };
    return home === undefined && !own.includes('\n') ? [shifted(document, whole)] : [];
  }
  if (home !== undefined && entryOf(home.node, entry.key) !== undefined) return [];
  if (home !== undefined)
    return [
      addToMap(document, [...path.slice(0, -1), parent], dedented(own, columnText(text, entry.keyStart).length)),
      removeEntry(document, path),
    ];
  const indent = `${lineEndOf(text)}${columnText(text, entry.keyStart)}  `;
  const newText = `${parent}:${indent}${own.replaceAll(/\r?\n(?=[^\r\n])/g, end => `${end}  `)}`;
  return [shifted(document, { start: entry.keyStart, end: entry.keyStart + own.length, newText })];
}

function dedented(text: string, columns: number): string[] {
  const [first = '', ...rest] = text.split(/\r?\n/);
  return [first, ...rest.map(line => line.slice(Math.min(columns, line.search(/\S|$/))))];
}

/** The entry by which the node at a path is reached. */
export function entryAt(content: Content, path: Path): Entry | undefined {
  const key = path.at(-1);
  return typeof key === 'string' ? entryOf(nodeAt(content, path.slice(0, -1)), key) : undefined;
}

/** A scalar as YAML: without quotes where it still means the same. */
export function scalarText(value: string | number, style: 'plain' | 'single' | 'double' | 'block' = 'plain'): string {
  const text = String(value);
  if (typeof value === 'number') return text;
  if (style === 'single') return `'${text.replaceAll("'", "''")}'`;
  if (style === 'double' || !isPlainText(text)) return JSON.stringify(text);
  return text;
}

/** An edit counted from the start of a document as one of the file. */
export function shifted({ start }: ManifestDocument, edit: TextEdit): TextEdit {
  return { ...edit, start: edit.start + start, end: edit.end + start };
}

/** The text after some edits. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const backwards = [...edits].sort((one, other) => other.start - one.start);
  return backwards.reduce(
    (changed, { start, end, newText }) => changed.slice(0, start) + newText + changed.slice(end),
    text,
  );
}

/** The end of line that a text uses. */
function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** An anchor's text stands in several places at once; changing it there may change what nobody looked at. */
function hasAnchors({ text }: Content): boolean {
  return /(^|[\s[{,])&[\w-]+/m.test(text);
}

function addToBraces(
  document: ManifestDocument,
  { entries, end }: MapNode,
  lines: readonly string[],
): TextEdit | undefined {
  const [line] = lines;
  if (line === undefined || lines.length > 1) return undefined;
  const last = entries.at(-1);
  const at = last === undefined ? end - 1 : Math.max(last.node.end, last.keyEnd);
  return shifted(document, { start: at, end: at, newText: last === undefined ? line : `, ${line}` });
}

function addBelow(document: ManifestDocument, { entries }: MapNode, lines: readonly string[]): TextEdit | undefined {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const { text } = document.content;
  const indent = columnText(text, first.keyStart);
  return insertAfterLine(
    document,
    endOf(text, last.keyEnd, Math.max(last.node.end, last.keyEnd)),
    lines.map(line => indent + line),
  );
}

/** The end of a node without the blanks and line ends that the reader counts to it. */
function endOf(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last -= 1;
  return last;
}

function insertAfterLine(document: ManifestDocument, offset: number, lines: readonly string[]): TextEdit {
  const { text } = document.content;
  const found = text.slice(offset).search(/\r?\n|$/);
  const at = offset + Math.max(found, 0);
  const newline = lineEndOf(text);
  return shifted(document, { start: at, end: at, newText: lines.map(line => newline + line).join('') });
}

/** As many spaces as the column of an offset: what stands before it may be the hyphen of a list. */
function columnText(text: string, offset: number): string {
  return ' '.repeat(offset - (text.lastIndexOf('\n', offset - 1) + 1));
}

function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
