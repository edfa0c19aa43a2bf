import { isFinished, isReady } from '../core/statefulset/health.ts';
import type { Container, Pod, PodStatus } from '../core/statefulset/model.ts';
import { timeOfStamp } from './clock.ts';
import { type Context, isTerminating, uidOf, unlessStale } from './controllers/context.ts';
import type { Fate } from './controllers/fates.ts';
import { podAddresses } from './nodes/addresses.ts';
import { occasionOf } from './nodes/occasion.ts';
import { statusAt, stoppedStatus } from './nodes/pod-status.ts';
import type { Saying, Stage } from './nodes/stage.ts';
import { ending, stagesOf } from './nodes/stages.ts';
import { advance, beginRunning, beginTrack, nextTime, type Track } from './nodes/track.ts';
import { resources } from './resources.ts';
import { timestamp } from './store.ts';

const kubelet = { fieldManager: 'kubelet' } as const;

/** What a node is doing with a pod. */
interface Life {
  readonly stopping: boolean;
  tracks: readonly Track[];
  cancel: () => void;
}

/** Plays the nodes: pods that come to one get the fate that the conduct orders, pods that are deleted end. */
export function startKubelet(context: Context): void {
  const { registry, clock, conduct, watches } = context;
  const lives = new Map<string, Life>();
  const addresses = podAddresses();
  /** `node image`, of what has been pulled. */
  const images = new Set<string>();

  watches.on(resources.pods, ({ type, object: pod }) => {
    if (type === 'DELETED') {
      forget(pod);
      addresses.forget(pod);
      return;
    }
    addresses.seen(pod);
    tend(pod);
  });
  context.onStop(
    conduct.onChange(() => {
      for (const pod of registry.list(resources.pods)) tend(pod);
    }),
  );
  context.onStop(() => {
    for (const life of lives.values()) life.cancel();
  });

  /** Does for a pod what is not being done yet. */
  function tend(pod: Pod): void {
    const node = pod.spec.nodeName ?? '';
    const life = lives.get(uidOf(pod));
    if (node === '') return;
    if (!conduct.nodeRuns(node)) forget(pod);
    else if (isTerminating(pod)) {
      if (life?.stopping !== true) stop(pod);
    } else if (life === undefined) begin(pod);
    else changeFates(pod, life);
  }

  function forget(pod: Pod): void {
    lives.get(uidOf(pod))?.cancel();
    lives.delete(uidOf(pod));
  }

  function begin(pod: Pod): void {
    if (isFinished(pod)) return;
    const fates = fatesOf(pod);
    const ready = isReady(pod);
    if (ready && fates.every(fate => isNoMatterFor(fate, ready))) return;
    // A pod that was here before this process began goes on from where it is.
    const startTime = timeOfStamp(clock, Date.parse(pod.status?.startTime ?? ''));
    const resumed = !Number.isNaN(startTime);
    const tracks = pod.spec.containers.map((container, index) => {
      const fate = fates[index] ?? 'ready';
      if (ready) return runningTrack(pod, container, fate);
      return beginTrack({ fate, stages: planOf(pod, container, fate), base: resumed ? startTime : clock.now() });
    });
    const life: Life = { stopping: false, tracks, cancel: () => {} };
    lives.set(uidOf(pod), life);
    // what was told in an earlier run is not told again
    if (resumed) life.tracks = life.tracks.map(track => advance(track, clock.now()).track);
    if (resumed) life.cancel = clock.after(0, () => step(pod, life, true));
    else schedule(pod, life);
  }

  /** A fate that was ordered while the pod lives: what runs goes on running, anything else is tried anew. */
  function changeFates(pod: Pod, life: Life): void {
    if (life.stopping) return;
    const fates = fatesOf(pod);
    if (life.tracks.every((track, index) => track.fate === fates[index])) return;
    const next = pod.spec.containers.map((container, index) => {
      const before = life.tracks[index];
      const fate = fates[index] ?? 'ready';
      if (before !== undefined && before.fate === fate) return before;
      const runs = before?.current?.state.kind === 'running';
      if (before !== undefined && runs && isNoMatterFor(fate, before.current?.ready === true))
        return { ...before, fate };
      if (runs) return runningTrack(pod, container, fate);
      const tries = restartsOf(pod, container);
      const again = before?.current !== undefined && before.current.restarts > 0 ? 1 : 0;
      const stages = planOf(pod, container, fate);
      return beginTrack({ fate, stages, base: clock.now(), restartsBefore: tries + again });
    });
    life.cancel();
    life.tracks = next;
    schedule(pod, life);
  }

  function runningTrack(pod: Pod, container: Container, fate: Fate): Track {
    const stages = planOf(pod, container, fate);
    return beginRunning({ fate, stages, base: clock.now(), restartsBefore: restartsOf(pod, container) });
  }

  function planOf(pod: Pod, container: Container, fate: Fate): Iterator<Stage, undefined> {
    const image = `${pod.spec.nodeName ?? ''} ${container.image ?? ''}`;
    const occasion = occasionOf(pod, container, { pulled: images.has(image), address: addresses.of(pod) });
    if (fate !== 'image-missing') images.add(image);
    return stagesOf(fate, conduct.pace(), occasion);
  }

  function fatesOf(pod: Pod): Fate[] {
    return pod.spec.containers.map(container => conduct.fateOf(pod, container));
  }

  function schedule(pod: Pod, life: Life): void {
    const time = nextTime(life.tracks);
    life.cancel = time === undefined ? () => {} : clock.after(Math.max(0, time - clock.now()), () => step(pod, life));
  }

  function step(pod: Pod, life: Life, always = false): void {
    const moves = life.tracks.map(track => advance(track, clock.now()));
    life.tracks = moves.map(({ track }) => track);
    if (always || moves.some(({ passed }) => passed.length > 0)) {
      write(pod, current => statusOf(current, life));
      for (const [index, { passed }] of moves.entries())
        for (const saying of passed.flatMap(stage => stage.says)) say(pod, saying, pod.spec.containers[index]);
    }
    schedule(pod, life);
  }

  function statusOf(pod: Pod, life: Life): PodStatus {
    const containers = life.tracks.map(({ current, restartsBefore }) => ({ stage: current, restartsBefore }));
    const begun = containers.some(({ stage }) => stage !== undefined && hasBegun(stage));
    const address = begun || pod.status?.podIP !== undefined ? addresses.of(pod) : '';
    return statusAt(pod, containers, address, timestamp(clock));
  }

  function stop(pod: Pod): void {
    lives.get(uidOf(pod))?.cancel();
    const grace = pod.metadata.deletionGracePeriodSeconds ?? 0;
    const { stopped, gone } = ending(fatesOf(pod), conduct.pace(), grace);
    const told = conduct.pace() === 'human';
    const wasRunning = pod.status?.containerStatuses?.filter(status => status.state?.running !== undefined) ?? [];
    if (told)
      for (const { name } of wasRunning)
        say(pod, { type: 'Normal', reason: 'Killing', message: `Stopping container ${name}` }, { name });
    const cancels = [
      clock.after(stopped, () => write(pod, current => stoppedStatus(current, timestamp(clock), told))),
      clock.after(gone, () =>
        unlessStale(() =>
          registry.delete(resources.pods, pod.metadata.namespace, pod.metadata.name, {
            gracePeriodSeconds: 0,
            preconditions: { uid: uidOf(pod) },
          }),
        ),
      ),
    ];
    lives.set(uidOf(pod), {
      stopping: true,
      tracks: [],
      cancel: () => {
        for (const cancel of cancels) cancel();
      },
    });
  }

  function write(pod: Pod, change: (pod: Pod) => PodStatus): void {
    const current = registry.find(resources.pods, pod.metadata.namespace, pod.metadata.name);
    if (current === undefined || uidOf(current) !== uidOf(pod)) return;
    unlessStale(() => registry.updateStatus(resources.pods, { ...current, status: change(current) }, kubelet));
  }

  function say(about: Pod, saying: Saying, container: Pick<Container, 'name'> | undefined): void {
    const fieldPath = container === undefined ? {} : { fieldPath: `spec.containers{${container.name}}` };
    context.events.record({ about, ...saying, source: 'kubelet', host: about.spec.nodeName ?? '', ...fieldPath });
  }
}

/** Whether a container that runs lives on the same under a fate: an image is only missed at a start, and who is ready need not become it. */
function isNoMatterFor(fate: Fate, ready: boolean): boolean {
  return fate === 'image-missing' || (ready && (fate === 'ready' || fate === 'slow'));
}

function hasBegun({ state, restarts }: Stage): boolean {
  return state.kind !== 'waiting' || restarts > 0;
}

function restartsOf(pod: Pod, container: Container): number {
  return pod.status?.containerStatuses?.find(status => status.name === container.name)?.restartCount ?? 0;
}
