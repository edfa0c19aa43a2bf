import assert from 'node:assert/strict';
import { type RowKind, viewIds } from '../../../src/editor/ids.ts';
import { stage } from './stage.ts';

/** A row of the tree. */
export interface ShownRow {
  readonly id: string;
  readonly description: string;
}

/** The row that the tree shows now for something of this label, with its parents opened; fails while there is none. */
export function shownRow(kind: RowKind, label: string): ShownRow {
  const rows = stage.views.get(viewIds.cluster);
  assert.ok(rows);
  const search = (ids: readonly string[]): ShownRow | undefined => {
    for (const id of ids) {
      const item = rows.getTreeItem(id);
      if (String(item['contextValue']).split(' ')[0] === kind && item['value'] === label)
        return { id, description: String(item['description']) };
      const below = search(rows.getChildren(id));
      if (below !== undefined) return below;
    }
    return undefined;
  };
  const found = search(rows.getChildren());
  assert.ok(found, `no row ${kind} ${label}`);
  return found;
}
