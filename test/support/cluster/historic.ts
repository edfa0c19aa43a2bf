import { ClusterError, type Connection, type ObjectList, type WatchEnd } from '../../../src/cluster/connection.ts';
import { type Clock, pause } from '../../../src/cluster/mirror/clock.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import { deafConnection } from './deaf.ts';
import { openWatches } from './open-watches.ts';
import { type Change, createTimeline, type History } from './timeline.ts';

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
  const timeline = createTimeline(pageSize);
  let heard = 0;
  let refusal: ClusterError | undefined;
  const watches = openWatches();

  const write = (type: Change['type'], object: KubernetesObject) => watches.tell(timeline.write(type, object));
  const hear = (revision: number | string | undefined) => {
    heard = Math.max(heard, Number(revision));
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
      const page = timeline.page(options);
      hear(page.resourceVersion);
      return page;
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
      if (from < timeline.compacted) return { reason: 'gone' };
      // Fact I7: what is asked for comes later than what the server has.
      const detail = 'Too large resource version';
      if (from > timeline.history.revision)
        return { reason: 'failed', error: new ClusterError({ kind: 'server', detail, status: 504 }) };
      hear(from);
      options.onOpen?.();
      const listener: typeof onEvent = event => {
        hear(event.type === 'BOOKMARK' ? event.resourceVersion : event.object.metadata.resourceVersion);
        onEvent(event);
      };
      const past = timeline.history.changes.filter(({ object }) => Number(object.metadata.resourceVersion) > from);
      return watches.open(resource, signal, listener, past);
    },
  };

  const own: HistoricServer = {
    connection,
    latency: 0,
    get revision() {
      return timeline.history.revision;
    },
    get heard() {
      return heard;
    },
    get objects() {
      return timeline.history.objects;
    },
    get open() {
      return watches.size;
    },
    put: object => write(timeline.history.objects.has(object.metadata.name) ? 'MODIFIED' : 'ADDED', object),
    remove(name) {
      const known = timeline.history.objects.get(name);
      if (known !== undefined) write('DELETED', known);
    },
    compact: timeline.compact,
    end: watches.end,
    repeat(before) {
      const change = timeline.history.changes.at(-1 - before);
      if (change !== undefined) watches.tell(change);
    },
    lag: timeline.lag,
    bookmark: () => watches.tell({ type: 'BOOKMARK', resourceVersion: String(timeline.history.revision) }),
    refuse(error) {
      refusal = error;
    },
    backUp: () => timeline.history,
    restore(backup) {
      timeline.restore(backup);
      heard = 0;
      own.end({ reason: 'cut' });
    },
  };
  return own;
}
