import * as vscode from 'vscode';
import type { Namespaces } from '../../cluster/access.ts';
import { dnsLabelFault } from '../../core/names.ts';
import type { Say } from '../../words/words.ts';
import { shortWhy } from './away.ts';

interface Item extends vscode.QuickPickItem {
  /** `''` for all; `undefined` for what can only be read. */
  readonly namespace: string | undefined;
}

/**
 * Lets a person choose a namespace; `''` means all of them. What is typed and not listed can be chosen too: a list may be old, or not
 * permitted. `now` is what is shown. Resolves with `undefined` if nothing is chosen.
 */
export async function pickNamespace(
  { names, incomplete }: Namespaces,
  now: { readonly context: string; readonly namespace: string },
  say: Say,
): Promise<string | undefined> {
  const all: Item = { label: say('namespace-all'), namespace: '', iconPath: new vscode.ThemeIcon('globe') };
  const named = names.map(
    (name): Item => ({
      label: name,
      namespace: name,
      iconPath: new vscode.ThemeIcon('symbol-namespace'),
      ...(name === now.namespace ? { description: say('namespace-current') } : {}),
    }),
  );
  const listed = incomplete?.kind === 'forbidden' ? named : [all, ...named];
  const picker = vscode.window.createQuickPick<Item>();
  picker.title = say('namespace-title-of', { context: now.context });
  picker.placeholder = placeHolder(incomplete, say);
  picker.items = listed;
  picker.onDidChangeValue(value => {
    const text = value.trim();
    const typed = text === '' || names.includes(text) ? [] : [typedItem(text, say)];
    picker.items = [...listed, ...typed];
    // The workbench sorts by label; Enter is for a name that is known, where there is one.
    const active = [...named.filter(({ label }) => label.includes(text)), ...typed][0];
    if (text !== '' && active !== undefined) picker.activeItems = [active];
  });
  return new Promise<string | undefined>(resolve => {
    picker.onDidAccept(() => {
      // Enter may come before the entry for what was typed is there.
      const { namespace } = picker.selectedItems[0] ?? typedItem(picker.value.trim(), say);
      if (namespace === undefined) return;
      resolve(namespace);
      picker.hide();
    });
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  }).finally(() => picker.dispose());
}

function typedItem(text: string, say: Say): Item {
  if (dnsLabelFault(text) !== undefined)
    return { label: say('namespace-invalid'), namespace: undefined, alwaysShow: true };
  const label = say('namespace-use', { namespace: text });
  return { label, namespace: text, iconPath: new vscode.ThemeIcon('edit'), alwaysShow: true };
}

function placeHolder(incomplete: Namespaces['incomplete'], say: Say): string {
  if (incomplete === undefined) return say('namespace-placeholder');
  if (incomplete.kind === 'forbidden') return say('namespace-placeholder-forbidden');
  return say('namespace-placeholder-away', { why: shortWhy(incomplete, say) });
}
