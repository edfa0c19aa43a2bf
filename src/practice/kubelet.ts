import { isFinished, isReady } from '../core/statefulset/health.ts';
import type { Condition, Container, ContainerStatus, Pod, PodStatus } from '../core/statefulset/model.ts';
import { type Context, isTerminating, uidOf, unlessStale } from './controllers/context.ts';
import { fates, type Stage } from './controllers/fates.ts';
import { resources } from './resources.ts';
import { timestamp } from './store.ts';

/** Milliseconds of a pod's life on a node, as the nodes of the recordings kept them. */
const timing = { arrival: 5, stopping: 100, gone: 200 } as const;

const kubelet = { fieldManager: 'kubelet' } as const;

/** Plays the nodes: pods that come to one get the fate that the conduct orders, pods that are deleted end. */
export function startKubelet(context: Context): void {
  const { registry, clock, conduct, watches } = context;
  const lives = new Map<string, Life>();
  let addresses = 0;

  watches.on(resources.pods, ({ type, object: pod }) => {
    const uid = uidOf(pod);
    const life = lives.get(uid);
    if (type === 'DELETED') {
      if (life !== undefined) end(life);
      lives.delete(uid);
      return;
    }
    addresses = Math.max(addresses, numberOfAddress(pod.status?.podIP));
    const node = pod.spec.nodeName;
    if (node === undefined || node === '' || !conduct.nodeRuns(node)) return;
    if (isTerminating(pod)) {
      if (life?.stopping !== true) stop(pod);
    } else if (life === undefined) begin(pod);
  });

  context.onStop(() => {
    for (const life of lives.values()) end(life);
  });

  function begin(pod: Pod): void {
    if (isFinished(pod) || isReady(pod)) return;
    const plans = pod.spec.containers.map(container => fates[conduct.fateOf(pod, container)]);
    const times = [...new Set([timing.arrival, ...plans.flatMap(plan => plan.map(stage => stage.at))])];
    // A pod that was here before this process began goes on from where it is.
    const lived = pod.status?.startTime === undefined ? 0 : clock.now() - Date.parse(pod.status.startTime);
    const past = Math.max(0, ...times.filter(time => time <= lived));
    const ahead = times.filter(time => time >= past);
    const cancels = ahead.map(time =>
      clock.after(Math.max(0, time - lived), () =>
        write(pod, current =>
          statusAt(
            current,
            plans.map(plan => plan.findLast(stage => stage.at <= time)),
            addressOf(current),
          ),
        ),
      ),
    );
    lives.set(uidOf(pod), { stopping: false, cancels });
  }

  function stop(pod: Pod): void {
    const before = lives.get(uidOf(pod));
    if (before !== undefined) end(before);
    const cancels = [
      clock.after(timing.stopping, () => write(pod, current => stopped(current))),
      clock.after(timing.gone, () =>
        unlessStale(() =>
          registry.delete(resources.pods, pod.metadata.namespace, pod.metadata.name, {
            gracePeriodSeconds: 0,
            preconditions: { uid: uidOf(pod) },
          }),
        ),
      ),
    ];
    lives.set(uidOf(pod), { stopping: true, cancels });
  }

  function write(pod: Pod, change: (pod: Pod) => PodStatus): void {
    const current = registry.find(resources.pods, pod.metadata.namespace, pod.metadata.name);
    if (current === undefined || uidOf(current) !== uidOf(pod)) return;
    unlessStale(() => registry.updateStatus(resources.pods, { ...current, status: change(current) }, kubelet));
  }

  function addressOf(pod: Pod): string {
    if (pod.status?.podIP !== undefined) return pod.status.podIP;
    addresses += 1;
    return addressOfNumber(addresses);
  }

  function statusAt(pod: Pod, stages: readonly (Stage | undefined)[], address: string): PodStatus {
    const now = timestamp(clock);
    const containers = pod.spec.containers.map((container, index) =>
      containerStatus(container, stages[index], pod, now),
    );
    const ready = containers.every(status => status.ready);
    const begun = stages.some(stage => stage !== undefined && (stage.state === 'running' || (stage.restarts ?? 0) > 0));
    const started = begun || pod.status?.podIP !== undefined;
    const waiting = ready ? {} : { reason: 'ContainersNotReady', message: unreadyWords(containers) };
    const set = (type: string, status: string, why: object = {}) => condition(pod, type, status, why, now);
    return {
      ...pod.status,
      phase: started ? 'Running' : 'Pending',
      conditions: [
        set('PodScheduled', 'True'),
        set('Initialized', 'True'),
        set('Ready', ready ? 'True' : 'False', waiting),
        set('ContainersReady', ready ? 'True' : 'False', waiting),
      ],
      hostIP: hostOf(pod),
      ...(started ? { podIP: address, podIPs: [{ ip: address }] } : {}),
      startTime: pod.status?.startTime ?? now,
      ...initStatuses(pod, now),
      containerStatuses: containers,
    };
  }

  function stopped(pod: Pod): PodStatus {
    const now = timestamp(clock);
    const containers = (pod.status?.containerStatuses ?? []).map(status => ({
      ...status,
      state: { terminated: { exitCode: 0, reason: 'Completed', startedAt: null, finishedAt: now } },
      ready: false,
      started: false,
    }));
    const why = { reason: 'ContainersNotReady', message: unreadyWords(containers) };
    const conditions = (pod.status?.conditions ?? []).map(each =>
      each.type === 'Ready' || each.type === 'ContainersReady' ? condition(pod, each.type, 'False', why, now) : each,
    );
    return { ...pod.status, conditions, containerStatuses: containers };
  }
}

interface Life {
  readonly stopping: boolean;
  readonly cancels: readonly (() => void)[];
}

function end(life: Life): void {
  for (const cancel of life.cancels) cancel();
}

function containerStatus(
  container: Container,
  stage: Stage | undefined,
  pod: Pod,
  now: string,
): ContainerStatus & { imageID: string } {
  const before = pod.status?.containerStatuses?.find(status => status.name === container.name);
  const running = stage?.state === 'running';
  const ready = stage?.ready ?? false;
  const state = running
    ? { running: { startedAt: before?.state?.running?.startedAt ?? now } }
    : { waiting: stage === undefined ? { reason: 'ContainerCreating' } : stage.state };
  return {
    name: container.name,
    state,
    lastState: {},
    ready,
    restartCount: stage?.restarts ?? 0,
    image: container.image ?? '',
    imageID: ready ? `hollow://${container.image ?? ''}` : '',
    started: running,
  };
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

/** The pods' network 10.244.0.0/16, counted without the first and last address of each 256. */
function addressOfNumber(number: number): string {
  return `10.244.${Math.floor(number / 254) % 256}.${(number % 254) + 1}`;
}

function numberOfAddress(address: string | undefined): number {
  const parts = /^10\.244\.(\d+)\.(\d+)$/.exec(address ?? '');
  return parts === null ? 0 : Number(parts[1]) * 254 + Number(parts[2]) - 1;
}
