import type { KubernetesObject, OwnerReference } from '../../core/statefulset/model.ts';
import { resources, type ServedResource, servedResources } from '../resources.ts';
import type { Change, Resource } from '../store.ts';
import { type Context, isTerminating, uidOf, unlessStale } from './context.ts';

const orphan = 'orphan';
const foreground = 'foregroundDeletion';
const collector = { fieldManager: 'kube-controller-manager' } as const;

interface Known {
  readonly resource: ServedResource;
  readonly object: KubernetesObject;
}

/** Deletes what has lost all its owners, in the background or before the owner goes, and sets free what is to be orphaned. */
export function startGarbageCollector(context: Context): void {
  const { registry, watches } = context;
  const known = new Map<string, Known>();
  const dependents = new Map<string, Set<string>>();
  const queue = context.queue('garbage collector', collect, { latency: 5 });
  const owners = context.queue('deletion of owners', finishOwner, { latency: 2 });

  watches.onAny(change => {
    const resource = servedAs(change.resource);
    if (resource === undefined) return;
    forget(change.before);
    if (change.type === 'DELETED') lost(change);
    else remember({ resource, object: change.object });
    if (waitsForDependents(change.object) && !waitsForDependents(change.before)) owners.add(uidOf(change.object));
    wakeOwners(change);
  });

  function remember(item: Known): void {
    const uid = uidOf(item.object);
    known.set(uid, item);
    for (const { uid: owner } of referencesOf(item.object)) {
      const set = dependents.get(owner) ?? new Set();
      dependents.set(owner, set.add(uid));
      // A reference to an owner that is gone already must be dealt with now. One that is going in the foreground looks for new
      // dependents only when one of the old ones has gone, as the collector of Kubernetes does.
      if (!known.has(owner)) queue.add(uid);
    }
  }

  function forget(before: KubernetesObject | undefined): void {
    if (before === undefined) return;
    const uid = uidOf(before);
    for (const { uid: owner } of referencesOf(before)) {
      dependents.get(owner)?.delete(uid);
      if (dependents.get(owner)?.size === 0) dependents.delete(owner);
    }
  }

  /** An owner that is going in the foreground looks around when a dependent of its has gone, or names it no longer. */
  function wakeOwners({ type, object, before }: Change): void {
    const kept = type === 'DELETED' ? [] : referencesOf(object).map(({ uid }) => uid);
    for (const { uid } of before === undefined ? [] : referencesOf(before))
      if (!kept.includes(uid) && isDeletedInForeground(known.get(uid)?.object)) owners.add(uid);
  }

  function lost({ object }: Change): void {
    const uid = uidOf(object);
    known.delete(uid);
    for (const dependent of dependents.get(uid) ?? []) queue.add(dependent);
  }

  /** Looks at an object that has lost an owner, or whose owner waits for it to go. */
  function collect(uid: string): void {
    const item = known.get(uid);
    if (item === undefined || isTerminating(item.object)) return;
    const references = referencesOf(item.object);
    if (references.length === 0) return;
    const living = references.filter(reference => ownerOf(reference, item) !== undefined);
    const solid = living.filter(reference => !isDeletedInForeground(ownerOf(reference, item)));
    if (solid.length > 0) {
      if (solid.length < references.length) dropReferences(item, solid);
      return;
    }
    const hasBlocking = living.length > 0 && (dependents.get(uid)?.size ?? 0) > 0;
    const propagation = hasBlocking ? 'Foreground' : propagationOf(item.object);
    remove(item, propagation);
  }

  /** Goes on with an owner that is deleted in the foreground or with orphans. */
  function finishOwner(uid: string): void {
    const item = known.get(uid);
    if (item === undefined || !isTerminating(item.object)) return;
    const finalizers = finalizersOf(item.object);
    if (finalizers.includes(orphan)) {
      for (const dependent of dependentsOf(uid))
        dropReferences(
          dependent,
          referencesOf(dependent.object).filter(reference => reference.uid !== uid),
        );
      releaseOwner(item, orphan);
      return;
    }
    if (!finalizers.includes(foreground)) return;
    const all = dependentsOf(uid);
    const blocking = all.filter(dependent =>
      referencesOf(dependent.object).some(reference => reference.uid === uid && reference.blockOwnerDeletion === true),
    );
    if (blocking.length === 0) {
      releaseOwner(item, foreground);
      return;
    }
    for (const dependent of all) queue.add(uidOf(dependent.object));
  }

  function dependentsOf(uid: string): Known[] {
    return [...(dependents.get(uid) ?? [])].flatMap(each => known.get(each) ?? []);
  }

  function dropReferences({ resource, object }: Known, kept: readonly OwnerReference[]): void {
    unlessStale(() =>
      registry.update(resource, { ...object, metadata: { ...object.metadata, ownerReferences: kept } }, collector),
    );
  }

  function releaseOwner({ resource, object }: Known, finalizer: string): void {
    const finalizers = finalizersOf(object).filter(each => each !== finalizer);
    unlessStale(() =>
      registry.update(resource, { ...object, metadata: { ...object.metadata, finalizers } }, collector),
    );
  }

  function remove({ resource, object }: Known, propagation: 'Background' | 'Foreground' | 'Orphan'): void {
    const { namespace, name } = object.metadata;
    unlessStale(() =>
      registry.delete(resource, namespace, name, { propagation, preconditions: { uid: uidOf(object) } }),
    );
  }

  /** The owner that a reference names, if it lives: right uid, and in reach of the dependent. */
  function ownerOf(reference: OwnerReference, dependent: Known): KubernetesObject | undefined {
    const owner = known.get(reference.uid);
    if (owner === undefined) return undefined;
    const reachable =
      !owner.resource.namespaced || owner.object.metadata.namespace === dependent.object.metadata.namespace;
    return reachable ? owner.object : undefined;
  }
}

function servedAs(resource: Resource): ServedResource | undefined {
  if (resource.name === resources.events.name) return undefined; // events own nothing and are owned by nothing
  return servedResources.find(each => each.group === resource.group && each.name === resource.name);
}

function referencesOf(object: KubernetesObject): readonly OwnerReference[] {
  return object.metadata.ownerReferences ?? [];
}

function finalizersOf(object: KubernetesObject): readonly string[] {
  return object.metadata.finalizers ?? [];
}

/** It is deleted, and goes once its dependents have gone or been set free. */
function waitsForDependents(object: KubernetesObject | undefined): boolean {
  if (object === undefined || !isTerminating(object)) return false;
  return finalizersOf(object).some(each => each === orphan || each === foreground);
}

function isDeletedInForeground(object: KubernetesObject | undefined): boolean {
  return object !== undefined && isTerminating(object) && finalizersOf(object).includes(foreground);
}

function propagationOf(object: KubernetesObject): 'Background' | 'Foreground' | 'Orphan' {
  if (finalizersOf(object).includes(orphan)) return 'Orphan';
  return finalizersOf(object).includes(foreground) ? 'Foreground' : 'Background';
}
