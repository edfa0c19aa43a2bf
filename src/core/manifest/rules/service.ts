import type { Finding } from '../finding.ts';
import { at, isFields, isGiven, itemsOf, type Place, textOf } from '../place.ts';
import { givenQualifiedName, needsOther } from './demands.ts';
import { dnsSubdomain, integer, oneOf, optional, required } from './fields.ts';
import { labelRules, metadataRules } from './metadata.ts';
import { serviceAddressRules } from './service-addresses.ts';
import { serviceAnnotationRules } from './service-annotations.ts';
import { servicePortRules } from './service-ports.ts';
import { onlyFor, SERVICE_TYPES } from './service-types.ts';

/** A day and a bit more than a person waits: 24 hours in seconds. */
const LONGEST_AFFINITY = 86_400;

/** A Service by itself. Facts: validation-rules.md, section 4.1. */
export function* serviceRules(object: Place): Iterable<Finding> {
  yield* metadataRules(object, 'label');
  const spec = at(object, 'spec');
  if (isGiven(spec) && !isFields(spec.value)) return;
  yield* oneOf(at(spec, 'type'), [...SERVICE_TYPES, '']);
  const type = textOf(at(spec, 'type')) || 'ClusterIP';
  yield* servicePortRules(spec, type);
  yield* labelRules(at(spec, 'selector'), 'spec.selector');
  if (type === 'ExternalName') yield* externalNameRules(spec);
  yield* affinityRules(spec);
  yield* serviceAddressRules(spec, type);
  yield* trafficRules(spec, type);
  yield* balancerRules(spec, type);
  yield* serviceAnnotationRules(object, type);
}

/** A name that another Service stands for; a dot at its end makes it absolute. */
function* externalNameRules(spec: Place): Iterable<Finding> {
  const place = at(spec, 'externalName');
  const name = textOf(place)?.replace(/\.$/, '');
  const absolute = name === undefined ? place : { ...place, value: name };
  yield* required(absolute);
  yield* dnsSubdomain(absolute);
}

function* affinityRules(spec: Place): Iterable<Finding> {
  const affinity = at(spec, 'sessionAffinity');
  const config = at(spec, 'sessionAffinityConfig');
  yield* oneOf(affinity, ['ClientIP', 'None', '']);
  // Without that affinity the server drops the settings of it before it looks.
  if (affinity.value === 'ClientIP') yield* integer(at(config, 'clientIP', 'timeoutSeconds'), 1, LONGEST_AFFINITY);
}

function* trafficRules(spec: Place, type: string): Iterable<Finding> {
  const external = at(spec, 'externalTrafficPolicy');
  const isReachable = type === 'NodePort' || type === 'LoadBalancer' || hasExternalAddress(spec, type);
  if (isReachable) yield* oneOf(external, ['Cluster', 'Local', '']);
  else yield* onlyFor(optional(external), type, 'NodePort, LoadBalancer');
  yield* oneOf(at(spec, 'internalTrafficPolicy'), ['Cluster', 'Local']);
  yield* oneOf(at(spec, 'trafficDistribution'), ['PreferClose', 'PreferSameZone', 'PreferSameNode']);
  const health = at(spec, 'healthCheckNodePort');
  if (!isGiven(health) || health.value === 0) return;
  if (type === 'LoadBalancer' && external.value === 'Local') yield* integer(health, 1, 65_535);
  else yield needsOther(health, 'type: LoadBalancer, externalTrafficPolicy: Local');
}

function* balancerRules(spec: Place, type: string): Iterable<Finding> {
  const kind = at(spec, 'loadBalancerClass');
  if (type === 'LoadBalancer') {
    yield* givenQualifiedName(kind);
    return;
  }
  for (const place of [at(spec, 'allocateLoadBalancerNodePorts'), kind]) yield* onlyFor(place, type, 'LoadBalancer');
  const ranges = at(spec, 'loadBalancerSourceRanges');
  // The server writes this field with a capital letter.
  if (itemsOf(ranges).length > 0) yield* onlyFor(ranges, type, 'LoadBalancer', 'spec.LoadBalancerSourceRanges');
}

function hasExternalAddress(spec: Place, type: string): boolean {
  return type === 'ClusterIP' && itemsOf(at(spec, 'externalIPs')).length > 0;
}
