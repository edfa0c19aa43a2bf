import type { Endpoint, EndpointSlice, KubernetesObject, Service } from '../../core/statefulset/model.ts';
import { at, deepEqual, fieldsOf, isObject, type JsonObject, listOf, stringOf, toObject } from '../json.ts';
import { resources } from '../resources.ts';
import { type Context, isTerminating, keyOf, manager, splitKey, uidOf, unlessStale } from './context.ts';
import { serviceLabel } from './endpoints/slices.ts';
import { controllerKey } from './indexes.ts';

/**
 * Keeps the Endpoints objects that older programs read instead of slices. They are made from the slices, so that both always agree, and hold as
 * many addresses as fit: a thousand.
 */
export function startLegacyEndpoints(context: Context): void {
  const { registry, watches, indexes } = context;
  const queue = context.queue('endpoints', sync, { latency: 3 });

  watches.on(resources.endpointSlices, ({ object }) => {
    const service = object.metadata.labels?.[serviceLabel];
    if (service !== undefined) queue.add(`${object.metadata.namespace}/${service}`);
  });
  watches.on(resources.services, ({ object }) => queue.add(keyOf(object)));

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const service = registry.find(resources.services, namespace, name);
    if (service === undefined || isTerminating(service)) {
      if (service === undefined) unlessStale(() => registry.delete(resources.endpoints, namespace, name));
      return;
    }
    if (Object.keys(service.spec.selector ?? {}).length === 0 || service.spec.type === 'ExternalName') return;
    const wanted = endpointsOf(service, indexes.slicesByController.get(controllerKey(namespace, uidOf(service))));
    const existing = registry.find(resources.endpoints, namespace, name);
    if (existing === undefined) registry.create(resources.endpoints, wanted, manager);
    else if (!isSame(existing, wanted))
      unlessStale(() =>
        registry.update(
          resources.endpoints,
          { ...wanted, metadata: { ...existing.metadata, ...wanted.metadata } },
          manager,
        ),
      );
  }
}

const most = 1000;

function endpointsOf(service: Service, slices: readonly EndpointSlice[]): KubernetesObject {
  const headless = service.spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {};
  const labels = {
    ...service.metadata.labels,
    'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    ...headless,
  };
  const { name, namespace } = service.metadata;
  const groups = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    const key = JSON.stringify(slice.ports ?? []);
    groups.set(key, [...(groups.get(key) ?? []), slice]);
  }
  const subsets = [...groups.values()]
    .map(group =>
      subsetOf(
        service,
        group[0]?.ports ?? [],
        group.flatMap(slice => slice.endpoints ?? []),
      ),
    )
    .filter(subset => Object.keys(subset).some(isAddresses));
  return toObject({
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), labels },
    ...(subsets.length === 0 ? {} : { subsets: inOrder(subsets) }),
  });
}

/** Pods on their way out are left out, unless the Service publishes them ready or not. */
function subsetOf(service: Service, ports: readonly object[], endpoints: readonly Endpoint[]): JsonObject {
  const listed = endpoints.filter(
    each => service.spec.publishNotReadyAddresses === true || each.conditions?.terminating !== true,
  );
  const addresses = listed.filter(each => each.conditions?.ready === true).map(addressOf);
  const notReadyAddresses = listed.filter(each => each.conditions?.ready !== true).map(addressOf);
  return {
    ...(addresses.length === 0 ? {} : { addresses: addresses.slice(0, most) }),
    ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses: notReadyAddresses.slice(0, most) }),
    ...(ports.length === 0 ? {} : { ports: ports.map(named) }),
  };
}

function isAddresses(field: string): boolean {
  return field === 'addresses' || field === 'notReadyAddresses';
}

function addressOf({ addresses, hostname, nodeName, targetRef }: Endpoint): JsonObject {
  return {
    ip: addresses[0] ?? '',
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef }),
  };
}

/** A port without a name has none here, where slices have an empty one. */
function named(port: object): JsonObject {
  const { name, ...rest } = { name: undefined, ...port };
  return name ? { name, ...rest } : rest;
}

/** Addresses in the order of their text, as the controller of Kubernetes has them. */
function inOrder(subsets: readonly unknown[]): unknown[] {
  const sorted = (list: unknown) =>
    listOf(list).toSorted((one, other) =>
      (stringOf(at(one, 'ip')) ?? '') < (stringOf(at(other, 'ip')) ?? '') ? -1 : 1,
    );
  return subsets
    .filter(isObject)
    .map(subset =>
      Object.fromEntries(Object.entries(subset).map(([key, value]) => [key, isAddresses(key) ? sorted(value) : value])),
    );
}

function isSame(existing: KubernetesObject, wanted: KubernetesObject): boolean {
  const content = (object: KubernetesObject) => [
    object.metadata.labels,
    inOrder(listOf(at(fieldsOf(object), 'subsets'))),
  ];
  return deepEqual(content(existing), content(wanted));
}
