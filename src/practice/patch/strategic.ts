import { deepEqual, isList, isObject, type JsonObject, listOf } from '../json.ts';
import { fieldType } from '../managed/paths.ts';
import { type FieldType, type ListType, structOf } from '../schema/types.ts';
import { PatchFault } from './json-patch.ts';

const directive = '$patch';
const retain = '$retainKeys';
const deletion = '$deleteFromPrimitiveList/';
const order = '$setElementOrder/';

/**
 * A strategic merge patch (controller-semantics.md I6): lists with a merge key join by it, others are replaced; `$patch`, `$retainKeys`,
 * `$deleteFromPrimitiveList` and `$setElementOrder` are obeyed. Throws a `PatchFault` where an item lacks its key.
 */
export function applyStrategicPatch(type: FieldType, target: JsonObject, patch: JsonObject): JsonObject {
  if (patch[directive] === 'replace') return plain(patch);
  if (patch[directive] === 'delete') return {};
  const result = new Map(Object.entries(retained(target, patch)));
  for (const [key, value] of Object.entries(patch)) {
    if (key === directive || key === retain || key.startsWith(deletion) || key.startsWith(order)) continue;
    if (value === null) result.delete(key);
    else result.set(key, merged(fieldType(type, key), result.get(key), value, patch[order + key]));
  }
  for (const [key, values] of Object.entries(patch)) {
    if (!key.startsWith(deletion)) continue;
    const name = key.slice(deletion.length);
    const gone = listOf(values);
    const left = listOf(result.get(name)).filter(item => !gone.includes(item));
    result.set(
      name,
      sorted(left, patch[order + name], value => value),
    );
  }
  for (const [key, names] of Object.entries(patch)) {
    const name = key.slice(order.length);
    if (!key.startsWith(order) || patch[name] !== undefined) continue;
    const list = fieldType(type, name);
    const mergeKey = list?.form === 'list' ? list.mergeKey : undefined;
    if (result.has(name) && mergeKey !== undefined)
      result.set(name, sorted(listOf(result.get(name)), names, keyOf(mergeKey)));
  }
  return Object.fromEntries(result);
}

/** With `$retainKeys`, only the keys it names survive from the target. */
function retained(target: JsonObject, patch: JsonObject): JsonObject {
  const keys = patch[retain];
  if (!isList(keys)) return target;
  const stray = Object.keys(patch).find(key => !key.startsWith('$') && patch[key] !== null && !keys.includes(key));
  if (stray !== undefined) {
    throw new PatchFault('$retainKeys directive is invalid: all the fields in the patch must be in the list');
  }
  return Object.fromEntries(Object.entries(target).filter(([key]) => keys.includes(key)));
}

function merged(type: FieldType | undefined, target: unknown, patch: unknown, elementOrder: unknown): unknown {
  if (isList(patch)) {
    if (type?.form !== 'list' || type.mergeKey === undefined) return patch;
    return type.mergeKey === ''
      ? joined(target, patch, elementOrder)
      : mergedList(type, listOf(target), patch, elementOrder);
  }
  if (!isObject(patch)) return patch;
  const inner: FieldType = type ?? { form: 'map', values: { form: 'scalar', scalar: 'any' }, atomic: false };
  return applyStrategicPatch(inner, isObject(target) ? target : {}, patch);
}

function joined(target: unknown, patch: readonly unknown[], elementOrder: unknown): readonly unknown[] {
  const had = listOf(target);
  return sorted([...had, ...patch.filter(item => !had.includes(item))], elementOrder, value => value);
}

function mergedList(
  type: ListType,
  target: readonly unknown[],
  patch: readonly unknown[],
  elementOrder: unknown,
): readonly unknown[] {
  const key = keyOf(type.mergeKey ?? '');
  if (patch.some(item => isObject(item) && item[directive] === 'replace' && Object.keys(item).length === 1)) {
    return patch.filter(item => !(isObject(item) && item[directive] === 'replace')).map(plainValue);
  }
  let result = [...target];
  const fresh: unknown[] = [];
  for (const item of patch) {
    if (!isObject(item)) throw new PatchFault(`expected an object in a list that merges by ${type.mergeKey ?? ''}`);
    const name = key(item);
    if (name === undefined)
      throw new PatchFault(`map: ${JSON.stringify(item)} does not contain declared merge key: ${type.mergeKey ?? ''}`);
    const index = result.findIndex(other => deepEqual(key(other), name));
    if (item[directive] === 'delete') result = result.filter(other => !deepEqual(key(other), name));
    else if (index < 0)
      fresh.push(item[directive] === undefined ? applyStrategicPatch(type.items, {}, item) : plain(item));
    else result[index] = merged(type.items, result[index], item, undefined);
  }
  // without an order, what is new comes first
  return sorted([...fresh, ...result], elementOrder, key);
}

function keyOf(mergeKey: string): (item: unknown) => unknown {
  return item => (mergeKey === '' ? item : isObject(item) ? item[mergeKey] : undefined);
}

/** The items named in the patch's order; those it does not name stay behind the item they followed. */
function sorted(items: readonly unknown[], elementOrder: unknown, key: (item: unknown) => unknown): readonly unknown[] {
  if (!isList(elementOrder)) return items;
  const wanted = elementOrder.map(key);
  const place = (item: unknown): number => wanted.findIndex(name => deepEqual(name, key(item)));
  const named = items.filter(item => place(item) >= 0).toSorted((a, b) => place(a) - place(b));
  const result: unknown[] = [];
  const unnamed = items.filter(item => place(item) < 0);
  const before = (item: unknown): number =>
    items.slice(0, items.indexOf(item)).filter(other => place(other) >= 0).length;
  for (let index = 0; index <= named.length; index += 1) {
    result.push(...unnamed.filter(item => before(item) === index));
    if (index < named.length) result.push(named[index]);
  }
  return result;
}

/** Without directives, at any depth. */
function plain(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !key.startsWith('$') && item !== null)
      .map(([key, item]) => [key, plainValue(item)]),
  );
}

function plainValue(value: unknown): unknown {
  if (isList(value)) return value.map(plainValue);
  return isObject(value) ? plain(value) : value;
}

/** The type of a kind's objects for `applyStrategicPatch`. */
export function typeOfStruct(name: string): FieldType {
  return { form: 'struct', name: structOf(name).name };
}
