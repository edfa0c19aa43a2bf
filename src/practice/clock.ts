/** Time as the practice cluster knows it, so that tests can run a minute in a millisecond. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once after `delay` milliseconds of this clock; call the result to cancel. */
  after(delay: number, task: () => void): () => void;
}

/** The machine's time, `speed` times as fast (1 to 1000). */
export function realClock(speed = 1): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * speed,
    after(delay, task) {
      const timer = setTimeout(task, delay / speed);
      return () => clearTimeout(timer);
    },
  };
}

export interface VirtualClock extends Clock {
  /** Runs every task that falls due within `duration` milliseconds, in order of time, then of scheduling. */
  advance(duration: number): void;
}

/** A clock that stands still until it is advanced. */
export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  let time = start;
  let tasks: { at: number; task: () => void }[] = [];
  return {
    now: () => time,
    after(delay, task) {
      const entry = { at: time + Math.max(0, delay), task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter(other => other !== entry);
      };
    },
    advance(duration) {
      const end = time + duration;
      for (;;) {
        const next = tasks.reduce<(typeof tasks)[number] | undefined>(
          (first, entry) => (entry.at <= end && (first === undefined || entry.at < first.at) ? entry : first),
          undefined,
        );
        if (next === undefined) break;
        tasks = tasks.filter(other => other !== next);
        time = next.at;
        next.task();
      }
      time = end;
    },
  };
}
