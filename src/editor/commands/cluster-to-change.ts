import type { LiveCluster } from '../connect/session.ts';
import type { Deps } from './deps.ts';
import { mustWrite } from './protect.ts';
import { clusterToReach } from './reach.ts';

declare const allowed: unique symbol;

/**
 * A cluster that was found to be there and that may be changed. Only `clusterToChange` gives one, and whatever writes asks for one: a command
 * that forgets to find out cannot be compiled.
 */
export type ClusterToChange = LiveCluster & { readonly [allowed]: true };

/** The cluster that a command changes: one that can be reached. Throws an answer where changes are refused, too. */
export function clusterToChange(deps: Pick<Deps, 'desk' | 'say'>, argument: unknown): ClusterToChange {
  const cluster = clusterToReach(deps, argument);
  mustWrite(cluster, deps.say);
  return cluster as ClusterToChange;
}
