import type { Fate } from '../controllers/fates.ts';
import type { Stage } from './stage.ts';

/** A container on its way through the stages of its fate. */
export interface Track {
  readonly fate: Fate;
  /** Milliseconds since 1970 from which its stages count. */
  readonly base: number;
  readonly restartsBefore: number;
  readonly current: Stage | undefined;
  readonly next: Stage | undefined;
  readonly rest: Iterator<Stage, undefined>;
}

interface Beginning {
  readonly fate: Fate;
  readonly stages: Iterator<Stage, undefined>;
  readonly base: number;
  readonly restartsBefore?: number;
}

/** A container at the beginning of its life. */
export function beginTrack({ fate, stages, base, restartsBefore = 0 }: Beginning): Track {
  return { fate, base, restartsBefore, current: undefined, next: stages.next().value, rest: stages };
}

/** A container that runs already, so that what stands before the start in its plan is behind it. */
export function beginRunning(beginning: Beginning): Track {
  const { stages } = beginning;
  let stage = stages.next().value;
  while (stage !== undefined && stage.state.kind !== 'running') stage = stages.next().value;
  const base = beginning.base - (stage?.at ?? 0);
  const unheard = stage === undefined ? undefined : { ...stage, says: [] };
  return {
    fate: beginning.fate,
    base,
    restartsBefore: beginning.restartsBefore ?? 0,
    current: undefined,
    next: unheard,
    rest: stages,
  };
}

/** The track at a time, and the stages that it came through, in order. */
export function advance(track: Track, now: number): { readonly track: Track; readonly passed: readonly Stage[] } {
  const passed: Stage[] = [];
  let { current, next } = track;
  while (next !== undefined && track.base + next.at <= now) {
    passed.push(next);
    current = next;
    next = track.rest.next().value;
  }
  return { track: { ...track, current, next }, passed };
}

/** When the next stage of any of them begins, in milliseconds since 1970. */
export function nextTime(tracks: readonly Track[]): number | undefined {
  const times = tracks.flatMap(track => (track.next === undefined ? [] : [track.base + track.next.at]));
  return times.length === 0 ? undefined : Math.min(...times);
}
