import type { Deployment } from '../../core/deployment/model.ts';
import type { Pod, StatefulSet } from '../../core/statefulset/model.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { answer } from '../problems.ts';
import { named, type Target } from '../target.ts';
import type { WorkloadKey } from '../views/tree-model.ts';

/** The set that a target names, as the mirror has it; an answer if it is not there. */
export function liveSet(cluster: LiveCluster, target: Target, say: CommandSay): StatefulSet {
  const set = cluster.mirror.get('StatefulSet', target.namespace, target.name);
  if (set === undefined) throw notThere(cluster, target, say);
  return set;
}

export function liveWorkload(cluster: LiveCluster, target: Target, say: CommandSay): StatefulSet | Deployment {
  if (target.kind === 'StatefulSet') return liveSet(cluster, target, say);
  const deployment = cluster.mirror.get('Deployment', target.namespace, target.name);
  if (deployment === undefined) throw notThere(cluster, target, say);
  return deployment;
}

/** What a workload is called. */
export function keyOf({ kind, metadata: { namespace = '', name } }: StatefulSet | Deployment): WorkloadKey {
  return { kind, namespace, name };
}

export function livePod(cluster: LiveCluster, target: Target, say: CommandSay): Pod {
  const pod = cluster.mirror.get('Pod', target.namespace, target.name);
  if (pod === undefined) throw notThere(cluster, target, say);
  return pod;
}

/** The answer for an object that the mirror does not have. */
export function notThere(cluster: LiveCluster, target: Target, say: CommandSay) {
  const { name: context } = cluster.context;
  if (cluster.namespace !== '' && cluster.namespace !== target.namespace) {
    return answer(say, 'in-another-namespace', {
      object: named(target),
      namespace: target.namespace,
      shown: cluster.namespace,
    });
  }
  return answer(say, target.kind === 'Pod' ? 'pod-not-there' : 'not-there', {
    object: named(target),
    context,
    namespace: target.namespace,
  });
}
