/** Who hears of what has happened. */
export interface Listeners<T> {
  add(listener: (news: T) => void): () => void;
  /** Tells all of them, in order, also when a listener itself causes more news. */
  tell(news: T): void;
}

/** `report` is told when a listener throws; without it `tell` throws an AggregateError, after all have heard. */
export function createListeners<T>(report: ((error: unknown) => void) | undefined): Listeners<T> {
  const listeners = new Set<(news: T) => void>();
  const pending: T[] = [];
  let telling = false;

  function tellPending(): readonly unknown[] {
    const failures: unknown[] = [];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      for (const listener of [...listeners]) {
        try {
          listener(next);
        } catch (error) {
          failures.push(error); // the others must still hear of the change, which has happened
        }
      }
    }
    return failures;
  }

  return {
    add(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    tell(news) {
      pending.push(news);
      if (telling) return; // the outer call tells it, after the news that caused it
      telling = true;
      const failures = tellPending();
      telling = false;
      if (failures.length === 0) return;
      const failure = new AggregateError(failures, 'a listener of the store failed');
      if (report === undefined) throw failure;
      report(failure);
    },
  };
}
