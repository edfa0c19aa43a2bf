import * as vscode from 'vscode';
import { freeVolume, reserveVolume } from '../../cluster/change.ts';
import { siteOf } from '../connect/site.ts';
import { answer, Cancelled } from '../problems.ts';
import { named } from '../target.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { changeOf, makeChange, mustWrite } from './make-change.ts';
import { handoverSections } from './volume-sections.ts';

/** Lets a Released volume be bound again: by a claim of the name that it had, or by any. What that means for its data is shown first. */
export async function freeVolumeCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  mustWrite(cluster, say);
  const target = await chooseTarget(argument, ['PersistentVolume'], say('choose-free-volume'), cluster, deps);
  const volume = cluster.mirror.get('PersistentVolume', undefined, target.name);
  if (volume === undefined)
    throw answer(say, 'volume-not-there', { object: named(target), context: cluster.context.name });
  const site = siteOf(cluster);
  // Asked first, so that a volume that cannot be freed is told before anything is chosen.
  const freeing = changeOf(freeVolume(volume, site), say);
  const reserving = changeOf(reserveVolume(volume, site), say);
  const { claimRef } = volume.spec;
  const claim = `${claimRef?.namespace ?? ''}/${claimRef?.name ?? ''}`;
  const picked = await vscode.window.showQuickPick(
    [
      { label: say('free-to-same-name', { claim }), detail: say('free-to-same-name-detail'), to: 'same-name' as const },
      { label: say('free-to-anyone'), detail: say('free-to-anyone-detail'), to: 'anyone' as const },
    ],
    { title: say('free-title', { object: named(target) }) },
  );
  if (picked === undefined) throw new Cancelled();
  const { to } = picked;
  const claims = cluster.mirror.list('PersistentVolumeClaim');
  await makeChange(
    cluster,
    {
      change: to === 'anyone' ? freeing : reserving,
      follow: undefined,
      sections: () => handoverSections({ volume, claims, namespace: cluster.namespace, to }, say),
      ...(to === 'anyone' ? { destructive: true, typed: target.name } : {}),
    },
    deps,
  );
  vscode.window.setStatusBarMessage(say('volume-freed', { object: named(target) }), 5_000);
}
