import { ClusterError, type ListOptions, type ObjectList } from '../../../src/cluster/connection.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';

export type Change = { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: KubernetesObject };

export interface History {
  readonly revision: number;
  readonly objects: ReadonlyMap<string, KubernetesObject>;
  /** Each at its own revision. */
  readonly changes: readonly Change[];
}

/** What etcd keeps of the objects of one kind: a history of which the past may be compacted, and which a backup takes back. */
export interface Timeline {
  readonly history: History;
  /** What came before this revision is forgotten. */
  readonly compacted: number;
  write(type: Change['type'], object: KubernetesObject): Change;
  /** All pages of a list are of the revision of its first. Throws what the server answers about one that was compacted meanwhile. */
  page(options: ListOptions): ObjectList;
  compact(): void;
  /** The next lists come from a replica that is behind: as many as a mirror does not believe. */
  lag(): void;
  /** Takes everything back to a backup. */
  restore(backup: History): void;
}

export function createTimeline(pageSize: number): Timeline {
  let history: History = { revision: 100, objects: new Map(), changes: [] };
  let compacted = 0;
  let lists = 0;
  /** Lists that a replica answers which is behind, and whether the last one was true. */
  let behind = 0;
  let isTrue = true;
  const underWay = new Map<string, { readonly rest: readonly KubernetesObject[]; readonly revision: number }>();

  const replica = (): Pick<History, 'objects' | 'revision'> => {
    isTrue = behind === 0 || history.changes.length === 0;
    if (isTrue) return history;
    behind -= 1;
    const objects = new Map<string, KubernetesObject>();
    for (const { type, object } of history.changes.slice(0, -1)) {
      if (type === 'DELETED') objects.delete(object.metadata.name);
      else objects.set(object.metadata.name, object);
    }
    return { objects, revision: history.revision - 1 };
  };
  const begin = () => {
    const { objects, revision } = replica();
    return { rest: [...objects.values()], revision };
  };

  return {
    get history() {
      return history;
    },
    get compacted() {
      return compacted;
    },
    write(type, object) {
      const revision = history.revision + 1;
      const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
      const objects = new Map(history.objects);
      if (type === 'DELETED') objects.delete(stored.metadata.name);
      else objects.set(stored.metadata.name, stored);
      const change: Change = { type, object: stored };
      history = { revision, objects, changes: [...history.changes, change] };
      return change;
    },
    page(options) {
      const begun = options.continue === undefined ? begin() : underWay.get(options.continue);
      if (begun === undefined)
        throw new ClusterError({ kind: 'server', detail: 'The provided continue parameter is too old', status: 410 });
      const { rest, revision } = begun;
      const size = options.limit === undefined ? rest.length : pageSize;
      const items = rest.slice(0, size).map(options.keep ?? (one => one));
      const page = { items, resourceVersion: String(revision) };
      if (rest.length <= size) return page;
      lists += 1;
      underWay.set(String(lists), { rest: rest.slice(size), revision });
      return { ...page, continue: String(lists) };
    },
    compact() {
      compacted = history.revision;
      underWay.clear();
    },
    lag() {
      // More than two in a row are believed, because then they are no accident.
      if (isTrue && behind === 0) behind = 2;
    },
    restore(backup) {
      history = backup;
      compacted = 0;
      underWay.clear();
    },
  };
}
