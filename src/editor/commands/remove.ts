import { deleteObject } from '../../cluster/change.ts';
import { siteOf } from '../connect/site.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { liveSet } from './live.ts';
import { makeChange, mustWrite, setSections } from './make-change.ts';

/** Deletes a set and, with it, its pods. Claims stay unless the set's own retention policy says otherwise; the preview tells which. */
export async function deleteSetCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  mustWrite(cluster, say);
  const target = await chooseTarget(argument, ['StatefulSet'], say('choose-delete-set'), cluster, deps);
  const set = liveSet(cluster, target, say);
  await makeChange(
    cluster,
    {
      change: deleteObject('StatefulSet', set, 'Background', siteOf(cluster)),
      follow: { kind: 'StatefulSet', namespace: target.namespace, name: target.name },
      sections: () => setSections(cluster, set, { kind: 'delete-set', propagation: 'Background' }, deps),
      destructive: true,
    },
    deps,
  );
}
