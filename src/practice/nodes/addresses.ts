import type { Pod } from '../../core/statefulset/model.ts';

/** Hands out the addresses of pods, each once. */
export interface Addresses {
  /** Remembers the address of a pod of an earlier run. */
  seen(pod: Pod): void;
  /** The pod's address, or a new one. */
  of(pod: Pod): string;
}

export function podAddresses(): Addresses {
  let last = 0;
  return {
    seen(pod) {
      last = Math.max(last, numberOf(pod.status?.podIP));
    },
    of(pod) {
      if (pod.status?.podIP !== undefined) return pod.status.podIP;
      last += 1;
      return addressOf(last);
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
