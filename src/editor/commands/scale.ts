import * as vscode from 'vscode';
import { autoscalerRemarks } from '../../cluster/autoscaler.ts';
import { setReplicas } from '../../cluster/change.ts';
import { siteOf } from '../connect/site.ts';
import { Cancelled } from '../problems.ts';
import { named } from '../target.ts';
import { specSections } from './change-sections.ts';
import { chooseTarget } from './choose-target.ts';
import { clusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { keyOf, liveWorkload } from './live.ts';
import { changeOf, makeChange } from './make-change.ts';
import { titleIn } from './title-in.ts';

export async function scaleCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, argument);
  const target = await chooseTarget(argument, ['StatefulSet', 'Deployment'], say('choose-scale'), cluster, deps);
  const workload = liveWorkload(cluster, target, say);
  const typed = await vscode.window.showInputBox({
    title: titleIn(say('scale-title', { object: named(target) }), cluster, deps),
    prompt: say('scale-prompt'),
    value: String(workload.spec.replicas ?? 1),
    validateInput: text => (/^\d{1,6}$/.test(text.trim()) ? undefined : say('not-a-count')),
  });
  if (typed === undefined) throw new Cancelled();
  const remarks = await autoscalerRemarks(cluster.connection, workload);
  const scalers = remarks.map(remark => ({ icon: 'warning', text: say.data(remark) }));
  await makeChange(
    cluster,
    {
      propose: () => {
        const now = liveWorkload(cluster, target, say);
        return {
          changes: [{ change: changeOf(setReplicas(now, Number(typed), siteOf(cluster)), say), follow: keyOf(now) }],
          // Nobody is served any more: a second Enter by habit must not do that.
          destructive: Number(typed) === 0,
          sections: ([result], _, planning) => [
            ...(scalers.length === 0 ? [] : [{ heading: say('section-owners'), lines: scalers }]),
            ...specSections(cluster, now, result, planning),
          ],
        };
      },
    },
    deps,
  );
}
