import { type Outcome, type PatchChange, rollBack } from '../../cluster/change.ts';
import type { Deployment } from '../../core/deployment/model.ts';
import type { StatefulSet } from '../../core/statefulset/model.ts';
import type { LiveCluster } from '../connect/session.ts';
import { siteOf } from '../connect/site.ts';
import { answer } from '../problems.ts';
import { named } from '../target.ts';
import { specSections } from './change-sections.ts';
import { chooseTarget } from './choose-target.ts';
import { clusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { keyOf, liveWorkload } from './live.ts';
import { changeOf, makeChange } from './make-change.ts';
import { pickOne } from './pick-one.ts';
import { deploymentRevisions, type RevisionChoice, setRevisions } from './revision-choices.ts';
import { titleIn } from './title-in.ts';

/** Gives a workload the template of an earlier revision back: that of this name, else one chosen from those that the cluster keeps. */
export async function rollBackCommand(deps: Deps, argument: unknown, revision?: string): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, argument);
  const target = await chooseTarget(argument, ['StatefulSet', 'Deployment'], say('roll-back-choose'), cluster, deps);
  const workload = liveWorkload(cluster, target, say);
  const backTo = await chosen(cluster, workload, revision, deps);
  await makeChange(
    cluster,
    {
      propose: () => {
        const now = liveWorkload(cluster, target, say);
        return {
          changes: [{ change: changeOf(backTo(now), say), follow: keyOf(now) }],
          sections: ([result], _, planning) => specSections(cluster, now, result, planning),
        };
      },
    },
    deps,
  );
}

/** A way back to the revision that a person chooses, for the workload as it is then. */
async function chosen(
  cluster: LiveCluster,
  workload: StatefulSet | Deployment,
  wanted: string | undefined,
  deps: Deps,
): Promise<(now: StatefulSet | Deployment) => Outcome<PatchChange>> {
  const { say } = deps;
  const site = siteOf(cluster);
  if (workload.kind === 'StatefulSet') {
    const revision = await pick(
      workload,
      setRevisions(cluster.mirror, workload, Date.now(), say),
      wanted,
      cluster,
      deps,
    );
    return now => rollBack(now.kind === 'StatefulSet' ? now : workload, revision, site);
  }
  const revision = await pick(
    workload,
    deploymentRevisions(cluster.mirror, workload, Date.now(), say),
    wanted,
    cluster,
    deps,
  );
  return now => rollBack(now.kind === 'Deployment' ? now : workload, revision, site);
}

async function pick<R extends RevisionChoice['revision']>(
  workload: StatefulSet | Deployment,
  choices: readonly RevisionChoice<R>[],
  wanted: string | undefined,
  cluster: LiveCluster,
  deps: Deps,
): Promise<R> {
  const { say } = deps;
  const object = named({ kind: workload.kind, name: workload.metadata.name });
  if (wanted !== undefined) {
    const found = choices.find(({ revision }) => revision.metadata.name === wanted);
    if (found === undefined) throw answer(say, 'revision-gone', { object, name: wanted });
    return found.revision;
  }
  // With the newest in front it would be a change to nothing; the first is where an undo would lead.
  const others = choices.filter(choice => !choice.isCurrent);
  if (others.length === 0) throw answer(say, 'roll-back-nowhere', { object });
  const items = [...others, ...choices.filter(choice => choice.isCurrent)].map(({ number, words, revision }) => ({
    label: `#${number}`,
    description: words,
    revision,
  }));
  const options = { placeHolder: say('roll-back-placeholder'), matchOnDescription: true };
  return (await pickOne(items, { ...options, title: titleIn(say('roll-back-title', { object }), cluster, deps) }))
    .revision;
}
