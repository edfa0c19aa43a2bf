import type { KubernetesObject } from './statefulset/model.ts';

/** A field that differs, named as the API server names it; a value is `undefined` where the field is not set. */
export interface FieldDifference {
  readonly field: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Letters of a value that are told, in one line; a longer one is cut. */
const LONGEST = 60;

/** What kubectl keeps for itself, and says everything a second time. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const TYPE_AND_STATUS: readonly string[] = ['apiVersion', 'kind', 'status'];

/** What people mean by an object; what only the server writes is no difference. */
function meant({ metadata, ...object }: KubernetesObject): Readonly<Record<string, unknown>> {
  const content = Object.fromEntries(Object.entries(object).filter(([key]) => !TYPE_AND_STATUS.includes(key)));
  const { labels = {}, annotations = {} } = metadata;
  const { [LAST_APPLIED]: _, ...kept } = annotations;
  return { metadata: { labels, annotations: kept }, ...content };
}

/** The fields in which an object is another than before, in the order of the object. What Secrets hold is never told. */
export function differences(before: KubernetesObject, after: KubernetesObject): FieldDifference[] {
  const told = after.kind === 'Secret' ? () => '…' : valueText;
  const was = leaves(meant(before), '');
  const is = leaves(meant(after), '');
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(field => {
    const [from, to] = [was.get(field), is.get(field)];
    return from === to ? [] : [{ field, from: from && told(from), to: to && told(to) }];
  });
}

function valueText(json: string): string {
  const text = json.startsWith('"') ? String(JSON.parse(json)).replace(/\s+/g, ' ') : json;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Every value below which there is none, as JSON, by its path. Items of lists go by their names where they have some. */
function leaves(value: unknown, path: string): Map<string, string> {
  if (Array.isArray(value) && value.length > 0)
    return joined(value.map((item, index) => leaves(item, `${path}[${itemName(item) ?? index}]`)));
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0 && !Array.isArray(value))
    return joined(Object.entries(value).map(([key, field]) => leaves(field, stepTo(path, key))));
  // An empty map and one that is not there are the same to people.
  if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))) return new Map();
  return new Map([[path, JSON.stringify(value)]]);
}

function stepTo(path: string, key: string): string {
  if (path === '') return key;
  return /[./]/.test(key) ? `${path}[${key}]` : `${path}.${key}`;
}

function itemName(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('name' in item)) return undefined;
  return typeof item.name === 'string' ? item.name : undefined;
}

function joined(maps: readonly Map<string, string>[]): Map<string, string> {
  return new Map(maps.flatMap(map => [...map]));
}
