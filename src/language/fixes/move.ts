import type { ManifestDocument } from '../../core/manifest/parse.ts';
import { isInside, type Path } from '../../core/manifest/path.ts';
import { addToMap, entryAt, nodeAt, removeEntry, type TextEdit } from '../edit.ts';

/**
 * Moves an entry into the map at another path, of which the last steps are made if they are not there. None where that cannot be done
 * without guessing: in braces, under an anchor, or where a list on the way does not have exactly one item.
 */
export function moveEntry(document: ManifestDocument, path: Path, under: Path): (TextEdit | undefined)[] {
  const { content } = document;
  const map = nodeAt(content, path.slice(0, -1));
  const entry = entryAt(content, path);
  if (map?.type !== 'map' || map.flow || entry === undefined || entry.node.start < entry.keyStart) return [];
  // What the entry stands in is there, and it is known which of several items it is.
  const existing = isInside(path, under) ? under : existingPart(document, under);
  const made = under.slice(existing.length).map(String);
  if (
    under.slice(existing.length).some(step => typeof step === 'number') ||
    isInside(existing, path) ||
    entryAt(content, [...under, String(path.at(-1))]) !== undefined
  )
    return [];
  const lineStart = content.text.lastIndexOf('\n', entry.keyStart - 1) + 1;
  const column = entry.keyStart - lineStart;
  const own = content.text.slice(entry.keyStart, Math.max(entry.node.end, entry.keyEnd + 1)).trimEnd();
  const lines = own.split(/\r?\n/).map((line, index) => (index === 0 ? line : line.slice(leading(line, column))));
  const nested = [...made.map((step, depth) => `${'  '.repeat(depth)}${step}:`), ...lines.map(indentBy(made.length))];
  return together(addToMap(document, existing, nested), removeEntry(document, path));
}

/** The part of a path that the document has. Of several items it is not clear which is meant. */
function existingPart({ content }: ManifestDocument, path: Path): Path {
  const ends = path.findIndex((step, index) => {
    const list = nodeAt(content, path.slice(0, index));
    const isOneOfMany = typeof step === 'number' && (list?.type !== 'list' || list.items.length !== 1);
    return isOneOfMany || nodeAt(content, path.slice(0, index + 1)) === undefined;
  });
  return ends < 0 ? path : path.slice(0, ends);
}

function leading(line: string, most: number): number {
  return Math.min(most, line.search(/\S|$/));
}

function indentBy(levels: number): (line: string) => string {
  return line => (line === '' ? line : '  '.repeat(levels) + line);
}

/** Both edits, or one in the place of both where what is added stands beside what goes. */
function together(added: TextEdit | undefined, removed: TextEdit | undefined): (TextEdit | undefined)[] {
  if (added === undefined || removed === undefined) return [undefined];
  if (added.start < removed.start || added.start > removed.end) return [added, removed];
  const newline = /^\r?\n/.exec(added.newText)?.[0] ?? '\n';
  return [{ ...removed, newText: added.newText.slice(newline.length) + newline }];
}
