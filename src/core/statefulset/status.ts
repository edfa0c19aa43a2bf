import { isAvailable, isCreated, isReady, isTerminating } from './health.ts';
import { revisionOf } from './identity.ts';
import type { Pod, StatefulSet, StatefulSetStatus } from './model.ts';
import { replicasOf } from './ordinals.ts';

export interface StatusInput {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly currentRevision: string;
  readonly updateRevision: string;
  readonly collisionCount: number;
  /** Pods that the update phase of this pass deletes. */
  readonly updateDeletes: number;
  readonly now: number;
}

/** The status that a pass writes. Section D. Conditions are never written. */
export function statusOf(input: StatusInput): StatefulSetStatus {
  const { set, currentRevision, updateRevision, now } = input;
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const counts = { created: 0, ready: 0, available: 0, current: 0, updated: 0 };
  for (const pod of input.pods) {
    if (!isCreated(pod)) continue;
    counts.created++;
    if (isReady(pod)) {
      counts.ready++;
      if (isAvailable(pod, minReadySeconds, now)) counts.available++;
    }
    if (isTerminating(pod)) continue;
    if (revisionOf(pod) === currentRevision) counts.current++;
    if (revisionOf(pod) === updateRevision) counts.updated++;
  }
  return promoted(set, {
    ...(set.metadata.generation === undefined ? {} : { observedGeneration: set.metadata.generation }),
    replicas: counts.created,
    readyReplicas: counts.ready,
    availableReplicas: counts.available,
    currentReplicas: counts.current - input.updateDeletes,
    updatedReplicas: counts.updated,
    currentRevision,
    updateRevision,
    collisionCount: input.collisionCount,
  });
}

/**
 * Once every pod is updated and ready, the update revision becomes the current one. Availability is not asked for,
 * and it never happens under OnDelete. Section C, promotion.
 */
function promoted(set: StatefulSet, status: StatefulSetStatus): StatefulSetStatus {
  const replicas = replicasOf(set);
  const complete =
    (set.spec.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate' &&
    status.updatedReplicas === replicas &&
    status.readyReplicas === replicas &&
    status.replicas === replicas;
  if (!complete || status.updateRevision === undefined) return status;
  return { ...status, currentReplicas: replicas, currentRevision: status.updateRevision };
}

const COMPARED = [
  'replicas',
  'readyReplicas',
  'availableReplicas',
  'currentReplicas',
  'updatedReplicas',
  'currentRevision',
  'updateRevision',
] as const;

/** Whether the controller writes the status at all: a new collision count alone is no reason. Section D. */
export function statusDiffers(before: StatefulSetStatus | undefined, after: StatefulSetStatus): boolean {
  if ((after.observedGeneration ?? 0) > (before?.observedGeneration ?? 0)) return true;
  return COMPARED.some(field => (before?.[field] || undefined) !== (after[field] || undefined));
}
