import type { Pod } from '../../core/statefulset/model.ts';

/** Hands out the addresses of pods, each once. */
export interface Addresses {
  /** Remembers the address of a pod of an earlier run. */
  seen(pod: Pod): void;
  /** The pod's address, or a new one, which is the pod's from then on: nodes speak of it before it stands in the status. */
  of(pod: Pod): string;
  /** The pod is gone. */
  forget(pod: Pod): void;
}

export function podAddresses(): Addresses {
  const given = new Map<string, string>();
  let last = 0;
  return {
    seen(pod) {
      last = Math.max(last, numberOf(pod.status?.podIP));
    },
    of(pod) {
      const uid = pod.metadata.uid ?? '';
      const known = pod.status?.podIP ?? given.get(uid);
      if (known !== undefined) return known;
      last += 1;
      given.set(uid, addressOf(last));
      return addressOf(last);
    },
    forget(pod) {
      given.delete(pod.metadata.uid ?? '');
    },
  };
}

/** The pods' network 10.244.0.0/16, counted without the first and last address of each 256. */
function addressOf(number: number): string {
  return `10.244.${Math.floor(number / 254) % 256}.${(number % 254) + 1}`;
}

function numberOf(address: string | undefined): number {
  const parts = /^10\.244\.(\d+)\.(\d+)$/.exec(address ?? '');
  return parts === null ? 0 : Number(parts[1]) * 254 + Number(parts[2]) - 1;
}
