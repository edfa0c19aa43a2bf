import { restart } from '../../cluster/change.ts';
import { siteOf } from '../connect/site.ts';
import { ofObject, specSections } from './change-sections.ts';
import { chooseTargets, leftOutSections } from './choose-targets.ts';
import { clusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { keyOf, liveWorkload } from './live.ts';
import { changeOf, makeChange } from './make-change.ts';

/** Replaces the pods of workloads, each in its order. Several of them are one plan. */
export async function restartCommand(deps: Deps, argument: unknown, selected?: unknown): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, argument);
  const kinds = ['StatefulSet', 'Deployment'] as const;
  const { targets, leftOut } = await chooseTargets(argument, selected, kinds, say('choose-restart'), cluster, deps);
  const at = Date.now();
  await makeChange(
    cluster,
    {
      title: say('do-restart-several', { count: targets.length }),
      propose: () => {
        const workloads = targets.map(target => liveWorkload(cluster, target, say));
        return {
          changes: workloads.map(workload => ({
            change: changeOf(restart(workload, at, siteOf(cluster)), say),
            follow: keyOf(workload),
          })),
          sections: (results, _, planning) => [
            ...leftOutSections(leftOut, say),
            ...workloads.flatMap((workload, index) => {
              const sections = specSections(cluster, workload, results[index], planning);
              return workloads.length === 1
                ? sections
                : sections.map(section => ofObject(section, workload.metadata.name, say));
            }),
          ],
        };
      },
    },
    deps,
  );
}
