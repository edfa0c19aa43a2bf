import { isReady } from '../../../core/statefulset/health.ts';
import type { Endpoint, EndpointSlice, Node, Pod, Service } from '../../../core/statefulset/model.ts';
import { controllerReference, isTerminating, uidOf } from '../context.ts';

export const serviceLabel = 'kubernetes.io/service-name';
const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const managedBy = 'endpointslice-controller.k8s.io';
const headlessLabel = 'service.kubernetes.io/headless';
/** The most endpoints in one slice. */
const sliceSize = 100;

/** What stands in one slice. */
interface Content {
  readonly ports: EndpointSlice['ports'];
  readonly endpoints: EndpointSlice['endpoints'];
}

type SlicePorts = NonNullable<EndpointSlice['ports']>;

/**
 * Endpoints of the Service in groups with the same ports, each cut into slices; one empty slice if there are none. Pods stay in the order in
 * which they stand in the slices that exist.
 */
export function wantedSlices(
  service: Service,
  pods: readonly Pod[],
  existing: readonly EndpointSlice[],
  nodeOf: (pod: Pod) => Node | undefined,
): Content[] {
  const known = existing.flatMap(slice => (slice.endpoints ?? []).map(endpoint => endpoint.targetRef?.uid ?? ''));
  const places = new Map(known.map((uid, index) => [uid, index]));
  const place = (pod: Pod) => places.get(uidOf(pod)) ?? known.length;
  const groups = new Map<string, { ports: SlicePorts; endpoints: Endpoint[] }>();
  for (const pod of pods.toSorted((one, other) => place(one) - place(other))) {
    const ports = portsOf(service, pod);
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, endpoints: [] };
    groups.set(key, group);
    group.endpoints.push(endpointOf(pod, service, nodeOf(pod)));
  }
  const contents = [...groups.values()].flatMap(({ ports, endpoints }) => {
    const count = Math.ceil(endpoints.length / sliceSize);
    return Array.from({ length: count }, (_, index) => ({
      ports: ports.length === 0 ? null : ports,
      endpoints: endpoints.slice(index * sliceSize, (index + 1) * sliceSize),
    }));
  });
  return contents.length === 0 ? [{ ports: null, endpoints: null }] : contents;
}

function endpointOf(pod: Pod, service: Service, node: Node | undefined): Endpoint {
  const serving = isReady(pod);
  const terminating = isTerminating(pod);
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
  const named = (pod.spec.hostname ?? '') !== '' && pod.spec.subdomain === service.metadata.name;
  const targetRef = {
    kind: 'Pod',
    namespace: pod.metadata.namespace ?? '',
    name: pod.metadata.name,
    uid: uidOf(pod),
  };
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: {
      ready: service.spec.publishNotReadyAddresses === true || (serving && !terminating),
      serving,
      terminating,
    },
    ...(named ? { hostname: pod.spec.hostname ?? '' } : {}),
    targetRef,
    nodeName: pod.spec.nodeName ?? '',
    ...(zone === undefined ? {} : { zone }),
  };
}

/** The ports behind a Service's ports: numbers as they are, names as the pod's containers call them. A name nobody has is left out. */
function portsOf(service: Service, pod: Pod): SlicePorts {
  return (service.spec.ports ?? []).flatMap(each => {
    const target = each.targetPort ?? each.port;
    const port = typeof target === 'number' ? target : namedPort(pod, target, each.protocol ?? 'TCP');
    return port === undefined ? [] : [{ name: each.name ?? '', protocol: each.protocol ?? 'TCP', port }];
  });
}

function namedPort(pod: Pod, name: string, protocol: string): number | undefined {
  const ports = pod.spec.containers.flatMap(container => container.ports ?? []);
  return ports.find(port => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}

function labelsFor(service: Service): Record<string, string> {
  const headless = service.spec.clusterIP === 'None' ? { [headlessLabel]: '' } : {};
  return {
    ...service.metadata.labels,
    [serviceLabel]: service.metadata.name,
    [managedByLabel]: managedBy,
    ...headless,
  };
}

export function newSlice(service: Service, content: Content): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${service.metadata.name}-`,
      namespace: service.metadata.namespace ?? '',
      labels: labelsFor(service),
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    ...content,
  };
}

export function withContent(slice: EndpointSlice, service: Service, content: Content): EndpointSlice {
  return { ...slice, ...content, metadata: { ...slice.metadata, labels: labelsFor(service) } };
}
