import * as vscode from 'vscode';
import { commandLine } from '../../cluster/change.ts';
import { findOwner } from '../../cluster/owner.ts';
import { type Owner, ownersOf } from '../../core/owners.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import type { LiveDocuments } from '../live/live-documents.ts';
import { answer } from '../problems.ts';
import { named } from '../target.ts';
import { ownerName } from '../views/owner-text.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { liveWorkload } from './live.ts';
import { pickOne } from './pick-one.ts';

/** Opens the live YAML of whoever else decides about a workload: the object that controls it, its Argo CD application, its autoscaler. */
export async function openOwnerCommand(deps: Deps, documents: LiveDocuments, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  const target = await chooseTarget(argument, ['StatefulSet', 'Deployment'], say('choose-owner'), cluster, deps);
  const workload = liveWorkload(cluster, target, say);
  const owners = ownersOf(workload);
  if (owners.length === 0) throw answer(say, 'owner-none', { object: named(target) });
  const owner = ownerOfRow(argument, owners, deps) ?? (await choose(owners, named(target), deps));
  if (owner.by === 'helm') return showHelm(cluster, owner.name, target.namespace);
  const found = await findOwner(cluster.connection, workload, owner);
  if (found === undefined)
    throw answer(say, 'owner-not-found', {
      owner: ownerName(owner),
      object: named(target),
      context: cluster.context.name,
    });
  await documents.open(cluster, found);
}

/** The one that the row names; a workload may have several. */
function ownerOfRow(argument: unknown, owners: readonly Owner[], { tree }: Deps): Owner | undefined {
  const row = typeof argument === 'string' ? tree.row(argument) : undefined;
  return row === undefined ? undefined : owners.find(owner => ownerName(owner) === row.label);
}

async function choose(owners: readonly Owner[], object: string, { say }: Deps): Promise<Owner> {
  const items = owners.map(owner => ({ label: ownerName(owner), owner }));
  return (await pickOne(items, { title: say('owners-of', { object }) })).owner;
}

/** Helm keeps a release in Secrets, which are not shown; its own program shows it. Put into a terminal without running it. */
function showHelm(cluster: LiveCluster, release: string, namespace: string): void {
  const { context, kubeconfig } = siteOf(cluster);
  const command = [
    'helm',
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ...(context === undefined ? [] : ['--kube-context', context]),
    '--namespace',
    namespace,
    'get',
    'all',
    release,
  ];
  const terminal = vscode.window.activeTerminal ?? vscode.window.createTerminal();
  terminal.show();
  terminal.sendText(commandLine(command), false);
}
