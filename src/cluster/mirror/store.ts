import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { indexKeys } from './indexes.ts';

/** The objects of one kind, by namespace and name, and by the keys under which others look for them. */
export interface Store {
  get(namespace: string | undefined, name: string): KubernetesObject | undefined;
  list(namespace?: string): KubernetesObject[];
  indexed(key: string): KubernetesObject[];
  /** Puts an object in; returns the one that was in its place. */
  put(object: KubernetesObject): KubernetesObject | undefined;
  remove(object: KubernetesObject): KubernetesObject | undefined;
  count(namespace?: string): number;
}

export function createStore(): Store {
  const namespaces = new Map<string, Map<string, KubernetesObject>>();
  const index = new Map<string, Set<KubernetesObject>>();
  let size = 0;

  const unindex = (object: KubernetesObject) => {
    for (const key of indexKeys(object)) {
      const entries = index.get(key);
      entries?.delete(object);
      if (entries?.size === 0) index.delete(key);
    }
  };

  return {
    get: (namespace = '', name) => namespaces.get(namespace)?.get(name),
    list(namespace) {
      if (namespace !== undefined) return [...(namespaces.get(namespace)?.values() ?? [])];
      return [...namespaces.values()].flatMap(objects => [...objects.values()]);
    },
    indexed: key => [...(index.get(key) ?? [])],
    put(object) {
      const { namespace = '', name } = object.metadata;
      const objects = namespaces.get(namespace) ?? new Map<string, KubernetesObject>();
      namespaces.set(namespace, objects);
      const before = objects.get(name);
      if (before === undefined) size += 1;
      else unindex(before);
      objects.set(name, object);
      for (const key of indexKeys(object)) {
        const entries = index.get(key) ?? new Set();
        index.set(key, entries.add(object));
      }
      return before;
    },
    remove({ metadata: { namespace = '', name } }) {
      const objects = namespaces.get(namespace);
      const before = objects?.get(name);
      if (objects === undefined || before === undefined) return undefined;
      objects.delete(name);
      if (objects.size === 0) namespaces.delete(namespace);
      size -= 1;
      unindex(before);
      return before;
    },
    count: namespace => (namespace === undefined ? size : (namespaces.get(namespace)?.size ?? 0)),
  };
}
