/** Milliseconds since 1970 of an RFC 3339 text; `undefined` where there is none or it cannot be read. */
export function timeOf(text: string | null | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}
