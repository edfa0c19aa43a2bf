import { isDeepStrictEqual } from 'node:util';
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
        // Not by their versions alone: a server that was restored from a backup gives the same numbers to other states.
        if (!isDeepStrictEqual(store.get(object.metadata.namespace, object.metadata.name), object)) put(object);
        taken.add(keyOf(object));
      }
    },
    dropUntaken() {
      for (const known of store.list(namespace)) if (!taken.has(keyOf(known))) drop(known, known);
      // Only to give the memory back.
      taken.clear();
    },
    apply(type, object) {
      const { namespace, name, uid, resourceVersion } = object.metadata;
      const known = store.get(namespace, name);
      const isSame = known?.metadata.uid === uid;
      if (type === 'DELETED') {
        // The end of an object that has been replaced already changes nothing.
        if (known !== undefined && isSame) drop(known, trim(object));
        return;
      }
      const version = known?.metadata.resourceVersion;
      // Said already, or overtaken by a list.
      if (isSame && (version === resourceVersion || isOlder(resourceVersion, version))) return;
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
