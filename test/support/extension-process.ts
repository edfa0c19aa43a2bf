// node extension-process.ts <extension.js>: activates the built extension outside of VS Code, with the kubeconfig of KUBECONFIG, whose
// context `test` it was connected to before. Deactivates it at the message `deactivate`, answers, and lives on until its parent lets go.
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';

interface Extension {
  activate(context: unknown): void;
  deactivate?(): void;
}

const name = new URL('vscode-for-processes.ts', import.meta.url).href;
const source = `module.exports = require(${JSON.stringify(name.slice('file://'.length))}).default`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: 'vscode:api', format: 'commonjs', shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === 'vscode:api' ? { format: 'commonjs', source, shortCircuit: true } : next(url, context),
});

const [, , bundle = ''] = process.argv;
const extension: Extension = createRequire(import.meta.url)(bundle);
const subscriptions: { dispose(): void }[] = [];
const remembered = [{ context: 'test', namespace: 'shop', isPractice: false, isActive: true }];
const memory = { get: (key: string) => (key === 'contexts' ? remembered : undefined), update: async () => {} };
const uri = { fsPath: tmpdir(), path: tmpdir() };
extension.activate({
  subscriptions,
  globalState: memory,
  workspaceState: memory,
  extensionUri: uri,
  storageUri: uri,
  globalStorageUri: uri,
});

// Listened to for good: while somebody does, the channel to the parent keeps the process alive.
process.on('message', () => {
  // As VS Code does it.
  extension.deactivate?.();
  for (const held of subscriptions) held.dispose();
  process.send?.('deactivated');
});
