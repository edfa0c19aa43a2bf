import type { Container, ContainerStatus, Pod } from '../../../core/statefulset/model.ts';
import { badRequest } from '../../status.ts';

/** One time that a container ran: its log is that of this run. */
export interface Run {
  readonly pod: Pod;
  readonly container: Container;
  /** Which run it was, from 0. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly begin: number;
  /** Undefined while it runs. */
  readonly end: number | undefined;
  readonly crashed: boolean;
  /** Since when it has been ready, or not ready if it is not: what stands before was the other way round. */
  readonly turned: number;
  readonly ready: boolean;
}

/** How long a crash takes where nobody has written down when it began. */
const shortLife = 1_000;

/** The run whose log is asked for. Throws 400 in the words of the node when there is none. */
export function runOf(pod: Pod, container: Container, previous: boolean, now: number): Run {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod.status ?? {};
  const statuses = [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
  const status = statuses.find(each => each.name === container.name);
  const named = `container "${container.name}" in pod "${pod.metadata.name}"`;
  if (status === undefined) throw badRequest(`${named} is waiting to start: ContainerCreating`);
  if (previous) {
    const last = lastRun(pod, container, status, now);
    if (last === undefined) throw badRequest(`previous terminated ${named} not found`);
    return last;
  }
  const { running, terminated, waiting } = status.state ?? {};
  const readiness = pod.status?.conditions?.find(each => each.type === 'Ready');
  const shared = {
    pod,
    container,
    number: status.restartCount,
    ready: status.ready,
    turned: timeOf(readiness?.lastTransitionTime) ?? 0,
  };
  if (running !== undefined)
    return { ...shared, begin: timeOf(running.startedAt) ?? now, end: undefined, crashed: false };
  if (terminated !== undefined) {
    const end = timeOf(terminated.finishedAt) ?? now;
    const begin = timeOf(terminated.startedAt) ?? timeOf(pod.status?.startTime) ?? end;
    return { ...shared, begin, end, crashed: terminated.exitCode !== 0 };
  }
  const last = lastRun(pod, container, status, now);
  if (last !== undefined) return last;
  throw badRequest(
    `${named} is waiting to start: ${waitingWords[waiting?.reason ?? ''] ?? waiting?.reason ?? 'ContainerCreating'}`,
  );
}

const waitingWords: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

/** The run before the one that is now or comes next. */
function lastRun(pod: Pod, container: Container, status: ContainerStatus, now: number): Run | undefined {
  const ended = status.lastState?.terminated;
  if (ended === undefined && status.restartCount === 0) return undefined;
  const end =
    timeOf(ended?.finishedAt) ?? timeOf(status.state?.running?.startedAt) ?? timeOf(pod.status?.startTime) ?? now;
  const begin = timeOf(ended?.startedAt) ?? end - shortLife;
  const runs = status.state?.waiting === undefined ? status.restartCount - 1 : status.restartCount;
  const crashed = ended === undefined || ended.exitCode !== 0;
  return { pod, container, number: Math.max(0, runs), begin, end, crashed, turned: begin, ready: false };
}

function timeOf(text: string | null | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}
