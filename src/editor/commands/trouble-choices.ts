import type { Mirror } from '../../cluster/mirror.ts';
import { type ApiFault, apiFaults, isApiFault } from '../../practice/api/fault-orders.ts';
import { at, listOf, objectOf } from '../../practice/json.ts';
import type { Order } from '../../practice/orders.ts';

/** What a person can order to go wrong; `none` ends it all. */
export const troubles = ['node', 'claim', 'provisioner', 'quota', 'image', 'pod', ...apiFaults, 'none'] as const;

export type Trouble = (typeof troubles)[number];

/** What trouble strikes. A node, an image and a namespace have no namespace. */
export interface Subject {
  readonly namespace: string;
  readonly name: string;
}

/** Seconds after which a fault of the API ends by itself. */
const LASTING = 60;

const ofOne = ['node', 'claim', 'quota', 'image', 'pod'] as const;
type OfOne = (typeof ofOne)[number];

/** Whether it strikes one thing, which has to be chosen. */
export function strikesOne(trouble: Trouble): trouble is OfOne {
  return ofOne.some(one => one === trouble);
}

/** What could be struck, as the mirror knows it, by name: nodes, images and namespaces are those of pods. */
export function subjectsOf(trouble: OfOne, mirror: Mirror): readonly Subject[] {
  const pods = mirror.list('Pod');
  switch (trouble) {
    case 'node':
      return unnamespaced(pods.flatMap(({ spec }) => spec.nodeName ?? []));
    case 'image':
      return unnamespaced(pods.flatMap(({ spec }) => spec.containers.flatMap(({ image }) => image ?? [])));
    case 'quota':
      return unnamespaced(pods.flatMap(({ metadata }) => metadata.namespace ?? []));
    case 'claim':
      return inOrder(mirror.list('PersistentVolumeClaim'));
    case 'pod':
      return inOrder(pods);
  }
}

/** What the orders of a practice cluster (`GET /practice/v1/orders`) make go wrong now. */
export function activeTroubles(orders: unknown): ReadonlySet<Trouble> {
  const fates = (field: string): unknown[] => Object.values(objectOf(at(orders, field)));
  const faults = objectOf(at(orders, 'api'));
  const is: Readonly<Record<OfOne | 'provisioner', boolean>> = {
    node: listOf(at(orders, 'lostNodes')).length > 0,
    claim: fates('fullClaims').length > 0,
    provisioner: at(orders, 'provisionerDown') === true,
    quota: listOf(at(orders, 'fullNamespaces')).length > 0,
    image: fates('images').length > 0,
    pod: fates('pods').length > 0,
  };
  return new Set(troubles.filter(one => (isApiFault(one) ? faults[one] !== undefined : one !== 'none' && is[one])));
}

/** Active trouble first, and before it what ends it all; without any that stands last, where it is nobody's wish. */
export function inOrderOfUse(active: ReadonlySet<Trouble>): readonly Trouble[] {
  if (active.size === 0) return troubles;
  const others = troubles.filter(one => one !== 'none' && !active.has(one));
  return ['none', ...active, ...others];
}

/** The order for it; undefined where everything is to end. */
export function orderOf(trouble: Trouble, subject: Subject): Order | undefined {
  const { namespace, name } = subject;
  switch (trouble) {
    case 'node':
      return { order: 'node', node: name, lost: true };
    case 'claim':
      return { order: 'claim', namespace, name, full: true };
    case 'provisioner':
      return { order: 'provisioner', down: true };
    case 'quota':
      return { order: 'quota', namespace: name, full: true };
    case 'image':
      return { order: 'image', image: name, fate: 'image-missing' };
    case 'pod':
      return { order: 'pod', namespace, name, fate: 'never-ready' };
    case 'none':
      return undefined;
    default:
      return apiOrder(trouble);
  }
}

function apiOrder(fault: ApiFault): Order {
  return { order: 'api', fault, every: 1, seconds: LASTING };
}

function unnamespaced(names: readonly string[]): Subject[] {
  return [...new Set(names)].toSorted().map(name => ({ namespace: '', name }));
}

function inOrder(
  objects: readonly { readonly metadata: { readonly namespace?: string; readonly name: string } }[],
): Subject[] {
  return objects
    .map(({ metadata: { namespace = '', name } }) => ({ namespace, name }))
    .toSorted((one, other) => `${one.namespace}/${one.name}`.localeCompare(`${other.namespace}/${other.name}`));
}
