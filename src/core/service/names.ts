import type { Endpoint, EndpointSlice, Pod, Service, StatefulSet } from '../statefulset/model.ts';
import { ordinalsOf, podName } from '../statefulset/ordinals.ts';

/** What a cluster's DNS would answer about a Service now, as far as its endpoint slices tell. Names end at `svc`: the cluster's domain is not known. */
export interface ServiceNames {
  /** Addresses that are ready, and those that are not and therefore not told. */
  readonly ready: readonly string[];
  readonly notReady: readonly string[];
  /** What a query for the Service's own name gives; empty means that the name does not exist. */
  readonly service: NameAnswer;
  /** One query for each named port; empty for a Service without one. */
  readonly ports: readonly PortAnswer[];
  /** The name of each wanted pod, lowest ordinal first. */
  readonly pods: readonly PodAnswer[];
}

export interface NameAnswer {
  readonly name: string;
  readonly addresses: readonly string[];
}

export interface PortAnswer {
  readonly name: string;
  /** `web-0.web.shop.svc:80`, or the Service itself where it has an address of its own. */
  readonly targets: readonly string[];
}

/** Why the name of a pod has no address, if it has none. */
export type Silence = 'no-pod' | 'no-address' | 'not-ready' | 'not-listed' | 'without-name';

export interface PodAnswer extends NameAnswer {
  readonly pod: string;
  readonly silence: Silence | undefined;
}

interface Listed {
  readonly endpoint: Endpoint;
  readonly ports: NonNullable<EndpointSlice['ports']>;
}

/** What queries would be answered with. `slices` are those of the Service, `pods` those of the set. Facts H2 to H6. */
export function serviceNames(
  set: StatefulSet,
  service: Service,
  slices: readonly EndpointSlice[],
  pods: readonly Pod[],
): ServiceNames {
  const listed = slices.flatMap(({ endpoints, ports }) =>
    (endpoints ?? []).map(endpoint => ({ endpoint, ports: ports ?? [] })),
  );
  const ready = listed.filter(({ endpoint }) => isReady(endpoint));
  const own = `${service.metadata.name}.${service.metadata.namespace ?? ''}.svc`;
  const { clusterIP } = service.spec;
  const isHeadless = clusterIP === 'None';
  return {
    ready: addressesOf(ready),
    notReady: addressesOf(listed.filter(({ endpoint }) => !isReady(endpoint))),
    service: {
      name: own,
      addresses: isHeadless ? addressesOf(ready) : clusterIP === undefined || clusterIP === '' ? [] : [clusterIP],
    },
    ports: isHeadless ? headlessPorts(service, own, ready) : ownPorts(service, own),
    pods: ordinalsOf(set).map(ordinal => podAnswer(podName(set.metadata.name, ordinal), own, listed, pods)),
  };
}

/** A condition that is not told counts as ready. */
function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready !== false;
}

function addressesOf(listed: readonly Listed[]): string[] {
  return [...new Set(listed.flatMap(({ endpoint }) => endpoint.addresses))].sort((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );
}

/** A ClusterIP Service answers with itself, at its own ports. Fact H5. */
function ownPorts(service: Service, own: string): PortAnswer[] {
  return namedPorts(service).map(({ name, protocol, port }) => ({
    name: `_${name}._${protocol}.${own}`,
    targets: [`${own}:${port}`],
  }));
}

/** A headless Service answers with each ready endpoint, at the endpoint's port. Fact H4. */
function headlessPorts(service: Service, own: string, ready: readonly Listed[]): PortAnswer[] {
  return namedPorts(service).map(({ name, protocol }) => ({
    name: `_${name}._${protocol}.${own}`,
    targets: ready
      .flatMap(({ endpoint, ports }) => {
        const port = ports.find(candidate => candidate.name === name)?.port;
        return port === undefined ? [] : [`${hostOf(endpoint)}.${own}:${port}`];
      })
      .sort((one, other) => one.localeCompare(other, 'en', { numeric: true })),
  }));
}

function namedPorts({ spec }: Service): { name: string; protocol: string; port: number }[] {
  return (spec.ports ?? []).flatMap(({ name, protocol = 'TCP', port }) =>
    name === undefined || name === '' ? [] : [{ name, protocol: protocol.toLowerCase(), port }],
  );
}

/** CoreDNS names an endpoint without a hostname after its address. */
function hostOf({ hostname, addresses }: Endpoint): string {
  return hostname ?? (addresses[0] ?? '').replace(/[.:]/g, '-');
}

function podAnswer(pod: string, own: string, listed: readonly Listed[], pods: readonly Pod[]): PodAnswer {
  const name = `${pod}.${own}`;
  const named = listed.filter(({ endpoint }) => endpoint.hostname === pod);
  const addresses = addressesOf(named.filter(({ endpoint }) => isReady(endpoint)));
  if (addresses.length > 0) return { pod, name, addresses, silence: undefined };
  return { pod, name, addresses, silence: silenceOf(pod, named, listed, pods) };
}

function silenceOf(pod: string, named: readonly Listed[], listed: readonly Listed[], pods: readonly Pod[]): Silence {
  const live = pods.find(candidate => candidate.metadata.name === pod);
  if (live === undefined) return 'no-pod';
  if (named.length > 0) return 'not-ready';
  const address = live.status?.podIP;
  if (address === undefined || address === '') return 'no-address';
  const isListed = listed.some(({ endpoint }) => endpoint.addresses.includes(address));
  return isListed ? 'without-name' : 'not-listed';
}
