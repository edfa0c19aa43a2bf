import type { Clock } from './clock.ts';

const HEARTBEAT = 15_000;
/** A heartbeat so much later than it should be means that the machine has slept: every connection is suspect. */
const SLEPT = 30_000;

/** Calls back after each time that the machine has slept. Call the result to stop. */
export function startHeartbeat(clock: Pick<Clock, 'now' | 'after'>, onWake: () => void): () => void {
  let cancel = () => {};

  function beat(due: number): void {
    if (clock.now() - due > SLEPT) onWake();
    const next = clock.now() + HEARTBEAT;
    cancel = clock.after(HEARTBEAT, () => beat(next));
  }

  beat(clock.now());
  return () => cancel();
}
