import { Uri } from './documents.ts';

/** A window in which the extension runs, with what it remembers across reloads. */
export interface Window {
  begin(): void;
  end(): void;
}

/** A window for an extension that is installed in a folder. */
export async function openWindow(folder: string): Promise<Window> {
  const { activate } = await import('../../../src/extension.ts');
  const memory = new Map<string, unknown>();
  const memento = {
    get: (key: string) => memory.get(key),
    update: async (key: string, value: unknown) => void memory.set(key, value),
  };
  const context = {
    subscriptions: [] as { dispose(): void }[],
    extensionUri: Uri.file(folder),
    globalStorageUri: Uri.file(folder),
    globalState: memento,
    workspaceState: memento,
  };
  return {
    // The stand-in has what Ordinal uses of a context, not all there is.
    begin: () => activate(context as unknown as Parameters<typeof activate>[0]),
    end() {
      for (const item of context.subscriptions.splice(0).toReversed()) item.dispose();
    },
  };
}
