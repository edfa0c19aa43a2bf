import type { PracticeProcess } from './practice.ts';
import { KINDS, type Stage } from './stage.ts';

/** Something that goes wrong between a client and its server. Times are milliseconds of the stage's clock. */
export interface Fault {
  readonly name: string;
  /** How many times faster than the machine's the mirror's time runs. */
  readonly speed: number;
  /** Does its worst while people act; resolves, when it has lasted long enough, with what ends it. */
  strike(stage: Stage, practice: PracticeProcess): Promise<() => Promise<void> | void>;
  /** The most requests of one kind that back-off allows while the fault lasts `duration`. */
  most(duration: number): number;
  /** A practice cluster of its own, which it may stop and start. */
  readonly ownCluster?: boolean;
}

/** What one kind may need to be right again after any fault: a watch that is cut, a list of one page, and a watch. */
const TO_BE_RIGHT = 4;

export function mostRequests(fault: Fault, duration: number): number {
  return KINDS.length * (fault.most(duration) + TO_BE_RIGHT);
}

/** Half of a pause is random: these are the shortest that growing pauses can be. */
const SHORTEST_PAUSE = 250;
const SHORTEST_LONG_PAUSE = 15_000;

/** How many attempts fit into `duration` if each fails at once and no pause is shorter than `atLeast`. */
export function attemptsIn(duration: number, atLeast = 0): number {
  let attempts = 1;
  let pause = SHORTEST_PAUSE;
  for (let time = Math.max(pause, atLeast); time <= duration; time += Math.max(pause, atLeast)) {
    attempts += 1;
    pause = Math.min(pause * 2, SHORTEST_LONG_PAUSE);
  }
  return attempts;
}

/** People act every so often until `duration` is over. */
export async function lastFor({ clock, people }: Stage, duration: number, rounds = 3): Promise<void> {
  const end = clock.now() + duration;
  for (let round = 0; round < rounds; round += 1) {
    await people.act();
    await clock.pass(Math.max(0, Math.min(duration / rounds, end - clock.now())));
  }
}

/** Repeats `task` every `period` until the result is called. */
export function every(period: number, { clock }: Stage, task: () => void): () => void {
  const timer = setInterval(task, period / clock.speed);
  return () => clearInterval(timer);
}

/** The mirror must not pretend: what it cannot know now is stale. */
export function mustBeStale({ mirror, complaints }: Stage): void {
  for (const kind of KINDS) {
    const state = mirror.status(kind)?.state;
    if (state !== 'stale') complaints.push(`${kind} is called ${state} although nobody answers`);
  }
}
