import * as vscode from 'vscode';
import type { Namespaces } from '../../cluster/access.ts';
import { dnsLabelFault } from '../../core/names.ts';
import type { Say } from '../../words/words.ts';

interface Item extends vscode.QuickPickItem {
  readonly namespace: string | undefined;
}

/**
 * Lets a person choose a namespace; `''` means all of them. Where listing them is not allowed, those that are known are offered and
 * any other can be typed. Resolves with `undefined` if nothing is chosen.
 */
export async function pickNamespace(
  { names, incomplete }: Namespaces,
  current: string,
  say: Say,
): Promise<string | undefined> {
  const all: Item = { label: say('namespace-all'), namespace: '', iconPath: new vscode.ThemeIcon('globe') };
  const items = names.map(
    (name): Item => ({
      label: name,
      namespace: name,
      iconPath: new vscode.ThemeIcon('symbol-namespace'),
      ...(name === current ? { description: say('namespace-current') } : {}),
    }),
  );
  const other: Item = { label: say('namespace-other'), namespace: undefined, iconPath: new vscode.ThemeIcon('edit') };
  const picked = await vscode.window.showQuickPick(
    incomplete === undefined ? [all, ...items, other] : [other, ...items],
    {
      title: say('namespace-title'),
      placeHolder: say(incomplete === undefined ? 'namespace-placeholder' : 'namespace-placeholder-forbidden'),
    },
  );
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
