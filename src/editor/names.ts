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

/** A context as there is room for it: clouds name theirs by an address of which only the end tells one from the other. */
export interface ShortContext {
  readonly name: string;
  /** The rest of its name, which tells two clusters of one name apart: project and zone, region and account. */
  readonly place: string | undefined;
}

/** What `aws eks update-kubeconfig` and `gcloud container clusters get-credentials` call contexts; any other name is a person's own. */
export function shortContext(context: string): ShortContext {
  const [, region = '', account = '', eks] = /^arn:[^:]+:eks:([^:]*):(\d*):cluster\/(.+)$/.exec(context) ?? [];
  if (eks !== undefined) return { name: eks, place: `${region} ${account}` };
  const [, project = '', zone = '', gke] = /^gke_([^_]+)_([^_]+)_(.+)$/.exec(context) ?? [];
  if (gke !== undefined) return { name: gke, place: `${project} ${zone}` };
  return { name: context, place: undefined };
}
