import type { Branch, Row } from './row.ts';

/**
 * The ids to redraw to get from one list of branches to the next: a row whose own text changed, or the parent of a list that gained,
 * lost or moved rows. `parent` is the id of the row they stand under.
 */
export function changedRows(parent: string, before: readonly Branch[], after: readonly Branch[]): string[] {
  if (!sameIds(before, after)) return [parent];
  return after.flatMap((branch, index) => {
    const old = before[index];
    if (old === undefined) return [branch.row.id];
    const below = changedRows(branch.row.id, old.children, branch.children);
    if (below[0] === branch.row.id || !sameRow(old.row, branch.row)) return [branch.row.id];
    return below;
  });
}

function sameIds(before: readonly Branch[], after: readonly Branch[]): boolean {
  return before.length === after.length && before.every((branch, index) => branch.row.id === after[index]?.row.id);
}

/** Whether two rows look and act the same. */
export function sameRow(one: Row, other: Row): boolean {
  return (
    one.label === other.label &&
    one.description === other.description &&
    one.kind === other.kind &&
    one.offers?.join() === other.offers?.join() &&
    one.branch === other.branch &&
    one.icon.name === other.icon.name &&
    one.icon.color === other.icon.color &&
    one.spoken === other.spoken
  );
}
