import * as vscode from 'vscode';
import type { KubeContext, Kubeconfig } from '../../cluster/kubeconfig.ts';
import type { Say } from '../../words/words.ts';

export type ContextChoice = { readonly kind: 'practice' } | { readonly kind: 'context'; readonly context: KubeContext };

interface Item extends vscode.QuickPickItem {
  readonly choice?: ContextChoice;
}

/** Lets a person choose a context, or the practice cluster. `current` is the id of the one in use. */
export async function pickContext(
  kubeconfig: Kubeconfig,
  current: string | undefined,
  say: Say,
): Promise<ContextChoice | undefined> {
  const contexts = kubeconfig.contexts.map((context): Item => {
    const marks = [
      context.id === current ? say('context-connected') : undefined,
      context.id === kubeconfig.current ? say('context-kubectl') : undefined,
      context.insecure ? say('context-insecure') : undefined,
    ].filter(mark => mark !== undefined);
    return {
      label: context.id,
      description: context.server,
      ...(marks.length === 0 ? {} : { detail: marks.join(' · ') }),
      iconPath: new vscode.ThemeIcon(context.insecure ? 'warning' : 'server'),
      choice: { kind: 'context', context },
    };
  });
  const practice: Item = {
    label: say('context-practice'),
    description: say('context-practice-description'),
    iconPath: new vscode.ThemeIcon('beaker'),
    choice: { kind: 'practice' },
  };
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items = [
    ...(contexts.length === 0 ? [] : [separator(say('contexts-of-kubeconfig')), ...contexts]),
    separator(say('contexts-of-this-machine')),
    practice,
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: say('connect-title'),
    placeHolder: contexts.length === 0 ? say('connect-placeholder-none') : say('connect-placeholder'),
    matchOnDescription: true,
  });
  return picked?.choice;
}
