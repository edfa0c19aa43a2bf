import type { TargetKind } from '../target.ts';
import { changedRows, sameRow } from './diff.ts';
import type { Branch, Row } from './row.ts';
import { RowIndex } from './row-index.ts';

/** A StatefulSet or a Deployment, by what it is called. */
export interface WorkloadKey {
  readonly kind: Extract<TargetKind, 'StatefulSet' | 'Deployment'>;
  readonly namespace: string;
  readonly name: string;
}

/** Where the tree's rows come from. */
export interface TreeSource {
  /** The row of the context, above all others; `undefined` while there is no connection. */
  root(): Row | undefined;
  workloads(): readonly WorkloadKey[];
  /** The workload's own row, cheap; `undefined` if it is gone. */
  row(key: WorkloadKey): Row | undefined;
  /** The rows under it; asked only for those that somebody opened. */
  branches(key: WorkloadKey): readonly Branch[];
  /** Of the rows under it those that a filter looks at; asked of every workload, so it must be cheap. */
  findable(key: WorkloadKey): readonly Branch[];
  /** What stands after the workloads, such as claims that no set owns. */
  rest(): readonly Branch[];
  /** Which of two workloads stands first, by their rows; where it does not tell, names decide. */
  compare?(one: Row, other: Row): number;
}

/** What changed in the cluster: one workload, something after the workloads, or anything. */
export type Touched = WorkloadKey | 'rest' | 'all';

/** The ids of rows to draw again, each with what is under it. */
export type Redraw = readonly string[] | 'all';

/** Among this few workloads a set shows its pods by itself, so that a person sees them come. */
const OPEN_AMONG = 5;

/**
 * The tree as it is drawn. Rows are made once and compared afterwards, so that a change in the cluster draws again only the rows
 * that read differently. Ids are the currency: VS Code's elements are ids, rows are looked up.
 */
export class TreeModel {
  readonly #source: TreeSource;
  readonly #index = new RowIndex();
  readonly #workloads = new Map<string, { readonly key: WorkloadKey; readonly id: string }>();
  /** What is under the workloads that were opened, by row id. */
  readonly #opened = new Map<string, { readonly key: WorkloadKey; branches: readonly Branch[] }>();
  /** Which sets were drawn open at first: a row must not open or close because others come or go. */
  readonly #opensByItself = new Map<string, boolean>();
  #root: string | undefined;
  #rest: readonly Branch[] = [];

  constructor(source: TreeSource) {
    this.#source = source;
  }

  row(id: string): Row | undefined {
    return this.#index.row(id);
  }

  parent(id: string): string | undefined {
    return this.#index.parent(id);
  }

  /** Ids under a row, or of the topmost rows. The root stands only over something: an empty tree lets the welcome view speak. */
  children(id?: string): readonly string[] {
    if (id === undefined) {
      if (this.#root === undefined) this.#load();
      return this.#root === undefined || this.#isEmpty() ? [] : [this.#root];
    }
    if (id === this.#root) return [...this.#sortedWorkloads(), ...idsOf(this.#rest)];
    const target = this.#index.row(id)?.target;
    if (target !== undefined && this.#workloads.get(textOf(target))?.id === id) return this.#open(id);
    return idsOf(this.#index.children(id));
  }

  /** Takes changes in, and says which rows to draw again. */
  refresh(touched: Iterable<Touched>): Redraw {
    const changes = [...touched];
    if (this.#root === undefined || changes.includes('all')) return this.#load();
    const wasEmpty = this.#isEmpty();
    const count = this.#workloads.size;
    const changed = new Set(
      changes.flatMap(change => (typeof change === 'string' ? this.#refreshRest() : this.#refreshWorkload(change))),
    );
    // What stands after the workloads may say that there are none.
    if (count !== this.#workloads.size && !changes.includes('rest'))
      for (const id of this.#refreshRest()) changed.add(id);
    if (wasEmpty !== this.#isEmpty()) return 'all';
    return changed.has(this.#root) ? [this.#root] : [...changed];
  }

  /** Draws opened workloads anew as time passes; their ages change by themselves. */
  tick(): readonly string[] {
    return [...this.#opened.values()].flatMap(entry => this.#refreshWorkload(entry.key));
  }

  #isEmpty(): boolean {
    return this.#workloads.size === 0 && this.#rest.length === 0;
  }

  #load(): 'all' {
    this.#index.clear();
    this.#workloads.clear();
    this.#rest = [];
    const root = this.#source.root();
    this.#root = root?.id;
    if (root !== undefined) {
      this.#index.put(root, undefined);
      const keys = this.#source.workloads();
      for (const key of keys) this.#put(key, this.#source.row(key), keys.length);
      this.#rest = this.#source.rest();
      this.#index.putAll(this.#rest, root.id);
    }
    for (const id of this.#opensByItself.keys()) if (!this.#index.has(id)) this.#opensByItself.delete(id);
    for (const [id, entry] of this.#opened) {
      if (this.#index.has(id)) this.#index.putAll(entry.branches, id);
      else this.#opened.delete(id);
    }
    return 'all';
  }

  /** `among` is how many workloads there are, this one included. */
  #put(key: WorkloadKey, row: Row | undefined, among: number): void {
    if (row === undefined) return;
    const opens = this.#opensByItself.get(row.id) ?? (key.kind === 'StatefulSet' && among <= OPEN_AMONG);
    this.#opensByItself.set(row.id, opens);
    this.#workloads.set(textOf(key), { key, id: row.id });
    this.#index.put(opens && row.branch === 'closed' ? { ...row, branch: 'open' } : row, this.#root);
  }

  #refreshWorkload(key: WorkloadKey): readonly string[] {
    const root = this.#root;
    const id = this.#workloads.get(textOf(key))?.id;
    const before = id === undefined ? undefined : this.#index.row(id);
    const after = this.#source.row(key);
    if (root === undefined || (before === undefined && after === undefined)) return [];
    if (before === undefined || after === undefined || before.id !== after.id) {
      // It came, it went, or another came under its name.
      if (before !== undefined) this.#drop(key, before.id);
      this.#put(key, after, this.#workloads.size + 1);
      return [root];
    }
    this.#put(key, after, this.#workloads.size);
    const opened = this.#opened.get(after.id);
    const below = opened === undefined ? [] : this.#redraw(after.id, opened);
    if ((this.#source.compare?.(before, after) ?? 0) !== 0) return [root];
    return sameRow(before, this.#index.row(after.id) ?? after) ? below : [after.id];
  }

  #drop(key: WorkloadKey, id: string): void {
    this.#index.removeAll(this.#opened.get(id)?.branches ?? []);
    this.#opened.delete(id);
    this.#opensByItself.delete(id);
    this.#index.remove(id);
    this.#workloads.delete(textOf(key));
  }

  #redraw(id: string, opened: { readonly key: WorkloadKey; branches: readonly Branch[] }): readonly string[] {
    const before = opened.branches;
    opened.branches = this.#source.branches(opened.key);
    this.#index.removeAll(before);
    this.#index.putAll(opened.branches, id);
    return changedRows(id, before, opened.branches);
  }

  #refreshRest(): readonly string[] {
    if (this.#root === undefined) return [];
    const before = this.#rest;
    this.#rest = this.#source.rest();
    this.#index.removeAll(before);
    this.#index.putAll(this.#rest, this.#root);
    return changedRows(this.#root, before, this.#rest);
  }

  #open(id: string): readonly string[] {
    const target = this.#index.row(id)?.target;
    const entry = target === undefined ? undefined : this.#workloads.get(textOf(target));
    if (entry === undefined) return [];
    const opened = this.#opened.get(id) ?? { key: entry.key, branches: [] };
    this.#opened.set(id, opened);
    this.#redraw(id, opened);
    return idsOf(opened.branches);
  }

  #sortedWorkloads(): string[] {
    return [...this.#workloads.values()]
      .map(entry => ({ ...entry, row: this.#index.row(entry.id) }))
      .sort((one, other) => {
        const ordered =
          one.row === undefined || other.row === undefined ? 0 : (this.#source.compare?.(one.row, other.row) ?? 0);
        return ordered || compareKeys(one.key, other.key);
      })
      .map(entry => entry.id);
  }
}

function idsOf(branches: readonly Branch[]): string[] {
  return branches.map(branch => branch.row.id);
}

/** StatefulSets first: Ordinal is about them. */
function compareKeys(one: WorkloadKey, other: WorkloadKey): number {
  if (one.kind !== other.kind) return one.kind === 'StatefulSet' ? -1 : 1;
  return compareText(one.namespace, other.namespace) || compareText(one.name, other.name);
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function textOf(key: { readonly kind: string; readonly namespace: string; readonly name: string }): string {
  return `${key.kind}/${key.namespace}/${key.name}`;
}
