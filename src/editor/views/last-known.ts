import type { Say } from '../../words/words.ts';
import { type Branch, colors, parts, type Row } from './row.ts';

/** The row of a workload whose cluster is away: it says that it is what was known, and no colour says that all is well. */
export function lastKnown(row: Row, say: Say): Row {
  const words = say('row-last-known');
  const spoken = `${row.spoken}${say('spoken-pause')}${words}`;
  return { ...dimmed(row), description: parts(row.description, words), spoken };
}

/** The rows under it: what was well is drawn faint, because nobody knows whether it still is. What was not well stays as it was. */
export function lastKnownBranches(branches: readonly Branch[]): Branch[] {
  return branches.map(({ row, children }) => ({ row: dimmed(row), children: lastKnownBranches(children) }));
}

function dimmed(row: Row): Row {
  return row.icon.color === colors.good ? { ...row, icon: { ...row.icon, color: colors.faint } } : row;
}
