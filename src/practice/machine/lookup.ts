import type { Endpoint, EndpointSlice, Service } from '../../core/statefulset/model.ts';
import { controllerOf, uidOf } from '../controllers/context.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { clusterDomain } from './sandbox.ts';

/** What the name server of the cluster answers. */
export interface Found {
  /** The full name. */
  readonly name: string;
  readonly addresses: readonly string[];
  /** What the name is another name for. */
  readonly alias?: string;
  /** Of a named port, `_http._tcp.web…`: where it is served. */
  readonly services?: readonly { readonly target: string; readonly port: number }[];
}

/** Looks a name up as seen from a pod of a namespace; undefined when there is no such name. Facts H4 to H6. */
export function lookUp(registry: Registry, namespace: string, name: string): Found | undefined {
  const full = name.endsWith('.');
  const bare = name.replace(/\.$/, '').toLowerCase();
  const search = full ? [] : [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain];
  for (const suffix of [...search, '']) {
    const candidate = suffix === '' ? bare : `${bare}.${suffix}`;
    const found = lookUpFull(registry, candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

function lookUpFull(registry: Registry, name: string): Found | undefined {
  const end = `.svc.${clusterDomain}`;
  if (!name.endsWith(end)) return undefined;
  const parts = name.slice(0, -end.length).split('.');
  if (parts.length === 4 && name.startsWith('_')) return servicesOf(registry, name, parts);
  const namespace = parts.at(-1) ?? '';
  const service = registry.find(resources.services, namespace, parts.at(-2) ?? '');
  if (service === undefined || parts.length > 3) return undefined;
  const host = parts.length === 3 ? parts[0] : undefined;
  if (host === undefined && service.spec.type === 'ExternalName')
    return { name, addresses: [], alias: service.spec.externalName ?? '' };
  if (host === undefined && service.spec.clusterIP !== 'None') {
    const { clusterIP } = service.spec;
    return clusterIP === undefined ? undefined : { name, addresses: [clusterIP] };
  }
  const endpoints = slicesOf(registry, service)
    .flatMap(slice => slice.endpoints ?? [])
    .filter(endpoint => endpoint.conditions?.ready === true);
  const meant = host === undefined ? endpoints : endpoints.filter(endpoint => isNamed(endpoint, host));
  const addresses = [...new Set(meant.flatMap(endpoint => endpoint.addresses))];
  return addresses.length === 0 ? undefined : { name, addresses };
}

/** A headless Service answers with each endpoint that is ready, at its own port; another with itself. Facts H4 and H5. */
function servicesOf(registry: Registry, name: string, parts: readonly string[]): Found | undefined {
  const [port = '', protocol = '', host = '', namespace = ''] = parts;
  const service = registry.find(resources.services, namespace, host);
  const known = service?.spec.ports?.find(
    each => `_${each.name ?? ''}` === port && `_${(each.protocol ?? 'TCP').toLowerCase()}` === protocol,
  );
  if (service === undefined || known === undefined) return undefined;
  const own = `${host}.${namespace}.svc.${clusterDomain}`;
  if (service.spec.clusterIP !== 'None') return { name, addresses: [], services: [{ target: own, port: known.port }] };
  const services = slicesOf(registry, service).flatMap(slice => {
    const number = slice.ports?.find(each => each.name === known.name)?.port;
    const ready = (slice.endpoints ?? []).filter(endpoint => endpoint.conditions?.ready === true);
    return number === undefined ? [] : ready.map(endpoint => ({ target: `${labelOf(endpoint)}.${own}`, port: number }));
  });
  return services.length === 0 ? undefined : { name, addresses: [], services };
}

function slicesOf(registry: Registry, service: Service): EndpointSlice[] {
  return registry
    .list(resources.endpointSlices, service.metadata.namespace)
    .filter(slice => controllerOf(slice)?.uid === uidOf(service));
}

function labelOf({ hostname = '', addresses }: Endpoint): string {
  return hostname === '' ? (addresses[0] ?? '').replaceAll('.', '-') : hostname;
}

/** An endpoint has its hostname as a name, or its address with dashes. */
function isNamed(endpoint: Endpoint, host: string): boolean {
  if ((endpoint.hostname ?? '') !== '') return endpoint.hostname === host;
  return endpoint.addresses.some(address => address.replaceAll('.', '-') === host);
}
