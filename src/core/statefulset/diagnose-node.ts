import { timeOf } from '../time.ts';
import { onlyNodeOf } from '../volume/place.ts';
import { claimsOf } from './diagnose-claim.ts';
import type { Condition, Node, Pod } from './model.ts';
import type { Diagnosis, Surroundings } from './verdict-model.ts';

/** A deleted pod may take this much longer than its grace period before something must be wrong. */
const DELETION_SLACK_MILLISECONDS = 3_000;

/**
 * Whether the node of a pod does not answer; the pod may still run there, so nothing but its return helps. Where the node itself is gone from
 * the cluster, nobody has to help: kube-controller-manager's podgc removes its pods within a minute or so.
 */
export function diagnoseNode(pod: Pod, evidence: Surroundings): Diagnosis | undefined {
  const { nodes } = evidence;
  const name = pod.spec.nodeName ?? '';
  if (name === '') return undefined;
  const node = nodes?.find(candidate => candidate.metadata.name === name);
  const ready = node?.status?.conditions?.find(candidate => candidate.type === 'Ready');
  const local = volumeOn(name, pod, evidence);
  if (nodes !== undefined && node === undefined)
    return { verdict: 'progressing', cause: 'node-lost', node: name, nodeGone: true, ...local, evidence: [name] };
  const isSilent = ready !== undefined && ready.status !== 'True';
  if (pod.status?.reason !== 'NodeLost' && !isSilent) return undefined;
  const since = timeOf(ready?.lastTransitionTime) ?? timeOf(pod.metadata.creationTimestamp);
  return {
    verdict: 'stuck',
    cause: 'node-lost',
    wayOut: 'bring-node-back',
    node: name,
    ...local,
    ...(since === undefined ? {} : { since }),
    evidence: [name, ...wordsOf(ready)],
  };
}

/** The nodes of these on which pods that are deleted stay. One that somebody has declared to be out of service holds none back. */
export function silentNodes(nodes: readonly Node[]): Set<string> {
  const silent = nodes.filter(({ spec, status }) => {
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    const isGivenUp = spec?.taints?.some(({ key }) => key === 'node.kubernetes.io/out-of-service') === true;
    return ready !== undefined && ready.status !== 'True' && !isGivenUp;
  });
  return new Set(silent.map(({ metadata }) => metadata.name));
}

/** A volume of the pod that can be used on that node only: what is on it is nowhere else. */
function volumeOn(node: string, pod: Pod, evidence: Surroundings): { readonly localVolume?: string } {
  const names = new Set(claimsOf(pod, evidence).map(claim => claim.spec.volumeName));
  const local = evidence.volumes?.find(volume => names.has(volume.metadata.name) && onlyNodeOf(volume) === node);
  return local === undefined ? {} : { localVolume: local.metadata.name };
}

/** Why a pod that is being deleted is still there. */
export function diagnoseTermination(pod: Pod, evidence: Surroundings): Diagnosis {
  const lost = diagnoseNode(pod, evidence);
  const finalizers = pod.metadata.finalizers ?? [];
  // Finalizers keep a pod from being removed, also where there is no node that would end it.
  if (lost !== undefined && (lost.nodeGone !== true || finalizers.length === 0)) return lost;
  const until = timeOf(pod.metadata.deletionTimestamp);
  const base = { ...(until === undefined ? {} : { since: until }), evidence: finalizers };
  const overdue = until !== undefined && evidence.now > until + DELETION_SLACK_MILLISECONDS;
  if (!overdue) return { verdict: 'progressing', cause: 'terminating', ...base };
  if (finalizers.length > 0) return { verdict: 'stuck', cause: 'finalizer', wayOut: 'let-its-owner-finish', ...base };
  const node = pod.spec.nodeName ?? '';
  return {
    verdict: 'stuck',
    cause: 'terminating',
    wayOut: 'look-at-node',
    ...base,
    ...(node === '' ? {} : { node }),
    evidence: node === '' ? [] : [node],
  };
}

function wordsOf(condition: Condition | undefined): string[] {
  const words = condition?.message ?? condition?.reason ?? '';
  return words === '' ? [] : [words];
}
