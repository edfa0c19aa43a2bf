import { type CountedClaim, type CountedPod, claimUsage, podUsage, type Usage } from '../../core/quota/usage.ts';
import { at, listOf } from '../json.ts';
import { qualifiedName, resources, type ServedResource } from '../resources.ts';

const one = 1_000_000_000n;

/** What an object takes of a quota. The decoder has made sure of its shape. */
export function usageOf(resource: ServedResource, object: object): Usage {
  if (resource === resources.pods) return podUsage(object as CountedPod);
  if (resource === resources.persistentVolumeClaims) return claimUsage(object as CountedClaim);
  const counted: [string, bigint][] = [[`count/${qualifiedName(resource)}`, one]];
  if (countedByName.includes(resource)) counted.push([resource.name, one]);
  if (resource === resources.services) counted.push(...exposureOf(object));
  return new Map(counted);
}

/** Kinds that have had a name of their own in quotas since before there was `count/`. */
const countedByName: readonly ServedResource[] = [resources.services, resources.configMaps, resources.secrets];

function exposureOf(service: object): [string, bigint][] {
  const type = at(service, 'spec', 'type');
  const ports = BigInt(listOf(at(service, 'spec', 'ports')).length) * one;
  const balanced: [string, bigint][] = type === 'LoadBalancer' ? [['services.loadbalancers', one]] : [];
  return type === 'NodePort' || type === 'LoadBalancer' ? [...balanced, ['services.nodeports', ports]] : [];
}
