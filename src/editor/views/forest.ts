import { type RowKind, rowKinds } from '../ids.ts';
import type { Target, TargetKind } from '../target.ts';
import type { Row } from './row.ts';
import type { Redraw, Touched, TreeModel } from './tree-model.ts';

/** The trees of the open contexts, one under the other. The ids of rows carry the context, because two clusters can hold the same names. */
export class Forest {
  readonly #trees = new Map<string, TreeModel>();

  /** Adds the tree of a context as the last. */
  plant(key: string, tree: TreeModel): void {
    this.#trees.set(key, tree);
  }

  fell(key: string): void {
    this.#trees.delete(key);
  }

  row(id: string): Row | undefined {
    const [key, own] = partsOf(id);
    return this.#trees.get(key)?.row(own);
  }

  parent(id: string): string | undefined {
    const [key, own] = partsOf(id);
    const parent = this.#trees.get(key)?.parent(own);
    return parent === undefined ? undefined : idOf(key, parent);
  }

  children(id?: string): readonly string[] {
    if (id === undefined) {
      return [...this.#trees].flatMap(([key, tree]) => tree.children().map(own => idOf(key, own)));
    }
    const [key, own] = partsOf(id);
    return (this.#trees.get(key)?.children(own) ?? []).map(child => idOf(key, child));
  }

  /** The row of an object of a context, under its workload where it is given; `undefined` for what the tree does not show. */
  find(key: string, target: Target, workload: Target = target): string | undefined {
    const kind = KIND_OF[target.kind];
    const isMeant = (id: string, of: Target) => isSame(this.row(id)?.target, of);
    const search = (ids: readonly string[]): string | undefined => {
      for (const id of ids) {
        if (this.row(id)?.kind === kind && isMeant(id, target)) return id;
        const found = search(this.children(id));
        if (found !== undefined) return found;
      }
      return undefined;
    };
    const roots = this.children().filter(id => contextOfRow(id) === key);
    // What is under other workloads is not made for this: there may be a thousand.
    const own = roots.flatMap(root => this.children(root)).filter(id => isMeant(id, workload) || isMeant(id, target));
    return search(own);
  }

  /** Takes changes of one context in, and says which rows to draw again. */
  refresh(key: string, touched: Iterable<Touched>): Redraw {
    return redrawn(key, this.#trees.get(key)?.refresh(touched) ?? []);
  }

  /** Draws opened workloads anew as time passes. */
  tick(): readonly string[] {
    return [...this.#trees].flatMap(([key, tree]) => tree.tick().map(own => idOf(key, own)));
  }
}

/** Which rows stand for objects of a kind. */
const KIND_OF: Readonly<Record<TargetKind, RowKind>> = {
  StatefulSet: rowKinds.set,
  Deployment: rowKinds.deployment,
  Pod: rowKinds.pod,
  PersistentVolumeClaim: rowKinds.claim,
  Service: rowKinds.service,
  PodDisruptionBudget: rowKinds.budget,
  PersistentVolume: rowKinds.volume,
  ControllerRevision: rowKinds.revision,
  ReplicaSet: rowKinds.revision,
};

function isSame(one: Target | undefined, other: Target): boolean {
  return one?.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
}

/** The context that a row belongs to; `undefined` for what is no id of a row. */
export function contextOfRow(id: string): string | undefined {
  const [key, own] = partsOf(id);
  return own === '' ? undefined : key;
}

function redrawn(key: string, redraw: Redraw): Redraw {
  return redraw === 'all' ? 'all' : redraw.map(own => idOf(key, own));
}

function idOf(key: string, own: string): string {
  return `${encodeURIComponent(key)}|${own}`;
}

function partsOf(id: string): readonly [string, string] {
  const bar = id.indexOf('|');
  return bar < 0 ? ['', ''] : [decodeURIComponent(id.slice(0, bar)), id.slice(bar + 1)];
}
