import { setTimeout as pause } from 'node:timers/promises';

/** Looks until `isSo` or until `limit` milliseconds are over; resolves with whether it was. */
export async function until(isSo: () => boolean, limit: number): Promise<boolean> {
  const end = performance.now() + limit;
  while (!isSo()) {
    if (performance.now() > end) return false;
    await pause(4);
  }
  return true;
}
