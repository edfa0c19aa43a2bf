import { shortImages } from '../image.ts';
import { diagnosePod } from '../statefulset/diagnose-pod.ts';
import { refusalFrom, refusalOf } from '../statefulset/diagnose-refusal.ts';
import { isFinished, isReady, isTerminating, isUnavailable } from '../statefulset/health.ts';
import type { Pod } from '../statefulset/model.ts';
import { deploymentRolloutStatus } from '../statefulset/rollout-status.ts';
import type { Diagnosis, Finding, Surroundings, Verdict } from '../statefulset/verdict-model.ts';
import { timeOf } from '../time.ts';
import { revisionOf } from './annotations.ts';
import { findCondition } from './conditions.ts';
import type { Deployment, ReplicaSet } from './model.ts';

/** What a verdict on a Deployment may look at; `undefined` where it may not be read. */
export interface DeploymentEvidence extends Surroundings {
  readonly deployment: Deployment;
  readonly pods: readonly Pod[] | undefined;
  readonly replicaSets: readonly ReplicaSet[] | undefined;
}

/** After so long without a sign of the controller it is not merely busy. */
const CONTROLLER_MILLISECONDS = 30_000;

/** Pods tolerate a lost node for five minutes unless they say otherwise, and the node is tainted before long. */
const EVICTION_MILLISECONDS = 6 * 60_000;
/** A volume that one node, or one pod, has for itself. */
const EXCLUSIVE = /Multi-Attach error|ReadWriteOncePod access mode/;

/** Whether a Deployment is fine, moves, is paused, or is stuck at its new pods, and then what is safe to do. Fact F4. */
export function deploymentVerdict(evidence: DeploymentEvidence): Verdict {
  const { deployment } = evidence;
  const unknown = unknownKinds(evidence);
  const status = deploymentRolloutStatus(deployment);
  const { updatedReplicas = 0, replicas = 0 } = deployment.status ?? {};
  const isLeft = updatedReplicas < (deployment.spec.replicas ?? 1) || replicas > updatedReplicas;
  if (deployment.metadata.deletionTimestamp !== undefined)
    return { verdict: 'progressing', cause: 'terminating', evidence: deployment.metadata.finalizers ?? [], unknown };
  const sets = ownSets(evidence);
  // Paused or not, what runs the last template already must turn available by itself.
  if (deployment.spec.paused === true && isLeft)
    return { verdict: 'held', by: 'paused', outdated: [], ...brokenOnes(evidence, sets), evidence: [], unknown };
  const refused = status.ends === 'success' ? undefined : ofRefusal(evidence, sets);
  if (refused !== undefined) return { ...refused, unknown };
  if (status.ends === 'success') return { verdict: 'fine', evidence: [], unknown };
  return { ...(ofController(evidence) ?? ofPods(evidence, sets) ?? ofDeadline(evidence, sets)), unknown };
}

/** The server refuses the pods, or the ReplicaSet itself. Fact F4.6. */
function ofRefusal(evidence: DeploymentEvidence, sets: readonly ReplicaSet[]): Finding | undefined {
  const { deployment, events } = evidence;
  const [newest] = sets;
  const conditions = [deployment.status, newest?.status].map(status =>
    status?.conditions?.find(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True'),
  );
  const failed = conditions.find(condition => condition !== undefined);
  const uncreated = findCondition(deployment.status, 'Progressing');
  const told = failed ?? (uncreated?.reason === 'ReplicaSetCreateError' ? uncreated : undefined);
  const since = timeOf(told?.lastTransitionTime);
  const of: Diagnosis | undefined =
    told === undefined
      ? newest && isShort(newest)
        ? refusalOf(newest, events, 'FailedCreate', () => true)
        : undefined
      : { ...refusalFrom(told.message ?? told.reason ?? ''), ...(since === undefined ? {} : { since }) };
  if (of === undefined) return undefined;
  const waitsFor = newest === undefined ? {} : { waitsFor: newest.metadata.name };
  return { ...of, ...waitsFor, evidence: [...deadlineWords(deployment), ...of.evidence] };
}

function isShort({ spec, status }: ReplicaSet): boolean {
  return (status?.replicas ?? 0) < (spec.replicas ?? 0);
}

function ofController({ deployment, now }: DeploymentEvidence): Finding | undefined {
  const { generation = 0, creationTimestamp, managedFields = [] } = deployment.metadata;
  if ((deployment.status?.observedGeneration ?? 0) >= generation) return undefined;
  const times = [creationTimestamp, ...managedFields.map(entry => entry.time)].flatMap(time => timeOf(time) ?? []);
  const since = Math.max(...times);
  if (times.length === 0 || now - since < CONTROLLER_MILLISECONDS) return { verdict: 'progressing', evidence: [] };
  return { verdict: 'stuck', cause: 'controller-missing', wayOut: 'look-at-controller', since, evidence: [] };
}

/** The new pods that will not recover by themselves; resuming does not mend them. */
function brokenOnes(evidence: DeploymentEvidence, [newest]: readonly ReplicaSet[]): Pick<Finding, 'also'> {
  const also = podsOf(evidence, newest)
    .filter(pod => !isReady(pod) && !isTerminating(pod) && diagnosePod(pod, evidence).verdict === 'stuck')
    .map(({ metadata }) => metadata.name);
  return also.length === 0 ? {} : { also };
}

/** A new pod that does not turn available, or under Recreate an old one that does not go. */
function ofPods(evidence: DeploymentEvidence, sets: readonly ReplicaSet[]): Finding | undefined {
  const { deployment } = evidence;
  const [newest, ...older] = sets;
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  const fresh = podsOf(evidence, newest).filter(
    // One that has ended for good is counted no more, and has a successor.
    pod => !isTerminating(pod) && !isFinished(pod) && isUnavailable(pod, minReadySeconds, evidence.now),
  );
  const leaving =
    deployment.spec.strategy?.type === 'Recreate'
      ? older.flatMap(set => podsOf(evidence, set)).filter(isTerminating)
      : [];
  const findings = [...fresh, ...leaving].map(pod => ({
    pod: pod.metadata.name,
    ...diagnoseMember(pod, evidence, older),
  }));
  const [stuck, ...others] = findings.filter(finding => finding.verdict === 'stuck');
  if (stuck === undefined) {
    const [first] = findings;
    if (first === undefined || findCondition(deployment.status, 'Progressing')?.status === 'False') return undefined;
    const { pod, ...progress } = first;
    return { ...progress, waitsFor: pod };
  }
  const { pod, ...diagnosis } = stuck;
  const also = others.map(other => other.pod);
  return {
    ...(hasRun(evidence, sets) ? { wayOut: 'fix-template', othersRun: true } : wayBack(sets)),
    ...diagnosis,
    waitsFor: pod,
    ...(also.length === 0 ? {} : { also }),
    evidence: [...deadlineWords(deployment), ...diagnosis.evidence],
  };
}

/** What is the matter with a pod, where another may stand in for it. */
function diagnoseMember(pod: Pod, evidence: DeploymentEvidence, older: readonly ReplicaSet[]): Diagnosis {
  const diagnosis = diagnosePod(pod, evidence);
  const { cause, since = evidence.now } = diagnosis;
  // Nobody waits for its name: once the pod is deleted, another is made elsewhere.
  if (cause === 'node-lost' && !isTerminating(pod) && evidence.now - since < EVICTION_MILLISECONDS)
    return withoutWayOut(diagnosis);
  const isHeld =
    evidence.deployment.spec.strategy?.type !== 'Recreate' && EXCLUSIVE.test(diagnosis.evidence.join('\n'));
  if (!isHeld || !older.some(set => podsOf(evidence, set).some(other => sharesClaim(pod, other)))) return diagnosis;
  return { ...diagnosis, wayOut: 'use-recreate' };
}

function withoutWayOut({ wayOut: _, ...diagnosis }: Diagnosis): Diagnosis {
  return { ...diagnosis, verdict: 'progressing' };
}

function sharesClaim(one: Pod, other: Pod): boolean {
  const mounted = new Set(claimNames(one));
  return !isTerminating(other) && claimNames(other).some(name => mounted.has(name));
}

function claimNames(pod: Pod): string[] {
  return (pod.spec.volumes ?? []).flatMap(volume => volume.persistentVolumeClaim?.claimName ?? []);
}

function ofDeadline({ deployment, pods }: DeploymentEvidence, sets: readonly ReplicaSet[]): Finding {
  const evidence = deadlineWords(deployment);
  if (evidence.length > 0) return { verdict: 'stuck', cause: 'deadline', ...wayBack(sets), evidence };
  if (pods === undefined) return { verdict: 'unknown', evidence: countWords(deployment) };
  return { verdict: 'progressing', evidence: [] };
}

/** Whether the rollout was complete before, and others of its pods still are available: then an older revision is no way out. Fact F4.6. */
function hasRun({ deployment }: DeploymentEvidence, [newest]: readonly ReplicaSet[]): boolean {
  const wasComplete = findCondition(deployment.status, 'Progressing')?.reason === 'NewReplicaSetAvailable';
  return wasComplete && (newest?.status?.availableReplicas ?? 0) > 0;
}

/** The newest earlier revision whose pods still run, else the one before; without any there is nothing to go back to. */
function wayBack([, ...older]: readonly ReplicaSet[]): Pick<Finding, 'wayOut' | 'revision'> {
  const back = older.find(({ status }) => (status?.availableReplicas ?? 0) > 0) ?? older[0];
  if (back === undefined) return { wayOut: 'fix-template' };
  const number = revisionOf(back);
  const images = shortImages(back.spec.template.spec.containers);
  return { wayOut: 'undo', ...(number === 0 ? {} : { revision: { number, images } }) };
}

function deadlineWords({ status }: Deployment): string[] {
  const deadline = status?.conditions?.find(condition => condition.reason === 'ProgressDeadlineExceeded');
  return deadline === undefined ? [] : ['ProgressDeadlineExceeded', ...(deadline.message ? [deadline.message] : [])];
}

/** The ReplicaSets of a Deployment, the newest revision first. */
function ownSets({ deployment, replicaSets = [] }: DeploymentEvidence): ReplicaSet[] {
  return replicaSets
    .filter(set => set.metadata.ownerReferences?.some(owner => owner.uid === deployment.metadata.uid))
    .toSorted((one, other) => revisionOf(other) - revisionOf(one));
}

function podsOf({ pods = [] }: DeploymentEvidence, set: ReplicaSet | undefined): Pod[] {
  return pods.filter(
    pod => set !== undefined && pod.metadata.ownerReferences?.some(owner => owner.uid === set.metadata.uid),
  );
}

/** What the status counts, by its own names. */
function countWords({ spec, status = {} }: Deployment): string[] {
  const wanted = spec.replicas ?? 1;
  return (['updatedReplicas', 'availableReplicas'] as const).map(field => `${field} ${status[field] ?? 0}/${wanted}`);
}

function unknownKinds(evidence: DeploymentEvidence): string[] {
  const kinds = {
    Pod: evidence.pods,
    ReplicaSet: evidence.replicaSets,
    PersistentVolumeClaim: evidence.claims,
    Event: evidence.events,
    Node: evidence.nodes,
  };
  return Object.entries(kinds).flatMap(([kind, list]) => (list === undefined ? [kind] : []));
}
