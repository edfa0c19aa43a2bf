import type { Terminals } from '../terminal/terminals.ts';
import { chooseContainer, choosePod } from './choose-place.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';
import { mustConfirm, mustWrite } from './protect.ts';
import { mustReach } from './reach.ts';

/** Opens a shell in a container. Whoever has one can change things, so a context that is protected stays so. */
export async function openShellCommand(deps: Deps, terminals: Terminals, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  mustReach(desk.contexts, cluster, say);
  mustWrite(cluster, say);
  const kinds = ['Pod', 'StatefulSet', 'Deployment'] as const;
  const target = await chooseTarget(argument, kinds, say('choose-shell'), cluster, deps);
  const place = await chooseContainer(await choosePod(cluster, target, say), say);
  await mustConfirm(cluster, say);
  terminals.open(cluster, place);
}
