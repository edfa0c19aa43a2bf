import { diagnosePod } from '../statefulset/diagnose-pod.ts';
import { isTerminating, isUnavailable } from '../statefulset/health.ts';
import type { Deployment, Pod, ReplicaSet } from '../statefulset/model.ts';
import { deploymentRolloutStatus } from '../statefulset/rollout-status.ts';
import type { Surroundings, Verdict } from '../statefulset/verdict-model.ts';
import { REVISION } from './annotations.ts';

/** What a verdict on a Deployment may look at; `undefined` where it may not be read. */
export interface DeploymentEvidence extends Surroundings {
  readonly deployment: Deployment;
  readonly pods: readonly Pod[];
  readonly replicaSets: readonly ReplicaSet[];
}

/** Whether a Deployment is fine, moves, is paused, or is stuck at its new pods. */
export function deploymentVerdict(evidence: DeploymentEvidence): Verdict {
  const { deployment } = evidence;
  const status = deploymentRolloutStatus(deployment);
  const unknown = Object.entries({
    PersistentVolumeClaim: evidence.claims,
    Event: evidence.events,
    Node: evidence.nodes,
  })
    .filter(([, list]) => list === undefined)
    .map(([kind]) => kind);
  const wants = (deployment.status?.updatedReplicas ?? 0) < (deployment.spec.replicas ?? 1);
  if (deployment.spec.paused === true && (wants || status.ends === 'no'))
    return { verdict: 'held', by: 'paused', outdated: [], evidence: [], unknown };
  if (status.ends === 'success') return { verdict: 'fine', evidence: [], unknown };
  const deadline = deployment.status?.conditions?.find(condition => condition.reason === 'ProgressDeadlineExceeded');
  const words =
    deadline === undefined ? [] : ['ProgressDeadlineExceeded', ...(deadline.message ? [deadline.message] : [])];
  const stuck = newPods(evidence)
    .filter(pod => !isTerminating(pod) && isUnavailable(pod, deployment.spec.minReadySeconds ?? 0, evidence.now))
    .map(pod => ({ pod: pod.metadata.name, ...diagnosePod(pod, evidence) }))
    .find(diagnosis => diagnosis.verdict === 'stuck');
  if (stuck !== undefined) {
    const { pod, wayOut = 'undo', ...diagnosis } = stuck;
    return { ...diagnosis, waitsFor: pod, wayOut, evidence: [...words, ...diagnosis.evidence], unknown };
  }
  if (deadline !== undefined) return { verdict: 'stuck', cause: 'deadline', wayOut: 'undo', evidence: words, unknown };
  return { verdict: 'progressing', evidence: [], unknown };
}

/** Pods of the ReplicaSet with the highest revision. */
function newPods({ deployment, replicaSets, pods }: DeploymentEvidence): Pod[] {
  const number = (set: ReplicaSet) => Number(set.metadata.annotations?.[REVISION] ?? 0);
  const own = replicaSets.filter(set =>
    set.metadata.ownerReferences?.some(owner => owner.uid === deployment.metadata.uid),
  );
  const newest = own.toSorted((one, other) => number(other) - number(one))[0];
  if (newest === undefined) return [];
  return pods.filter(pod => pod.metadata.ownerReferences?.some(owner => owner.uid === newest.metadata.uid));
}
