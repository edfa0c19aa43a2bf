import type { Condition } from '../statefulset/model.ts';
import { timeOf } from '../time.ts';
import {
  type DeploymentStatus,
  deadlineOf,
  findCondition,
  isComplete,
  isProgress,
  isTimedOut,
  type NewCondition,
  replaceCondition,
  withCondition,
  withoutCondition,
} from './conditions.ts';
import { fencepostsOf, replicasOf } from './fenceposts.ts';
import type { Deployment, ReplicaSet } from './model.ts';
import { sumStatus, sumWanted } from './replica-sets.ts';

/** The counts and the Available condition, from the status of the ReplicaSets. Fact F4.5. */
export function countedStatus(
  deployment: Deployment,
  status: DeploymentStatus,
  all: readonly ReplicaSet[],
  current: ReplicaSet | undefined,
  now: number,
): DeploymentStatus {
  const available = sumStatus(all, 'availableReplicas');
  const counts = {
    replicas: sumStatus(all, 'replicas'),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sumStatus(all, 'readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sumWanted(all) - available),
  };
  const counted: DeploymentStatus = {
    observedGeneration: deployment.metadata.generation ?? 0,
    // Zero counts are absent on the wire, but for the pods on their way out.
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
    terminatingReplicas: sumStatus(all, 'terminatingReplicas'),
    ...(status.collisionCount === undefined ? {} : { collisionCount: status.collisionCount }),
    conditions: status.conditions ?? [],
  };
  const enough = available >= replicasOf(deployment) - fencepostsOf(deployment).unavailable;
  return withCondition(counted, enough ? availableCondition : unavailableCondition, now);
}

/** The counts, and what they say of the progress of the rollout. Fact F4.6. */
export function rolloutStatus(
  deployment: Deployment,
  before: DeploymentStatus,
  all: readonly ReplicaSet[],
  current: ReplicaSet | undefined,
  now: number,
): DeploymentStatus {
  const counted = countedStatus(deployment, before, all, current, now);
  const progressed = withProgress(deployment, before, counted, current, now);
  const failure = failureOf(all, current);
  if (failure === undefined) return withoutCondition(progressed, 'ReplicaFailure');
  const { reason = '', message = '', lastTransitionTime } = failure;
  const condition = { type: 'ReplicaFailure', status: 'True', reason, message } as const;
  return withCondition(progressed, condition, timeOf(lastTransitionTime) ?? now);
}

function withProgress(
  deployment: Deployment,
  before: DeploymentStatus,
  counted: DeploymentStatus,
  current: ReplicaSet | undefined,
  now: number,
): DeploymentStatus {
  if (deadlineOf(deployment) === undefined) return withoutCondition(counted, 'Progressing');
  const was = findCondition(before, 'Progressing');
  const nothingRolls = counted.replicas === counted.updatedReplicas && was?.reason === 'NewReplicaSetAvailable';
  if (nothingRolls) return counted;
  const subject =
    current === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${current.metadata.name}"`;
  if (isComplete(deployment, counted))
    return withCondition(
      counted,
      progressing('True', 'NewReplicaSetAvailable', `${subject} has successfully progressed.`),
      now,
    );
  if (isProgress(before, counted))
    return replaceCondition(counted, progressing('True', 'ReplicaSetUpdated', `${subject} is progressing.`), now);
  if (isTimedOut(deployment, counted, now))
    return withCondition(
      counted,
      progressing('False', 'ProgressDeadlineExceeded', `${subject} has timed out progressing.`),
      now,
    );
  return counted;
}

/** The status with the condition that pausing or resuming calls for; a rollout that has timed out keeps that. Fact F4.6. */
export function pausedStatus(deployment: Deployment, now: number): DeploymentStatus {
  const status = deployment.status ?? {};
  const condition = findCondition(status, 'Progressing');
  if (deadlineOf(deployment) === undefined || condition?.reason === 'ProgressDeadlineExceeded') return status;
  const paused = deployment.spec.paused === true;
  if (paused === (condition?.reason === 'DeploymentPaused')) return status;
  return paused
    ? withCondition(status, progressing('Unknown', 'DeploymentPaused', 'Deployment is paused'), now)
    : withCondition(status, progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed'), now);
}

export function progressing(status: NewCondition['status'], reason: string, message: string): NewCondition {
  return { type: 'Progressing', status, reason, message };
}

/** Why pods of the new ReplicaSet, or else of any, could not be made or removed, and since when: the Deployment tells the same time. */
function failureOf(all: readonly ReplicaSet[], current: ReplicaSet | undefined): Condition | undefined {
  const sets = current === undefined ? all : [current, ...all];
  return sets.flatMap(set => set.status?.conditions ?? []).find(isFailure);
}

function isFailure(condition: Condition): boolean {
  return condition.type === 'ReplicaFailure' && condition.status === 'True';
}

const availableCondition: NewCondition = {
  type: 'Available',
  status: 'True',
  reason: 'MinimumReplicasAvailable',
  message: 'Deployment has minimum availability.',
};

const unavailableCondition: NewCondition = {
  type: 'Available',
  status: 'False',
  reason: 'MinimumReplicasUnavailable',
  message: 'Deployment does not have minimum availability.',
};
