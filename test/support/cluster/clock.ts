import type { Clock } from '../../../src/cluster/mirror/clock.ts';

export interface TestClock extends Clock {
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  /** Lets `duration` milliseconds pass, with everything that falls due in it. */
  advance(duration: number): Promise<void>;
  /** The machine sleeps: the time is later, and nothing that was due has run. */
  sleep(duration: number): void;
  /** What is still waiting. */
  readonly pending: number;
}

/** A clock that stands still. Its random numbers are all the same, by default the largest pause. */
export function testClock(random = () => 0.999): TestClock {
  let now = Date.UTC(2026, 0, 1);
  let tasks: { at: number; task: () => void }[] = [];
  let soon: (() => void)[] = [];

  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const ready = soon;
      soon = [];
      for (const task of ready) task();
      await new Promise(resolve => setImmediate(resolve));
    }
  };

  return {
    now: () => now,
    random,
    after(delay, task) {
      const entry = { at: now + delay, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter(other => other !== entry);
      };
    },
    soon(task) {
      soon.push(task);
      return () => {
        soon = soon.filter(other => other !== task);
      };
    },
    settle,
    async advance(duration) {
      const end = now + duration;
      await settle();
      for (;;) {
        const due = tasks.filter(entry => entry.at <= end).sort((one, other) => one.at - other.at)[0];
        if (due === undefined) break;
        tasks = tasks.filter(entry => entry !== due);
        now = Math.max(now, due.at);
        due.task();
        await settle();
      }
      now = end;
    },
    sleep(duration) {
      now += duration;
    },
    get pending() {
      return tasks.length + soon.length;
    },
  };
}
