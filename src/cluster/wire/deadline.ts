import { ClusterError } from '../connection.ts';
import { onceAborted } from './aborted.ts';

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
  const letGo = onceAborted(signals, abort);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (reason === undefined) throw error;
    throw new ClusterError({ kind: reason, detail: reason === 'timeout' ? 'ETIMEDOUT' : 'aborted' });
  } finally {
    clearTimeout(timer);
    letGo();
  }
}
