import type { Endpoint } from '../../core/statefulset/model.ts';
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
  const endpoints = registry
    .list(resources.endpointSlices, namespace)
    .filter(slice => controllerOf(slice)?.uid === uidOf(service))
    .flatMap(slice => slice.endpoints ?? [])
    .filter(endpoint => endpoint.conditions?.ready === true);
  const meant = host === undefined ? endpoints : endpoints.filter(endpoint => isNamed(endpoint, host));
  const addresses = [...new Set(meant.flatMap(endpoint => endpoint.addresses))];
  return addresses.length === 0 ? undefined : { name, addresses };
}

/** An endpoint has its hostname as a name, or its address with dashes. */
function isNamed(endpoint: Endpoint, host: string): boolean {
  if ((endpoint.hostname ?? '') !== '') return endpoint.hostname === host;
  return endpoint.addresses.some(address => address.replaceAll('.', '-') === host);
}
