/** What the API of a practice cluster can be ordered to do wrong. */
export const apiFaults = [
  'slow',
  'dropped-watches',
  'gone',
  'conflict',
  'too-many-requests',
  'server-error',
  'expired-token',
] as const;

export type ApiFault = (typeof apiFaults)[number];

export function isApiFault(value: unknown): value is ApiFault {
  return apiFaults.some(fault => fault === value);
}

/** How one fault strikes. */
export interface ApiFaultOrder {
  /** The first of every so many requests that it concerns. */
  readonly every: number;
  /** When it ends by itself: milliseconds since 1970, as stamps are. */
  readonly until: number;
}

export type ApiFaultOrders = Readonly<Partial<Record<ApiFault, ApiFaultOrder>>>;

/** Those that have not ended at this stamp. */
export function lastingFaults(orders: ApiFaultOrders, stamp: number): ApiFaultOrders {
  return Object.fromEntries(Object.entries(orders).filter(([, { until }]) => stamp < until));
}

/** With this fault for so many seconds from the stamp; for none it ends. */
export function withFault(
  orders: ApiFaultOrders,
  { fault, every, seconds }: { readonly fault: ApiFault; readonly every: number; readonly seconds: number },
  stamp: number,
): ApiFaultOrders {
  const { [fault]: _, ...others } = orders;
  return seconds === 0 ? others : { ...others, [fault]: { every, until: stamp + seconds * 1_000 } };
}
