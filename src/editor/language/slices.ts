/** Milliseconds of work after which others get a turn: a keystroke must never wait for longer. */
const SLICE = 10;

/**
 * Does `work` for each item, a few milliseconds at a time. Stops, with `false`, as soon as `isWanted` says no.
 * `breathe` lets everything else run; tests hand in their own.
 */
export async function inSlices<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  isWanted: () => boolean = () => true,
  breathe: () => Promise<void> = nextTurn,
): Promise<boolean> {
  let start = performance.now();
  for (const item of items) {
    if (performance.now() - start >= SLICE) {
      await breathe();
      start = performance.now();
    }
    if (!isWanted()) return false;
    work(item);
  }
  return isWanted();
}

function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
