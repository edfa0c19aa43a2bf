import { deleteObject, deletePod } from '../../cluster/change.ts';
import { siteOf } from '../connect/site.ts';
import { workloadOf } from '../connect/touched.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { livePod, liveSet } from './live.ts';
import { makeChange, mustWrite, setSections } from './make-change.ts';

/** Deletes a set and, with it, its pods. Claims stay unless the set's own retention policy says otherwise; the preview tells which. */
export async function deleteSetCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster();
  mustWrite(cluster, say);
  const target = await chooseTarget(argument, ['StatefulSet'], say('choose-delete-set'), cluster, deps);
  const set = liveSet(cluster, target, say);
  await makeChange(
    cluster,
    {
      change: deleteObject('StatefulSet', set, 'Background', siteOf(cluster)),
      follow: { kind: 'StatefulSet', namespace: target.namespace, name: target.name },
      sections: () => setSections(cluster, set, { kind: 'delete-set', propagation: 'Background' }, say),
      destructive: true,
    },
    deps,
  );
}

/** Deletes a pod; its controller makes another in its place. */
export async function deletePodCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster();
  mustWrite(cluster, say);
  const target = await chooseTarget(argument, ['Pod'], say('choose-delete-pod'), cluster, deps);
  const pod = livePod(cluster, target, say);
  const owner = workloadOf(cluster.mirror, pod);
  const set =
    owner?.kind === 'StatefulSet' ? cluster.mirror.get('StatefulSet', owner.namespace, owner.name) : undefined;
  await makeChange(
    cluster,
    {
      change: deletePod(pod, siteOf(cluster)),
      follow: owner,
      sections: () => {
        if (set !== undefined) return setSections(cluster, set, { kind: 'delete-pod', pod: target.name }, say);
        const text =
          owner === undefined
            ? say('pod-has-no-owner')
            : say('pod-comes-back', { owner: `${owner.kind} ${owner.name}` });
        return [{ heading: say('section-notes'), lines: [{ icon: owner === undefined ? 'warning' : 'info', text }] }];
      },
      destructive: true,
    },
    deps,
  );
}
