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
import { openWatches } from './open-watches.ts';

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
  const watches = openWatches();
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
    watches.tell(event, resource => covers(resource, event.object));
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
      const past = history.filter(({ version, event }) => version > from && covers(resource, event.object));
      return watches.open(
        resource,
        options.signal,
        onEvent,
        past.map(({ event }) => event),
      );
    },
    logInAgain() {
      requests.push('log in');
    },
    close() {
      watches.end({ reason: 'aborted' });
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
    say: watches.tell,
    end: watches.end,
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
