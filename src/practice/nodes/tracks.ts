import { isFinished, isReady } from '../../core/statefulset/health.ts';
import type { Container, Pod, PodStatus } from '../../core/statefulset/model.ts';
import type { Fate } from '../controllers/fates.ts';
import { statusAt } from './pod-status.ts';
import type { Stage } from './stage.ts';
import { advance, beginRunning, beginTrack, type Track } from './track.ts';

/** What is to become of a container under a fate, from the moment at which it is asked. */
export type Plan = (container: Container, fate: Fate) => Iterator<Stage, undefined>;

/** What the tracks of a pod are made of: a fate for each container, and the time in milliseconds since 1970. */
export interface Orders {
  readonly fates: readonly Fate[];
  readonly plan: Plan;
  readonly now: number;
}

/** Whether nothing is left to be done for a pod that lives: it has ended, or is what its fates would make of it. */
export function isSettled(pod: Pod, fates: readonly Fate[]): boolean {
  return isFinished(pod) || (isReady(pod) && fates.every(fate => isNoMatterFor(fate, true)));
}

/**
 * The tracks of the containers of a pod that its node has not seen yet. One that was started in an earlier run, at `startTime`, goes
 * on from where it would be now, and what was told then is not told again.
 */
export function firstTracks(pod: Pod, { fates, plan, now }: Orders, startTime: number | undefined): readonly Track[] {
  const ready = isReady(pod);
  const tracks = pod.spec.containers.map((container, index) => {
    const fate = fates[index] ?? 'ready';
    const stages = plan(container, fate);
    return ready
      ? beginRunning({ fate, stages, base: now, restartsBefore: restartsOf(pod, container) })
      : beginTrack({ fate, stages, base: startTime ?? now });
  });
  return startTime === undefined ? tracks : tracks.map(track => advance(track, now).track);
}

/**
 * The tracks after fates were ordered while the pod lives: what runs goes on running, anything else is tried anew.
 * Undefined if the fates are the ones that it has.
 */
export function changedTracks(
  pod: Pod,
  tracks: readonly Track[],
  { fates, plan, now }: Orders,
): readonly Track[] | undefined {
  if (tracks.every((track, index) => track.fate === fates[index])) return undefined;
  return pod.spec.containers.map((container, index) => {
    const before = tracks[index];
    const fate = fates[index] ?? 'ready';
    if (before?.fate === fate) return before;
    const runs = before?.current?.state.kind === 'running';
    if (before !== undefined && runs && isNoMatterFor(fate, before.current?.ready === true)) return { ...before, fate };
    const stages = plan(container, fate);
    const restartsBefore = restartsOf(pod, container);
    if (runs) return beginRunning({ fate, stages, base: now, restartsBefore });
    const again = before?.current !== undefined && before.current.restarts > 0 ? 1 : 0;
    return beginTrack({ fate, stages, base: now, restartsBefore: restartsBefore + again });
  });
}

/** The status of a pod whose containers are on these tracks. It has its address once a container has begun. `now` is a timestamp. */
export function statusOnTracks(pod: Pod, tracks: readonly Track[], address: string, now: string): PodStatus {
  const containers = tracks.map(({ current, restartsBefore }) => ({ stage: current, restartsBefore }));
  const begun = containers.some(({ stage }) => stage !== undefined && hasBegun(stage));
  return statusAt(pod, containers, begun || pod.status?.podIP !== undefined ? address : '', now);
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
