/** A message without what differs from time to time and from object to object: uids, durations (`1m20s`) and numbers. */
export function withoutNumbers(message: string): string {
  return message
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
    .replace(/\b(?:\d+(?:\.\d+)?(?:ms|[hms]))+\b/g, '')
    .replace(/\d+/g, '');
}
