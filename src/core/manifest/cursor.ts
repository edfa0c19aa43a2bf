import type { ManifestDocument } from './parse.ts';
import type { Path } from './path.ts';
import type { Entry, Node } from './yaml/node.ts';

/** What lies under an offset: the way to it, and whether it is on a key. */
export interface UnderCursor {
  readonly path: Path;
  readonly onKey: boolean;
  readonly start: number;
  readonly end: number;
  readonly node: Node;
}

/** The innermost key or scalar at an offset of the file; `undefined` between them. */
export function underCursor({ start, content }: ManifestDocument, offset: number): UnderCursor | undefined {
  const found = content.root === undefined ? undefined : find(content.root, offset - start, []);
  return found === undefined ? undefined : { ...found, start: found.start + start, end: found.end + start };
}

function find(node: Node, offset: number, path: Path): UnderCursor | undefined {
  if (node.type === 'scalar')
    return holds(node, offset) ? { path, onKey: false, start: node.start, end: node.end, node } : undefined;
  if (node.type === 'list') {
    const index = node.items.findIndex(item => holds(item, offset));
    const item = node.items[index];
    return item === undefined ? undefined : find(item, offset, [...path, index]);
  }
  return findInMap(node.entries, offset, path);
}

function findInMap(entries: readonly Entry[], offset: number, path: Path): UnderCursor | undefined {
  for (const { key, keyStart, keyEnd, node } of entries) {
    if (holds({ start: keyStart, end: keyEnd }, offset))
      return { path: [...path, key], onKey: true, start: keyStart, end: keyEnd, node };
    if (holds(node, offset)) return find(node, offset, [...path, key]);
  }
  return undefined;
}

function holds({ start, end }: { readonly start: number; readonly end: number }, offset: number): boolean {
  return start <= offset && offset <= end;
}
