import { deleteObject } from '../../cluster/change.ts';
import { siteOf } from '../connect/site.ts';
import { setSections } from './change-sections.ts';
import { chooseTarget } from './choose-target.ts';
import { clusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { keyOf, liveSet } from './live.ts';
import { makeChange } from './make-change.ts';

/** Deletes a set and, with it, its pods. Claims stay unless the set's own retention policy says otherwise; the preview tells which. */
export async function deleteSetCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, argument);
  const target = await chooseTarget(argument, ['StatefulSet'], say('choose-delete-set'), cluster, deps);
  await makeChange(
    cluster,
    {
      propose: () => {
        const set = liveSet(cluster, target, say);
        return {
          changes: [{ change: deleteObject('StatefulSet', set, 'Background', siteOf(cluster)), follow: keyOf(set) }],
          sections: (_, __, planning) =>
            setSections(cluster, set, { kind: 'delete-set', propagation: 'Background' }, planning),
          destructive: true,
        };
      },
    },
    deps,
  );
}
