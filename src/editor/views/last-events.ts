import { shortDuration } from '../../core/duration.ts';
import { eventsAbout, lastSeen, messageOf } from '../../core/statefulset/events.ts';
import type { ClusterEvent, KubernetesObject } from '../../core/statefulset/model.ts';
import type { Say } from '../../words/words.ts';
import type { Fact } from './row.ts';

/** How many a tooltip has room for. */
const SHOWN = 3;

/** What was said last about an object, the newest first, as lines of its tooltip. */
export function lastEvents(
  object: KubernetesObject,
  events: readonly ClusterEvent[],
  { say, now }: { readonly say: Say; readonly now: number },
): Fact[] {
  return eventsAbout(events, object)
    .toReversed()
    .slice(0, SHOWN)
    .map(event => ({
      name: say('fact-event', { ago: shortDuration(Math.max(0, now - lastSeen(event))) }),
      value: `${event.reason ?? ''}: ${messageOf(event).trim()}`,
    }));
}
