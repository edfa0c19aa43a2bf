import * as vscode from 'vscode';
import { dnsNameOf } from '../names.ts';
import { answer } from '../problems.ts';
import { named, targetKinds } from '../target.ts';
import { chooseTargets, tellLeftOut } from './choose-targets.ts';
import type { Deps } from './deps.ts';
import { livePod } from './live.ts';

/** Copies names, a line each. */
export async function copyNameCommand(deps: Deps, argument: unknown, selected?: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const title = say('choose-copy-name');
  const { targets, leftOut } = await chooseTargets(argument, selected, targetKinds, title, cluster, deps);
  await copied(
    targets.map(({ name }) => name),
    leftOut,
    deps,
  );
}

/** Copies the names under which pods and Services are found inside the cluster, a line each. */
export async function copyDnsNameCommand(deps: Deps, argument: unknown, selected?: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const kinds = ['Pod', 'Service'] as const;
  const title = say('choose-copy-dns');
  const { targets, leftOut } = await chooseTargets(argument, selected, kinds, title, cluster, deps);
  const names = targets.map(target => {
    if (target.kind === 'Service') return `${target.name}.${target.namespace}.svc`;
    const name = dnsNameOf(livePod(cluster, target, say));
    if (name === undefined) throw answer(say, 'no-dns-name', { object: named(target) });
    return name;
  });
  await copied(names, leftOut, deps);
}

async function copied(names: readonly string[], leftOut: readonly string[], deps: Deps): Promise<void> {
  await vscode.env.clipboard.writeText(names.join('\n'));
  vscode.window.setStatusBarMessage(deps.say('copied', { text: names.join(', ') }), 3_000);
  tellLeftOut(leftOut, deps);
}
