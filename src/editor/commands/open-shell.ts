import type { Terminals } from '../terminal/terminals.ts';
import { chooseContainer, choosePod } from './choose-place.ts';
import { chooseTarget } from './choose-target.ts';
import { clusterToChange } from './cluster-to-change.ts';
import type { Deps } from './deps.ts';
import { mustConfirm } from './protect.ts';

/** Opens a shell in a container. Whoever has one can change things, so a context that is protected stays so. */
export async function openShellCommand(deps: Deps, terminals: Terminals, argument: unknown): Promise<void> {
  const { say } = deps;
  const cluster = clusterToChange(deps, argument);
  const kinds = ['Pod', 'StatefulSet', 'Deployment'] as const;
  const target = await chooseTarget(argument, kinds, say('choose-shell'), cluster, deps);
  const place = await chooseContainer(cluster, await choosePod(cluster, target, deps), deps);
  await mustConfirm(cluster, say);
  terminals.open(cluster, place);
}
