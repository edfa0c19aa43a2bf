import { ClusterError } from '../connection.ts';

/**
 * Runs `work` with a signal that fires when one of `signals` does, or after `milliseconds`. What it rejects with is then `aborted` or
 * `timeout`, whatever the broken connection looked like. Leaves no timer and no listener behind.
 */
export async function within<T>(
  milliseconds: number,
  signals: readonly (AbortSignal | undefined)[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let reason: 'timeout' | 'aborted' | undefined;
  const end = (why: 'timeout' | 'aborted') => {
    reason ??= why;
    controller.abort();
  };
  const abort = () => end('aborted');
  const timer = setTimeout(() => end('timeout'), milliseconds);
  for (const signal of signals) {
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
  }
  try {
    return await work(controller.signal);
  } catch (error) {
    if (reason === undefined) throw error;
    throw new ClusterError({ kind: reason, detail: reason === 'timeout' ? 'ETIMEDOUT' : 'aborted' });
  } finally {
    clearTimeout(timer);
    for (const signal of signals) signal?.removeEventListener('abort', abort);
  }
}
