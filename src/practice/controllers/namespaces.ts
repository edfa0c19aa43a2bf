import { fieldsOf, toObject, withAt } from '../json.ts';
import { resources, servedResources } from '../resources.ts';
import { type Context, isTerminating, uidOf, unlessStale } from './context.ts';

/** Empties namespaces that are deleted, and lets them go when nothing is left. */
export function startNamespaces(context: Context): void {
  const { registry, watches } = context;
  const queue = context.queue('namespaces', sync, { latency: 5 });

  watches.on(resources.namespaces, ({ type, object }) => {
    if (type !== 'DELETED' && isTerminating(object)) queue.add(object.metadata.name);
  });
  watches.onAny(({ type, object }) => {
    const name = object.metadata.namespace;
    if (type !== 'DELETED' || name === undefined) return;
    const namespace = registry.find(resources.namespaces, undefined, name);
    if (namespace !== undefined && isTerminating(namespace)) queue.add(name);
  });

  function sync(name: string): void {
    const namespace = registry.find(resources.namespaces, undefined, name);
    if (namespace === undefined || !isTerminating(namespace)) return;
    let left = 0;
    for (const resource of servedResources) {
      if (!resource.namespaced) continue;
      for (const object of registry.list(resource, name)) {
        if (!isTerminating(object))
          unlessStale(() =>
            registry.delete(resource, name, object.metadata.name, {
              propagation: 'Background',
              preconditions: { uid: uidOf(object) },
            }),
          );
        if (registry.find(resource, name, object.metadata.name) !== undefined) left += 1;
      }
    }
    if (left > 0) return;
    unlessStale(() =>
      registry.update(resources.namespaces, toObject(withAt(fieldsOf(namespace), ['spec', 'finalizers'], [])), {
        subresource: 'finalize',
      }),
    );
  }
}
