import { compareQuantities, parseQuantity } from '../core/quantity.ts';
import type { Container, PersistentVolumeClaim, Pod } from '../core/statefulset/model.ts';
import { type ApiFault, type ApiFaultOrders, lastingFaults, withFault } from './api/fault-orders.ts';
import type { Conduct } from './controllers/context.ts';
import { type Fate, fateOfImage, isFate, tagOf } from './controllers/fates.ts';
import { fullQuota, keepQuotas } from './full-namespaces.ts';
import { at, listOf, objectOf, stringOf } from './json.ts';
import type { Pace } from './nodes/stage.ts';
import type { Registry } from './registry.ts';
import { resources } from './resources.ts';

/** What a person has ordered to go wrong, on top of what image tags order. Plain data, kept with the cluster. */
export interface Orders {
  readonly lostNodes: readonly string[];
  readonly provisionerDown: boolean;
  /** Namespaces in which no new pod may be made: a quota of no pods stands there. */
  readonly fullNamespaces: readonly string[];
  /** `namespace/name` of claims without room, with the capacity at which they had none. Growing helps. */
  readonly fullClaims: Readonly<Record<string, string>>;
  /** Fates by image, or by tag as `:v2`. */
  readonly images: Readonly<Record<string, Fate>>;
  /** Fates by `namespace/name` of the pod. */
  readonly pods: Readonly<Record<string, Fate>>;
  /** Faults of the API itself, which end by themselves. */
  readonly api: ApiFaultOrders;
}

export const noOrders: Orders = {
  lostNodes: [],
  provisionerDown: false,
  fullNamespaces: [],
  fullClaims: {},
  images: {},
  pods: {},
  api: {},
};

export type Order =
  | { readonly order: 'node'; readonly node: string; readonly lost: boolean }
  | { readonly order: 'provisioner'; readonly down: boolean }
  | { readonly order: 'quota'; readonly namespace: string; readonly full: boolean }
  | { readonly order: 'claim'; readonly namespace: string; readonly name: string; readonly full: boolean }
  /** Without a fate the order is taken back. */
  | { readonly order: 'image'; readonly image: string; readonly fate?: Fate }
  | { readonly order: 'pod'; readonly namespace: string; readonly name: string; readonly fate?: Fate }
  /** For no seconds the order is taken back. */
  | { readonly order: 'api'; readonly fault: ApiFault; readonly every: number; readonly seconds: number };

export interface OrderBook {
  orders(): Orders;
  give(order: Order): void;
  /** Everything works again. */
  clear(): void;
  /** Nodes are as fast as they can while somebody is in a hurry, whatever their pace. */
  hurry(on: boolean): void;
  /** What nodes and storage ask. */
  readonly conduct: Conduct;
  /** Whether the claim's volume has no room left. */
  isFull(claim: PersistentVolumeClaim): boolean;
}

/** The orders of one cluster. `begin` are those of an earlier run. */
export function orderBook(registry: Registry, pace: Pace, begin: Orders = noOrders): OrderBook {
  const listeners = new Set<() => void>();
  let orders = begin;
  let hurried = false;

  function set(next: Orders): void {
    orders = next;
    keepQuotas(registry, next.fullNamespaces);
    for (const listener of [...listeners]) listener();
  }

  // a person who deletes the quota has mended it
  registry.subscribe(({ type, resource, object: { metadata } }) => {
    const { namespace = '', name } = metadata;
    if (type !== 'DELETED' || resource !== resources.resourceQuotas || name !== fullQuota) return;
    if (!orders.fullNamespaces.includes(namespace)) return;
    set({ ...orders, fullNamespaces: orders.fullNamespaces.filter(other => other !== namespace) });
  });

  // a claim that has grown has room again
  registry.subscribe(({ resource, object }) => {
    const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
    if (resource !== resources.persistentVolumeClaims || orders.fullClaims[key] === undefined) return;
    const claim = registry.find(resources.persistentVolumeClaims, object.metadata.namespace, object.metadata.name);
    if (claim === undefined || !isFull(claim))
      set({ ...orders, fullClaims: withFact(orders.fullClaims, key, undefined) });
  });

  function isFull(claim: PersistentVolumeClaim): boolean {
    const filled = parseQuantity(orders.fullClaims[`${claim.metadata.namespace ?? ''}/${claim.metadata.name}`]);
    const capacity = parseQuantity(claim.status?.capacity?.['storage'] ?? '0');
    return filled !== undefined && capacity !== undefined && compareQuantities(capacity, filled) <= 0;
  }

  function fateOf(pod: Pod, container: Container): Fate {
    const image = container.image ?? '';
    const ordered = orders.pods[`${pod.metadata.namespace ?? ''}/${pod.metadata.name}`];
    const fate = ordered ?? orders.images[image] ?? orders.images[`:${tagOf(image)}`] ?? fateOfImage(container);
    const works = fate === 'ready' || fate === 'slow';
    return works && mountedClaims(registry, pod, container).some(isFull) ? 'never-ready' : fate;
  }

  return {
    orders: () => ({ ...orders, api: lastingFaults(orders.api, registry.clock.stamp()) }),
    give: order => set(ordersAfter(registry, orders, order)),
    clear: () => set(noOrders),
    hurry(on) {
      hurried = on;
    },
    isFull,
    conduct: {
      pace: () => (hurried ? 'recorded' : pace),
      fateOf,
      nodeRuns: node => !orders.lostNodes.includes(node),
      provisions: () => !orders.provisionerDown,
      onChange(listener) {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      },
    },
  };
}

function ordersAfter(registry: Registry, orders: Orders, order: Order): Orders {
  switch (order.order) {
    case 'node': {
      const others = orders.lostNodes.filter(name => name !== order.node);
      return { ...orders, lostNodes: order.lost ? [...others, order.node] : others };
    }
    case 'provisioner':
      return { ...orders, provisionerDown: order.down };
    case 'quota': {
      registry.get(resources.namespaces, undefined, order.namespace);
      const others = orders.fullNamespaces.filter(name => name !== order.namespace);
      return { ...orders, fullNamespaces: order.full ? [...others, order.namespace] : others };
    }
    case 'claim': {
      const claim = registry.get(resources.persistentVolumeClaims, order.namespace, order.name);
      const capacity = order.full ? (claim.status?.capacity?.['storage'] ?? '0') : undefined;
      return { ...orders, fullClaims: withFact(orders.fullClaims, `${order.namespace}/${order.name}`, capacity) };
    }
    case 'image':
      return { ...orders, images: withFact(orders.images, order.image, order.fate) };
    case 'pod':
      return { ...orders, pods: withFact(orders.pods, `${order.namespace}/${order.name}`, order.fate) };
    case 'api':
      return { ...orders, api: withFault(orders.api, order, registry.clock.stamp()) };
  }
}

/** The claims that a container has mounted, as far as they exist. */
export function mountedClaims(registry: Registry, pod: Pod, container: Container): PersistentVolumeClaim[] {
  const mounted = new Set(container.volumeMounts?.map(mount => mount.name));
  return (pod.spec.volumes ?? []).flatMap(volume => {
    const name = volume.persistentVolumeClaim?.claimName;
    if (name === undefined || !mounted.has(volume.name)) return [];
    return registry.find(resources.persistentVolumeClaims, pod.metadata.namespace, name) ?? [];
  });
}

function withFact<T>(
  facts: Readonly<Record<string, T>>,
  key: string,
  fact: T | undefined,
): Readonly<Record<string, T>> {
  const others = Object.entries(facts).filter(([name]) => name !== key);
  return Object.fromEntries(fact === undefined ? others : [...others, [key, fact]]);
}

/** Orders as they stood in a file; what cannot be read is left out, and faults of the API have ended with the process. */
export function readOrders(value: unknown): Orders {
  const texts = (field: unknown): Record<string, string> =>
    Object.fromEntries(
      Object.entries(objectOf(field)).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
    );
  const fates = (field: unknown): Record<string, Fate> =>
    Object.fromEntries(Object.entries(objectOf(field)).flatMap(([key, fate]) => (isFate(fate) ? [[key, fate]] : [])));
  return {
    lostNodes: listOf(at(value, 'lostNodes')).flatMap(name => stringOf(name) ?? []),
    provisionerDown: at(value, 'provisionerDown') === true,
    fullNamespaces: listOf(at(value, 'fullNamespaces')).flatMap(name => stringOf(name) ?? []),
    fullClaims: texts(at(value, 'fullClaims')),
    images: fates(at(value, 'images')),
    pods: fates(at(value, 'pods')),
    api: {},
  };
}
