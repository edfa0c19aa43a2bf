import { timeOf } from '../time.ts';
import type { ClusterEvent, KubernetesObject } from './model.ts';

/** Clusters fold events that are alike, and say so. */
const FOLDED = '(combined from similar events): ';

/** When an event was last seen, in milliseconds since 1970; 0 if it does not say. */
export function lastSeen(event: ClusterEvent): number {
  return timeOf(event.lastTimestamp) ?? timeOf(event.eventTime) ?? timeOf(event.metadata.creationTimestamp) ?? 0;
}

/** When an event was first seen. */
export function firstSeen(event: ClusterEvent): number | undefined {
  return timeOf(event.firstTimestamp) ?? timeOf(event.eventTime) ?? timeOf(event.metadata.creationTimestamp);
}

/** How often it happened. */
export function countOf(event: ClusterEvent): number {
  return event.count ?? 1;
}

/** The events about an object, oldest first. An object made anew under the same name is another one. */
export function eventsAbout(
  events: readonly ClusterEvent[] | undefined,
  object: Pick<KubernetesObject, 'kind' | 'metadata'>,
): ClusterEvent[] {
  const { name, uid } = object.metadata;
  return (events ?? [])
    .filter(({ involvedObject: about }) => {
      if (about.kind !== object.kind || about.name !== name) return false;
      return about.uid === undefined || uid === undefined || about.uid === uid;
    })
    .toSorted((one, other) => lastSeen(one) - lastSeen(other));
}

/** What an event says, without the remark that it stands for several. */
export function messageOf(event: Pick<ClusterEvent, 'message'>): string {
  return (event.message ?? '').replace(FOLDED, '');
}
