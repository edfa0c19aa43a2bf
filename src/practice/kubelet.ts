import { isFinished } from '../core/statefulset/health.ts';
import type { Pod } from '../core/statefulset/model.ts';
import { timeOfStamp } from './clock.ts';
import { type Context, isTerminating, uidOf } from './controllers/context.ts';
import { podAddresses } from './nodes/addresses.ts';
import { nodeOrders } from './nodes/orders.ts';
import { stoppedStatus } from './nodes/pod-status.ts';
import { removePod, writePodStatus } from './nodes/pod-writes.ts';
import { ending } from './nodes/stages.ts';
import { advance, nextTime, type Track } from './nodes/track.ts';
import { changedTracks, firstTracks, isSettled, statusOnTracks } from './nodes/tracks.ts';
import { sayKilling, sayOfPod } from './nodes/voice.ts';
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
  const orders = nodeOrders(context, addresses);

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
    } else if (isFinished(pod)) forget(pod);
    else if (life === undefined) begin(pod);
    else if (!life.stopping) changeFates(pod, life);
  }

  function forget(pod: Pod): void {
    lives.get(uidOf(pod))?.cancel();
    lives.delete(uidOf(pod));
  }

  function begin(pod: Pod): void {
    const ordered = orders.of(pod);
    if (isSettled(pod, ordered.fates)) return;
    // A pod that was here before this process began goes on from where it is.
    const startTime = timeOfStamp(clock, Date.parse(pod.status?.startTime ?? ''));
    const resumed = !Number.isNaN(startTime);
    const tracks = firstTracks(pod, ordered, resumed ? startTime : undefined);
    const life: Life = { stopping: false, tracks, cancel: () => {} };
    lives.set(uidOf(pod), life);
    if (resumed) life.cancel = clock.after(0, () => step(pod, life, true));
    else schedule(pod, life);
  }

  function changeFates(pod: Pod, life: Life): void {
    const next = changedTracks(pod, life.tracks, orders.of(pod));
    if (next === undefined) return;
    life.cancel();
    life.tracks = next;
    schedule(pod, life);
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
        for (const saying of passed.flatMap(stage => stage.says))
          sayOfPod(context.events, pod, saying, pod.spec.containers[index]);
    }
    schedule(pod, life);
  }

  function stop(pod: Pod): void {
    lives.get(uidOf(pod))?.cancel();
    const { stopped, gone } = ending(orders.fatesOf(pod), conduct.pace(), pod.metadata.deletionGracePeriodSeconds ?? 0);
    const told = conduct.pace() === 'human';
    if (told) sayKilling(context.events, pod);
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
}
