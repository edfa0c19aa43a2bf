import { randomInt } from 'node:crypto';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, isObject, type JsonObject, listOf, objectOf, stringOf, without } from '../json.ts';
import { apiVersionOf, resources, type ServedResource } from '../resources.ts';
import { type Decoded, DecodeFault, decode } from '../schema/decode.ts';
import { structOfKind } from '../schema/types.ts';
import { badRequest, type FieldError, forbidden, notFound, StatusError } from '../status.ts';
import type { Store } from '../store.ts';

/** Characters of generated names: no vowels, so that no words arise. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
/** `generateName` is cut so that five characters more make 63. */
const longestBase = 58;

/** Set by the server alone: what a client sends there does not count. */
const serverOwned = [
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'generation',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
];

/** The object read as its kind, with its apiVersion and kind filled in. Throws a `DecodeFault` for values of a wrong type. */
export function decodeAs(resource: ServedResource, fields: JsonObject): Decoded {
  const struct = structOfKind(resource.group, resource.version, resource.kind);
  if (struct === undefined) return { object: fields, unknown: [] };
  const { object, unknown } = decode(struct, fields);
  const typed = { kind: resource.kind, apiVersion: apiVersionOf(resource), ...without(object, 'kind', 'apiVersion') };
  return { object: { ...typed, metadata: objectOf(object['metadata']) }, unknown };
}

/** `decodeAs` that refuses as the server does: throws 400. */
export function readAs(resource: ServedResource, fields: JsonObject): Decoded {
  try {
    return decodeAs(resource, fields);
  } catch (error) {
    if (!(error instanceof DecodeFault)) throw error;
    throw badRequest(
      `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${error.message}`,
    );
  }
}

/** Metadata of an object to be: without what the server owns, with a name. */
export function newMetadata(resource: ServedResource, sent: JsonObject, isDryRun: boolean): JsonObject {
  if (stringOf(sent['resourceVersion']) && !isDryRun) {
    throw new StatusError(500, '', 'resourceVersion should not be set on objects to be created');
  }
  const own = without(sent, ...serverOwned, 'managedFields');
  const base = stringOf(own['generateName']) ?? '';
  const name = stringOf(own['name']) || (base === '' ? '' : base.slice(0, longestBase) + suffix());
  const namespace = resource.namespaced ? { namespace: own['namespace'] } : {};
  return {
    name,
    ...without(own, 'name', 'namespace'),
    ...namespace,
    ...(resource.generation === 'none' ? {} : { generation: 1 }),
  };
}

/** Metadata of an update: what the server owns as it was, the rest as sent. */
export function nextMetadata(sent: JsonObject, before: JsonObject): JsonObject {
  const kept = Object.entries(before).filter(([key]) => serverOwned.includes(key) || key === 'generateName');
  return { ...without(sent, ...serverOwned), ...Object.fromEntries(kept) };
}

function suffix(): string {
  return Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Throws 404 where there is no such namespace, 403 where it is going away. */
export function requireNamespace(store: Store, resource: ServedResource, namespace: string, name: string): void {
  const found = store.get(resources.namespaces, undefined, namespace);
  if (found === undefined) throw notFound(resources.namespaces, namespace);
  if (found.metadata.deletionTimestamp === undefined) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${namespace} is being terminated`,
    field: 'metadata.namespace',
  };
  throw forbidden(resource, name, why, [cause]);
}

/** An object that is going takes no new finalizers. */
export function finalizerErrors(object: JsonObject, before: KubernetesObject): FieldError[] {
  if (before.metadata.deletionTimestamp === undefined) return [];
  const had = before.metadata.finalizers ?? [];
  const added = listOf(at(object, 'metadata', 'finalizers')).filter(item => !had.includes(String(item)));
  if (added.length === 0) return [];
  const list = `[]string{${added.map(item => JSON.stringify(item)).join(', ')}}`;
  const message = `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
  return [{ field: 'metadata.finalizers', type: 'Forbidden', message }];
}

/** The order in which the server writes metadata, for people who read it. */
const order = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
];

/** What the store fills in has its place kept. */
const filledByStore: JsonObject = { uid: '', resourceVersion: '', creationTimestamp: '' };

/** The fields in the order of the server: kind, apiVersion, metadata, and status at the end. */
export function inOrder(object: JsonObject, isNew = false): JsonObject {
  const metadata = { ...(isNew ? filledByStore : {}), ...objectOf(object['metadata']) };
  const sorted = order.filter(key => metadata[key] !== undefined).map(key => [key, metadata[key]] as const);
  const { kind, apiVersion, metadata: _metadata, status, ...rest } = object;
  const tail = isObject(status) ? { status } : {};
  return { kind, apiVersion, metadata: Object.fromEntries(sorted), ...rest, ...tail };
}
