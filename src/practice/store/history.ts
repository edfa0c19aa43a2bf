/** What is remembered: each with the resourceVersion that it made. */
interface Versioned {
  readonly version: number;
}

/** The latest changes, for watches that resume. */
export interface History<T extends Versioned> {
  add(change: T): void;
  /** Changes after `version`, or `undefined` if it no longer reaches back that far. */
  since(version: number): readonly T[] | undefined;
}

/** Remembers at least so many changes; begins after `version`, of which nothing is known. */
export function createHistory<T extends Versioned>(limit: number, version: number): History<T> {
  let changes: T[] = [];
  /** The newest change that was forgotten: whoever has seen it can still resume. */
  let forgotten = version;
  return {
    add(change) {
      changes.push(change);
      if (changes.length <= limit * 1.25) return;
      forgotten = changes[changes.length - limit - 1]?.version ?? forgotten;
      changes = changes.slice(-limit);
    },
    since: after => (after < forgotten ? undefined : changes.slice(firstAfter(changes, after))),
  };
}

function firstAfter(changes: readonly Versioned[], version: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.version ?? 0) > version) high = middle;
    else low = middle + 1;
  }
  return low;
}
