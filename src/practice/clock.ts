import { createAgenda } from './agenda.ts';

/** Time as the practice cluster knows it, so that tests can run a minute in a millisecond. */
export interface Clock {
  /** Milliseconds since 1970 at which this clock stands: it may be far ahead of the machine's. To be compared with itself only. */
  now(): number;
  /** What is written down as the time, in milliseconds since 1970: the machine's time, however fast this clock runs, so that nothing is ever in the future. */
  stamp(): number;
  /** How many milliseconds of this clock pass between two stamps that are one millisecond apart. */
  readonly speed: number;
  /** Runs `task` once after `delay` milliseconds of this clock; call the result to cancel. */
  after(delay: number, task: () => void): () => void;
}

/** The time of the clock at which a stamp was written. */
export function timeOfStamp(clock: Clock, stamp: number): number {
  return clock.now() + (stamp - clock.stamp()) * clock.speed;
}

/** How long tasks may keep the process from anything else, in milliseconds of the machine. */
const longestTurn = 10;
/** After a longer standstill, in milliseconds of the machine (it slept), the time in between is not lived through. */
const longestLag = 30_000;

/**
 * The machine's time, `speed` times as fast (1 to 1000). A task sees the time for which it was put down, however late it comes: so a process
 * that was held up makes up for it in the right order, and a cluster does the same on a busy machine as on an idle one.
 */
export function realClock(speed = 1): Clock {
  const start = Date.now();
  const agenda = createAgenda();
  let running: number | undefined;
  let alarm: { readonly at: number; readonly cancel: () => void } | undefined;

  const machineTime = (): number => start + (Date.now() - start) * speed;

  function now(): number {
    return running ?? machineTime();
  }

  function turn(): void {
    alarm = undefined;
    const due = machineTime();
    const end = Date.now() + longestTurn;
    try {
      for (let next = agenda.take(due); next !== undefined; next = agenda.take(due)) {
        running = Math.max(next.at, due - longestLag * speed);
        next.task();
        if (Date.now() >= end) break;
      }
    } finally {
      running = undefined;
      setAlarm();
    }
  }

  function setAlarm(): void {
    const at = agenda.next();
    if (at === undefined || running !== undefined || (alarm !== undefined && alarm.at <= at)) return;
    alarm?.cancel();
    const timer = setTimeout(turn, Math.max(0, (at - machineTime()) / speed));
    alarm = { at, cancel: () => clearTimeout(timer) };
  }

  return {
    now,
    stamp: () => start + (now() - start) / speed,
    speed,
    after(delay, task) {
      const cancel = agenda.add(now() + Math.max(0, delay), task);
      setAlarm();
      return cancelled;

      function cancelled(): void {
        cancel();
        if (agenda.next() !== undefined) return;
        alarm?.cancel(); // nothing left to wake for: do not keep the process alive
        alarm = undefined;
      }
    },
  };
}

export interface VirtualClock extends Clock {
  /** Runs every task that falls due within `duration` milliseconds, in order of time, then of scheduling. */
  advance(duration: number): void;
}

/** A clock that stands still until it is advanced. What it has people write down runs `speed` times slower. */
export function virtualClock(start = Date.UTC(2026, 0, 1), speed = 1): VirtualClock {
  const agenda = createAgenda();
  let time = start;
  return {
    now: () => time,
    stamp: () => start + (time - start) / speed,
    speed,
    after: (delay, task) => agenda.add(time + Math.max(0, delay), task),
    advance(duration) {
      const end = time + duration;
      for (let next = agenda.take(end); next !== undefined; next = agenda.take(end)) {
        time = next.at;
        next.task();
      }
      time = end;
    },
  };
}
