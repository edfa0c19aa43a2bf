import { timeOf } from '../time.ts';
import { lastSeen } from './events.ts';
import type { KubernetesObject, Pod } from './model.ts';
import { ordinalOfClaim } from './ordinals.ts';
import type { Evidence } from './verdict-model.ts';

/**
 * When anything was last seen to happen to a set, its pods or its claims, in milliseconds since 1970. What has had nothing to wait for since
 * then and has not happened will hardly happen by itself. `undefined` if nothing says a time.
 */
export function lastSign({ set, claims, events, now }: Evidence, pods: readonly Pod[]): number | undefined {
  const own = new Set([set.metadata.uid, ...pods.map(pod => pod.metadata.uid)]);
  const times = [
    ...timesOf(set),
    ...pods.flatMap(pod => [...timesOf(pod), ...conditionTimes(pod)]),
    ...(claims ?? []).filter(claim => ordinalOfClaim(set, claim.metadata.name) !== undefined).flatMap(timesOf),
    ...(events ?? []).filter(event => own.has(event.involvedObject.uid)).map(lastSeen),
  ];
  // A grace period ends in the future, and clocks differ.
  const past = times.filter(time => time !== undefined).map(time => Math.min(time, now));
  return past.length === 0 ? undefined : past.reduce((latest, time) => Math.max(latest, time));
}

function timesOf({ metadata }: KubernetesObject): (number | undefined)[] {
  const { creationTimestamp, deletionTimestamp, managedFields = [] } = metadata;
  return [timeOf(creationTimestamp), timeOf(deletionTimestamp), ...managedFields.map(entry => timeOf(entry.time))];
}

function conditionTimes(pod: Pod): (number | undefined)[] {
  return (pod.status?.conditions ?? []).map(condition => timeOf(condition.lastTransitionTime));
}
