/**
 * Calls `stop` when the first of the signals is aborted, at once if one is already. What it returns lets go of the signals, which
 * outlive what listens to them: a connection has one for all its streams.
 */
export function onceAborted(signals: readonly (AbortSignal | undefined)[], stop: () => void): () => void {
  for (const signal of signals) {
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
  }
  return () => {
    for (const signal of signals) signal?.removeEventListener('abort', stop);
  };
}
