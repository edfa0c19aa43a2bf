import * as vscode from 'vscode';
import type { Namespaces } from '../../cluster/access.ts';
import { dnsLabelFault } from '../../core/names.ts';
import type { Say } from '../../words/words.ts';
import { shortWhy } from './away.ts';

interface Item extends vscode.QuickPickItem {
  readonly namespace: string | undefined;
}

/**
 * Lets a person choose a namespace; `''` means all of them. Where they cannot be listed, those that are known are offered and any other can
 * be typed. `now` is what is shown. Resolves with `undefined` if nothing is chosen.
 */
export async function pickNamespace(
  { names, incomplete }: Namespaces,
  now: { readonly context: string; readonly namespace: string },
  say: Say,
): Promise<string | undefined> {
  const all: Item = { label: say('namespace-all'), namespace: '', iconPath: new vscode.ThemeIcon('globe') };
  const items = names.map(
    (name): Item => ({
      label: name,
      namespace: name,
      iconPath: new vscode.ThemeIcon('symbol-namespace'),
      ...(name === now.namespace ? { description: say('namespace-current') } : {}),
    }),
  );
  const other: Item = { label: say('namespace-other'), namespace: undefined, iconPath: new vscode.ThemeIcon('edit') };
  const picked = await vscode.window.showQuickPick(
    incomplete?.kind === 'forbidden' ? [other, ...items] : [all, ...items, other],
    {
      title: say('namespace-title-of', { context: now.context }),
      placeHolder: placeHolder(incomplete, say),
    },
  );
  if (picked === undefined) return undefined;
  return picked.namespace ?? typeNamespace(now.namespace, say);
}

function placeHolder(incomplete: Namespaces['incomplete'], say: Say): string {
  if (incomplete === undefined) return say('namespace-placeholder');
  if (incomplete.kind === 'forbidden') return say('namespace-placeholder-forbidden');
  return say('namespace-placeholder-away', { why: shortWhy(incomplete, say) });
}

function typeNamespace(current: string, say: Say): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: say('namespace-title'),
    prompt: say('namespace-type'),
    value: current,
    validateInput: text => (dnsLabelFault(text) === undefined ? undefined : say('namespace-invalid')),
  });
}
