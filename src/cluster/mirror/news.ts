import type { Clock } from './clock.ts';

/** What has happened since the listeners were told last. */
export interface Collected<Change, Kind> {
  /** In the order in which they happened. */
  readonly changes: readonly Change[];
  /** Each once. */
  readonly statuses: readonly Kind[];
}

/** Gathers what happens, and tells it once per tick, so that a listener that draws draws once. */
export interface News<Change, Kind> {
  changed(change: Change): void;
  statusChanged(kind: Kind): void;
  subscribe(listener: (news: Collected<Change, Kind>) => void): () => void;
  /** Tells nobody anything any more. */
  stop(): void;
}

/** `onFault` is told of a listener that throws; the others hear the news all the same. */
export function createNews<Change, Kind>(
  clock: Pick<Clock, 'soon'>,
  onFault: (error: unknown) => void,
): News<Change, Kind> {
  const listeners = new Set<(news: Collected<Change, Kind>) => void>();
  let changes: Change[] = [];
  let statuses = new Set<Kind>();
  let cancelFlush: (() => void) | undefined;
  let stopped = false;

  function flush(): void {
    cancelFlush = undefined;
    const news = { changes, statuses: [...statuses] };
    changes = [];
    statuses = new Set();
    for (const listener of [...listeners]) {
      try {
        listener(news);
      } catch (error) {
        onFault(error);
      }
    }
  }

  function announce(): void {
    if (!stopped) cancelFlush ??= clock.soon(flush);
  }

  return {
    changed(change) {
      changes.push(change);
      announce();
    },
    statusChanged(kind) {
      statuses.add(kind);
      announce();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      cancelFlush?.();
      listeners.clear();
    },
  };
}
