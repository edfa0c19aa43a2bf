const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a time span as kubectl takes it: `90s`, `5m`, `1h30m`, or seconds without a unit. `undefined` for anything else, and for none. */
export function parseDuration(text: string): number | undefined {
  if (/^\d+$/.test(text)) return positive(Number(text) * 1_000);
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  return positive(parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNITS[unit] ?? 0), 0));
}

/** Timers take no more than 2³¹ milliseconds, 24 days. */
function positive(milliseconds: number): number | undefined {
  return milliseconds > 0 ? Math.min(Math.round(milliseconds), 2 ** 31 - 1) : undefined;
}
