import { firstColumn, isOpen, type Line, type LinesAround } from './lines.ts';

/** The way to the map or list in which a line stands: upwards, every line that is indented less. `#` is an item of a list. */
export function parentsOf({ above, current }: LinesAround): string[] {
  const path: string[] = [];
  let { column } = current;
  const addDashes = (dashes: readonly number[]): void => {
    for (const dash of dashes.toReversed()) {
      path.unshift('#');
      column = dash;
    }
  };
  addDashes(current.dashes);
  let inItem = current.dashes.length > 0;
  for (const line of above) {
    // A list may stand at the column of the key above it.
    const isParent =
      line.key !== undefined &&
      (line.column < column || (inItem && line.column === column && !line.dashes.includes(column)));
    if (isParent) {
      path.unshift(line.key ?? '');
      column = line.column;
      inItem = false;
    }
    if (line.column === column && line.dashes.length > 0 && !inItem) {
      addDashes(line.dashes);
      inItem = true;
    }
    if (column === 0 && !inItem) break;
  }
  return path;
}

/** The other keys of the map in which a line stands. */
export function siblingsOf({ above, current, below }: LinesAround): string[] {
  const before = current.dashes.length > 0 ? [] : keysAt(above, current.column, true);
  return [...before, ...keysAt(below, current.column, false)];
}

/** The keys at a column, up to where their map begins or ends. */
function keysAt(lines: readonly Line[], column: number, upwards: boolean): string[] {
  const keys: string[] = [];
  for (const line of lines) {
    // A hyphen left of the column begins the item that the map is, or the one after it.
    const isItem = line.dashes.length > 0 && firstColumn(line) < column;
    if (line.column < column || (isItem && !upwards)) break;
    if (line.column === column && line.key !== undefined) keys.push(line.key);
    if (isItem) break;
  }
  return keys;
}

/**
 * Whether something may stand where a line begins: beside what stands at its column already, or below a key that has no value yet. Anywhere
 * else a proposal would break the document.
 */
export function isInPlace({ above, current, below }: LinesAround): boolean {
  const first = firstColumn(current);
  const isItem = current.dashes.length > 0;
  const at = above.findIndex(line => firstColumn(line) <= first);
  const outer = above[at];
  if (outer === undefined) return above.length === 0 && isInPlaceAbove(below[0], current, undefined);
  const isBeside = outer.column === first || outer.dashes.includes(first);
  if (!isBeside && (at > 0 || outer.column >= first || !isOpen(outer))) return false;
  if (isBeside && isItem !== outer.dashes.includes(first)) {
    // A list at the column of its key begins below the key, and ends with the next one.
    const key = above.find(line => line.column === first && line.key !== undefined);
    const begins = isItem && at === 0 && outer === key && isOpen(outer);
    if (!begins && (isItem || key === undefined)) return false;
  }
  return isInPlaceAbove(below[0], current, isBeside ? above.find(line => firstColumn(line) < first) : outer);
}

/** Whether the line that follows still has a place. `parent` holds both, or only the first of them. */
function isInPlaceAbove(next: Line | undefined, current: Line, parent: Line | undefined): boolean {
  if (next === undefined) return true;
  const [first, following] = [firstColumn(current), firstColumn(next)];
  const [isItem, follows] = [current.dashes.length > 0, next.dashes.length > 0];
  if (following > first) return following >= current.column || !isItem;
  if (following === first) return isItem === follows || !isItem || parent?.column === first;
  if (parent === undefined || following > parent.column) return false;
  return following < parent.column || !follows || !isOpen(parent);
}
