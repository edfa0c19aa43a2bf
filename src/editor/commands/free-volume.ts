import * as vscode from 'vscode';
import { freeVolume, reserveVolume } from '../../cluster/change.ts';
import type { PersistentVolume } from '../../core/statefulset/model.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import { answer } from '../problems.ts';
import { named, type Target } from '../target.ts';
import { chooseTarget } from './choose-target.ts';
import { clusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { changeOf, makeChange } from './make-change.ts';
import { pickOne } from './pick-one.ts';
import { titleIn } from './title-in.ts';
import { handoverSections } from './volume-sections.ts';

/** Lets a Released volume be bound again: by a claim of the name that it had, or by any. What that means for its data is shown first. */
export async function freeVolumeCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, argument);
  mustHaveReleased(cluster, argument, say);
  const isOffered = ({ name }: Target) => isReleased(cluster.mirror.get('PersistentVolume', undefined, name));
  const title = say('choose-free-volume');
  const target = await chooseTarget(argument, ['PersistentVolume'], title, cluster, deps, isOffered);
  const site = siteOf(cluster);
  // Asked first, so that a volume that cannot be freed is told before anything is chosen.
  const volume = liveVolume();
  changeOf(reserveVolume(volume, site), say);
  const { claimRef } = volume.spec;
  const claim = `${claimRef?.namespace ?? ''}/${claimRef?.name ?? ''}`;
  const { to } = await pickOne(
    [
      { label: say('free-to-same-name', { claim }), detail: say('free-to-same-name-detail'), to: 'same-name' as const },
      { label: say('free-to-anyone'), detail: say('free-to-anyone-detail'), to: 'anyone' as const },
    ],
    { title: titleIn(say('free-title', { object: named(target) }), cluster, deps) },
  );
  await makeChange(
    cluster,
    {
      propose: () => {
        const now = liveVolume();
        const claims = cluster.mirror.list('PersistentVolumeClaim');
        const outcome = to === 'anyone' ? freeVolume(now, site) : reserveVolume(now, site);
        return {
          changes: [{ change: changeOf(outcome, say), follow: undefined }],
          sections: () => handoverSections({ volume: now, claims, namespace: cluster.namespace, to }, say),
          ...(to === 'anyone' ? { destructive: true, typed: target.name } : {}),
        };
      },
    },
    deps,
  );
  vscode.window.setStatusBarMessage(say('volume-freed', { object: named(target) }), 5_000);

  function liveVolume(): PersistentVolume {
    const found = cluster.mirror.get('PersistentVolume', undefined, target.name);
    if (found !== undefined) return found;
    throw answer(say, 'volume-not-there', { object: named(target), context: cluster.context.name });
  }
}

/** Throws an answer where a volume would have to be chosen and none could be freed. */
function mustHaveReleased({ mirror, context }: LiveCluster, argument: unknown, say: Deps['say']): void {
  const isChosen = argument !== undefined;
  if (isChosen || mirror.list('PersistentVolume').some(isReleased)) return;
  throw answer(say, 'no-volume-released', { context: context.name });
}

function isReleased(volume: PersistentVolume | undefined): boolean {
  return volume?.status?.phase === 'Released';
}
