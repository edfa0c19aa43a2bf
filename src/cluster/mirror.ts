import type { KubernetesObject } from '../core/statefulset/model.ts';
import type { Connection } from './connection.ts';
import { type Clock, systemClock } from './mirror/clock.ts';
import { createFeed, type Feed, type Safeguard } from './mirror/feed.ts';
import { startHeartbeat } from './mirror/heartbeat.ts';
import { KINDS, type KindMap, type KindName, resourceOf } from './mirror/kinds.ts';
import { createNews } from './mirror/news.ts';
import { type ChangeType, createShelf } from './mirror/shelf.ts';
import type { KindStatus } from './mirror/status.ts';
import { createStore, type Store } from './mirror/store.ts';

export { createBackoff } from './mirror/backoff.ts';
export { type Clock, systemClock } from './mirror/clock.ts';
export type { Safeguard } from './mirror/feed.ts';
export { about, claimsNamed, ownedBy, slicesOf } from './mirror/indexes.ts';
export { isKindName, KINDS, type KindMap, type KindName, resourceOf, TREE_KINDS } from './mirror/kinds.ts';
export { type KindStatus, remedyFor } from './mirror/status.ts';

/** Our live copy of what the API server has. Reads are synchronous and give what is known now. */
export interface Mirror {
  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): KindMap[K] | undefined;
  /** Of one namespace, or of all; in no particular order. */
  list<K extends KindName>(kind: K, namespace?: string): KindMap[K][];
  /** What stands under a key of `indexes.ts`, such as `ownedBy(uid)`. */
  indexed<K extends KindName>(kind: K, key: string): KindMap[K][];
  /** `undefined` if the kind is not followed. With several scopes of one kind: of the one that covers `namespace`, else of the first. */
  status(kind: KindName, namespace?: string): KindStatus | undefined;
  /** The kinds followed. */
  readonly kinds: readonly KindName[];
  /** Called once per tick with all that has changed; call the result to end it. */
  subscribe(listener: (news: MirrorNews) => void): () => void;
  /** Follows one more kind, or one more namespace of it; shared by all who ask. Call the result when it is no longer looked at. */
  follow(kind: KindName, namespace?: string): () => void;
  /** Tries everything again now: after logging in, after waking up, or because a person asks. */
  retry(): void;
  /** Somebody looks again: what failed and is waited for is tried now, though never against a server's wish or more than every few seconds. */
  nudge(): void;
  /** Ends all requests and timers. What was read stays readable. The connection is its owner's to close. */
  stop(): void;
}

export interface MirrorNews {
  /** In the order in which they happened. */
  readonly changes: readonly MirrorChange[];
  /** Kinds whose status is another now. */
  readonly statuses: readonly KindName[];
}

/** What happened to one object. `object` of a deletion is its last state. */
export type MirrorChange = {
  readonly [K in KindName]: {
    readonly kind: K;
    readonly type: ChangeType;
    readonly object: KindMap[K];
    readonly before: KindMap[K] | undefined;
  };
}[KindName];

export interface MirrorOptions {
  /** Asked for in this order. */
  readonly kinds: readonly KindName[];
  /** One namespace, or all of them. */
  readonly namespace: string | undefined;
  readonly clock?: Clock;
  /** Told of faults in this program; thrown where nobody is told. */
  readonly onFault?: (error: unknown) => void;
  /** The seam of `npm run faults -- --sabotage`: what is left out here must show as rows that fail. Empty everywhere else. */
  readonly without?: readonly Safeguard[];
}

interface Followed {
  readonly kind: KindName;
  readonly namespace: string | undefined;
  readonly feed: Feed;
  followers: number;
}

/** Starts to list and watch `kinds` at once. One list and one watch per kind and scope, shared by everything. */
export function createMirror(connection: Connection, options: MirrorOptions): Mirror {
  const { clock = systemClock, onFault = throwLater, without = [] } = options;
  const stores = new Map<KindName, Store>();
  const followed = new Map<string, Followed>();
  const news = createNews<MirrorChange, KindName>(clock, onFault);
  let stopped = false;

  const storeOf = (kind: KindName): Store => {
    const store = stores.get(kind) ?? createStore();
    stores.set(kind, store);
    return store;
  };

  const start = (kind: KindName, namespace: string | undefined): Followed => {
    const shelf = createShelf(storeOf(kind), namespace, (type, object, before) => {
      news.changed({ kind, type, object, before } as MirrorChange);
    });
    const onStatus = () => {
      news.statusChanged(kind);
      if (feed.status.state === 'live') hurryAll();
    };
    const resource = resourceOf(kind, namespace);
    const feed: Feed = createFeed({ connection, resource, shelf, clock, onStatus, onFault, without });
    return { kind, namespace, feed, followers: 0 };
  };

  const follow = (kind: KindName, namespace: string | undefined) => {
    const scope = KINDS[kind].namespaced ? namespace : undefined;
    const key = followed.has(keyOf(kind, undefined)) ? keyOf(kind, undefined) : keyOf(kind, scope);
    const entry = followed.get(key) ?? start(kind, scope);
    followed.set(key, entry);
    entry.followers += 1;
    return once(() => {
      entry.followers -= 1;
      if (entry.followers > 0) return;
      entry.feed.stop();
      followed.delete(key);
      clear(kind, entry.namespace);
    });
  };

  /** What no feed keeps right any more is forgotten. */
  const clear = (kind: KindName, namespace: string | undefined) => {
    for (const object of storeOf(kind).list(namespace)) {
      if (covering(kind, object.metadata.namespace) === undefined) storeOf(kind).remove(object);
    }
  };

  /** What keeps the objects of a namespace right: the feed of all namespaces, else the one of this. */
  const covering = (kind: KindName, namespace: string | undefined): Followed | undefined =>
    followed.get(keyOf(kind, undefined)) ?? followed.get(keyOf(kind, namespace));

  const wakeAll = () => {
    for (const { feed } of followed.values()) feed.wake();
  };

  const hurryAll = () => {
    for (const { feed } of followed.values()) feed.hurry();
  };

  for (const kind of options.kinds) follow(kind, options.namespace);
  const stopHeartbeat = startHeartbeat(clock, wakeAll);

  return {
    get: (kind, namespace, name) =>
      typed(kind, storeOf(kind).get(KINDS[kind].namespaced ? namespace : undefined, name)),
    list: (kind, namespace) => all(kind, storeOf(kind).list(KINDS[kind].namespaced ? namespace : undefined)),
    indexed: (kind, key) => all(kind, storeOf(kind).indexed(key)),
    status(kind, namespace) {
      return (covering(kind, namespace) ?? [...followed.values()].find(entry => entry.kind === kind))?.feed.status;
    },
    get kinds() {
      return [...new Set([...followed.values()].map(entry => entry.kind))];
    },
    subscribe: news.subscribe,
    follow: (kind, namespace) => (stopped ? () => {} : follow(kind, namespace)),
    retry() {
      if ([...followed.values()].some(({ feed }) => isUnauthorized(feed.status))) connection.logInAgain();
      wakeAll();
    },
    nudge: hurryAll,
    stop() {
      stopped = true;
      for (const { feed } of followed.values()) feed.stop();
      stopHeartbeat();
      news.stop();
    },
  };
}

/** A store holds objects of its own kind only; what a kind promises is taken on trust, because the server validates what it stores. */
function typed<K extends KindName>(_kind: K, object: KubernetesObject | undefined): KindMap[K] | undefined {
  return object as KindMap[K] | undefined;
}

function all<K extends KindName>(_kind: K, objects: KubernetesObject[]): KindMap[K][] {
  return objects as KindMap[K][];
}

function isUnauthorized(status: KindStatus): boolean {
  return 'failure' in status && status.failure.kind === 'unauthorized';
}

function keyOf(kind: KindName, namespace: string | undefined): string {
  return `${kind}/${namespace ?? ''}`;
}

function once(task: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    task();
  };
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
