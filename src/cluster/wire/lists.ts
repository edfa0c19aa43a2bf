import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { ClusterError, type ObjectList } from '../connection.ts';
import { fieldsOf, isFields, isKubernetesObject, parseJson } from './json.ts';
import { itemCutter } from './list-items.ts';

type Keep = (object: KubernetesObject) => KubernetesObject;

/**
 * Reads a list while its bytes come; of each item only what `keep` gives is kept. Rejects with a `ClusterError` for anything but a list of
 * objects, and with whatever `bytes` throws.
 */
export async function readList(bytes: AsyncIterable<Buffer>, keep: Keep): Promise<ObjectList> {
  const cutter = itemCutter();
  const items: KubernetesObject[] = [];
  let waiting: string[] = [];
  let type: ItemType | undefined;
  for await (const chunk of bytes) {
    waiting.push(...cutter.push(chunk));
    if (waiting.length === 0) continue;
    // Go writes the kind before the items; where it comes after them, they wait for it.
    type ??= typeOf(parseJson(cutter.isOpen ? `${cutter.rest()}]}` : cutter.rest()));
    if (type === undefined) continue;
    for (const text of waiting) items.push(keep(itemOf(text, type)));
    waiting = [];
  }
  const head = fieldsOf(parseJson(cutter.rest()));
  const { resourceVersion, continue: next } = fieldsOf(head['metadata']);
  if (typeOf(head) === undefined || typeof resourceVersion !== 'string') throw notAList();
  if (waiting.length > 0 || (Array.isArray(head['items']) && head['items'].length > 0)) throw notAList();
  return { items, resourceVersion, ...(typeof next === 'string' && next !== '' ? { continue: next } : {}) };
}

interface ItemType {
  readonly apiVersion: unknown;
  readonly kind: string;
}

function typeOf(list: unknown): ItemType | undefined {
  const { kind, apiVersion } = fieldsOf(list);
  if (typeof kind !== 'string' || !kind.endsWith('List')) return undefined;
  return { apiVersion, kind: kind.slice(0, -'List'.length) };
}

/** Items of a list come without their kind; those of a watch have it. */
function itemOf(text: string, type: ItemType): KubernetesObject {
  const fields = parseJson(text);
  const object = isFields(fields) ? { ...type, ...fields } : undefined;
  if (!isKubernetesObject(object)) throw notAList();
  return object;
}

function notAList(): ClusterError {
  return new ClusterError({ kind: 'not-kubernetes', detail: 'list' });
}
