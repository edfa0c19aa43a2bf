import type { ResourcePath, WatchEnd, WatchEvent } from '../../../src/cluster/connection.ts';

/** A watch that is open at a stand-in server. */
export interface OpenWatch {
  readonly resource: ResourcePath;
  tell(event: WatchEvent): void;
  end(end: WatchEnd): void;
}

/** The watches that are open at a stand-in server. */
export interface OpenWatches {
  readonly size: number;
  /** Opens one and tells it what `past` gives. Fulfilled when it ends, also by the signal; rejects with what the listener throws. */
  open(
    resource: ResourcePath,
    signal: AbortSignal,
    listener: (event: WatchEvent) => void,
    past: Iterable<WatchEvent>,
  ): Promise<WatchEnd>;
  /** Tells those that `covers` accepts; all unless told. */
  tell(event: WatchEvent, covers?: (resource: ResourcePath) => boolean): void;
  /** Ends all of them. */
  end(end: WatchEnd): void;
}

export function openWatches(): OpenWatches {
  const watches = new Set<OpenWatch>();
  return {
    get size() {
      return watches.size;
    },
    open: (resource, signal, listener, past) =>
      new Promise((resolve, reject) => {
        const watch: OpenWatch = {
          resource,
          tell(event) {
            try {
              listener(event);
            } catch (error) {
              watches.delete(watch);
              reject(error);
            }
          },
          end(end) {
            watches.delete(watch);
            resolve(end);
          },
        };
        watches.add(watch);
        signal.addEventListener('abort', () => watch.end({ reason: 'aborted' }), { once: true });
        for (const event of past) watch.tell(event);
      }),
    tell(event, covers = () => true) {
      for (const watch of [...watches]) if (covers(watch.resource)) watch.tell(event);
    },
    end(end) {
      for (const watch of [...watches]) watch.end(end);
    },
  };
}
