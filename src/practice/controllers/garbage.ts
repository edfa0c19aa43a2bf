import type { KubernetesObject, OwnerReference } from '../../core/statefulset/model.ts';
import { foreground, orphan } from '../finalizers.ts';
import { resources, type ServedResource, servedResources } from '../resources.ts';
import type { Change, Resource } from '../store.ts';
import { type Context, isTerminating, manager, uidOf, unlessStale } from './context.ts';
import { createOwnership, type Known, referencesOf } from './garbage/ownership.ts';

/** Deletes what has lost all its owners, in the background or before the owner goes, and sets free what is to be orphaned. */
export function startGarbageCollector(context: Context): void {
  const { registry, watches } = context;
  const ownership = createOwnership();
  const queue = context.queue('garbage collector', collect, { latency: 5 });
  const owners = context.queue('deletion of owners', finishOwner, { latency: 2 });

  watches.onAny(change => {
    const resource = servedAs(change.resource);
    if (resource === undefined) return;
    if (change.type === 'DELETED') lost(change);
    else seen({ resource, object: change.object }, change.before);
    if (waitsForDependents(change.object) && !waitsForDependents(change.before)) owners.add(uidOf(change.object));
    wakeOwners(change);
  });

  function seen(item: Known, before: KubernetesObject | undefined): void {
    ownership.put(item, before);
    // A reference to an owner that is gone already must be dealt with now. One that is going in the foreground looks for new
    // dependents only when one of the old ones has gone, as the collector of Kubernetes does.
    if (referencesOf(item.object).some(({ uid }) => ownership.find(uid) === undefined)) queue.add(uidOf(item.object));
  }

  function lost({ object, before = object }: Change): void {
    ownership.remove(before);
    wakeDependents(uidOf(object));
  }

  function wakeDependents(uid: string): void {
    for (const { object } of ownership.dependentsOf(uid)) queue.add(uidOf(object));
  }

  /** An owner that is going in the foreground looks around when a dependent of its has gone, or names it no longer. */
  function wakeOwners({ type, object, before }: Change): void {
    const kept = type === 'DELETED' ? [] : referencesOf(object).map(({ uid }) => uid);
    for (const { uid } of before === undefined ? [] : referencesOf(before))
      if (!kept.includes(uid) && isDeletedInForeground(ownership.find(uid)?.object)) owners.add(uid);
  }

  /** Looks at an object that has lost an owner, or whose owner waits for it to go. */
  function collect(uid: string): void {
    const item = ownership.find(uid);
    if (item === undefined || isTerminating(item.object)) return;
    const references = referencesOf(item.object);
    if (references.length === 0) return;
    const living = references.filter(reference => ownership.ownerOf(reference, item) !== undefined);
    const solid = living.filter(reference => !isDeletedInForeground(ownership.ownerOf(reference, item)));
    if (solid.length > 0) {
      if (solid.length < references.length) dropReferences(item, solid);
      return;
    }
    const hasBlocking = living.length > 0 && ownership.dependentsOf(uid).length > 0;
    remove(item, hasBlocking ? 'Foreground' : propagationOf(item.object));
  }

  /** Goes on with an owner that is deleted in the foreground or with orphans. */
  function finishOwner(uid: string): void {
    const item = ownership.find(uid);
    if (item === undefined || !isTerminating(item.object)) return;
    const finalizers = finalizersOf(item.object);
    if (finalizers.includes(orphan)) setFree(item);
    else if (finalizers.includes(foreground)) goAfterDependents(item);
  }

  function setFree(owner: Known): void {
    const uid = uidOf(owner.object);
    for (const dependent of ownership.dependentsOf(uid)) {
      const others = referencesOf(dependent.object).filter(reference => reference.uid !== uid);
      dropReferences(dependent, others);
    }
    releaseOwner(owner, orphan);
  }

  function goAfterDependents(owner: Known): void {
    const uid = uidOf(owner.object);
    const isBlocking = (reference: OwnerReference) => reference.uid === uid && reference.blockOwnerDeletion === true;
    if (ownership.dependentsOf(uid).some(({ object }) => referencesOf(object).some(isBlocking))) wakeDependents(uid);
    else releaseOwner(owner, foreground);
  }

  function dropReferences({ resource, object }: Known, kept: readonly OwnerReference[]): void {
    unlessStale(() =>
      registry.update(resource, { ...object, metadata: { ...object.metadata, ownerReferences: kept } }, manager),
    );
  }

  function releaseOwner({ resource, object }: Known, finalizer: string): void {
    const finalizers = finalizersOf(object).filter(each => each !== finalizer);
    unlessStale(() => registry.update(resource, { ...object, metadata: { ...object.metadata, finalizers } }, manager));
  }

  function remove({ resource, object }: Known, propagation: 'Background' | 'Foreground' | 'Orphan'): void {
    const { namespace, name } = object.metadata;
    unlessStale(() =>
      registry.delete(resource, namespace, name, { propagation, preconditions: { uid: uidOf(object) } }),
    );
  }
}

function servedAs(resource: Resource): ServedResource | undefined {
  if (resource.name === resources.events.name) return undefined; // events own nothing and are owned by nothing
  return servedResources.find(each => each.group === resource.group && each.name === resource.name);
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
