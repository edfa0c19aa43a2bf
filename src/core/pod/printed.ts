/** What `kubectl get pods` prints of a pod, from the pod alone. Fact I9. */
import type { Container, ContainerStatus, Pod } from '../statefulset/model.ts';

export interface PrintedPod {
  /** `Running`, `Pending`, `Init:0/2`, `CrashLoopBackOff`, `Terminating`, … */
  readonly status: string;
  readonly ready: number;
  readonly containers: number;
  readonly restarts: number;
  /** When a container last ended before it was started again; milliseconds since 1970. */
  readonly lastRestart: number | undefined;
}

export function printed(pod: Pod): PrintedPod {
  const sidecars = new Set((pod.spec.initContainers ?? []).filter(isSidecar).map(container => container.name));
  const initStatuses = pod.status?.initContainerStatuses ?? [];
  const statuses = pod.status?.containerStatuses ?? [];
  const counted = [...initStatuses.filter(status => sidecars.has(status.name)), ...statuses];
  const init = initWord(pod, initStatuses, sidecars);
  // While a pod initialises, kubectl counts the restarts of its init containers, and afterwards those of the others.
  const restarting = init === undefined ? counted : initStatuses;
  return {
    status: statusWord(pod, init, statuses),
    ready: counted.filter(status => status.ready && status.state?.running !== undefined).length,
    containers: pod.spec.containers.length + sidecars.size,
    restarts: restarting.reduce((sum, status) => sum + status.restartCount, 0),
    lastRestart: lastEnd(restarting),
  };
}

function statusWord(pod: Pod, init: string | undefined, statuses: readonly ContainerStatus[]): string {
  const phase = pod.status?.phase ?? 'Unknown';
  if (pod.metadata.deletionTimestamp !== undefined && pod.status?.reason === 'NodeLost') return 'Unknown';
  if (pod.metadata.deletionTimestamp !== undefined && phase !== 'Failed' && phase !== 'Succeeded') return 'Terminating';
  return init ?? containersWord(pod, baseWord(pod, phase), statuses);
}

function baseWord(pod: Pod, phase: string): string {
  const gated = pod.status?.conditions?.some(
    condition => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated',
  );
  if (gated === true) return 'SchedulingGated';
  return pod.status?.reason || phase;
}

function initWord(pod: Pod, statuses: readonly ContainerStatus[], sidecars: ReadonlySet<string>): string | undefined {
  const total = pod.spec.initContainers?.length ?? 0;
  const initialized = pod.status?.conditions?.some(
    condition => condition.type === 'Initialized' && condition.status === 'True',
  );
  if (initialized === true) return undefined;
  for (const [index, status] of statuses.entries()) {
    const ended = status.state?.terminated;
    if (ended?.exitCode === 0) continue;
    if (sidecars.has(status.name) && status.started === true) continue;
    if (ended !== undefined) return `Init:${endWord(ended)}`;
    const waiting = status.state?.waiting?.reason;
    if (waiting !== undefined && waiting !== '' && waiting !== 'PodInitializing') return `Init:${waiting}`;
    return `Init:${index}/${total}`;
  }
  return undefined;
}

function containersWord(pod: Pod, base: string, statuses: readonly ContainerStatus[]): string {
  let word = base;
  let running = false;
  for (const status of statuses.toReversed()) {
    const waiting = status.state?.waiting?.reason;
    const ended = status.state?.terminated;
    if (waiting !== undefined && waiting !== '') word = waiting;
    else if (ended !== undefined) word = endWord(ended);
    else if (status.ready && status.state?.running !== undefined) running = true;
  }
  if (word !== 'Completed' || !running) return word;
  const ready = pod.status?.conditions?.some(condition => condition.type === 'Ready' && condition.status === 'True');
  return ready === true ? 'Running' : 'NotReady';
}

function endWord(ended: { readonly reason?: string; readonly signal?: number; readonly exitCode: number }): string {
  if (ended.reason !== undefined && ended.reason !== '') return ended.reason;
  return ended.signal !== undefined && ended.signal !== 0 ? `Signal:${ended.signal}` : `ExitCode:${ended.exitCode}`;
}

function lastEnd(statuses: readonly ContainerStatus[]): number | undefined {
  const ends = statuses
    .map(status => Date.parse(status.lastState?.terminated?.finishedAt ?? ''))
    .filter(time => !Number.isNaN(time));
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/** An init container that goes on running beside the others. */
function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}
