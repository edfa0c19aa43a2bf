import * as vscode from 'vscode';
import { commandLine } from '../../cluster/change.ts';
import { siteOf } from '../connect/site.ts';
import { Cancelled } from '../problems.ts';
import { named, type TargetKind } from '../target.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { kubectlChoices } from './kubectl-choices.ts';

const KINDS: readonly TargetKind[] = [
  'StatefulSet',
  'Deployment',
  'Pod',
  'PersistentVolumeClaim',
  'Service',
  'PodDisruptionBudget',
  'PersistentVolume',
];

export async function copyKubectlCommand(deps: Deps, argument: unknown): Promise<void> {
  const line = await chooseCommand(deps, argument);
  await vscode.env.clipboard.writeText(line);
  vscode.window.setStatusBarMessage(deps.say('preview-copied'), 3_000);
}

/** Puts the command into a terminal without running it: what runs is what a person presses Enter on. */
export async function openKubectlCommand(deps: Deps, argument: unknown): Promise<void> {
  const line = await chooseCommand(deps, argument);
  const terminal = vscode.window.activeTerminal ?? vscode.window.createTerminal();
  terminal.show();
  terminal.sendText(line, false);
}

async function chooseCommand(deps: Deps, argument: unknown): Promise<string> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const target = await chooseTarget(argument, KINDS, say('choose-kubectl'), cluster, deps);
  const items = kubectlChoices(target, siteOf(cluster), say).map(({ what, command }) => ({
    label: what,
    detail: commandLine(command),
    line: commandLine(command),
  }));
  const picked = await vscode.window.showQuickPick(items, { title: named(target), matchOnDetail: true });
  if (picked === undefined) throw new Cancelled();
  return picked.line;
}
