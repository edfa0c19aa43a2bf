import * as vscode from 'vscode';
import { dnsNameOf } from '../names.ts';
import { answer } from '../problems.ts';
import { named, type TargetKind } from '../target.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { livePod } from './live.ts';

const KINDS: readonly TargetKind[] = ['StatefulSet', 'Deployment', 'Pod', 'PersistentVolumeClaim', 'Service'];

export async function copyNameCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const { name } = await chooseTarget(argument, KINDS, say('choose-copy-name'), desk.cluster(), deps);
  await copied(name, deps);
}

/** Copies the name under which a pod or a Service is found inside the cluster. */
export async function copyDnsNameCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster();
  const target = await chooseTarget(argument, ['Pod', 'Service'], say('choose-copy-dns'), cluster, deps);
  if (target.kind === 'Service') return copied(`${target.name}.${target.namespace}.svc`, deps);
  const name = dnsNameOf(livePod(cluster, target, say));
  if (name === undefined) throw answer(say, 'no-dns-name', { object: named(target) });
  await copied(name, deps);
}

async function copied(text: string, { say }: Deps): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(say('copied', { text }), 3_000);
}
