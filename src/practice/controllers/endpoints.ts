import { serviceSelects } from '../../core/labels.ts';
import { isFinished, isReady } from '../../core/statefulset/health.ts';
import type { Endpoint, EndpointSlice, Pod, Service } from '../../core/statefulset/model.ts';
import { deepEqual } from '../json.ts';
import { resources } from '../resources.ts';
import {
  type Context,
  controllerReference,
  isTerminating,
  keyOf,
  manager,
  splitKey,
  uidOf,
  unlessStale,
} from './context.ts';
import { controllerKey, labelKeys } from './indexes.ts';

const serviceLabel = 'kubernetes.io/service-name';
const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const managedBy = 'endpointslice-controller.k8s.io';
const headlessLabel = 'service.kubernetes.io/headless';
/** The most endpoints in one slice. */
const sliceSize = 100;

const slices = resources.endpointSlices;

/** Keeps the endpoint slices of Services that select pods. Section H of the controller facts. */
export function startEndpoints(context: Context): void {
  const { registry, watches, indexes } = context;
  const queue = context.queue('endpoint slices', sync, { latency: 3 });

  watches.on(resources.services, ({ object }) => queue.add(keyOf(object)));
  watches.on(resources.pods, ({ object, before }) => {
    for (const pod of before === undefined ? [object] : [object, before])
      for (const service of servicesOf(pod)) queue.add(keyOf(service));
  });
  watches.on(slices, ({ type, object }) => {
    const service = object.metadata.labels?.[serviceLabel];
    if (type === 'DELETED' && service !== undefined) queue.add(`${object.metadata.namespace}/${service}`);
  });

  function servicesOf(pod: Pod): Service[] {
    const candidates = labelKeys(pod, pod.metadata.labels).flatMap(key => indexes.servicesBySelector.get(key));
    return candidates.filter(service => serviceSelects(service.spec.selector, pod.metadata.labels));
  }

  function sync(key: string): void {
    const { namespace, name } = splitKey(key);
    const service = registry.find(resources.services, namespace, name);
    if (service === undefined || isTerminating(service)) return; // what is left goes with the Service, as garbage
    if (Object.keys(service.spec.selector ?? {}).length === 0 || service.spec.type === 'ExternalName') return;
    const existing = indexes.slicesByController.get(controllerKey(namespace, uidOf(service)));
    const wanted = wantedSlices(service, existing);
    const spare = [...existing];
    for (const content of wanted) {
      const index = spare.findIndex(slice => deepEqual(slice.ports ?? [], content.ports ?? []));
      const [slice] = spare.splice(index < 0 ? 0 : index, 1);
      if (slice === undefined) registry.create(slices, newSlice(service, content), manager);
      else unlessStale(() => registry.update(slices, withContent(slice, service, content), manager));
    }
    for (const slice of spare)
      unlessStale(() =>
        registry.delete(slices, namespace, slice.metadata.name, { preconditions: { uid: uidOf(slice) } }),
      );
  }

  /** Endpoints of the Service in groups with the same ports, each cut into slices; one empty slice if there are none. */
  function wantedSlices(service: Service, existing: readonly EndpointSlice[]): Content[] {
    const known = existing.flatMap(slice => (slice.endpoints ?? []).map(endpoint => endpoint.targetRef?.uid ?? ''));
    const places = new Map(known.map((uid, index) => [uid, index]));
    const place = (pod: Pod) => places.get(uidOf(pod)) ?? known.length;
    const [label = ''] = labelKeys(service, service.spec.selector);
    const pods = indexes.podsByLabel
      .get(label)
      .filter(pod => serviceSelects(service.spec.selector, pod.metadata.labels) && isListed(pod, service))
      .sort((one, other) => place(one) - place(other));
    const groups = new Map<string, { ports: SlicePorts; endpoints: Endpoint[] }>();
    for (const pod of pods) {
      const ports = portsOf(service, pod);
      const key = JSON.stringify(ports);
      const group = groups.get(key) ?? { ports, endpoints: [] };
      groups.set(key, group);
      group.endpoints.push(endpointOf(pod, service));
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

  function isListed(pod: Pod, service: Service): boolean {
    if (isFinished(pod) || pod.status?.podIP === undefined) return false;
    if (service.spec.publishNotReadyAddresses === true) return true;
    return registry.find(resources.nodes, undefined, pod.spec.nodeName ?? '') !== undefined;
  }

  function endpointOf(pod: Pod, service: Service): Endpoint {
    const serving = isReady(pod);
    const terminating = isTerminating(pod);
    const zone = registry.find(resources.nodes, undefined, pod.spec.nodeName ?? '')?.metadata.labels?.[
      'topology.kubernetes.io/zone'
    ];
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
}

type SlicePorts = NonNullable<EndpointSlice['ports']>;

interface Content {
  readonly ports: EndpointSlice['ports'];
  readonly endpoints: EndpointSlice['endpoints'];
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

function newSlice(service: Service, content: Content): EndpointSlice {
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

function withContent(slice: EndpointSlice, service: Service, content: Content): EndpointSlice {
  return { ...slice, ...content, metadata: { ...slice.metadata, labels: labelsFor(service) } };
}
