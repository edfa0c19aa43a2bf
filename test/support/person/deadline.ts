import { ClusterError } from '../../../src/cluster/connection.ts';
import { within as real } from '../../../src/cluster/wire/deadline.ts';

const waiting = new Set<AbortController>();

/** Lets the time run out for the answer that was asked for last, so that a server that hangs is found out without waiting. */
export function expire(): void {
  [...waiting].at(-1)?.abort();
}

/** Stands in for `cluster/wire/deadline.ts`: the same, and it can be told that the time is over. */
export async function within<T>(
  milliseconds: number,
  signals: readonly (AbortSignal | undefined)[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const early = new AbortController();
  waiting.add(early);
  try {
    return await real(milliseconds, [...signals, early.signal], work);
  } catch (error) {
    if (early.signal.aborted) throw new ClusterError({ kind: 'timeout', detail: 'ETIMEDOUT' });
    throw error;
  } finally {
    waiting.delete(early);
  }
}
