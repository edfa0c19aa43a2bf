import { deepEqual, isList, isObject, type JsonObject, stringOf, without } from '../json.ts';

/** A patch that cannot be carried out; `failedTest` when a `test` found something else. */
export class PatchFault extends Error {}

type Container = JsonObject | readonly unknown[];

/** RFC 6902: the document after all operations, or a `PatchFault` and no change at all. */
export function applyJsonPatch(document: unknown, operations: readonly unknown[]): unknown {
  return operations.reduce(applyOperation, document);
}

function applyOperation(document: unknown, operation: unknown): unknown {
  if (!isObject(operation)) throw new PatchFault('a JSON patch is a list of operations');
  const path = pointer(stringOf(operation['path']), 'path');
  switch (operation['op']) {
    case 'add':
      return added(document, path, operation['value']);
    case 'remove':
      return removed(document, path);
    case 'replace':
      read(document, path);
      return replaced(document, path, operation['value']);
    case 'test':
      return tested(document, path, operation['value']);
    case 'copy':
      return added(document, path, read(document, pointer(stringOf(operation['from']), 'from')));
    case 'move': {
      const from = pointer(stringOf(operation['from']), 'from');
      return added(removed(document, from), path, read(document, from));
    }
    default:
      throw new PatchFault(`Unexpected kind: ${String(operation['op'])}`);
  }
}

function pointer(text: string | undefined, field: string): readonly string[] {
  if (text === undefined) throw new PatchFault(`the operation has no ${field}`);
  if (text === '') return [];
  if (!text.startsWith('/')) throw new PatchFault(`${field} must begin with a slash: ${text}`);
  return text
    .slice(1)
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function tested(document: unknown, path: readonly string[], value: unknown): unknown {
  const found = lookUp(document, path);
  if (deepEqual(found ?? null, value ?? null)) return document;
  throw new PatchFault(`testing value /${path.join('/')} failed: test failed`);
}

function lookUp(document: unknown, path: readonly string[]): unknown {
  let current = document;
  for (const key of path) {
    if (isList(current)) current = current[indexOf(key, current.length - 1)];
    else if (isObject(current) && Object.hasOwn(current, key)) current = current[key];
    else return undefined;
  }
  return current;
}

function read(document: unknown, path: readonly string[]): unknown {
  const found = lookUp(document, path);
  if (found !== undefined) return found;
  throw new PatchFault(`/${path.join('/')}: doc is missing path: missing value`);
}

function added(document: unknown, path: readonly string[], value: unknown): unknown {
  return changed(document, path, value, (container, key) => {
    if (!isList(container)) return { ...container, [key]: value };
    const index = key === '-' ? container.length : indexOf(key, container.length);
    return container.toSpliced(index, 0, value);
  });
}

function replaced(document: unknown, path: readonly string[], value: unknown): unknown {
  return changed(document, path, value, (container, key) =>
    isList(container) ? container.with(indexOf(key, container.length - 1), value) : { ...container, [key]: value },
  );
}

function removed(document: unknown, path: readonly string[]): unknown {
  return changed(document, path, null, (container, key) => {
    if (isList(container)) return container.toSpliced(indexOf(key, container.length - 1), 1);
    if (Object.hasOwn(container, key)) return without(container, key);
    throw new PatchFault(`Unable to remove nonexistent key: ${key}: missing value`);
  });
}

/** A copy in which the container of the last key is another. */
function changed(
  document: unknown,
  path: readonly string[],
  whole: unknown,
  change: (container: Container, key: string) => Container,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return whole;
  if (!isList(document) && !isObject(document))
    throw new PatchFault(`doc is missing path: /${path.join('/')}: missing value`);
  if (rest.length === 0) return change(document, key);
  const inner = changed(read(document, [key]), rest, whole, change);
  return isList(document) ? document.with(indexOf(key, document.length - 1), inner) : { ...document, [key]: inner };
}

function indexOf(key: string, last: number): number {
  const index = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : -1;
  if (index < 0 || index > last)
    throw new PatchFault(`Unable to access invalid index: ${key}: invalid index referenced`);
  return index;
}
