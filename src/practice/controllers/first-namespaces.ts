import type { EndpointSlice, KubernetesObject, Service } from '../../core/statefulset/model.ts';
import type { Registry } from '../registry.ts';
import { resources, type ServedResource } from '../resources.ts';

/** Puts into a cluster the namespaces that every cluster has, and in `default` the Service of the API server. What is there already stays. */
export function furnishNamespaces(registry: Registry): void {
  for (const name of ['default', 'kube-system'])
    make(registry, resources.namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  make(registry, resources.services, service);
  make(registry, resources.endpoints, endpoints);
  make(registry, resources.endpointSlices, slice);
}

function make(registry: Registry, resource: ServedResource, object: KubernetesObject): void {
  const { namespace, name } = object.metadata;
  if (registry.find(resource, namespace, name) === undefined)
    registry.create(resource, object, { fieldManager: 'kube-apiserver' });
}

const name = 'kubernetes';
const namespace = 'default';
const port = { name: 'https', port: 6443, protocol: 'TCP' };
/** Where the control plane would be if it had a node of its own; endpoints may not be on the loopback, where it really is. */
const address = '192.168.1.254';

/** The first address of the Services. It has no selector: the API server itself keeps its endpoints. */
const service: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace, labels: { component: 'apiserver', provider: 'kubernetes' } },
  spec: {
    clusterIP: '10.96.0.1',
    type: 'ClusterIP',
    ports: [{ name: port.name, port: 443, protocol: port.protocol, targetPort: port.port }],
  },
};

const endpoints: KubernetesObject = Object.assign(
  { apiVersion: 'v1', kind: 'Endpoints', metadata: { name, namespace } },
  { subsets: [{ addresses: [{ ip: address }], ports: [port] }] },
);

const slice: EndpointSlice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name, namespace, labels: { 'kubernetes.io/service-name': name } },
  addressType: 'IPv4',
  endpoints: [{ addresses: [address], conditions: { ready: true } }],
  ports: [port],
};
