import { restart } from '../../cluster/change.ts';
import { siteOf } from '../connect/site.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { liveWorkload } from './live.ts';
import { changeOf, makeChange, mustWrite, specSections } from './make-change.ts';

export async function restartCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster();
  mustWrite(cluster, say);
  const target = await chooseTarget(argument, ['StatefulSet', 'Deployment'], say('choose-restart'), cluster, deps);
  const workload = liveWorkload(cluster, target, say);
  await makeChange(
    cluster,
    {
      change: changeOf(restart(workload, Date.now(), siteOf(cluster)), say),
      follow: { kind: workload.kind, namespace: target.namespace, name: target.name },
      sections: result => specSections(cluster, workload, result, say),
    },
    deps,
  );
}
