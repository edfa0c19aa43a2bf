import { shortDuration } from './duration.ts';

/** The age at `now` (milliseconds since 1970) of what was made at `timestamp` (RFC 3339); `undefined` where there is no readable time. */
export function ageOf(timestamp: string | undefined, now: number): string | undefined {
  if (timestamp === undefined) return undefined;
  const made = Date.parse(timestamp);
  // Clocks of servers and people's machines differ; what is made in the future is new.
  return Number.isNaN(made) ? undefined : shortDuration(Math.max(0, now - made));
}
