/** What a workspace remembers of its cluster: names only, never a secret. */
export interface Remembered {
  /** The `id` of the context. */
  readonly context: string;
  /** `''` for all namespaces. */
  readonly namespace: string;
}

/** VS Code's Memento, as far as it is used. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = 'cluster';

export function remembered(memory: Memory): Remembered | undefined {
  const value = memory.get(KEY);
  if (typeof value !== 'object' || value === null || !('context' in value) || !('namespace' in value)) return undefined;
  const { context, namespace } = value;
  return typeof context === 'string' && typeof namespace === 'string' ? { context, namespace } : undefined;
}

export async function remember(memory: Memory, choice: Remembered | undefined): Promise<void> {
  await memory.update(KEY, choice);
}
