/**
 * Whether one resourceVersion is older than another. They are numbers that grow, one series for all objects of a kind, on every server
 * that has been seen; where they are not numbers, nothing is taken for old.
 */
export function isOlder(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || !/^\d+$/.test(one) || !/^\d+$/.test(other)) return false;
  return one.length === other.length ? one < other : one.length < other.length;
}
