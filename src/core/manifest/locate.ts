import type { Content } from './content.ts';
import type { Part } from './finding.ts';
import type { ManifestDocument } from './parse.ts';
import type { Path } from './path.ts';
import { type Entry, entryOf, type Node } from './yaml/node.ts';

/** A stretch of a file, in UTF-16 units from its start; the end is not included. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a part of a path stands in the file. Of a path that does not exist the nearest parent that does is meant, by its key.
 * A block of several lines is shown by the key that leads to it, or by its first line: an underlined page helps nobody.
 */
export function locate(document: ManifestDocument, path: Path, part: Part): TextRange {
  const { start, end } = locateIn(document.content, path, part);
  return { start: document.start + start, end: document.start + end };
}

/** The same, counted from the start of the document. */
export function locateIn({ root, text }: Content, path: Path, part: Part): TextRange {
  const steps = walk(root, path);
  const found = steps.length === path.length;
  return root === undefined ? firstLine(text, 0, text.length) : rangeOf(root, steps, found ? part : 'key', text);
}

/** A step of the way to a node: the entry or item that was taken. */
type Step = { readonly entry: Entry; readonly node: Node } | { readonly entry: undefined; readonly node: Node };

function walk(root: Node | undefined, path: Path): Step[] {
  const steps: Step[] = [];
  let node = root;
  for (const name of path) {
    const entry = typeof name === 'string' ? entryOf(node, name) : undefined;
    const next = entry?.node ?? (typeof name === 'number' && node?.type === 'list' ? node.items[name] : undefined);
    if (next === undefined) break;
    steps.push({ entry, node: next });
    node = next;
  }
  return steps;
}

function rangeOf(root: Node, steps: readonly Step[], part: Part, text: string): TextRange {
  const last = steps.at(-1);
  if (last === undefined) return root.type === 'map' ? rootKey(root, text) : firstLine(text, root.start, root.end);
  const { entry, node } = last;
  if (entry === undefined) return firstLine(text, node.start, node.end, part === 'key');
  const key = { start: entry.keyStart, end: entry.keyEnd };
  if (part === 'key' || node.end === node.start) return key;
  const isLong = node.type !== 'scalar' && !node.flow;
  // A merged entry has its key in another map than its value; the two do not make one range.
  if (part === 'entry') return isLong || node.start < key.start ? key : firstLine(text, key.start, node.end);
  return isLong ? key : firstLine(text, node.start, node.end);
}

/** Of a whole object its kind is underlined, that is what a person looks for. */
function rootKey(root: Node, text: string): TextRange {
  const kind = entryOf(root, 'kind');
  return kind === undefined ? firstLine(text, root.start, root.end) : { start: kind.keyStart, end: kind.node.end };
}

function firstLine(text: string, start: number, end: number, firstKey = false): TextRange {
  const slice = text.slice(start, end);
  const line = slice.search(/[\r\n]/);
  const shown = line < 0 ? slice : slice.slice(0, line);
  const key = firstKey ? /^[^:,}\]\s]+/.exec(shown)?.[0] : undefined;
  return { start, end: start + (key ?? shown.trimEnd()).length };
}
