import { compareQuantities, parseQuantity } from '../core/quantity.ts';
import { SERVER_FIELDS } from '../core/server-fields.ts';
import type { KubernetesObject, PodTemplate } from '../core/statefulset/model.ts';
import { withoutNoise, withoutSecrets } from './live-text.ts';
import { yamlText } from './yaml-text.ts';

/** An object as it is and as it would be, as texts of which only true differences differ. */
export interface Compared {
  readonly live: string;
  readonly wanted: string;
}

/** By which field the items of a list are told apart, the first that all of them have: the list map keys of the API, and the names of claim templates. */
const ITEM_KEYS = [
  'name',
  'mountPath',
  'devicePath',
  'containerPort',
  'port',
  'topologyKey',
  'key',
  'ip',
  'metadata',
] as const;

/** Under these names stand amounts, which can be written in several ways. */
const AMOUNTS: ReadonlySet<string> = new Set(['requests', 'limits', 'capacity', 'hard', 'min', 'max', 'default']);

type Fields = Readonly<Record<string, unknown>>;

/** What is there beside what the server would make of a manifest. Both have all defaults, so nothing is left out. */
export function comparedWhole(live: KubernetesObject, result: KubernetesObject): Compared {
  const [one, other] = [meant(live), meant(result)];
  return { live: yamlText(one), wanted: yamlText(inOrderOf(one, other)) };
}

/**
 * What is there beside a manifest of which the server could not be asked: of what is there only the fields that the manifest sets, since
 * defaults and what others wrote are no differences.
 */
export function comparedFields(live: KubernetesObject, manifest: KubernetesObject): Compared {
  const wanted = meant(manifest);
  const there = onlySet(meant(live), wanted, '');
  return { live: yamlText(there), wanted: yamlText(inOrderOf(there, wanted)) };
}

/** A pod template beside another one. */
export function comparedTemplates(one: PodTemplate, other: PodTemplate): Compared {
  return { live: yamlText(one), wanted: yamlText(inOrderOf(one, other)) };
}

/** An object without what nobody means: status, what only the server writes, and values that must not be shown. */
function meant(object: KubernetesObject): Fields {
  const { apiVersion, kind, metadata, ...rest } = withoutSecrets(object);
  const { status: _, ...content } = rest as Fields;
  const kept = Object.entries(withoutNoise(metadata)).filter(([field]) => !SERVER_FIELDS.has(field));
  return { apiVersion, kind, metadata: Object.fromEntries(kept), ...content };
}

/** The same value with its fields in the order of another, and what that does not have at the end. */
function inOrderOf(model: unknown, value: unknown): unknown {
  if (Array.isArray(value)) {
    const known = Array.isArray(model) ? model : [];
    const key = itemKey(known, value);
    return value.map((item, index) => inOrderOf(partner(known, item, index, key), item));
  }
  if (!isFields(value)) return value;
  const known = isFields(model) ? model : {};
  const names = [
    ...Object.keys(known).filter(name => name in value),
    ...Object.keys(value).filter(name => !(name in known)),
  ];
  return Object.fromEntries(names.map(name => [name, inOrderOf(known[name], value[name])]));
}

/** Of a value only what another one sets too. `under` is the name of the field that holds it. */
function onlySet(value: unknown, setting: unknown, under: string): unknown {
  if (Array.isArray(setting) && Array.isArray(value)) {
    const key = itemKey(value, setting);
    // A list whose items cannot be told apart is one value.
    if (key === undefined) return value;
    return setting.flatMap(item => {
      const found = value.find(candidate => markOf(candidate, key) === markOf(item, key));
      return found === undefined ? [] : [onlySet(found, item, under)];
    });
  }
  if (isFields(setting) && isFields(value)) {
    const names = Object.keys(setting).filter(name => name in value);
    return Object.fromEntries(
      names.map(name => [name, onlySet(value[name], setting[name], AMOUNTS.has(under) ? under : name)]),
    );
  }
  return AMOUNTS.has(under) && isSameAmount(value, setting) ? setting : value;
}

function isSameAmount(one: unknown, other: unknown): boolean {
  const [first, second] = [parseQuantity(one), parseQuantity(other)];
  return first !== undefined && second !== undefined && compareQuantities(first, second) === 0;
}

/** The field that tells the items of two lists apart, within each of them; `undefined` if none does. */
function itemKey(one: readonly unknown[], other: readonly unknown[]): string | undefined {
  const lists = [one, other].map(list => list.filter(isFields));
  if (lists[0]?.length !== one.length || lists[1]?.length !== other.length) return undefined;
  return ITEM_KEYS.find(key => lists.every(list => tells(key, list)));
}

function tells(key: string, items: readonly Fields[]): boolean {
  const values = items.map(item => markOf(item, key));
  const areNames = values.every(value => typeof value === 'string' || typeof value === 'number');
  return areNames && new Set(values).size === values.length;
}

function partner(known: readonly unknown[], item: unknown, index: number, key: string | undefined): unknown {
  if (key === undefined || !isFields(item)) return known[index];
  return known.find(candidate => isFields(candidate) && markOf(candidate, key) === markOf(item, key));
}

/** What tells an item apart; of a whole object its name. */
function markOf(item: Fields, key: string): unknown {
  const value = item[key];
  return key === 'metadata' && isFields(value) ? value['name'] : value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
