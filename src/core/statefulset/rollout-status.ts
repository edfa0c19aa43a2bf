import type { Deployment } from '../deployment/model.ts';
import type { StatefulSet } from './model.ts';
import { replicasOf } from './ordinals.ts';

/** What `kubectl rollout status` says of an object at this moment, as a code and values; `words` holds kubectl's sentences. */
export interface RolloutStatus {
  readonly code: RolloutStatusCode;
  readonly values: Readonly<Record<string, string | number>>;
  /** kubectl ends here: with success, or with an error. */
  readonly ends: 'no' | 'success' | 'error';
}

export type RolloutStatusCode =
  | 'status-only-rolling-update'
  | 'status-statefulset-not-observed'
  | 'status-pods-to-be-ready'
  | 'status-partitioned-waiting'
  | 'status-partitioned-complete'
  | 'status-waiting-at-revision'
  | 'status-complete-at-revision'
  | 'status-deployment-not-observed'
  | 'status-deployment-deadline'
  | 'status-deployment-updating'
  | 'status-deployment-terminating'
  | 'status-deployment-becoming-available'
  | 'status-deployment-complete';

/** Fact F1. Like kubectl it asks neither for availability nor for surplus pods. */
export function statefulSetRolloutStatus(set: StatefulSet): RolloutStatus {
  const { updateStrategy } = set.spec;
  const status = set.status ?? {};
  const replicas = replicasOf(set);
  const updated = status.updatedReplicas ?? 0;
  if ((updateStrategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') return end('error', 'status-only-rolling-update');
  if ((status.observedGeneration ?? 0) === 0 || (status.observedGeneration ?? 0) < (set.metadata.generation ?? 0))
    return goesOn('status-statefulset-not-observed');
  const unready = replicas - (status.readyReplicas ?? 0);
  if (unready > 0) return goesOn('status-pods-to-be-ready', { count: unready });
  if (updateStrategy?.rollingUpdate !== undefined) {
    const wanted = replicas - (updateStrategy.rollingUpdate.partition ?? 0);
    if (updated < wanted) return goesOn('status-partitioned-waiting', { updated, wanted });
    return end('success', 'status-partitioned-complete', { updated });
  }
  if (status.updateRevision !== status.currentRevision)
    return goesOn('status-waiting-at-revision', { updated, revision: status.updateRevision ?? '' });
  return end('success', 'status-complete-at-revision', {
    current: status.currentReplicas ?? 0,
    revision: status.currentRevision ?? '',
  });
}

/** Fact F2. A paused Deployment is not recognised: kubectl waits. */
export function deploymentRolloutStatus(deployment: Deployment): RolloutStatus {
  const { name, generation } = deployment.metadata;
  const status = deployment.status ?? {};
  const replicas = deployment.spec.replicas ?? 1;
  const updated = status.updatedReplicas ?? 0;
  const available = status.availableReplicas ?? 0;
  const old = (status.replicas ?? 0) - updated;
  if ((status.observedGeneration ?? 0) < (generation ?? 0)) return goesOn('status-deployment-not-observed');
  const progressing = status.conditions?.find(condition => condition.type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return end('error', 'status-deployment-deadline', { name });
  if (updated < replicas) return goesOn('status-deployment-updating', { name, updated, replicas });
  if (old > 0) return goesOn('status-deployment-terminating', { name, old });
  if (available < updated) return goesOn('status-deployment-becoming-available', { name, available, updated });
  return end('success', 'status-deployment-complete', { name });
}

function goesOn(code: RolloutStatusCode, values: RolloutStatus['values'] = {}): RolloutStatus {
  return { code, values, ends: 'no' };
}

function end(ends: 'success' | 'error', code: RolloutStatusCode, values: RolloutStatus['values'] = {}): RolloutStatus {
  return { code, values, ends };
}
