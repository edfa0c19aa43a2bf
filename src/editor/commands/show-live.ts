import type { LiveDocuments } from '../live/live-documents.ts';
import { targetKinds } from '../target.ts';
import { chooseTarget } from './choose-target.ts';
import type { Deps } from './deps.ts';

/** Opens an object of the cluster as YAML that follows it. */
export async function showLiveCommand(deps: Deps, documents: LiveDocuments, argument: unknown): Promise<void> {
  const { say, desk } = deps;
  const cluster = desk.cluster(argument);
  await documents.open(cluster, await chooseTarget(argument, targetKinds, say('choose-live'), cluster, deps));
}
