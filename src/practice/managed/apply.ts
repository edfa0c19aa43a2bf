import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, deepEqual, fieldsOf, type JsonObject, objectOf, stringOf, without } from '../json.ts';
import { readAs } from '../registry/metadata.ts';
import { createObject, updateObject } from '../registry/write.ts';
import type { ApplyOptions } from '../registry.ts';
import { apiVersionOf, type ServedResource } from '../resources.ts';
import { type FieldType, structOfKind } from '../schema/types.ts';
import { badRequest, StatusError } from '../status.ts';
import { type Store, timestamp } from '../store.ts';
import { isSameWriter, type ManagerEntry, readEntries } from './entries.ts';
import { mergeTyped, removePaths } from './merge.ts';
import { pathOf, readablePath, textOf } from './paths.ts';
import { minus, ownableLeaves } from './record.ts';
import { typingFaults } from './typing-faults.ts';

/** Server-side apply (controller-semantics.md I5): see `Registry.apply`. */
export function applyObject(
  store: Store,
  resource: ServedResource,
  sent: JsonObject,
  options: ApplyOptions,
): KubernetesObject {
  if (at(sent, 'metadata', 'managedFields') !== undefined) throw badRequest('metadata.managedFields must be nil');
  const { object } = readAs(resource, sent);
  const type: FieldType = {
    form: 'struct',
    name: structOfKind(resource.group, resource.version, resource.kind)?.name ?? '',
  };
  const name = stringOf(at(object, 'metadata', 'name')) ?? '';
  const namespace = stringOf(at(object, 'metadata', 'namespace'));
  const faults = typingFaults(type, sent);
  if (faults.length > 0) {
    const { group, version, kind } = resource;
    const about = `${namespace === undefined ? '' : `${namespace}/`}${name}; ${group}/${version}, Kind=${kind}`;
    const list = faults.length === 1 ? faults[0] : ['errors:', ...faults].join('\n  ');
    // an error of no kind that the server knows, so it comes without a reason
    throw new StatusError(500, '', `failed to create typed patch object (${about}): ${list}`);
  }

  const isStatus = options.subresource === 'status';
  const part = isStatus ? without(object, 'spec') : without(object, 'status');
  const fields = new Set(ownableLeaves(resource, part, isStatus).keys());
  const writer = {
    manager: options.fieldManager,
    operation: 'Apply' as const,
    subresource: options.subresource ?? '',
    apiVersion: apiVersionOf(resource),
    time: timestamp(store.clock),
    fields,
  };
  const live = store.get(resource, namespace, name);
  if (live === undefined) return createObject(store, resource, object, { ...options, managers: [writer] });
  return applyOver(store, resource, type, live, part, writer, options);
}

function applyOver(
  store: Store,
  resource: ServedResource,
  type: FieldType,
  live: KubernetesObject,
  applied: JsonObject,
  writer: ManagerEntry,
  options: ApplyOptions,
): KubernetesObject {
  const before = fieldsOf(live);
  const entries = readEntries(live.metadata.managedFields);
  const former = entries.find(entry => isSameWriter(entry, writer));
  const others = entries.filter(entry => entry !== former);

  const owned = new Set(others.flatMap(entry => [...entry.fields]));
  const dropped = abandoned(former?.fields ?? new Set(), new Set([...writer.fields, ...owned]));
  const merged = objectOf(removePaths(type, mergeTyped(type, before, applied), dropped));

  const isStatus = options.subresource === 'status';
  const had = ownableLeaves(resource, before, isStatus);
  const has = ownableLeaves(resource, merged, isStatus);
  const changed = new Set(
    [...has].filter(([text, leaf]) => !deepEqual(had.get(text)?.value, leaf.value)).map(([text]) => text),
  );
  const removed = [...had.keys()].filter(text => !has.has(text));
  const conflicts = others.flatMap(entry =>
    [...entry.fields].filter(text => changed.has(text)).map(text => ({ entry, text })),
  );
  if (conflicts.length > 0 && options.force !== true) throw conflictOf(conflicts);

  const taken = new Set([...conflicts.map(({ text }) => text), ...removed]);
  const own = former !== undefined && sameFields(former, writer) ? { ...writer, time: former.time } : writer;
  const managers = [...others.map(entry => ({ ...entry, fields: minus(entry.fields, taken) })), own];
  return updateObject(store, resource, merged, { ...options, managers });
}

/** What nobody owns any longer; a list item stays as long as somebody owns something in it. */
function abandoned(former: ReadonlySet<string>, owned: ReadonlySet<string>): ReadonlySet<string> {
  const held = new Set<string>();
  for (const text of owned) {
    const path = pathOf(text);
    for (let length = 1; length <= path.length; length += 1) held.add(textOf(path.slice(0, length)));
  }
  return minus(former, held);
}

function sameFields(a: ManagerEntry, b: ManagerEntry): boolean {
  return a.fields.size === b.fields.size && [...a.fields].every(text => b.fields.has(text));
}

interface Conflict {
  readonly entry: ManagerEntry;
  readonly text: string;
}

function conflictOf(conflicts: readonly Conflict[]): StatusError {
  const causes = conflicts.map(({ entry, text }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${printManager(entry)}`,
    field: readablePath(pathOf(text)),
  }));
  return new StatusError(409, 'Conflict', conflictMessage(conflicts), { causes });
}

function conflictMessage(conflicts: readonly Conflict[]): string {
  const [only] = conflicts;
  if (only !== undefined && conflicts.length === 1) {
    return `Apply failed with 1 conflict: conflict with ${printManager(only.entry)}: ${readablePath(pathOf(only.text))}`;
  }
  const managers = [...new Set(conflicts.map(({ entry }) => printManager(entry)))].sort();
  const lines = managers.flatMap(manager => [
    `conflicts with ${manager}:`,
    ...conflicts
      .filter(({ entry }) => printManager(entry) === manager)
      .map(({ text }) => `- ${readablePath(pathOf(text))}`),
  ]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function printManager(entry: ManagerEntry): string {
  const through = entry.subresource === '' ? '' : ` with subresource "${entry.subresource}"`;
  return `"${entry.manager}"${through}${entry.operation === 'Update' ? ` using ${entry.apiVersion}` : ''}`;
}
