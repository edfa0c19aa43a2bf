/** A context that was open: names only, never a secret. */
export interface Remembered {
  /** The `id` of the context. */
  readonly context: string;
  /** `''` for all namespaces. */
  readonly namespace: string;
  readonly isPractice: boolean;
  /** Whether commands without a row were about it. */
  readonly isActive: boolean;
}

/** VS Code's Memento, as far as it is used. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = 'contexts';

/** The contexts that were open when this workspace was open last, in their order. What is not as it was written is left out. */
export function remembered(memory: Memory): readonly Remembered[] {
  const value = memory.get(KEY);
  return Array.isArray(value) ? value.filter(isRemembered) : [];
}

export async function remember(memory: Memory, contexts: readonly Remembered[]): Promise<void> {
  const value = contexts.length === 0 ? undefined : contexts;
  if (JSON.stringify(memory.get(KEY)) !== JSON.stringify(value)) await memory.update(KEY, value);
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false;
  const { context, namespace, isPractice, isActive } = value as Partial<Record<keyof Remembered, unknown>>;
  return (
    typeof context === 'string' &&
    typeof namespace === 'string' &&
    typeof isPractice === 'boolean' &&
    typeof isActive === 'boolean'
  );
}
