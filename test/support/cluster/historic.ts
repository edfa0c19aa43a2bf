import { ClusterError, type Connection, type ObjectList, type WatchEnd } from '../../../src/cluster/connection.ts';
import { type Clock, pause } from '../../../src/cluster/mirror/clock.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import { deafConnection } from './deaf.ts';
import { openWatches } from './open-watches.ts';

type Change = { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: KubernetesObject };

interface History {
  readonly revision: number;
  readonly objects: ReadonlyMap<string, KubernetesObject>;
  /** Each at its own revision. */
  readonly changes: readonly Change[];
}

/**
 * A server of one kind that keeps its history like etcd: pages of a list are of one revision, watches tell all that came after theirs, what
 * was compacted is answered with 410, and a backup takes everything back, numbers included. Each answer takes `latency` milliseconds of the clock.
 */
export interface HistoricServer {
  readonly connection: Connection;
  readonly revision: number;
  /** The newest revision of this history that anybody was told of. */
  readonly heard: number;
  readonly objects: ReadonlyMap<string, KubernetesObject>;
  /** Watches that are open now. */
  readonly open: number;
  latency: number;
  put(object: KubernetesObject): void;
  remove(name: string): void;
  /** Forgets the past: watches from it, and lists that are under way, are answered with 410. */
  compact(): void;
  /** Ends every open watch. */
  end(end: WatchEnd): void;
  /** Tells a change once more: the last one, or one so many before it, which then comes too late. */
  repeat(before: number): void;
  /** The next lists come from a replica that is behind: as many as a mirror does not believe. */
  lag(): void;
  /** Tells where the history stands. */
  bookmark(): void;
  /** Answers every request with this until told otherwise. */
  refuse(error: ClusterError | undefined): void;
  backUp(): History;
  /** Takes everything back to a backup. Whoever watches is cut. */
  restore(backup: History): void;
}

export function historicServer(clock: Clock, pageSize: number): HistoricServer {
  let history: History = { revision: 100, objects: new Map(), changes: [] };
  let compacted = 0;
  let heard = 0;
  let lists = 0;
  /** Lists that a replica answers which is behind, and whether the last one was true. */
  let behind = 0;
  let isTrue = true;
  let refusal: ClusterError | undefined;
  const underWay = new Map<string, { readonly rest: readonly KubernetesObject[]; readonly revision: number }>();
  const watches = openWatches();

  const write = (type: Change['type'], object: KubernetesObject) => {
    const revision = history.revision + 1;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
    const objects = new Map(history.objects);
    if (type === 'DELETED') objects.delete(stored.metadata.name);
    else objects.set(stored.metadata.name, stored);
    const change: Change = { type, object: stored };
    history = { revision, objects, changes: [...history.changes, change] };
    watches.tell(change);
  };
  const hear = (revision: number | string | undefined) => {
    heard = Math.max(heard, Number(revision));
  };
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
  const answer = async (signal: AbortSignal | undefined) => {
    await pause(clock, own.latency, signal ?? new AbortController().signal);
    if (signal?.aborted) throw new ClusterError({ kind: 'aborted', detail: 'aborted' });
    if (refusal !== undefined) throw refusal;
  };

  const connection: Connection = {
    ...deafConnection('https://historic.test'),
    async list(_, options): Promise<ObjectList> {
      await answer(options.signal);
      const begun = options.continue === undefined ? undefined : underWay.get(options.continue);
      if (options.continue !== undefined && begun === undefined)
        throw new ClusterError({ kind: 'server', detail: 'The provided continue parameter is too old', status: 410 });
      const { objects, revision: now } = begun === undefined ? replica() : history;
      const { rest, revision } = begun ?? { rest: [...objects.values()], revision: now };
      hear(revision);
      const size = options.limit === undefined ? rest.length : pageSize;
      const page = { items: rest.slice(0, size).map(options.keep ?? (one => one)), resourceVersion: String(revision) };
      if (rest.length <= size) return page;
      lists += 1;
      underWay.set(String(lists), { rest: rest.slice(size), revision });
      return { ...page, continue: String(lists) };
    },
    async watch(resource, options, onEvent): Promise<WatchEnd> {
      const { signal } = options;
      try {
        await answer(signal);
      } catch (error) {
        if (error instanceof ClusterError && error.failure.kind === 'aborted') return { reason: 'aborted' };
        if (error instanceof ClusterError) return { reason: 'failed', error };
        throw error;
      }
      const from = Number(options.resourceVersion);
      if (from < compacted) return { reason: 'gone' };
      // Fact I7: what is asked for comes later than what the server has.
      const detail = 'Too large resource version';
      if (from > history.revision)
        return { reason: 'failed', error: new ClusterError({ kind: 'server', detail, status: 504 }) };
      hear(from);
      options.onOpen?.();
      const listener: typeof onEvent = event => {
        hear(event.type === 'BOOKMARK' ? event.resourceVersion : event.object.metadata.resourceVersion);
        onEvent(event);
      };
      const past = history.changes.filter(({ object }) => Number(object.metadata.resourceVersion) > from);
      return watches.open(resource, signal, listener, past);
    },
  };

  const own: HistoricServer = {
    connection,
    latency: 0,
    get revision() {
      return history.revision;
    },
    get heard() {
      return heard;
    },
    get objects() {
      return history.objects;
    },
    get open() {
      return watches.size;
    },
    put: object => write(history.objects.has(object.metadata.name) ? 'MODIFIED' : 'ADDED', object),
    remove(name) {
      const known = history.objects.get(name);
      if (known !== undefined) write('DELETED', known);
    },
    compact() {
      compacted = history.revision;
      underWay.clear();
    },
    end: watches.end,
    repeat(before) {
      const change = history.changes.at(-1 - before);
      if (change !== undefined) watches.tell(change);
    },
    lag() {
      // More than two in a row are believed, because then they are no accident.
      if (isTrue && behind === 0) behind = 2;
    },
    bookmark: () => watches.tell({ type: 'BOOKMARK', resourceVersion: String(history.revision) }),
    refuse(error) {
      refusal = error;
    },
    backUp: () => history,
    restore(backup) {
      history = backup;
      heard = 0;
      compacted = 0;
      underWay.clear();
      own.end({ reason: 'cut' });
    },
  };
  return own;
}
