import { type Clock, pause } from './clock.ts';

/** What a feed waits for between attempts, and who may end that before its time. */
export interface Patience {
  /** Fires when what is under way, or waited for, is to be begun anew. */
  readonly signal: AbortSignal;
  /** An attempt begins: what ended the one before is forgotten. */
  begin(): void;
  /** Ends whatever is under way or waited for. */
  wake(): void;
  /** Ends a rest, now or once the server allows it; not more often than every few seconds. */
  hurry(): void;
  /** Waits so many milliseconds, or until woken. */
  pause(delay: number): Promise<void>;
  /** A pause that `hurry` ends, though not before `bound`, which the server has asked for. */
  rest(delay: number, bound: number): Promise<void>;
  /** Waits until woken. */
  awake(): Promise<void>;
}

/** A server that answers every other moment must not make everybody ask all the time. */
const HURRY = 5_000;

export function createPatience(clock: Clock): Patience {
  let waking = new AbortController();
  let hurried = Number.NEGATIVE_INFINITY;
  /** Whether it rests; `bound` while the server has asked not to be asked. */
  let resting: 'no' | 'bound' | 'free' = 'no';
  let hurriedWhileBound = false;
  const wait = (delay: number) => pause(clock, delay, waking.signal);

  return {
    get signal() {
      return waking.signal;
    },
    begin() {
      if (waking.signal.aborted) waking = new AbortController();
    },
    wake: () => waking.abort(),
    hurry() {
      // Either way: the clock may have been set back.
      if (resting === 'no' || Math.abs(clock.now() - hurried) < HURRY) return;
      hurried = clock.now();
      if (resting === 'free') waking.abort();
      else hurriedWhileBound = true;
    },
    pause: wait,
    async rest(delay, bound) {
      hurriedWhileBound = false;
      resting = 'bound';
      if (bound > 0) await wait(bound);
      resting = 'free';
      if (!hurriedWhileBound) await wait(delay - bound);
      resting = 'no';
    },
    awake() {
      const { signal } = waking;
      if (signal.aborted) return Promise.resolve();
      return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
  };
}
