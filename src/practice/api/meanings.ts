/** What fields mean, by the name that client-node has for their type, and by their own. */
export type Meanings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Reads the table of meanings, from a file beside the bundle: `kubectl explain` tells them. */
export async function loadMeanings(): Promise<Meanings> {
  return (await import('../../../generated/meanings.json', { with: { type: 'json' } })).default;
}

/** What a field of a type means; undefined where the table does not say it. */
export function meaningOf(meanings: Meanings, type: string, field: string): string | undefined {
  return (meanings[`V1${type}`] ?? meanings[`CoreV1${type}`])?.[field];
}
