import { type Clock, systemClock } from '../../../src/cluster/mirror.ts';

/** A clock that runs faster than the machine's, over real connections: five minutes of an outage pass in seconds. */
export interface FastClock extends Clock {
  /** Milliseconds of this clock in one of the machine's. */
  readonly speed: number;
  /** Resolves after `duration` milliseconds of this clock. */
  pass(duration: number): Promise<void>;
  /** The machine sleeps: the time is later at once, and nothing that was due has run. */
  sleep(duration: number): void;
}

export function fastClock(speed: number): FastClock {
  const wall = Date.now();
  const start = performance.now();
  let slept = 0;
  return {
    speed,
    now: () => wall + (performance.now() - start) * speed + slept,
    after(delay, task) {
      const timer = setTimeout(task, delay / speed);
      return () => clearTimeout(timer);
    },
    soon: systemClock.soon,
    random: systemClock.random,
    pass: duration => new Promise(resolve => setTimeout(resolve, duration / speed)),
    sleep(duration) {
      slept += duration;
    },
  };
}
