import type { FieldTable } from '../schema/table.ts';
import { closing, type Frame, rootFrame, stepsFor } from './frame.ts';
import type { Token } from './tokens.ts';

/** Beyond this many places tried a document is taken for one that can be read in many ways. */
const MOST_STEPS = 20_000;

/**
 * The column of each piece of a document of a kind, worked out from which field may stand under which. Of all ways to read the pieces the one counts
 * that lacks the least and needs the fewest unusual places. `undefined` if there is no way, or if several are equally good.
 */
export function columnsOf(tokens: readonly Token[], kind: string, table: FieldTable): number[] | undefined {
  const root = table.root(kind);
  if (root === undefined) return undefined;
  const search: Search = { tokens, table, steps: 0, cost: Number.POSITIVE_INFINITY, found: [] };
  visit(search, 0, rootFrame(root), 0, []);
  const [only, ...more] = search.found;
  return search.steps > MOST_STEPS || more.length > 0 ? undefined : only;
}

interface Search {
  readonly tokens: readonly Token[];
  readonly table: FieldTable;
  steps: number;
  /** Of the best way found so far. */
  cost: number;
  /** The ways that are that good; two are as bad as many. */
  found: number[][];
}

function visit(search: Search, index: number, top: Frame, cost: number, columns: readonly number[]): void {
  search.steps += 1;
  if (search.steps > MOST_STEPS || cost > search.cost || (search.cost === 0 && search.found.length > 1)) return;
  const token = search.tokens[index];
  if (token === undefined) {
    finish(search, cost + closingAll(search.table, top), columns);
    return;
  }
  for (const step of stepsFor(search.table, top, token))
    visit(search, index + 1, step.frame, cost + step.cost, [...columns, step.column]);
}

function finish(search: Search, cost: number, columns: readonly number[]): void {
  if (cost > search.cost) return;
  if (cost < search.cost) search.found = [];
  search.cost = cost;
  if (search.found.length < 2) search.found.push([...columns]);
}

function closingAll(table: FieldTable, top: Frame): number {
  let cost = 0;
  for (let frame: Frame | undefined = top; frame !== undefined; frame = frame.parent) cost += closing(table, frame);
  return cost;
}
