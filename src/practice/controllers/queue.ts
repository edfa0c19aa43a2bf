import type { Clock } from '../clock.ts';

/** Keys waiting for a controller. A key is in it once, however often it is added, as in client-go's work queue. */
export interface WorkQueue {
  /** Has the key worked on soon. */
  add(key: string): void;
  /** Has the key worked on in `delay` milliseconds, or earlier if something else asks for it. */
  addAfter(key: string, delay: number): void;
  stop(): void;
}

export interface QueueOptions {
  /** Milliseconds between a change and the work it causes: what a watch takes on a real cluster. */
  readonly latency?: number;
  /** Milliseconds that a single worker takes for each key. Without it all waiting keys are worked on at once. */
  readonly pace?: number;
  /** Milliseconds that the work on a key takes: changes meanwhile are seen together afterwards. Other keys do not wait. */
  readonly busy?: number;
  /** Told of every failure before the key is tried again. */
  readonly onFailure?: (key: string, error: unknown) => void;
}

const firstRetry = 5;
const longestRetry = 1_000_000;

/** The pause before try number `failures + 1`: 5 ms doubled each time, at most 1000 s. Fact B. */
export function backOff(failures: number): number {
  return Math.min(longestRetry, firstRetry * 2 ** Math.min(failures, 30));
}

/** A queue whose `work` is called once for each key, one at a time. Work that throws is tried again with growing pauses. */
export function createQueue(clock: Clock, work: (key: string) => void, options: QueueOptions = {}): WorkQueue {
  const waiting = new Set<string>();
  const failures = new Map<string, number>();
  const busyUntil = new Map<string, number>();
  const timers = new Map<string, { readonly at: number; readonly cancel: () => void }>();
  let cancelPump: (() => void) | undefined;
  let stopped = false;

  function add(key: string): void {
    if (stopped) return;
    const busy = (busyUntil.get(key) ?? 0) - clock.now();
    if (busy > 0) {
      addAfter(key, busy);
      return;
    }
    busyUntil.delete(key);
    waiting.add(key);
    cancelPump ??= clock.after(options.latency ?? 0, pump);
  }

  function pump(): void {
    cancelPump = undefined;
    for (const key of [...waiting]) {
      waiting.delete(key);
      runOnce(key);
      if (stopped) return;
      if (options.pace !== undefined) break;
    }
    if (waiting.size > 0) cancelPump ??= clock.after(options.pace ?? options.latency ?? 0, pump);
  }

  function runOnce(key: string): void {
    try {
      if (options.busy !== undefined) busyUntil.set(key, clock.now() + options.busy);
      work(key);
      failures.delete(key);
    } catch (error) {
      const count = failures.get(key) ?? 0;
      failures.set(key, count + 1);
      options.onFailure?.(key, error);
      addAfter(key, backOff(count));
    }
  }

  function addAfter(key: string, delay: number): void {
    if (stopped) return;
    const at = clock.now() + delay;
    const pending = timers.get(key);
    if (pending !== undefined && pending.at <= at) return;
    pending?.cancel();
    const cancel = clock.after(delay, () => {
      timers.delete(key);
      add(key);
    });
    timers.set(key, { at, cancel });
  }

  return {
    add,
    addAfter,
    stop() {
      stopped = true;
      cancelPump?.();
      for (const { cancel } of timers.values()) cancel();
      timers.clear();
      waiting.clear();
    },
  };
}
