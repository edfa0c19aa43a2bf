import { formatQuantity, parseQuantity } from '../../core/quantity.ts';
import { at, listOf, objectOf, stringOf } from '../json.ts';
import { qualifiedName, resources, type ServedResource } from '../resources.ts';

/** How much of what, by the names that quotas use (`pods`, `requests.memory`, `count/statefulsets.apps`), in billionths. */
export type Usage = ReadonlyMap<string, bigint>;

const one = 1_000_000_000n;

/** What an object takes of a quota. A pod that is finished takes nothing any more. */
export function usageOf(resource: ServedResource, object: object): Usage {
  const counted: [string, bigint][] = [[`count/${qualifiedName(resource)}`, one]];
  if (resource === resources.pods) {
    if (isFinished(object)) return new Map(counted);
    return new Map([...counted, ['pods', one], ...computeOf(object)]);
  }
  if (resource === resources.persistentVolumeClaims) return new Map([...counted, ...storageOf(object)]);
  if (countedByName.includes(resource)) counted.push([resource.name, one]);
  if (resource === resources.services) counted.push(...exposureOf(object));
  return new Map(counted);
}

/** Kinds that have had a name of their own in quotas since before there was `count/`. */
const countedByName: readonly ServedResource[] = [resources.services, resources.configMaps, resources.secrets];

/** What a quota may make every container of a pod say. */
export const computeNames: readonly string[] = [
  'cpu',
  'memory',
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
];

/** What a container asks for and is limited to, by the names of quotas. */
export function containerUsage(container: unknown): Usage {
  const amounts = (part: 'requests' | 'limits'): [string, bigint][] =>
    Object.entries(objectOf(at(container, 'resources', part))).flatMap(([name, amount]) => {
      const nano = parseQuantity(amount)?.nano ?? 0n;
      const plain: [string, bigint][] = part === 'requests' ? [[name, nano]] : [];
      return [[`${part}.${name}`, nano] as [string, bigint], ...plain];
    });
  return new Map([...amounts('requests'), ...amounts('limits')]);
}

/** Containers count together; an init container counts where it alone takes more. */
function computeOf(pod: object): Usage {
  const together = sum(listOf(at(pod, 'spec', 'containers')).map(containerUsage));
  const most = new Map(together);
  for (const initial of listOf(at(pod, 'spec', 'initContainers')).map(containerUsage))
    for (const [name, nano] of initial) if (nano > (most.get(name) ?? 0n)) most.set(name, nano);
  return most;
}

function storageOf(claim: object): Usage {
  const asked = parseQuantity(at(claim, 'spec', 'resources', 'requests', 'storage'))?.nano ?? 0n;
  const all: [string, bigint][] = [
    ['persistentvolumeclaims', one],
    ['requests.storage', asked],
  ];
  const storageClass = stringOf(at(claim, 'spec', 'storageClassName')) ?? '';
  if (storageClass === '') return new Map(all);
  return new Map([
    ...all,
    ...all.map(([name, nano]) => [`${storageClass}.storageclass.storage.k8s.io/${name}`, nano] as const),
  ]);
}

function exposureOf(service: object): [string, bigint][] {
  const type = at(service, 'spec', 'type');
  const ports = BigInt(listOf(at(service, 'spec', 'ports')).length) * one;
  const balanced: [string, bigint][] = type === 'LoadBalancer' ? [['services.loadbalancers', one]] : [];
  return type === 'NodePort' || type === 'LoadBalancer' ? [...balanced, ['services.nodeports', ports]] : [];
}

export function sum(usages: readonly Usage[]): Map<string, bigint> {
  const total = new Map<string, bigint>();
  for (const usage of usages) for (const [name, nano] of usage) total.set(name, (total.get(name) ?? 0n) + nano);
  return total;
}

/** An amount as the server prints it. */
export function amountText(name: string, nano: bigint): string {
  return formatQuantity({ nano, format: /memory|storage$/.test(name) ? 'binary' : 'decimal' });
}

function isFinished(pod: object): boolean {
  const phase = at(pod, 'status', 'phase');
  return phase === 'Failed' || phase === 'Succeeded';
}
