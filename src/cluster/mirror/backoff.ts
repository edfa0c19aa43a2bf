/** Growing pauses between attempts, in milliseconds. */
export interface Backoff {
  /** The next pause, at least `atLeast`; each call doubles it, up to the longest. */
  next(atLeast?: number): number;
  /** Starts over after something worked. */
  reset(): void;
}

const FIRST = 500;
const LONGEST = 30_000;

/**
 * Half of each pause is fixed and half is random, so that many clients of one server do not come back together. `atLeast` (a server's
 * Retry-After) is never undercut, and gets its own spread on top.
 */
export function createBackoff(random: () => number): Backoff {
  let attempts = 0;
  return {
    next(atLeast = 0) {
      const full = Math.min(LONGEST, FIRST * 2 ** attempts);
      attempts = Math.min(attempts + 1, 16);
      const spread = (full / 2) * random();
      return Math.max(full / 2, atLeast) + spread;
    },
    reset() {
      attempts = 0;
    },
  };
}

/** What a mirror without back-off has: it tries again at once, whatever the server asks for. */
export const noBackoff: Backoff = { next: () => 1, reset: () => {} };
