import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, fieldsOf, type JsonObject } from '../json.ts';
import { applyObject } from '../managed/apply.ts';
import { patched } from '../patch/patch.ts';
import type { Registry } from '../registry.ts';
import type { ServedResource } from '../resources.ts';
import { badRequest, notFound } from '../status.ts';
import type { Store } from '../store.ts';
import { deleteObject } from './remove.ts';
import { createObject, updateObject } from './write.ts';

/** The registry over a store. */
export function createRegistry(store: Store): Registry {
  const registry: Registry = {
    store,
    clock: store.clock,
    find: (resource, namespace, name) => typed(resource, store.get(resource, namespace, name)),
    get(resource, namespace, name) {
      const found = typed(resource, store.get(resource, namespace, name));
      if (found === undefined) throw notFound(resource, name);
      return found;
    },
    list: <T extends KubernetesObject>(resource: ServedResource<T>, namespace?: string) =>
      store.list(resource, namespace) as readonly T[],
    create: (resource, object, options = {}) =>
      known(resource, createObject(store, resource, fieldsOf(object), options)),
    update: (resource, object, options = {}) =>
      known(resource, updateObject(store, resource, fieldsOf(object), options)),
    updateStatus: (resource, object, options = {}) =>
      registry.update(resource, object, { ...options, subresource: 'status' }),
    patch(resource, namespace, name, type, patch, options = {}) {
      const before = registry.get(resource, namespace, name);
      const result = patched(resource, fieldsOf(before), name, type, patch);
      if (renames(before, result)) throw badRequest('the name, namespace and uid of an object cannot be patched');
      return known(resource, updateObject(store, resource, result, options));
    },
    apply: (resource, object, options) => known(resource, applyObject(store, resource, fieldsOf(object), options)),
    delete(resource, namespace, name, options = {}) {
      const deleted = deleteObject(store, resource, namespace, name, options);
      return { ...deleted, object: known(resource, deleted.object) };
    },
    subscribe: store.subscribe,
  };
  return registry;
}

/** The store keeps the objects of each resource apart, so what comes from one is of its type. */
function typed<T extends KubernetesObject>(_: ServedResource<T>, object: KubernetesObject | undefined): T | undefined {
  return object as T | undefined;
}

function known<T extends KubernetesObject>(_: ServedResource<T>, object: KubernetesObject): T {
  return object as T;
}

function renames(before: KubernetesObject, result: JsonObject): boolean {
  const { name, namespace } = before.metadata;
  return at(result, 'metadata', 'name') !== name || at(result, 'metadata', 'namespace') !== namespace;
}
