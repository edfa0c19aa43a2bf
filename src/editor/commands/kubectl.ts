import * as vscode from 'vscode';
import { commandLine } from '../../cluster/change.ts';
import { containersOf } from '../../core/pod/containers.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import { named, type Target, targetKinds } from '../target.ts';
import { podsOf } from './choose-place.ts';
import { portsOfPod, portsOfService } from './choose-port.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { type Insides, kubectlChoices } from './kubectl-choices.ts';
import { pickOne } from './pick-one.ts';

export async function copyKubectlCommand(deps: Deps, argument: unknown): Promise<void> {
  const line = await chooseCommand(deps, argument);
  await vscode.env.clipboard.writeText(line);
  vscode.window.setStatusBarMessage(deps.say('preview-copied'), 3_000);
}

/** Puts the command into a terminal without running it: what runs is what a person presses Enter on. */
export async function openKubectlCommand(deps: Deps, argument: unknown): Promise<void> {
  const line = await chooseCommand(deps, argument);
  const active = vscode.window.activeTerminal;
  // A terminal of an extension may be a shell in a pod, where kubectl has no business.
  const isOwnShell = active !== undefined && 'pty' in active.creationOptions;
  const terminal = active === undefined || isOwnShell ? vscode.window.createTerminal() : active;
  terminal.show();
  terminal.sendText(line, false);
}

async function chooseCommand(deps: Deps, argument: unknown): Promise<string> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const target = await chooseTarget(argument, targetKinds, say('choose-kubectl'), cluster, deps);
  const items = kubectlChoices(target, siteOf(cluster), say, insidesOf(cluster, target)).map(({ what, command }) => ({
    label: what,
    detail: commandLine(command),
    line: commandLine(command),
  }));
  return (await pickOne(items, { title: named(target), matchOnDetail: true })).line;
}

function insidesOf(cluster: LiveCluster, target: Target): Insides {
  const { mirror } = cluster;
  if (target.kind === 'Service') {
    const service = mirror.get('Service', target.namespace, target.name);
    return { containers: [], ports: service === undefined ? [] : portsOfService(service).map(({ port }) => port) };
  }
  if (target.kind !== 'Pod' && target.kind !== 'StatefulSet' && target.kind !== 'Deployment') return NOTHING;
  const [pod] = podsOf(cluster, target);
  if (pod === undefined) return NOTHING;
  return {
    containers: containersOf(pod).flatMap(({ name, isRunning }) => (isRunning ? [name] : [])),
    ports: portsOfPod(pod).map(({ port }) => port),
  };
}

const NOTHING: Insides = { containers: [], ports: [] };
