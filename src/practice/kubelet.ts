import type { Container, Pod } from '../core/statefulset/model.ts';
import { timeOfStamp } from './clock.ts';
import { type Context, isTerminating, uidOf } from './controllers/context.ts';
import type { Fate } from './controllers/fates.ts';
import { podAddresses } from './nodes/addresses.ts';
import { occasionOf } from './nodes/occasion.ts';
import { stoppedStatus } from './nodes/pod-status.ts';
import { removePod, writePodStatus } from './nodes/pod-writes.ts';
import type { Saying, Stage } from './nodes/stage.ts';
import { ending, stagesOf } from './nodes/stages.ts';
import { advance, nextTime, type Track } from './nodes/track.ts';
import { changedTracks, firstTracks, isSettled, statusOnTracks } from './nodes/tracks.ts';
import { resources } from './resources.ts';
import { timestamp } from './store.ts';

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
    else if (!life.stopping) changeFates(pod, life);
  }

  function forget(pod: Pod): void {
    lives.get(uidOf(pod))?.cancel();
    lives.delete(uidOf(pod));
  }

  function begin(pod: Pod): void {
    const orders = ordersFor(pod);
    if (isSettled(pod, orders.fates)) return;
    // A pod that was here before this process began goes on from where it is.
    const startTime = timeOfStamp(clock, Date.parse(pod.status?.startTime ?? ''));
    const resumed = !Number.isNaN(startTime);
    const tracks = firstTracks(pod, orders, resumed ? startTime : undefined);
    const life: Life = { stopping: false, tracks, cancel: () => {} };
    lives.set(uidOf(pod), life);
    if (resumed) life.cancel = clock.after(0, () => step(pod, life, true));
    else schedule(pod, life);
  }

  function changeFates(pod: Pod, life: Life): void {
    const next = changedTracks(pod, life.tracks, ordersFor(pod));
    if (next === undefined) return;
    life.cancel();
    life.tracks = next;
    schedule(pod, life);
  }

  function ordersFor(pod: Pod) {
    const plan = (container: Container, fate: Fate) => planOf(pod, container, fate);
    return { fates: fatesOf(pod), plan, now: clock.now() };
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
      writePodStatus(registry, pod, current =>
        statusOnTracks(current, life.tracks, addresses.of(current), timestamp(clock)),
      );
      for (const [index, { passed }] of moves.entries())
        for (const saying of passed.flatMap(stage => stage.says)) say(pod, saying, pod.spec.containers[index]);
    }
    schedule(pod, life);
  }

  function stop(pod: Pod): void {
    lives.get(uidOf(pod))?.cancel();
    const { stopped, gone } = ending(fatesOf(pod), conduct.pace(), pod.metadata.deletionGracePeriodSeconds ?? 0);
    const told = conduct.pace() === 'human';
    if (told) sayKilling(pod);
    const cancels = [
      clock.after(stopped, () =>
        writePodStatus(registry, pod, current => stoppedStatus(current, timestamp(clock), told)),
      ),
      clock.after(gone, () => removePod(registry, pod)),
    ];
    const cancel = () => {
      for (const each of cancels) each();
    };
    lives.set(uidOf(pod), { stopping: true, tracks: [], cancel });
  }

  function sayKilling(pod: Pod): void {
    const running = pod.status?.containerStatuses?.filter(status => status.state?.running !== undefined) ?? [];
    for (const { name } of running)
      say(pod, { type: 'Normal', reason: 'Killing', message: `Stopping container ${name}` }, { name });
  }

  function say(about: Pod, saying: Saying, container: Pick<Container, 'name'> | undefined): void {
    const fieldPath = container === undefined ? {} : { fieldPath: `spec.containers{${container.name}}` };
    context.events.record({ about, ...saying, source: 'kubelet', host: about.spec.nodeName ?? '', ...fieldPath });
  }
}
