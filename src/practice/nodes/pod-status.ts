import type {
  Condition,
  Container,
  ContainerState,
  ContainerStatus,
  Pod,
  PodStatus,
} from '../../core/statefulset/model.ts';
import type { Stage } from './stage.ts';

/** A container's stage, and since when it has been running, where it is. */
export interface ContainerNow {
  readonly stage: Stage | undefined;
  /** Starts before this plan of its life. */
  readonly restartsBefore: number;
}

/** The status that a node gives a pod whose containers are at these stages. `now` is a timestamp. */
export function statusAt(pod: Pod, containers: readonly ContainerNow[], address: string, now: string): PodStatus {
  const statuses = pod.spec.containers.map((container, index) =>
    containerStatus(container, containers[index] ?? { stage: undefined, restartsBefore: 0 }, pod, now),
  );
  const ready = statuses.every(status => status.ready);
  const begun = statuses.some(status => status.state?.waiting === undefined || status.restartCount > 0);
  const started = begun || pod.status?.podIP !== undefined;
  const unready = ready ? {} : { reason: 'ContainersNotReady', message: unreadyWords(statuses) };
  const set = (type: string, status: string, why: object = {}) => condition(pod, type, status, why, now);
  const { reason: _, message: __, ...status } = pod.status ?? {};
  return {
    ...status,
    phase: started ? 'Running' : 'Pending',
    conditions: [
      set('PodScheduled', 'True'),
      set('Initialized', 'True'),
      set('Ready', ready ? 'True' : 'False', unready),
      set('ContainersReady', ready ? 'True' : 'False', unready),
    ],
    hostIP: hostOf(pod),
    ...(started ? { podIP: address, podIPs: [{ ip: address }] } : {}),
    startTime: pod.status?.startTime ?? now,
    ...initStatuses(pod, now),
    containerStatuses: statuses,
  };
}

/** The status of a pod whose containers have stopped because it was deleted. */
export function stoppedStatus(pod: Pod, now: string, told: boolean): PodStatus {
  const containers = (pod.status?.containerStatuses ?? []).map(status => ({
    ...status,
    state: {
      terminated: {
        exitCode: 0,
        reason: 'Completed',
        startedAt: told ? (status.state?.running?.startedAt ?? null) : null,
        finishedAt: now,
      },
    },
    ready: false,
    started: false,
  }));
  const why = { reason: 'ContainersNotReady', message: unreadyWords(containers) };
  const conditions = (pod.status?.conditions ?? []).map(each =>
    each.type === 'Ready' || each.type === 'ContainersReady' ? condition(pod, each.type, 'False', why, now) : each,
  );
  return { ...pod.status, conditions, containerStatuses: containers };
}

function containerStatus(
  container: Container,
  { stage, restartsBefore }: ContainerNow,
  pod: Pod,
  now: string,
): ContainerStatus & { imageID: string } {
  const before = pod.status?.containerStatuses?.find(status => status.name === container.name);
  const restarts = restartsBefore + (stage?.restarts ?? 0);
  const ready = stage?.ready ?? false;
  return {
    name: container.name,
    state: stateAt(stage, before, restarts, now),
    lastState: lastStateAt(stage, before),
    ready,
    restartCount: restarts,
    image: container.image ?? '',
    imageID: ready ? `hollow://${container.image ?? ''}` : '',
    started: stage?.state.kind === 'running',
  };
}

function stateAt(
  stage: Stage | undefined,
  before: ContainerStatus | undefined,
  restarts: number,
  now: string,
): ContainerState {
  const state = stage?.state;
  if (state === undefined) return { waiting: { reason: 'ContainerCreating' } };
  if (state.kind === 'waiting') return { waiting: state.waiting };
  const since = before?.restartCount === restarts ? before.state?.running?.startedAt : undefined;
  if (state.kind === 'running') return { running: { startedAt: since ?? now } };
  const { exitCode, reason } = state;
  return { terminated: { exitCode, reason, startedAt: since ?? now, finishedAt: now } };
}

/** How the container ended before: told once it waits to start again, or runs again. */
function lastStateAt(stage: Stage | undefined, before: ContainerStatus | undefined): ContainerState {
  const ended = before?.state?.terminated;
  if (ended !== undefined && stage?.state.kind !== 'terminated') return { terminated: ended };
  return before?.lastState ?? {};
}

function initStatuses(pod: Pod, now: string): Pick<PodStatus, 'initContainerStatuses'> {
  const containers = pod.spec.initContainers ?? [];
  if (containers.length === 0) return {};
  return {
    initContainerStatuses: containers.map(container => ({
      name: container.name,
      state:
        container.restartPolicy === 'Always'
          ? { running: { startedAt: now } }
          : { terminated: { exitCode: 0, reason: 'Completed', startedAt: now, finishedAt: now } },
      lastState: {},
      ready: true,
      restartCount: 0,
      image: container.image ?? '',
      imageID: `hollow://${container.image ?? ''}`,
      started: container.restartPolicy === 'Always',
    })),
  };
}

function unreadyWords(containers: readonly ContainerStatus[]): string {
  const names = containers.filter(status => !status.ready).map(status => status.name);
  return `containers with unready status: [${names.join(' ')}]`;
}

interface ServedCondition extends Condition {
  readonly lastProbeTime: null;
}

/** A condition whose time of transition moves only when its status does: minReadySeconds counts from there. */
function condition(pod: Pod, type: string, status: string, why: object, now: string): ServedCondition {
  const before = pod.status?.conditions?.find(each => each.type === type);
  const since = before?.status === status ? (before.lastTransitionTime ?? now) : now;
  return { type, status, lastProbeTime: null, lastTransitionTime: since, ...why };
}

/** The address of a pod's node: node-2 has 192.168.1.2. */
function hostOf(pod: Pod): string {
  const number = Number(/\d+$/.exec(pod.spec.nodeName ?? '')?.[0] ?? '1');
  return `192.168.${1 + Math.floor(number / 250)}.${number % 250}`;
}
