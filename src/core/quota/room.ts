import { parseQuantity } from '../quantity.ts';
import { countsAll, countsPod, type ResourceQuota } from './scope.ts';
import { amountText, type CountedClaim, type CountedPod, claimUsage, podUsage, type Usage } from './usage.ts';

/** What the quotas of a namespace leave, while pods and claims come and go. */
export interface QuotaRoom {
  /** The quota that refuses a new pod or claim, with what it has no room for; `undefined` where all have room. */
  refusal(object: Counted): QuotaRefusal | undefined;
  /** How many objects like this one there is room for; Infinity where nothing limits them. */
  fits(object: Counted): number;
  /** Counts an object that is there now, or so many like it; `-1` of one that is gone. */
  count(object: Counted, many?: number): void;
}

export type Counted =
  | { readonly kind: 'Pod'; readonly pod: CountedPod }
  | { readonly kind: 'PersistentVolumeClaim'; readonly claim: CountedClaim };

export interface QuotaRefusal {
  readonly quota: string;
  /** What is limited, to how much and how much of it is left. */
  readonly left: readonly { readonly name: string; readonly left: string; readonly limit: string }[];
}

/** What a refusal leaves, as people read it: `pods: 0 / 3, requests.memory: 512Mi / 4Gi`. */
export function leftText({ left }: QuotaRefusal): string {
  return left.map(each => `${each.name}: ${each.left} / ${each.limit}`).join(', ');
}

interface Room {
  readonly quota: ResourceQuota;
  readonly limits: Usage;
  readonly left: Map<string, bigint>;
}

/**
 * The room that quotas leave by what their status says is used. What a status does not tell of yet is taken for free: nobody is warned of what
 * is not known.
 */
export function quotaRoom(quotas: readonly ResourceQuota[]): QuotaRoom {
  return roomOf(
    quotas.map(quota => {
      const limits = amountsOf(quota.spec?.hard);
      const used = amountsOf(quota.status?.used);
      const known = [...limits].flatMap(([name, limit]): [string, bigint][] => {
        const taken = used.get(name);
        return taken === undefined ? [] : [[name, limit - taken]];
      });
      return { quota, limits, left: new Map(known) };
    }),
  );
}

function roomOf(rooms: readonly Room[]): QuotaRoom {
  return {
    refusal(object) {
      for (const room of rooms) {
        const missing = missingIn(room, object);
        if (missing.length > 0) return { quota: room.quota.metadata.name, left: missing };
      }
      return undefined;
    },
    fits(object) {
      const usage = [...usageOf(object)].filter(([, nano]) => nano > 0n);
      const bounds = rooms
        .filter(({ quota }) => isCounted(quota, object))
        .flatMap(({ left }) => usage.map(([name, nano]) => roomFor(nano, left.get(name))));
      return Math.min(Number.POSITIVE_INFINITY, ...bounds);
    },
    count(object, many = 1) {
      for (const { quota, left } of rooms) {
        if (!isCounted(quota, object)) continue;
        for (const [name, nano] of usageOf(object)) {
          const before = left.get(name);
          if (before !== undefined) left.set(name, before - nano * BigInt(many));
        }
      }
    },
  };
}

function roomFor(nano: bigint, free: bigint | undefined): number {
  if (free === undefined) return Number.POSITIVE_INFINITY;
  return free < nano ? 0 : Number(free / nano);
}

function missingIn({ quota, limits, left }: Room, object: Counted): QuotaRefusal['left'] {
  if (!isCounted(quota, object)) return [];
  const missing = [...usageOf(object)].flatMap(([name, nano]) => {
    const free = left.get(name);
    if (free === undefined || nano === 0n || nano <= free) return [];
    const shown = free < 0n ? 0n : free;
    return [{ name, left: amountText(name, shown), limit: amountText(name, limits.get(name) ?? 0n) }];
  });
  return missing.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function isCounted(quota: ResourceQuota, object: Counted): boolean {
  return object.kind === 'Pod' ? countsPod(quota, object.pod) : countsAll(quota);
}

function usageOf(object: Counted): Usage {
  return object.kind === 'Pod' ? podUsage(object.pod) : claimUsage(object.claim);
}

function amountsOf(amounts: Readonly<Record<string, unknown>> = {}): Usage {
  return new Map(Object.entries(amounts).map(([name, amount]) => [name, parseQuantity(amount)?.nano ?? 0n]));
}
