import { formatQuantity, parseQuantity } from '../quantity.ts';
import type { Labels } from '../statefulset/model.ts';
import { classNameOf } from '../volume/class-name.ts';

/** How much of what, by the names that quotas use (`pods`, `requests.memory`, `requests.storage`), in billionths. */
export type Usage = ReadonlyMap<string, bigint>;

export interface Resources {
  readonly requests?: Readonly<Record<string, unknown>>;
  readonly limits?: Readonly<Record<string, unknown>>;
}

export interface CountedContainer {
  readonly name: string;
  readonly resources?: Resources;
  /** `Always` of an init container that is a sidecar. */
  readonly restartPolicy?: string;
}

/** What quotas read of a pod. */
export interface CountedPod {
  readonly spec?: {
    /** Left out only by what is refused for it. */
    readonly containers?: readonly CountedContainer[];
    readonly initContainers?: readonly CountedContainer[];
    readonly activeDeadlineSeconds?: number;
    readonly priorityClassName?: string;
  };
  readonly status?: { readonly phase?: string };
}

/** What quotas read of a claim. */
export interface CountedClaim {
  readonly metadata?: { readonly annotations?: Labels };
  readonly spec?: { readonly storageClassName?: string; readonly resources?: Resources };
}

const ONE = 1_000_000_000n;

/** What a quota may make every container of a pod say. */
export const computeNames: readonly string[] = [
  'cpu',
  'memory',
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
];

/** What a pod takes of a quota. One that is finished is counted as an object and takes nothing else. */
export function podUsage(pod: CountedPod): Usage {
  const counted: [string, bigint][] = [['count/pods', ONE]];
  const { phase } = pod.status ?? {};
  if (phase === 'Failed' || phase === 'Succeeded') return new Map(counted);
  return new Map([...counted, ['pods', ONE], ...computeOf(pod)]);
}

/** What a claim takes of a quota: of all storage, and of that of its class. */
export function claimUsage({ metadata = {}, spec = {} }: CountedClaim): Usage {
  const asked = parseQuantity(spec.resources?.requests?.['storage'])?.nano ?? 0n;
  const all: [string, bigint][] = [
    ['persistentvolumeclaims', ONE],
    ['requests.storage', asked],
  ];
  const storageClassName = classNameOf({ metadata, spec }) ?? '';
  const ofClass = all.map(([name, nano]) => [`${storageClassName}.storageclass.storage.k8s.io/${name}`, nano] as const);
  return new Map([['count/persistentvolumeclaims', ONE], ...all, ...(storageClassName === '' ? [] : ofClass)]);
}

/** What a container asks for and is limited to, by the names of quotas. */
export function containerUsage({ resources = {} }: Pick<CountedContainer, 'resources'>): Usage {
  const amounts = (part: 'requests' | 'limits'): [string, bigint][] =>
    Object.entries(resources[part] ?? {}).flatMap(([name, amount]) => {
      const nano = parseQuantity(amount)?.nano ?? 0n;
      const plain: [string, bigint][] = part === 'requests' ? [[name, nano]] : [];
      return [[`${part}.${name}`, nano] as [string, bigint], ...plain];
    });
  return new Map([...amounts('requests'), ...amounts('limits')]);
}

/** Containers and sidecars count together; an init container counts where it takes more, with the sidecars that run before it. */
function computeOf({ spec = {} }: CountedPod): Usage {
  let sidecars: Usage = new Map();
  const most = new Map<string, bigint>();
  const reach = (usage: Usage) => {
    for (const [name, nano] of usage) if (nano >= (most.get(name) ?? 0n)) most.set(name, nano);
  };
  for (const initial of spec.initContainers ?? []) {
    const both = sum([sidecars, containerUsage(initial)]);
    if (initial.restartPolicy === 'Always') sidecars = both;
    reach(both);
  }
  reach(sum([sidecars, ...(spec.containers ?? []).map(containerUsage)]));
  return most;
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
