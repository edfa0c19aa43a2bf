import type { Say } from '../../words/words.ts';
import { awayOf } from '../connect/away.ts';
import type { OpenContexts } from '../connect/contexts.ts';
import type { LiveCluster } from '../connect/session.ts';
import { contextAway } from '../connect/unusable.ts';
import { isAboutTheWay } from '../problems.ts';
import type { Deps } from './deps.ts';

/** The cluster that a command is about and asks something; throws an answer where there is none, or where it is known to be away. */
export function clusterToReach({ desk, say }: Pick<Deps, 'desk' | 'say'>, argument: unknown): LiveCluster {
  const cluster = desk.cluster(argument);
  mustReach(desk.contexts, cluster, say);
  return cluster;
}

/**
 * Throws what the tree says of a cluster that is known to be away, before anything is asked that would be answered in vain. Its rows stay
 * while it is away, so a command may be called on it then. A kind alone that fails to be read (500) keeps nobody from a pod.
 */
function mustReach(contexts: Pick<OpenContexts, 'of'>, { key }: Pick<LiveCluster, 'key'>, say: Say): void {
  const open = contexts.of(key);
  const away = open === undefined ? undefined : awayOf(open.session.state.get());
  if (open !== undefined && away !== undefined && isAboutTheWay(away.failure)) throw contextAway(open, say);
}
