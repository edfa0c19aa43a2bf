import { at, deepEqual, type JsonObject, withAt, without } from '../json.ts';
import type { WriteOptions } from '../registry.ts';
import { apiVersionOf, type ServedResource } from '../resources.ts';
import { structOfKind } from '../schema/types.ts';
import { isSameWriter, type ManagerEntry, readEntries, writeEntries } from './entries.ts';
import { type Leaf, leavesOf, pathOf } from './paths.ts';

export interface TrackedOptions extends WriteOptions {
  /** Who owns what after a server-side apply, which knows better than a comparison can tell. */
  readonly managers?: readonly ManagerEntry[];
}

/** The object with managedFields that say who wrote what: the writer owns what it changed, and nobody owns what is gone. */
export function recordManager(
  resource: ServedResource,
  before: JsonObject | undefined,
  object: JsonObject,
  options: TrackedOptions,
  time: string,
): JsonObject {
  const former = at(before, 'metadata', 'managedFields');
  const keep = (managedFields: unknown): JsonObject => withAt(object, ['metadata', 'managedFields'], managedFields);
  if (options.managers !== undefined) return keep(writeEntries(options.managers));
  if (options.fieldManager === undefined) return keep(former);

  const isStatus = options.subresource === 'status';
  const had = ownableLeaves(resource, before ?? {}, isStatus);
  const has = ownableLeaves(resource, object, isStatus);
  const changed = [...has].filter(([text, leaf]) => !isEqual(had.get(text), leaf)).map(([text]) => text);
  const removed = new Set([...had.keys()].filter(text => !has.has(text)));
  if (changed.length === 0 && removed.size === 0) return keep(former);

  const writer = {
    manager: options.fieldManager,
    operation: 'Update' as const,
    subresource: options.subresource === 'finalize' ? '' : (options.subresource ?? ''),
  };
  const entries = readEntries(former);
  const own = entries.find(entry => isSameWriter(entry, writer));
  const lost = new Set([...changed, ...removed]);
  const others = entries.filter(entry => entry !== own).map(entry => ({ ...entry, fields: minus(entry.fields, lost) }));
  const fields = new Set([...minus(own?.fields ?? new Set(), removed), ...changed]);
  return keep(writeEntries([...others, { ...writer, apiVersion: apiVersionOf(resource), time, fields }]));
}

/** Nobody owns what names the object and what the server alone sets. */
const unowned = new Set([
  'f:apiVersion',
  'f:kind',
  ...[
    'name',
    'namespace',
    'uid',
    'resourceVersion',
    'creationTimestamp',
    'generation',
    'managedFields',
    'selfLink',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ].map(field => `f:metadata f:${field}`),
]);

/** The leaves of an object that a manager can own; the status only through its own door, where nothing else can be. */
export function ownableLeaves(
  resource: ServedResource,
  object: JsonObject,
  isStatus: boolean,
): ReadonlyMap<string, Leaf> {
  const struct = structOfKind(resource.group, resource.version, resource.kind);
  if (struct === undefined) return new Map();
  const hasDoor = resource.subresources.includes('status');
  const part = !hasDoor ? object : isStatus ? without(object, 'spec') : without(object, 'status');
  const leaves = leavesOf({ form: 'struct', name: struct.name }, part);
  return new Map([...leaves].filter(([text]) => !unowned.has(pathOf(text).slice(0, 2).join(' ')) && text !== ''));
}

export function minus(fields: ReadonlySet<string>, lost: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...fields].filter(text => !lost.has(text)));
}

function isEqual(a: Leaf | undefined, b: Leaf): boolean {
  return a !== undefined && deepEqual(a.value, b.value);
}
