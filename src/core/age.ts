/** How long ago, as kubectl writes it: `45s`, `5m12s`, `3h`, `2d4h`. Fact I9. `milliseconds` below zero count as zero. */
export function shortDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return join(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return join(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (days < 8) return join(days, 'd', hours % 24, 'h');
  if (days < 365 * 2) return `${days}d`;
  const years = Math.floor(days / 365);
  return years < 8 ? join(years, 'y', days % 365, 'd') : `${years}y`;
}

/** The age at `now` of what was made at `timestamp` (RFC 3339); `undefined` where there is no readable time. */
export function ageOf(timestamp: string | undefined, now: number): string | undefined {
  if (timestamp === undefined) return undefined;
  const made = Date.parse(timestamp);
  return Number.isNaN(made) ? undefined : shortDuration(now - made);
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}
