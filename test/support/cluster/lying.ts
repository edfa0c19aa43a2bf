import {
  ClusterError,
  type ClusterFailure,
  type Connection,
  type ListOptions,
  type ObjectList,
  type ResourcePath,
  type WatchEnd,
  type WatchEvent,
  type WatchOptions,
} from '../../../src/cluster/connection.ts';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import { deafConnection } from './deaf.ts';

/** A server in memory that keeps the truth, and lies, drops and refuses when told to. */
export interface LyingServer {
  readonly connection: Connection;
  /** Every request, in order: `list pods`, `watch pods 12`. */
  readonly requests: string[];
  /** Watches that are open now. */
  readonly open: number;
  put(object: KubernetesObject): KubernetesObject;
  remove(object: KubernetesObject): void;
  /** Sends something to open watches that is not in the truth. */
  say(event: WatchEvent): void;
  /** Ends every open watch. */
  end(end: WatchEnd): void;
  /** Fails what `matches` asks for, until the result is called. */
  fail(failure: ClusterFailure, matches?: (request: string) => boolean): () => void;
  /** Holds lists back until the result is called. */
  hold(): () => void;
  /** Forgets the history: every older version is gone. */
  forget(): void;
  /** Changes happen that no watch sees. */
  deaf(during: () => void): void;
  objects(plural: string): KubernetesObject[];
}

interface OpenWatch {
  readonly resource: ResourcePath;
  readonly onEvent: (event: WatchEvent) => void;
  readonly end: (end: WatchEnd) => void;
}

const PLURALS: Readonly<Record<string, string>> = {
  Pod: 'pods',
  StatefulSet: 'statefulsets',
  Event: 'events',
  Node: 'nodes',
  Service: 'services',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  PersistentVolume: 'persistentvolumes',
  ControllerRevision: 'controllerrevisions',
};

export function lyingServer(pageSize = 500): LyingServer {
  let version = 100;
  let oldest = 0;
  let isDeaf = false;
  const objects = new Map<string, KubernetesObject>();
  const history: { version: number; event: Exclude<WatchEvent, { type: 'BOOKMARK' }> }[] = [];
  const watches = new Set<OpenWatch>();
  const refusals = new Set<{ failure: ClusterFailure; matches: (request: string) => boolean }>();
  const requests: string[] = [];
  let gate = Promise.resolve();

  const covers = (resource: ResourcePath, object: KubernetesObject) =>
    PLURALS[object.kind] === resource.name &&
    (resource.namespace === undefined || resource.namespace === object.metadata.namespace);
  const key = ({ kind, metadata: { namespace, name } }: KubernetesObject) => `${kind}/${namespace}/${name}`;
  const tell = (event: Exclude<WatchEvent, { type: 'BOOKMARK' }>) => {
    history.push({ version, event });
    if (isDeaf) return;
    for (const watch of watches) if (covers(watch.resource, event.object)) watch.onEvent(event);
  };
  const ask = (request: string) => {
    requests.push(request);
    for (const { failure, matches } of refusals) if (matches(request)) throw new ClusterError(failure);
  };
  const aborted = () => new ClusterError({ kind: 'aborted', detail: 'aborted' });

  const connection: Connection = {
    ...deafConnection('https://lying.test'),
    async list(resource, options: ListOptions): Promise<ObjectList> {
      ask(`list ${resource.name}${options.continue === undefined ? '' : ' more'}`);
      await gate;
      if (options.signal?.aborted) throw aborted();
      const all = [...objects.values()].filter(object => covers(resource, object));
      const start = Number(options.continue ?? 0);
      const limit = Math.min(
        options.limit ?? Number.POSITIVE_INFINITY,
        options.limit === undefined ? all.length : pageSize,
      );
      const items = all.slice(start, start + limit).map(options.keep ?? (object => object));
      const more = start + limit < all.length ? { continue: String(start + limit) } : {};
      return { items, resourceVersion: String(version), ...more };
    },
    async watch(resource, options: WatchOptions, onEvent): Promise<WatchEnd> {
      // An answer takes its time; whatever is said before it comes can be seen.
      await new Promise(resolve => setImmediate(resolve));
      try {
        ask(`watch ${resource.name} ${options.resourceVersion}`);
      } catch (error) {
        if (error instanceof ClusterError) return { reason: 'failed', error };
        throw error;
      }
      if (options.signal.aborted) return { reason: 'aborted' };
      const from = Number(options.resourceVersion);
      if (from < oldest) return { reason: 'gone' };
      options.onOpen?.();
      return new Promise((resolve, reject) => {
        const watch: OpenWatch = {
          resource,
          onEvent(event) {
            try {
              onEvent(event);
            } catch (error) {
              watches.delete(watch);
              reject(error);
            }
          },
          end(end) {
            watches.delete(watch);
            resolve(end);
          },
        };
        watches.add(watch);
        for (const past of history)
          if (past.version > from && covers(resource, past.event.object)) watch.onEvent(past.event);
        options.signal.addEventListener('abort', () => watch.end({ reason: 'aborted' }), { once: true });
      });
    },
    logInAgain() {
      requests.push('log in');
    },
    close() {
      for (const watch of [...watches]) watch.end({ reason: 'aborted' });
      refusals.add({ failure: aborted().failure, matches: () => true });
    },
  };

  return {
    connection,
    requests,
    get open() {
      return watches.size;
    },
    put(object) {
      version += 1;
      const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
      const type = objects.has(key(object)) ? 'MODIFIED' : 'ADDED';
      objects.set(key(object), stored);
      tell({ type, object: stored });
      return stored;
    },
    remove(object) {
      version += 1;
      objects.delete(key(object));
      tell({
        type: 'DELETED',
        object: { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } },
      });
    },
    say(event) {
      for (const watch of [...watches]) watch.onEvent(event);
    },
    end(end) {
      for (const watch of [...watches]) watch.end(end);
    },
    fail(failure, matches = () => true) {
      const refusal = { failure, matches };
      refusals.add(refusal);
      return () => refusals.delete(refusal);
    },
    hold() {
      let release = () => {};
      gate = new Promise(resolve => {
        release = resolve;
      });
      return release;
    },
    forget() {
      history.length = 0;
      oldest = version;
    },
    deaf(during) {
      isDeaf = true;
      during();
      isDeaf = false;
    },
    objects: plural => [...objects.values()].filter(object => PLURALS[object.kind] === plural),
  };
}
