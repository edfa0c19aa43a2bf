import { deletePod } from '../../cluster/change.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import { inOrder } from '../../core/statefulset/ordinals.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import { workloadOf } from '../connect/touched.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { chooseTargets } from './choose-targets.ts';
import type { Deps } from './deps.ts';
import { livePod } from './live.ts';
import { mustWrite, setSections } from './make-change.ts';
import { makeChanges, ofObject } from './make-changes.ts';
import type { PreviewSection } from './preview-model.ts';

/** Pods of one owner, or of none. */
interface Group {
  readonly owner: WorkloadKey | undefined;
  readonly pods: readonly Pod[];
}

/** Deletes pods; their controllers make others in their place. Several of them are one plan. */
export async function deletePodCommand(deps: Deps, argument: unknown, selected?: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  mustWrite(cluster, say);
  const targets = await chooseTargets(argument, selected, ['Pod'], say('choose-delete-pod'), cluster, deps);
  const groups = grouped(
    cluster,
    targets.map(target => livePod(cluster, target, say)),
  );
  const site = siteOf(cluster);
  await makeChanges(
    cluster,
    {
      title: say('do-delete-pods', { count: targets.length }),
      changes: groups.flatMap(({ owner, pods }) => pods.map(pod => ({ change: deletePod(pod, site), follow: owner }))),
      sections: () =>
        groups.flatMap(group => {
          const sections = sectionsOf(cluster, group, deps);
          if (groups.length === 1) return sections;
          const name = group.owner?.name ?? group.pods.map(({ metadata }) => metadata.name).join(', ');
          return sections.map(section => ofObject(section, name, say));
        }),
      destructive: true,
    },
    deps,
  );
}

function grouped(cluster: LiveCluster, pods: readonly Pod[]): Group[] {
  const groups = new Map<string, Group>();
  for (const pod of pods) {
    const owner = workloadOf(cluster.mirror, pod);
    const key = owner === undefined ? '' : `${owner.kind}/${owner.namespace}/${owner.name}`;
    groups.set(key, { owner, pods: [...(groups.get(key)?.pods ?? []), pod] });
  }
  return [...groups.values()].map(({ owner, pods: own }) => ({
    owner,
    pods: owner?.kind === 'StatefulSet' ? inOrder(owner.name, own) : own,
  }));
}

function sectionsOf(cluster: LiveCluster, { owner, pods }: Group, deps: Deps): PreviewSection[] {
  const { say } = deps;
  const set =
    owner?.kind === 'StatefulSet' ? cluster.mirror.get('StatefulSet', owner.namespace, owner.name) : undefined;
  const names = pods.map(({ metadata }) => metadata.name);
  if (set !== undefined) return setSections(cluster, set, { kind: 'delete-pods', pods: names }, deps);
  const text =
    owner === undefined ? say('pod-has-no-owner') : say('pod-comes-back', { owner: `${owner.kind} ${owner.name}` });
  return [{ heading: say('section-notes'), lines: [{ icon: owner === undefined ? 'warning' : 'info', text }] }];
}
