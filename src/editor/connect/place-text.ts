import { clockMinutes } from '../../core/clock-time.ts';
import type { Say } from '../../words/words.ts';
import { healthOf } from './health.ts';
import type { LiveCluster } from './session.ts';

/** Where something is told of: `prod / shop`, and as of when where the cluster is away and only the last known can be told. */
export function placeOf(cluster: LiveCluster, say: Say, namespace: string = cluster.namespace): string {
  const context = cluster.context.name;
  const where = say('where', { context, namespace: namespace === '' ? say('namespace-all') : namespace });
  const health = healthOf(cluster.mirror);
  return health.state === 'stale' ? say('where-as-of', { where, time: clockMinutes(health.since) }) : where;
}

/** A sentence on how something is: of a cluster that is away it says itself as of when, because what stands around it is not always read. */
export function asOfThen(cluster: LiveCluster, sentence: string, say: Say): string {
  const health = healthOf(cluster.mirror);
  if (health.state !== 'stale') return sentence;
  return say('sentence-as-of', { sentence, context: cluster.context.name, time: clockMinutes(health.since) });
}
