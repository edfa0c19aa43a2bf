import * as vscode from 'vscode';
import { dnsNameOf } from '../names.ts';
import { answer } from '../problems.ts';
import { named, targetKinds } from '../target.ts';
import { chooseTargets } from './choose-targets.ts';
import type { Deps } from './deps.ts';
import { livePod } from './live.ts';

/** Copies names, a line each. */
export async function copyNameCommand(deps: Deps, argument: unknown, selected?: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const targets = await chooseTargets(argument, selected, targetKinds, say('choose-copy-name'), cluster, deps);
  await copied(
    targets.map(({ name }) => name),
    deps,
  );
}

/** Copies the names under which pods and Services are found inside the cluster, a line each. */
export async function copyDnsNameCommand(deps: Deps, argument: unknown, selected?: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const targets = await chooseTargets(argument, selected, ['Pod', 'Service'], say('choose-copy-dns'), cluster, deps);
  const names = targets.map(target => {
    if (target.kind === 'Service') return `${target.name}.${target.namespace}.svc`;
    const name = dnsNameOf(livePod(cluster, target, say));
    if (name === undefined) throw answer(say, 'no-dns-name', { object: named(target) });
    return name;
  });
  await copied(names, deps);
}

async function copied(names: readonly string[], { say }: Deps): Promise<void> {
  await vscode.env.clipboard.writeText(names.join('\n'));
  vscode.window.setStatusBarMessage(say('copied', { text: names.join(', ') }), 3_000);
}
