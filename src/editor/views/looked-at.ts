import type { Say } from '../../words/words.ts';
import { rowKinds } from '../ids.ts';
import { compareBy, type Filter, isFiltered, type Look, matches } from './look.ts';
import type { Branch, Row } from './row.ts';
import type { TreeSource, WorkloadKey } from './tree-model.ts';

/**
 * A source as a person wants to see it. A workload that matches stays with all that is under it; of one that does not, only the rows that
 * match stay, with those above them, so that they are found where they belong.
 */
export function lookedAt(source: TreeSource, look: () => Look, say: Say): TreeSource {
  /** Which workloads were shown when they were asked for last. */
  const shown = new Map<string, boolean>();

  function row(key: WorkloadKey): Row | undefined {
    const found = rowOf(key);
    shown.set(textOf(key), found !== undefined);
    return found;
  }

  function rowOf(key: WorkloadKey): Row | undefined {
    const found = source.row(key);
    const { filter } = look();
    if (found === undefined || !isFiltered(look()) || matches(found, filter)) return found;
    return isAny(source.findable(key), filter) ? { ...found, branch: 'open' } : undefined;
  }

  function branches(key: WorkloadKey): readonly Branch[] {
    const found = source.row(key);
    const { filter } = look();
    const all = source.branches(key);
    return found === undefined || !isFiltered(look()) || matches(found, filter) ? all : narrowed(all, filter);
  }

  function rest(): readonly Branch[] {
    if (!isFiltered(look())) return source.rest();
    const found = narrowed(source.rest(), look().filter);
    const workloads = source.workloads();
    const isEmpty = found.length === 0 && !workloads.some(key => shown.get(textOf(key)) ?? row(key) !== undefined);
    return isEmpty && workloads.length > 0 ? [nothingFound(say)] : found;
  }

  return {
    root: source.root,
    workloads: source.workloads,
    row,
    branches,
    findable: source.findable,
    rest,
    compare: (one, other) => compareBy(look().order, one, other),
  };
}

function textOf({ kind, namespace, name }: WorkloadKey): string {
  return `${kind}/${namespace}/${name}`;
}

/** Whether anything is left of branches. */
function isAny(branches: readonly Branch[], filter: Filter): boolean {
  return branches.some(({ row, children }) => (isFindable(row) && matches(row, filter)) || isAny(children, filter));
}

/** What is left of branches: rows that match with all that is under them, and the way to them. */
function narrowed(branches: readonly Branch[], filter: Filter): Branch[] {
  return branches.flatMap(branch => {
    if (isFindable(branch.row) && matches(branch.row, filter)) return [branch];
    const children = narrowed(branch.children, filter);
    return children.length === 0 ? [] : [{ row: { ...branch.row, branch: 'open' as const }, children }];
  });
}

const FINDABLE: ReadonlySet<Row['kind']> = new Set([
  rowKinds.pod,
  rowKinds.missingPod,
  rowKinds.claim,
  rowKinds.volume,
]);

/** Sets, pods, claims and volumes are looked for; that a Service or a revision bears the name that is typed helps nobody. */
function isFindable({ kind }: Row): boolean {
  return FINDABLE.has(kind);
}

/** Stands where nothing else does: an empty tree would say that there is nothing in the cluster. */
function nothingFound(say: Say): Branch {
  const label = say('filter-nothing');
  const row: Row = {
    id: 'nothing-found',
    kind: rowKinds.nothingFound,
    label,
    description: say('filter-nothing-hint'),
    icon: { name: 'filter' },
    tooltip: [],
    spoken: `${label}. ${say('filter-nothing-hint')}`,
    branch: 'leaf',
    target: undefined,
  };
  return { row, children: [] };
}
