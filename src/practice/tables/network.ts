import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, listOf } from '../json.ts';
import { ageColumn, type Column, column, nameColumn, none, pairs, textAt, unset, wide } from './columns.ts';

function servicePorts(object: KubernetesObject): string {
  const ports = listOf(at(object, 'spec', 'ports')).map(port => {
    const nodePort = at(port, 'nodePort');
    return `${String(at(port, 'port'))}${nodePort === undefined ? '' : `:${String(nodePort)}`}/${String(at(port, 'protocol'))}`;
  });
  return ports.length === 0 ? none : ports.join(',');
}

function externalIp(object: KubernetesObject): string {
  const type = textAt(object, 'spec.type');
  if (type === 'ExternalName') return textAt(object, 'spec.externalName');
  const own = listOf(at(object, 'spec', 'externalIPs')).join(',');
  return own || (type === 'LoadBalancer' ? '<pending>' : none);
}

export const serviceColumns: readonly Column[] = [
  nameColumn,
  column('Type', object => textAt(object, 'spec.type')),
  column('Cluster-IP', object => textAt(object, 'spec.clusterIP', none)),
  column('External-IP', externalIp),
  column('Port(s)', servicePorts),
  ageColumn,
  wide('Selector', object => pairs(at(object, 'spec', 'selector'))),
];

function addressesOf(object: KubernetesObject): string {
  const addresses = listOf(at(object, 'endpoints')).flatMap(endpoint => listOf(at(endpoint, 'addresses')));
  return brief(addresses.map(String));
}

/** The ready addresses of Endpoints, each with each port. */
function subsetsOf(object: KubernetesObject): string {
  const addresses = listOf(at(object, 'subsets')).flatMap(subset => {
    const ready = listOf(at(subset, 'addresses')).map(address => String(at(address, 'ip')));
    const ports = listOf(at(subset, 'ports'));
    if (ports.length === 0) return ready;
    return ports.flatMap(port => ready.map(address => `${address}:${at(port, 'port')}`));
  });
  return brief(addresses);
}

function portsOf(object: KubernetesObject): string {
  return brief(listOf(at(object, 'ports')).map(port => String(at(port, 'port') ?? '*')));
}

function brief(words: readonly string[]): string {
  if (words.length === 0) return unset;
  return words.length > 3 ? `${words.slice(0, 3).join(',')} + ${words.length - 3} more...` : words.join(',');
}

export const endpointsColumns: readonly Column[] = [nameColumn, column('Endpoints', subsetsOf), ageColumn];

export const sliceColumns: readonly Column[] = [
  nameColumn,
  column('AddressType', object => textAt(object, 'addressType')),
  column('Ports', portsOf),
  column('Endpoints', addressesOf),
  ageColumn,
];
