import path from 'node:path';
import * as vscode from 'vscode';
import type { KubeContext, Kubeconfig, KubeconfigProblem } from '../../cluster/kubeconfig.ts';
import type { Say } from '../../words/words.ts';

export type ContextChoice =
  | { readonly kind: 'practice' }
  | { readonly kind: 'context'; readonly context: KubeContext }
  /** What cannot be chosen, and why. */
  | { readonly kind: 'problem'; readonly problem: KubeconfigProblem };

/** What the list of contexts is for: its title, and what choosing one will do. */
export interface Asking {
  readonly title: string;
  readonly hint: string;
}

interface Item extends vscode.QuickPickItem {
  readonly choice?: ContextChoice;
}

/** Lets a person choose a context, or the practice cluster. `open` are those that are open, by their ids, each with how it stands. */
export async function pickContext(
  kubeconfig: Kubeconfig,
  open: ReadonlyMap<string, string>,
  { title, hint }: Asking,
  say: Say,
): Promise<ContextChoice | undefined> {
  const { contexts, problems } = kubeconfig;
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const practice: Item = {
    label: say('context-practice'),
    description: say('context-practice-description'),
    iconPath: new vscode.ThemeIcon('beaker'),
    choice: { kind: 'practice' },
  };
  const items = [
    ...(contexts.length === 0 ? [] : [separator(say('contexts-of-kubeconfig'))]),
    ...contexts.map(context => contextItem(context, context.id === kubeconfig.current, open, say)),
    separator(say('contexts-of-this-machine')),
    practice,
    ...(problems.length === 0 ? [] : [separator(say('contexts-unusable'))]),
    ...problems.map(problem => problemItem(problem, say)),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: contexts.length === 0 ? say('connect-placeholder-none') : hint,
    matchOnDescription: true,
  });
  return picked?.choice;
}

function contextItem(context: KubeContext, isKubectls: boolean, open: ReadonlyMap<string, string>, say: Say): Item {
  const marks = [
    open.get(context.id),
    isKubectls ? say('context-kubectl') : undefined,
    context.insecure ? say('context-insecure') : undefined,
  ].filter(mark => mark !== undefined);
  return {
    label: context.id,
    description: context.server,
    ...(marks.length === 0 ? {} : { detail: marks.join(' · ') }),
    iconPath: new vscode.ThemeIcon(context.insecure ? 'warning' : 'server'),
    choice: { kind: 'context', context },
  };
}

/** A context without its cluster or user, or a file that cannot be used: shown, because what is left out in silence is searched for elsewhere. */
function problemItem(problem: KubeconfigProblem, say: Say): Item {
  const told = say.data({ code: problem.code, values: { ...problem } });
  return {
    label: problem.context === '' ? path.basename(problem.file) : problem.context,
    ...(problem.context === '' ? {} : { description: lackOf(problem, say) }),
    detail: problem.context === '' ? told : problem.file,
    iconPath: new vscode.ThemeIcon('circle-slash'),
    choice: { kind: 'problem', problem },
  };
}

/** What a context lacks, in few words: a list cuts what is longer. */
function lackOf({ code, detail }: KubeconfigProblem, say: Say): string {
  if (code === 'kubeconfig-missing-cluster') return say('context-lacks-cluster', { cluster: detail });
  return say('context-lacks-user', { user: detail });
}
