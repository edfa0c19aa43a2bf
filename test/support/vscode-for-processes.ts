/**
 * `vscode` for the built extension in a process that is no extension host: whatever is asked for is there, does nothing, and can be let
 * go. What the extension reads at activation has a plain answer.
 */
const answers: Readonly<Record<string, unknown>> = {
  'workspace.isTrusted': true,
  'workspace.workspaceFolders': undefined,
  'workspace.textDocuments': [],
  'workspace.getConfiguration': () => ({ get: (_name: string, usual?: unknown) => usual, inspect: () => undefined }),
  'window.visibleTextEditors': [],
  'window.activeTextEditor': undefined,
  'window.terminals': [],
  'window.showInformationMessage': async () => undefined,
  'window.showWarningMessage': async () => undefined,
  'window.showErrorMessage': async () => undefined,
  'commands.executeCommand': async () => undefined,
  'l10n.t': (sentence: string) => sentence,
};

function anything(name: string): unknown {
  if (name in answers) return answers[name];
  const members = new Map<PropertyKey, unknown>();
  // A function, so that it can be called, and made with `new`.
  return new Proxy(function nothing() {}, {
    get(target, key) {
      // Nobody may take it for a promise.
      if (key === 'then' || typeof key === 'symbol') return Reflect.get(target, key);
      if (!members.has(key)) members.set(key, anything(name === '' ? key : `${name}.${key}`));
      return members.get(key);
    },
    set(_, key, value) {
      members.set(key, value);
      return true;
    },
    apply: () => anything(`${name}()`),
    construct: () => anything(`new ${name}`) as object,
  });
}

// Bundles copy a module's own names and inherit the rest.
export default Object.create(anything('') as object);
