import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { ServedResource } from '../resources.ts';
import type { Change, Resource, Store } from '../store.ts';

export interface TypedChange<T extends KubernetesObject> {
  readonly type: Change['type'];
  readonly object: T;
  readonly before: T | undefined;
}

/** What the controllers see of the store: one subscription, handed on by resource. */
export interface Watches {
  on<T extends KubernetesObject>(resource: ServedResource<T>, listener: (change: TypedChange<T>) => void): void;
  /** Every change of every resource. */
  onAny(listener: (change: Change) => void): void;
  /** Tells every listener of what is there already (as ADDED), then of every change. */
  start(): void;
  stop(): void;
}

export function createWatches(store: Store, all: readonly Resource[]): Watches {
  const byResource = new Map<string, ((change: Change) => void)[]>();
  const ofAny: ((change: Change) => void)[] = [];
  let unsubscribe: (() => void) | undefined;

  function tell(change: Change): void {
    for (const listener of byResource.get(keyOf(change.resource)) ?? []) listener(change);
    for (const listener of ofAny) listener(change);
  }

  return {
    on<T extends KubernetesObject>(resource: ServedResource<T>, listener: (change: TypedChange<T>) => void) {
      const key = keyOf(resource);
      // The store keeps only objects of the resource's kind under the resource; its type is erased there.
      const untyped = (change: Change) => listener(change as unknown as TypedChange<T>);
      byResource.set(key, [...(byResource.get(key) ?? []), untyped]);
    },
    onAny(listener) {
      ofAny.push(listener);
    },
    start() {
      for (const resource of all)
        for (const object of store.list(resource))
          tell({ type: 'ADDED', version: store.version(), resource, object, before: undefined });
      unsubscribe = store.subscribe(tell);
    },
    stop() {
      unsubscribe?.();
      unsubscribe = undefined;
    },
  };
}

function keyOf(resource: Resource): string {
  return `${resource.group}/${resource.name}`;
}
