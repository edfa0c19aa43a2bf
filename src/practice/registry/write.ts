import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
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
  without,
} from '../json.ts';
import { rulesOf } from '../kinds/all.ts';
import type { Surroundings } from '../kinds/rules.ts';
import { recordManager, type TrackedOptions } from '../managed/record.ts';
import { requireQuota } from '../quota/admit.ts';
import { resources, type ServedResource } from '../resources.ts';
import { alreadyExists, conflict, invalid, notFound } from '../status.ts';
import { type Store, timestamp } from '../store.ts';
import { validate, validateUpdate } from '../validate.ts';
import { ephemeralErrors } from '../validation/ephemeral.ts';
import { statusErrors } from '../validation/status.ts';
import { finalizerErrors, inOrder, newMetadata, nextMetadata, readAs, requireNamespace } from './metadata.ts';

/** Makes an object: see `Registry.create`. */
export function createObject(
  store: Store,
  resource: ServedResource,
  sent: JsonObject,
  options: TrackedOptions,
): KubernetesObject {
  const around = surroundings(store);
  const rules = rulesOf(resource);
  const fields = readAs(resource, sent).object;
  const metadata = newMetadata(resource, objectOf(fields['metadata']), options.dryRun === true);
  const name = stringOf(metadata['name']) ?? '';
  const namespace = stringOf(metadata['namespace']);
  if (resource.namespaced) requireNamespace(store, resource, namespace ?? '', name);

  let object: JsonObject = { ...fields, metadata };
  object = rules.create?.(object, around) ?? object;
  object = rules.defaults?.(object, store.kubernetes) ?? object;
  if (rules.status !== undefined) object = { ...object, status: rules.status(object, around) };
  const errors = validate(resource, object, around);
  if (errors.length > 0) throw invalid(resource, name, errors);
  requireQuota(resource, object, around);
  if (store.get(resource, namespace, name) !== undefined) throw alreadyExists(resource, name);
  object = rules.allocate?.(object, around) ?? object;

  const created = recordManager(resource, undefined, object, options, timestamp(store.clock));
  if (options.dryRun !== true) return store.create(resource, toObject(inOrder(created, true)));
  const identity = { ...objectOf(created['metadata']), uid: randomUUID(), creationTimestamp: timestamp(store.clock) };
  return toObject(inOrder({ ...created, metadata: identity }));
}

/** Replaces an object or a part of it: see `Registry.update`. */
export function updateObject(
  store: Store,
  resource: ServedResource,
  sent: JsonObject,
  options: TrackedOptions,
): KubernetesObject {
  const name = stringOf(at(sent, 'metadata', 'name')) ?? '';
  const namespace = stringOf(at(sent, 'metadata', 'namespace'));
  const before = store.get(resource, namespace, name);
  if (before === undefined) throw notFound(resource, name);
  requireUnchanged(resource, before, objectOf(sent['metadata']));

  const former = fieldsOf(before);
  const object = nextObject(store, resource, readAs(resource, sent).object, former, options);
  const errors = [
    ...finalizerErrors(object, before),
    ...(options.subresource === 'status' ? statusErrors(resource, object) : []),
    ...(options.subresource === 'ephemeralcontainers'
      ? ephemeralErrors(object, former)
      : validateUpdate(resource, object, former, surroundings(store))),
  ];
  if (errors.length > 0) throw invalid(resource, name, errors);

  const tracked = recordManager(resource, former, object, options, timestamp(store.clock));
  if (isLetGo(tracked)) {
    const removed = options.dryRun === true ? undefined : store.remove(resource, namespace, name);
    return removed ?? toObject(inOrder(tracked));
  }
  if (isSame(tracked, former)) return before;
  const next = toObject(inOrder(tracked));
  return options.dryRun === true ? next : store.update(resource, next);
}

function nextObject(
  store: Store,
  resource: ServedResource,
  sent: JsonObject,
  before: JsonObject,
  options: TrackedOptions,
): JsonObject {
  const around = surroundings(store);
  const rules = rulesOf(resource);
  const metadata = nextMetadata(objectOf(sent['metadata']), objectOf(before['metadata']));
  if (options.subresource === 'status') {
    const object = { ...before, metadata, status: sent['status'] ?? {} };
    return rules.updateStatus?.(object, before, around) ?? object;
  }
  if (options.subresource === 'finalize')
    return withAt(before, ['spec', 'finalizers'], at(sent, 'spec', 'finalizers') ?? []);

  const whole: JsonObject =
    options.subresource === 'ephemeralcontainers'
      ? withAt(before, ['spec', 'ephemeralContainers'], at(sent, 'spec', 'ephemeralContainers'))
      : { ...sent, metadata };
  let object = rules.defaults?.(whole, store.kubernetes) ?? whole;
  if (rules.status !== undefined) object = withAt(object, ['status'], before['status']);
  object = rules.update?.(object, before, around) ?? object;
  return withAt(object, ['metadata', 'generation'], nextGeneration(resource, object, before));
}

/** controller-semantics.md I1. */
function nextGeneration(resource: ServedResource, object: JsonObject, before: JsonObject): number | undefined {
  const generation = numberOf(at(before, 'metadata', 'generation'));
  if (generation === undefined || resource.generation === 'none') return generation;
  const relevant = (fields: JsonObject): unknown => {
    if (resource.generation === 'content')
      return { ...without(fields, 'metadata'), labels: at(fields, 'metadata', 'labels') };
    const spec = rulesOf(resource).generationOf?.(fields, before) ?? fields['spec'];
    return resource.generation === 'spec' ? spec : [spec, objectOf(at(fields, 'metadata', 'annotations'))];
  };
  return deepEqual(relevant(object), relevant(before)) ? generation : generation + 1;
}

/** Throws 409 when the writer has looked at another version, or at another object of this name. */
function requireUnchanged(resource: ServedResource, before: KubernetesObject, sent: JsonObject): void {
  const name = before.metadata.name;
  const uid = stringOf(sent['uid']);
  if (uid && uid !== before.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.metadata.uid ?? ''}`;
    throw conflict(resource, name, why);
  }
  const version = stringOf(sent['resourceVersion']);
  if (version && version !== before.metadata.resourceVersion) throw conflict(resource, name);
}

/** Going, and nobody holds it any longer. */
export function isLetGo(object: JsonObject): boolean {
  if (at(object, 'metadata', 'deletionTimestamp') === undefined) return false;
  if (
    numberOf(at(object, 'metadata', 'deletionGracePeriodSeconds')) ||
    listOf(at(object, 'metadata', 'finalizers')).length > 0
  ) {
    return false;
  }
  return object['kind'] !== resources.namespaces.kind || listOf(at(object, 'spec', 'finalizers')).length === 0;
}

/** Times in managedFields alone are no change. */
function isSame(object: JsonObject, before: JsonObject): boolean {
  const timeless = (fields: JsonObject): JsonObject =>
    withAt(
      fields,
      ['metadata', 'managedFields'],
      listOf(at(fields, 'metadata', 'managedFields')).map(entry => without(objectOf(entry), 'time')),
    );
  return deepEqual(timeless(object), timeless(before));
}

/** What the rules of kinds may look at. */
export function surroundings(store: Store): Surroundings {
  return { clock: store.clock, kubernetes: store.kubernetes, get: store.get, list: store.list };
}
