import type { Container, Pod, PodStatus } from '../../core/statefulset/model.ts';
import { at } from '../json.ts';
import type { Registry } from '../registry.ts';
import { timestamp } from '../store.ts';
import { writePodStatus } from './pod-writes.ts';

/** Whether a container that ends is not started again: then its pod has ended with it. */
export function endsForGood(pod: Pod, code: number): boolean {
  const policy = at(pod, 'spec', 'restartPolicy');
  return pod.spec.containers.length === 1 && (policy === 'Never' || (policy === 'OnFailure' && code === 0));
}

/** The only container of a pod has ended: the pod has succeeded or failed, as its exit code says. */
export function endPod(registry: Registry, pod: Pod, container: Container, code: number): void {
  writePodStatus(registry, pod, current => endedStatus(current, container, code, timestamp(registry.clock)));
}

function endedStatus({ status }: Pod, container: Container, exitCode: number, now: string): PodStatus {
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  const containerStatuses = (status?.containerStatuses ?? []).map(each => {
    if (each.name !== container.name) return each;
    const startedAt = each.state?.running?.startedAt ?? now;
    return {
      ...each,
      ready: false,
      started: false,
      state: { terminated: { exitCode, reason, startedAt, finishedAt: now } },
    };
  });
  const conditions = (status?.conditions ?? []).map(each =>
    each.type === 'Ready' || each.type === 'ContainersReady'
      ? { ...each, status: 'False', lastTransitionTime: now, reason: exitCode === 0 ? 'PodCompleted' : 'PodFailed' }
      : each,
  );
  return { ...status, phase: exitCode === 0 ? 'Succeeded' : 'Failed', conditions, containerStatuses };
}
