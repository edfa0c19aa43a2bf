import * as vscode from 'vscode';
import { dnsLabelFault } from '../../core/names.ts';
import type { Say } from '../../words/words.ts';

interface Item extends vscode.QuickPickItem {
  readonly namespace: string | undefined;
}

/**
 * Lets a person choose a namespace; `''` means all of them. `names` is `undefined` where listing namespaces is not allowed: then
 * the name is typed. Resolves with `undefined` if nothing is chosen.
 */
export async function pickNamespace(
  names: readonly string[] | undefined,
  current: string,
  say: Say,
): Promise<string | undefined> {
  if (names === undefined) return typeNamespace(current, say);
  const all: Item = { label: say('namespace-all'), namespace: '', iconPath: new vscode.ThemeIcon('globe') };
  const items = [...names].sort().map(
    (name): Item => ({
      label: name,
      namespace: name,
      iconPath: new vscode.ThemeIcon('symbol-namespace'),
      ...(name === current ? { description: say('namespace-current') } : {}),
    }),
  );
  const other: Item = { label: say('namespace-other'), namespace: undefined, iconPath: new vscode.ThemeIcon('edit') };
  const picked = await vscode.window.showQuickPick([all, ...items, other], {
    title: say('namespace-title'),
    placeHolder: say('namespace-placeholder'),
  });
  if (picked === undefined) return undefined;
  return picked.namespace ?? typeNamespace(current, say);
}

function typeNamespace(current: string, say: Say): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: say('namespace-title'),
    prompt: say('namespace-type'),
    value: current,
    validateInput: text => (dnsLabelFault(text) === undefined ? undefined : say('namespace-invalid')),
  });
}
