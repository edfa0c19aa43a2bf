import { isTerminating, isUnavailable, minReadySecondsOf, missingHealth } from './health.ts';
import { revisionOf } from './identity.ts';
import type { Pod, StatefulSet } from './model.ts';
import { ordinalOf, partitionOf, replicasOf, startOf } from './ordinals.ts';
import { type Pass, wait } from './pass.ts';

/** The update phase, which ends a pass: all pods are healthy enough to look for outdated ones. */
export function update(pass: Pass): void {
  if (pass.world.set.spec.updateStrategy?.type === 'OnDelete') return;
  if (pass.world.features?.maxUnavailable === true) updateUpTo(pass, maxUnavailableOf(pass.world.set));
  else updateFromTheTop(pass);
}

/** Whether an update that goes on gets to this pod: it is not of the update revision, and no partition holds it. */
export function isToBeUpdated(set: StatefulSet, pod: Pod, updateRevision: string): boolean {
  if (set.spec.updateStrategy?.type === 'OnDelete' || revisionOf(pod) === updateRevision) return false;
  return (ordinalOf(set.metadata.name, pod.metadata.name) ?? 0) >= startOf(set) + partitionOf(set);
}

/** One outdated pod at a time from the highest ordinal down to the partition, whatever its health. Fact C5. */
function updateFromTheTop(pass: Pass): void {
  const { set, now } = pass.world;
  for (let index = pass.replicas.length - 1; index >= partitionOf(set); index--) {
    const pod = pass.replicas[index];
    if (pod === undefined) return;
    if (isOutdated(pass, pod)) {
      deleteOutdated(pass, pod);
      return;
    }
    if (isUnavailable(pod, minReadySecondsOf(set), now)) {
      wait(pass, pod, missingHealth(pod), 'update');
      return;
    }
  }
}

/** With the gate MaxUnavailableStatefulSet: so many outdated pods together that no more than `limit` are unavailable. Fact C5. */
function updateUpTo(pass: Pass, limit: number): void {
  const { set, now } = pass.world;
  const unavailable = pass.replicas.filter(pod => isUnavailable(pod, minReadySecondsOf(set), now));
  const outdated = pass.replicas
    .slice(partitionOf(set))
    .reverse()
    .filter(pod => isOutdated(pass, pod));
  const [blocking] = unavailable;
  const isFree = (pod: Pod): boolean => pass.world.features?.replacesUnavailable === true && unavailable.includes(pod);
  const room = outdated.filter(pod => !isFree(pod)).slice(0, Math.max(0, limit - unavailable.length));
  for (const pod of outdated) if (isFree(pod) || room.includes(pod)) deleteOutdated(pass, pod);
  if (pass.updateDeletes === 0 && blocking !== undefined) wait(pass, blocking, missingHealth(blocking), 'update');
}

function isOutdated(pass: Pass, pod: Pod): boolean {
  return revisionOf(pod) !== pass.revisions.update.metadata.name && !isTerminating(pod);
}

function deleteOutdated(pass: Pass, pod: Pod): void {
  pass.moves.push({ do: 'delete-pod', pod: pod.metadata.name, because: 'outdated' });
  pass.updateDeletes++;
  wait(pass, pod, 'gone', 'update');
}

/** Percentages round down, and never below 1. Section C, maxUnavailable. */
export function maxUnavailableOf(set: StatefulSet): number {
  const value = set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
  if (typeof value === 'number') return Math.max(1, value);
  return Math.max(1, Math.floor((Number.parseInt(value, 10) * replicasOf(set)) / 100));
}
