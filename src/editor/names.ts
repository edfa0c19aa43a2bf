import type { Pod } from '../core/statefulset/model.ts';
import { podName, ranges } from '../core/statefulset/ordinals.ts';

/** The pods with these ordinals, lowest first: `web-0, web-1` or `web-2…web-4`. */
export function podsUpward(set: string, ordinals: Iterable<number>): string {
  return ranges(ordinals)
    .map(run => joined(set, run.first, run.last))
    .join(', ');
}

/** The pods with these ordinals, highest first, as a rollout takes them: `web-4…web-2`. */
export function podsDownward(set: string, ordinals: Iterable<number>): string {
  return ranges(ordinals)
    .toReversed()
    .map(run => joined(set, run.last, run.first))
    .join(', ');
}

function joined(set: string, from: number, to: number): string {
  if (from === to) return podName(set, from);
  const between = Math.abs(from - to) === 1 ? ', ' : '…';
  return `${podName(set, from)}${between}${podName(set, to)}`;
}

/** The name that a pod has inside its cluster, up to `svc`: the cluster's domain is not known. `undefined` for a pod without one of its own. */
export function dnsNameOf({ metadata, spec }: Pod): string | undefined {
  const { hostname, subdomain } = spec;
  if (hostname === undefined || subdomain === undefined || hostname === '' || subdomain === '') return undefined;
  return `${hostname}.${subdomain}.${metadata.namespace ?? ''}.svc`;
}
