import type { Row } from './run.ts';

const NAME = 52;

export function headline(): string {
  return `${'fault'.padEnd(NAME)}${'requests'.padStart(9)}  of at most${'right after'.padStart(13)}${'differences'.padStart(13)}`;
}

/** One fault: its requests, the time until all was right, in seconds of the mirror's clock, and what differs at the end. */
export function line({ name, requests, mostRequests, time, left }: Row): string {
  const after = time === undefined ? 'never' : `${(time / 1000).toFixed(1)} s`;
  return `${name.padEnd(NAME)}${String(requests).padStart(9)}${String(mostRequests).padStart(12)}${after.padStart(13)}${String(left).padStart(13)}`;
}
