import type { Condition } from '../statefulset/model.ts';
import type { Deployment } from './model.ts';

export type DeploymentStatus = NonNullable<Deployment['status']>;

/** A deadline of this many seconds counts as none. */
const NO_DEADLINE = 2_147_483_647;

/** Seconds without progress after which the rollout is called stuck; undefined if nobody watches. Fact F4.6. */
export function deadlineOf(deployment: Deployment): number | undefined {
  const seconds = deployment.spec.progressDeadlineSeconds;
  return seconds === undefined || seconds === NO_DEADLINE ? undefined : seconds;
}

export function findCondition(status: DeploymentStatus | undefined, type: string): Condition | undefined {
  return status?.conditions?.find(each => each.type === type);
}

export interface NewCondition {
  readonly type: 'Progressing' | 'Available' | 'ReplicaFailure';
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** The status with a condition put last. One with the same status and reason is left as it is, times and all. */
export function withCondition(status: DeploymentStatus, condition: NewCondition, now: number): DeploymentStatus {
  const before = findCondition(status, condition.type);
  if (before?.status === condition.status && before.reason === condition.reason) return status;
  return replaceCondition(status, condition, now);
}

/** The same, but written anew even when status and reason stay: its lastUpdateTime says that there was progress. */
export function replaceCondition(status: DeploymentStatus, condition: NewCondition, now: number): DeploymentStatus {
  const before = findCondition(status, condition.type);
  const time = timeText(now);
  const since = before?.status === condition.status ? (before.lastTransitionTime ?? time) : time;
  const written = {
    type: condition.type,
    status: condition.status,
    lastUpdateTime: time,
    lastTransitionTime: since,
    reason: condition.reason,
    message: condition.message,
  };
  return { ...withoutCondition(status, condition.type), conditions: [...others(status, condition.type), written] };
}

export function withoutCondition(status: DeploymentStatus, type: string): DeploymentStatus {
  return { ...status, conditions: others(status, type) };
}

/** Everything wanted is there, updated and available, and nothing else. Fact F4.6. */
export function isComplete(deployment: Deployment, status: DeploymentStatus | undefined): boolean {
  const wanted = deployment.spec.replicas ?? 1;
  return (
    (status?.updatedReplicas ?? 0) === wanted &&
    (status?.replicas ?? 0) === wanted &&
    (status?.availableReplicas ?? 0) === wanted &&
    (status?.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** Whether the counts show more done than before. */
export function isProgress(before: DeploymentStatus | undefined, after: DeploymentStatus): boolean {
  const updated = (status: DeploymentStatus | undefined) => status?.updatedReplicas ?? 0;
  const old = (status: DeploymentStatus | undefined) => (status?.replicas ?? 0) - updated(status);
  return (
    updated(after) > updated(before) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before?.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before?.availableReplicas ?? 0)
  );
}

/** Whether the deadline has passed since the last progress. A rollout that was complete cannot time out. */
export function isTimedOut(deployment: Deployment, status: DeploymentStatus, now: number): boolean {
  const deadline = deadlineOf(deployment);
  const condition = findCondition(status, 'Progressing');
  if (deadline === undefined || condition === undefined || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  return lastUpdate(condition) + deadline * 1000 < now;
}

/** Milliseconds until the deadline must be looked at again; undefined if it need not be. */
export function untilDeadline(deployment: Deployment, status: DeploymentStatus, now: number): number | undefined {
  const deadline = deadlineOf(deployment);
  const condition = findCondition(status, 'Progressing');
  if (deadline === undefined || condition === undefined) return undefined;
  if (condition.reason === 'ProgressDeadlineExceeded' || isComplete(deployment, status)) return undefined;
  // A second more, because times are kept in whole seconds.
  return Math.max(0, lastUpdate(condition) + deadline * 1000 - now) + 1000;
}

function lastUpdate(condition: Condition): number {
  return Date.parse(condition.lastUpdateTime ?? condition.lastTransitionTime ?? '') || 0;
}

function others(status: DeploymentStatus, type: string): Condition[] {
  return (status.conditions ?? []).filter(each => each.type !== type);
}

/** RFC 3339 in whole seconds, as conditions hold it. */
function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
