/** Time as the mirror knows it, so that tests can run five minutes in a millisecond. */
export interface Clock {
  /** Milliseconds since 1970. Jumps when the machine has slept. */
  now(): number;
  /** Runs `task` once after `delay` milliseconds; call the result to cancel. */
  after(delay: number, task: () => void): () => void;
  /** Runs `task` once all that has arrived is taken in. */
  soon(task: () => void): () => void;
  /** Evenly spread over [0, 1). */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, task) {
    const timer = setTimeout(task, delay);
    return () => clearTimeout(timer);
  },
  soon(task) {
    const timer = setImmediate(task);
    return () => clearImmediate(timer);
  },
  random: Math.random,
};

/** Resolves after `delay` milliseconds, or at once when `signal` fires. */
export function pause(clock: Clock, delay: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(delay, done);
    signal.addEventListener('abort', done, { once: true });
  });
}
