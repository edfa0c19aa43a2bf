import type { KubernetesObject, OwnerReference } from '../../../core/statefulset/model.ts';
import type { ServedResource } from '../../resources.ts';
import { uidOf } from '../context.ts';

/** An object, and where it is served. */
export interface Known {
  readonly resource: ServedResource;
  readonly object: KubernetesObject;
}

/** Who is whose, as the owner references of all objects say, by uid. */
export interface Ownership {
  find(uid: string): Known | undefined;
  /** An object is there, or is another than it was before. */
  put(item: Known, before: KubernetesObject | undefined): void;
  remove(object: KubernetesObject): void;
  dependentsOf(uid: string): readonly Known[];
  /** The owner that a reference names, if it lives: right uid, and in reach of the dependent. */
  ownerOf(reference: OwnerReference, dependent: Known): KubernetesObject | undefined;
}

export function createOwnership(): Ownership {
  const known = new Map<string, Known>();
  const dependents = new Map<string, Set<string>>();

  function unlink(object: KubernetesObject): void {
    const uid = uidOf(object);
    for (const { uid: owner } of referencesOf(object)) {
      dependents.get(owner)?.delete(uid);
      if (dependents.get(owner)?.size === 0) dependents.delete(owner);
    }
  }

  return {
    find: uid => known.get(uid),
    put(item, before) {
      if (before !== undefined) unlink(before);
      const uid = uidOf(item.object);
      known.set(uid, item);
      for (const { uid: owner } of referencesOf(item.object)) {
        const set = dependents.get(owner) ?? new Set();
        dependents.set(owner, set.add(uid));
      }
    },
    remove(object) {
      unlink(object);
      known.delete(uidOf(object));
    },
    dependentsOf: uid => [...(dependents.get(uid) ?? [])].flatMap(each => known.get(each) ?? []),
    ownerOf(reference, dependent) {
      const owner = known.get(reference.uid);
      if (owner === undefined) return undefined;
      const reachable =
        !owner.resource.namespaced || owner.object.metadata.namespace === dependent.object.metadata.namespace;
      return reachable ? owner.object : undefined;
    },
  };
}

export function referencesOf(object: KubernetesObject): readonly OwnerReference[] {
  return object.metadata.ownerReferences ?? [];
}
