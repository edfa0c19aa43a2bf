import { at, type JsonObject, listOf, numberOf, objectOf, stringOf, without } from '../json.ts';
import { resources } from '../resources.ts';
import { isListOfNothing } from '../validation/families.ts';
import { changed, filled } from './pod-template.ts';
import type { KindRules, Surroundings } from './rules.ts';

const none = 'None';
/** Cluster addresses are 10.96.x.y, node ports 30000 to 32767, as kube-apiserver has them without options. */
const firstNodePort = 30_000;
const lastNodePort = 32_767;

export const serviceRules: KindRules = {
  create: object => changed({ spec: {}, ...object }, 'spec', withAddressList),
  defaults: object => changed(object, 'spec', defaultSpec),
  status: () => ({ loadBalancer: {} }),
  allocate: (object, around) =>
    changed(object, 'spec', spec => withFamilies(withNodePorts(withAddress(spec, around), around))),
  update: (object, before, around) =>
    changed(object, 'spec', spec =>
      withFamilies(withNodePorts(withFormerAddress(spec, objectOf(before['spec']), around), around)),
    ),
};

/** What is asked for in the singular counts in the plural as well. */
function withAddressList(spec: JsonObject): JsonObject {
  return spec['clusterIP'] && !isExternalName(spec) ? filled(spec, { clusterIPs: [spec['clusterIP']] }) : spec;
}

/** How long a client that stays with one pod does so: three hours, in seconds. */
const affinitySeconds = 10_800;

function defaultSpec(spec: JsonObject): JsonObject {
  const type = stringOf(spec['type']) || 'ClusterIP';
  const ported = changed({ ...spec, type }, 'ports', port =>
    filled({ protocol: 'TCP', ...port }, { targetPort: port['port'] }),
  );
  const named = filled(ported, { sessionAffinity: 'None' });
  const sticky = withAffinityConfig(named);
  if (type === 'ExternalName') return sticky;
  const isExposed = type === 'NodePort' || type === 'LoadBalancer';
  return filled(sticky, {
    ...(isExposed ? { externalTrafficPolicy: 'Cluster' } : {}),
    ...(type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
    internalTrafficPolicy: 'Cluster',
  });
}

/** Where clients do not stay with a pod, how long they would is dropped. */
function withAffinityConfig(spec: JsonObject): JsonObject {
  if (spec['sessionAffinity'] === 'None') return without(spec, 'sessionAffinityConfig');
  if (spec['sessionAffinity'] !== 'ClientIP') return spec;
  return filled(spec, { sessionAffinityConfig: { clientIP: { timeoutSeconds: affinitySeconds } } });
}

/** The cluster has one family of addresses; what is written by hand behind a headless Service without selector may be of both. */
function withFamilies(spec: JsonObject): JsonObject {
  if (isExternalName(spec)) return spec;
  if (!isListOfNothing(spec)) return filled(spec, { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
  const free = filled(spec, { ipFamilyPolicy: 'RequireDualStack' });
  const [first = 'IPv4', second = first === 'IPv4' ? 'IPv6' : 'IPv4'] = listOf(free['ipFamilies']);
  return { ...free, ipFamilies: free['ipFamilyPolicy'] === 'SingleStack' ? [first] : [first, second] };
}

function isExternalName(spec: JsonObject): boolean {
  return spec['type'] === 'ExternalName';
}

function withAddress(spec: JsonObject, around: Surroundings): JsonObject {
  if (isExternalName(spec) || (!spec['clusterIP'] && listOf(spec['clusterIPs']).length > 0)) return spec;
  const clusterIP = stringOf(spec['clusterIP']) || freeAddress(around);
  return filled({ ...spec, clusterIP }, { clusterIPs: [clusterIP] });
}

/** A client that sends a Service without its address means the address it has. */
function withFormerAddress(spec: JsonObject, before: JsonObject, around: Surroundings): JsonObject {
  if (isExternalName(spec)) return isExternalName(before) ? spec : without(spec, 'clusterIP', 'clusterIPs');
  if (spec['clusterIP']) return filled(spec, { clusterIPs: [spec['clusterIP']] });
  const former = before['clusterIP'];
  if (former === undefined) return withAddress(spec, around);
  return { ...spec, clusterIP: former, clusterIPs: before['clusterIPs'] ?? [former] };
}

function freeAddress(around: Surroundings): string {
  const taken = new Set(around.list(resources.services).map(service => at(service, 'spec', 'clusterIP')));
  for (let number = 10; ; number += 1) {
    const address = `10.96.${number >> 8}.${number & 255}`;
    if ((number & 255) !== 0 && !taken.has(address)) return address;
  }
}

function withNodePorts(spec: JsonObject, around: Surroundings): JsonObject {
  const exposed = spec['type'] === 'NodePort' || spec['type'] === 'LoadBalancer';
  if (!exposed || spec['clusterIP'] === none) return spec;
  const taken = nodePorts(around);
  for (const port of listOf(spec['ports'])) taken.add(numberOf(at(port, 'nodePort')) ?? 0);
  return changed(spec, 'ports', port => {
    if (port['nodePort']) return port;
    let nodePort = firstNodePort;
    while (taken.has(nodePort) && nodePort < lastNodePort) nodePort += 1;
    taken.add(nodePort);
    return { ...port, nodePort };
  });
}

/** Ports that Services already have on the nodes, but for those of `except`. */
export function nodePorts(around: Surroundings, except?: string): Set<number> {
  const others = around.list(resources.services).filter(service => service.metadata.uid !== except);
  const ports = others.flatMap(service =>
    listOf(at(service, 'spec', 'ports')).map(port => numberOf(at(port, 'nodePort'))),
  );
  return new Set(ports.filter(port => port !== undefined));
}
