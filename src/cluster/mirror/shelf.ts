import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Store } from './store.ts';
import { trim } from './trim.ts';
import { isOlder } from './versions.ts';

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** The part of a store that one feed fills. Announces real differences only, so that a list after an outage makes nothing flicker. */
export interface Shelf {
  /** A list begins: everything is untaken. */
  begin(): void;
  /** Objects of a list, page by page, trimmed already. */
  take(page: readonly KubernetesObject[]): void;
  /** The list is complete: what it did not have is gone. */
  dropUntaken(): void;
  /** An event of a watch. */
  apply(type: ChangeType, object: KubernetesObject): void;
  readonly size: number;
}

export type Announce = (type: ChangeType, object: KubernetesObject, before: KubernetesObject | undefined) => void;

export function createShelf(store: Store, namespace: string | undefined, announce: Announce): Shelf {
  const taken = new Set<string>();

  const put = (object: KubernetesObject) => {
    const known = store.get(object.metadata.namespace, object.metadata.name);
    if (known !== undefined && known.metadata.resourceVersion === object.metadata.resourceVersion) return;
    const replaced = known !== undefined && known.metadata.uid !== object.metadata.uid;
    // Deleted and created anew while nobody looked: two objects, though they share a name.
    if (replaced) drop(known, known);
    const before = store.put(object);
    announce(before === undefined ? 'ADDED' : 'MODIFIED', object, before);
  };

  const drop = (known: KubernetesObject, last: KubernetesObject) => {
    store.remove(known);
    announce('DELETED', last, known);
  };

  return {
    begin: () => taken.clear(),
    take(page) {
      for (const object of page) {
        put(object);
        taken.add(keyOf(object));
      }
    },
    dropUntaken() {
      for (const known of store.list(namespace)) if (!taken.has(keyOf(known))) drop(known, known);
      // Only to give the memory back.
      taken.clear();
    },
    apply(type, object) {
      const known = store.get(object.metadata.namespace, object.metadata.name);
      const same = known?.metadata.uid === object.metadata.uid;
      if (type === 'DELETED') {
        // The end of an object that has been replaced already changes nothing.
        if (known !== undefined && same) drop(known, trim(object));
        return;
      }
      if (known !== undefined && same && isOlder(object.metadata.resourceVersion, known.metadata.resourceVersion))
        return;
      put(trim(object));
    },
    get size() {
      return store.count(namespace);
    },
  };
}

function keyOf({ metadata: { namespace = '', name } }: KubernetesObject): string {
  return `${namespace}/${name}`;
}
