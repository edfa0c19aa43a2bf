import { restart } from '../../cluster/change.ts';
import { siteOf } from '../connect/site.ts';
import { chooseTargets } from './choose-targets.ts';
import type { Deps } from './deps.ts';
import { liveWorkload } from './live.ts';
import { changeOf, mustWrite, specSections } from './make-change.ts';
import { makeChanges, ofObject } from './make-changes.ts';

/** Replaces the pods of workloads, each in its order. Several of them are one plan. */
export async function restartCommand(deps: Deps, argument: unknown, selected?: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  mustWrite(cluster, say);
  const kinds = ['StatefulSet', 'Deployment'] as const;
  const targets = await chooseTargets(argument, selected, kinds, say('choose-restart'), cluster, deps);
  const workloads = targets.map(target => liveWorkload(cluster, target, say));
  const at = Date.now();
  await makeChanges(
    cluster,
    {
      title: say('do-restart-several', { count: workloads.length }),
      changes: workloads.map(workload => ({
        change: changeOf(restart(workload, at, siteOf(cluster)), say),
        follow: { kind: workload.kind, namespace: workload.metadata.namespace ?? '', name: workload.metadata.name },
      })),
      sections: results =>
        workloads.flatMap((workload, index) => {
          const sections = specSections(cluster, workload, results[index], deps);
          return workloads.length === 1
            ? sections
            : sections.map(section => ofObject(section, workload.metadata.name, say));
        }),
    },
    deps,
  );
}
