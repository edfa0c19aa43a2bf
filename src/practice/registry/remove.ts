import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { foreground, orphan } from '../finalizers.ts';
import {
  at,
  deepEqual,
  fieldsOf,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  stringOf,
  toObject,
  withAt,
} from '../json.ts';
import type { Deleted, DeleteOptions } from '../registry.ts';
import { resources, type ServedResource } from '../resources.ts';
import { conflict, forbidden, notFound } from '../status.ts';
import { type Store, timestamp } from '../store.ts';
import { inOrder } from './metadata.ts';
import { isLetGo } from './write.ts';

/** How long a pod gets that does not say. */
const defaultGrace = 30;

/** Namespaces that the admission plugin NamespaceLifecycle lets nobody delete. */
const immortal: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

/** Removes an object or begins to: see `Registry.delete`; controller-semantics.md I8. */
export function deleteObject(
  store: Store,
  resource: ServedResource,
  namespace: string | undefined,
  name: string,
  options: DeleteOptions,
): Deleted {
  const before = store.get(resource, namespace, name);
  if (before === undefined) throw notFound(resource, name);
  if (resource === resources.namespaces && immortal.has(name))
    throw forbidden(resource, name, 'this namespace may not be deleted');
  requirePreconditions(resource, before, options);

  const marked = markedForDeletion(store, resource, fieldsOf(before), options);
  const gone = isLetGo(marked);
  if (options.dryRun === true) return { object: gone ? before : toObject(inOrder(marked)), gone };
  // A pod that goes at once is still seen to be going first; anything else just goes.
  const shown =
    !gone || resource === resources.pods ? mark(store, resource, before, toObject(inOrder(marked))) : before;
  return gone ? { object: store.remove(resource, namespace, name) ?? shown, gone } : { object: shown, gone };
}

function mark(
  store: Store,
  resource: ServedResource,
  before: KubernetesObject,
  marked: KubernetesObject,
): KubernetesObject {
  return deepEqual(before, marked) ? before : store.update(resource, marked);
}

function requirePreconditions(resource: ServedResource, object: KubernetesObject, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { metadata } = object;
  if (uid !== undefined && uid !== metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid ?? ''}`;
    throw conflict(resource, metadata.name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const why = `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion ?? ''}`;
    throw conflict(resource, metadata.name, why);
  }
}

/** The object with its deletion time, grace period and the finalizer of its propagation. */
function markedForDeletion(
  store: Store,
  resource: ServedResource,
  object: JsonObject,
  options: DeleteOptions,
): JsonObject {
  const finalizers = nextFinalizers(listOf(at(object, 'metadata', 'finalizers')), options.propagation);
  const grace = resource === resources.pods ? graceOf(object, options) : 0;
  let marked = withAt(object, ['metadata', 'finalizers'], finalizers.length > 0 ? finalizers : undefined);
  const going = at(object, 'metadata', 'deletionTimestamp') !== undefined;
  const left = numberOf(at(object, 'metadata', 'deletionGracePeriodSeconds')) ?? 0;
  if (going && grace >= left) return marked;

  const generation = numberOf(at(object, 'metadata', 'generation'));
  if (!going && generation !== undefined) marked = withAt(marked, ['metadata', 'generation'], generation + 1);
  // a shorter grace counts from when the deletion was first asked for
  const asked = going
    ? Date.parse(stringOf(at(object, 'metadata', 'deletionTimestamp')) ?? '') - left * 1000
    : store.clock.stamp();
  const time = timestamp(store.clock, asked + grace * 1000 - store.clock.stamp());
  marked = withAt(marked, ['metadata', 'deletionTimestamp'], time);
  marked = withAt(marked, ['metadata', 'deletionGracePeriodSeconds'], grace);
  return resource === resources.namespaces ? withAt(marked, ['status', 'phase'], 'Terminating') : marked;
}

function nextFinalizers(own: readonly unknown[], propagation: DeleteOptions['propagation']): readonly unknown[] {
  if (propagation === undefined) return own;
  const others = own.filter(item => item !== orphan && item !== foreground);
  if (propagation === 'Background') return others;
  return [...others, propagation === 'Orphan' ? orphan : foreground];
}

/** Pods that never ran, or no longer run, need no grace. */
function graceOf(pod: JsonObject, options: DeleteOptions): number {
  const spec = objectOf(pod['spec']);
  const phase = at(pod, 'status', 'phase');
  if (!spec['nodeName'] || phase === 'Failed' || phase === 'Succeeded') return 0;
  const asked = options.gracePeriodSeconds ?? numberOf(spec['terminationGracePeriodSeconds']) ?? defaultGrace;
  return asked < 0 ? 1 : asked;
}
