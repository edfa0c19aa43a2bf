import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { liveWorkload } from './live.ts';

export async function watchCommand(deps: Deps, argument: unknown): Promise<void> {
  const { say, desk, rollouts } = deps;
  const cluster = desk.cluster(argument);
  const target = await chooseTarget(argument, ['StatefulSet', 'Deployment'], say('choose-watch'), cluster, deps);
  const { kind } = liveWorkload(cluster, target, say);
  rollouts.follow(cluster, { kind, namespace: target.namespace, name: target.name });
}
