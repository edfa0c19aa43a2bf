import { parseQuantity } from '../../core/quantity.ts';
import { countsAll, countsPod, type ResourceQuota } from '../../core/quota/scope.ts';
import { amountText, type CountedPod, computeNames, containerUsage, sum, type Usage } from '../../core/quota/usage.ts';
import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { at, objectOf, stringOf } from '../json.ts';
import type { Surroundings } from '../kinds/rules.ts';
import { resources, type ServedResource, servedResources } from '../resources.ts';
import { forbidden } from '../status.ts';
import { usageOf } from './usage.ts';

/** Throws 403, as the API server does, for a new object that a quota of its namespace has no room for, or that does not say what it takes. */
export function requireQuota(resource: ServedResource, object: object, around: Surroundings): void {
  if (!resource.namespaced) return;
  const namespace = stringOf(at(object, 'metadata', 'namespace'));
  for (const quota of around.list(resources.resourceQuotas, namespace))
    if (isCounted(quota, resource, object)) requireRoom(quota, resource, object, around);
}

/** What there is of all that a quota limits, in its namespace. */
export function usedOf(quota: KubernetesObject, around: Pick<Surroundings, 'list'>): Usage {
  const limited = [...limitsOf(quota).keys()];
  const used = sum(
    servedResources
      .filter(resource => resource.namespaced && limited.some(name => isOf(name, resource)))
      .flatMap(resource =>
        around
          .list(resource, quota.metadata.namespace)
          .filter(object => isCounted(quota, resource, object))
          .map(object => usageOf(resource, object)),
      ),
  );
  return new Map(limited.map(name => [name, used.get(name) ?? 0n]));
}

/** What a quota limits, and to how much. */
function limitsOf(quota: object): Usage {
  const hard = Object.entries(objectOf(at(quota, 'spec', 'hard')));
  return new Map(hard.map(([name, amount]) => [name, parseQuantity(amount)?.nano ?? 0n]));
}

/** Whether a quota counts an object. The decoder has made sure of the shape of both. */
function isCounted(quota: KubernetesObject, resource: ServedResource, object: object): boolean {
  return resource === resources.pods
    ? countsPod(quota as ResourceQuota, object as CountedPod)
    : countsAll(quota as ResourceQuota);
}

/** A guess that is never too narrow: whether objects of a kind may count under a name. */
function isOf(name: string, resource: ServedResource): boolean {
  if (name.startsWith('count/'))
    return name === `count/${resource.name}` || name === `count/${resource.name}.${resource.group}`;
  if (/(^|\/)(persistentvolumeclaims|requests\.storage)$/.test(name))
    return resource === resources.persistentVolumeClaims;
  if (name.startsWith('services')) return resource === resources.services;
  return resource.name === name || resource === resources.pods;
}

function requireRoom(quota: KubernetesObject, resource: ServedResource, object: object, around: Surroundings): void {
  const limits = limitsOf(quota);
  const refuse = (why: string) => forbidden(resource, stringOf(at(object, 'metadata', 'name')) ?? '', why);
  const unsaid = resource === resources.pods ? unsaidOf(object as CountedPod, limits) : '';
  if (unsaid !== '') throw refuse(`failed quota: ${quota.metadata.name}: must specify ${unsaid}`);
  const wanted = usageOf(resource, object);
  if (![...limits.keys()].some(name => wanted.has(name))) return;
  const used = usedOf(quota, around);
  const exceeded = [...limits.keys()]
    .filter(
      name =>
        (wanted.get(name) ?? 0n) > 0n && (used.get(name) ?? 0n) + (wanted.get(name) ?? 0n) > (limits.get(name) ?? 0n),
    )
    .sort();
  if (exceeded.length === 0) return;
  const told = (usage: Usage) => exceeded.map(name => `${name}=${amountText(name, usage.get(name) ?? 0n)}`).join(',');
  throw refuse(
    `exceeded quota: ${quota.metadata.name}, requested: ${told(wanted)}, used: ${told(used)}, limited: ${told(limits)}`,
  );
}

/** What is limited and containers do not say: `requests.cpu for: app,proxy; requests.memory for: app`. */
function unsaidOf({ spec = {} }: CountedPod, limits: Usage): string {
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const missing = computeNames
    .filter(name => limits.has(name))
    .toSorted()
    .map(name => {
      const silent = containers.filter(container => !containerUsage(container).has(name));
      return { name, silent: silent.map(container => container.name).sort() };
    });
  return missing
    .filter(({ silent }) => silent.length > 0)
    .map(({ name, silent }) => `${name} for: ${silent.join(',')}`)
    .join('; ');
}
