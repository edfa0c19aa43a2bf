import type { PodPath } from '../../cluster/connection.ts';
import { bestPod, isReachable, podPortOf } from '../../core/pod/ports.ts';
import { printed } from '../../core/pod/printed.ts';
import type { Pod, Service } from '../../core/statefulset/model.ts';

/** What a forwarded port leads to. It is meant by name: whoever bears it when somebody comes is asked. */
export interface Goal {
  readonly kind: 'Pod' | 'Service' | 'Deployment';
  readonly namespace: string;
  readonly name: string;
  /** Of the pod; of the Service where it is one. */
  readonly port: number;
  /** The name of the port, where it has one. */
  readonly portName: string | undefined;
}

/** What is known of the cluster now. */
export interface Sight {
  /** Whether pods of the namespace are followed at all. */
  readonly isClear: boolean;
  /** The pod of a goal that is one; else all that belong to it. */
  readonly pods: readonly Pod[];
  readonly service: Service | undefined;
}

/** Why nobody can be reached now. */
export type Wait =
  | { readonly why: 'no-pod' }
  | { readonly why: 'not-running'; readonly state: string }
  | { readonly why: 'none-runs' }
  | { readonly why: 'no-service' }
  | { readonly why: 'no-such-port'; readonly pod: string }
  /** The cluster; since when in milliseconds since 1970, where that is known. */
  | { readonly why: 'away'; readonly context: string; readonly since: number | undefined };

export type Found = { readonly pod: PodPath; readonly port: number } | { readonly wait: Wait };

/** Who is to be asked now, or what is waited for. */
export function find(goal: Goal, { isClear, pods, service }: Sight): Found {
  const { namespace, name, port } = goal;
  if (goal.kind === 'Pod') {
    const [pod] = pods;
    // Where nothing is known the server is asked, which knows.
    if (!isClear) return { pod: { namespace, name }, port };
    if (pod === undefined) return { wait: { why: 'no-pod' } };
    return isReachable(pod)
      ? { pod: { namespace, name }, port }
      : { wait: { why: 'not-running', state: printed(pod).status } };
  }
  if (goal.kind === 'Service' && service === undefined) return { wait: { why: 'no-service' } };
  const best = bestPod(pods);
  if (best === undefined) return { wait: { why: 'none-runs' } };
  const own = service === undefined ? port : podPortOf(service, port, best);
  if (own === undefined) return { wait: { why: 'no-such-port', pod: best.metadata.name } };
  return { pod: { namespace, name: best.metadata.name }, port: own };
}
