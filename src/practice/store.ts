import { randomUUID } from 'node:crypto';
import type { KubernetesVersion } from '../core/kubernetes-version.ts';
import type { KubernetesObject } from '../core/statefulset/model.ts';
import type { Clock } from './clock.ts';
import { createHistory } from './store/history.ts';
import { createListeners } from './store/listeners.ts';
import { recordedVersion } from './version.ts';

/** A kind as the API serves it. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  /** Plural, lower case: `statefulsets`. */
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

export type Change = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** The resourceVersion of the change; a deletion has one of its own. */
  readonly version: number;
  readonly resource: Resource;
  readonly object: KubernetesObject;
  readonly before: KubernetesObject | undefined;
};

/**
 * Objects by resource, namespace and name; one resourceVersion for all; a bounded history of changes for watches.
 * Objects are immutable: an update puts a new one in the place of the old one. It validates nothing (the API does) and knows no HTTP.
 */
export interface Store {
  readonly clock: Clock;
  /** The version of Kubernetes whose objects these are: what is taken and kept depends on it. */
  readonly kubernetes: KubernetesVersion;
  get(resource: Resource, namespace: string | undefined, name: string): KubernetesObject | undefined;
  /** In order of namespace, then name, as etcd keeps them. */
  list(resource: Resource, namespace?: string): readonly KubernetesObject[];
  /** Latest resourceVersion handed out. */
  version(): number;
  /** Sets uid, resourceVersion and creationTimestamp, now unless told. Throws if the object is there: the caller must have looked. */
  create(resource: Resource, object: KubernetesObject, createdAt?: string): KubernetesObject;
  /** Sets the resourceVersion. Throws if the object is not there. */
  update(resource: Resource, object: KubernetesObject): KubernetesObject;
  remove(resource: Resource, namespace: string | undefined, name: string): KubernetesObject | undefined;
  /** Calls back after every change, synchronously and in order, also when a listener itself changes something; call the result to stop. */
  subscribe(listener: (change: Change) => void): () => void;
  /** Changes after `version`, or `undefined` if the history no longer reaches back that far (the API answers 410). */
  since(version: number): readonly Change[] | undefined;
  /** Everything it holds, to be kept in a file. */
  dump(): StoreState;
}

/** What a store holds, as plain JSON. */
export interface StoreState {
  readonly version: number;
  readonly tables: readonly { readonly resource: Resource; readonly objects: readonly KubernetesObject[] }[];
}

export interface StoreOptions {
  /** The recorded version unless told. */
  readonly kubernetes?: KubernetesVersion;
  /** How many changes are remembered for watches that resume. */
  readonly history?: number;
  /** What an earlier store held. Watches cannot resume across it. */
  readonly state?: StoreState;
  /** Told when a listener throws. Without it whoever made the change is told, by an AggregateError, after all listeners have heard of it. */
  readonly report?: (error: unknown) => void;
}

interface Table {
  readonly resource: Resource;
  readonly objects: Map<string, KubernetesObject>;
  /** Keys of `objects` in order; undefined after a creation or removal, until the next list. */
  sorted: readonly string[] | undefined;
}

const defaultHistory = 10_000;

/** An empty store (or one that goes on from `options.state`). */
export function createStore(clock: Clock, options: StoreOptions = {}): Store {
  const tables = new Map<string, Table>();
  const listeners = createListeners<Change>(options.report);
  let version = options.state?.version ?? 0;
  const history = createHistory<Change>(options.history ?? defaultHistory, version);

  for (const { resource, objects } of options.state?.tables ?? []) {
    const table = tableOf(resource);
    for (const object of objects)
      table.objects.set(keyOf(resource, object.metadata.namespace, object.metadata.name), object);
  }

  function tableOf(resource: Resource): Table {
    const key = `${resource.group}/${resource.name}`;
    const found = tables.get(key);
    if (found !== undefined) return found;
    const made: Table = { resource, objects: new Map(), sorted: undefined };
    tables.set(key, made);
    return made;
  }

  function record(change: Change): void {
    history.add(change);
    listeners.tell(change);
  }

  return {
    clock,
    kubernetes: options.kubernetes ?? recordedVersion,
    version: () => version,
    get: (resource, namespace, name) => tableOf(resource).objects.get(keyOf(resource, namespace, name)),
    list(resource, namespace) {
      const table = tableOf(resource);
      table.sorted ??= [...table.objects.keys()].sort();
      const prefix = resource.namespaced && namespace !== undefined ? `${namespace}/` : '';
      const found: KubernetesObject[] = [];
      for (const key of table.sorted) {
        const object = key.startsWith(prefix) ? table.objects.get(key) : undefined;
        if (object !== undefined) found.push(object);
      }
      return found;
    },
    create(resource, object, createdAt = timestamp(clock)) {
      const table = tableOf(resource);
      const key = keyOf(resource, object.metadata.namespace, object.metadata.name);
      if (table.objects.has(key)) throw new Error(`${resource.name} ${key} is already in the store`);
      version += 1;
      const metadata = {
        ...object.metadata,
        uid: randomUUID(),
        resourceVersion: String(version),
        creationTimestamp: createdAt,
      };
      const created = { ...object, metadata };
      table.objects.set(key, created);
      table.sorted = undefined;
      record({ type: 'ADDED', version, resource: table.resource, object: created, before: undefined });
      return created;
    },
    update(resource, object) {
      const table = tableOf(resource);
      const key = keyOf(resource, object.metadata.namespace, object.metadata.name);
      const before = table.objects.get(key);
      if (before === undefined) throw new Error(`${resource.name} ${key} is not in the store`);
      version += 1;
      const updated = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
      table.objects.set(key, updated);
      record({ type: 'MODIFIED', version, resource: table.resource, object: updated, before });
      return updated;
    },
    remove(resource, namespace, name) {
      const table = tableOf(resource);
      const key = keyOf(resource, namespace, name);
      const before = table.objects.get(key);
      if (before === undefined) return undefined;
      version += 1;
      const removed = { ...before, metadata: { ...before.metadata, resourceVersion: String(version) } };
      table.objects.delete(key);
      table.sorted = undefined;
      record({ type: 'DELETED', version, resource: table.resource, object: removed, before });
      return removed;
    },
    subscribe: listeners.add,
    since: history.since,
    dump: () => ({
      version,
      tables: [...tables.values()].map(table => ({ resource: table.resource, objects: [...table.objects.values()] })),
    }),
  };
}

/** The clock's time as Kubernetes writes times: RFC 3339, whole seconds, UTC. */
export function timestamp(clock: Clock, offsetMilliseconds = 0): string {
  return `${new Date(clock.stamp() + offsetMilliseconds).toISOString().slice(0, 19)}Z`;
}

function keyOf(resource: Resource, namespace: string | undefined, name: string): string {
  return resource.namespaced ? `${namespace ?? ''}/${name}` : name;
}
