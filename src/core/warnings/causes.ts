import { countOf, firstSeen, lastSeen, messageOf } from '../statefulset/events.ts';
import type { ClusterEvent, KubernetesObject } from '../statefulset/model.ts';
import { withoutNumbers } from '../without-numbers.ts';
import { isOver } from './over.ts';
import { topicOf } from './topic.ts';

/** What the cluster has warned of for one cause, however many events it has made of it. Times are milliseconds since 1970. */
export interface Warning {
  /** The event that was seen last. */
  readonly latest: ClusterEvent;
  /** What it is about: more than one where the same befell several. */
  readonly objects: readonly AboutObject[];
  /** The event's reasons, the one that was seen last first. */
  readonly reasons: readonly string[];
  readonly message: string;
  /** How often it was said. */
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** Whether what it warned of has passed, as the object shows. */
  readonly isOver: boolean;
}

export interface AboutObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * The warnings among some events, one for each cause: what is still so first, and of that what began first, because it may be the cause of
 * the others. `objects` are what the events may be about; `now` is in milliseconds since 1970.
 */
export function warningsOf(
  events: readonly ClusterEvent[],
  objects: readonly KubernetesObject[],
  now: number,
): Warning[] {
  const byName = new Map(objects.map(object => [nameOf(object.kind ?? '', object.metadata), object]));
  const byObject = new Map<string, Group>();
  for (const event of events) {
    if (event.type !== 'Warning') continue;
    const about = aboutOf(event);
    const key = `${nameOf(about.kind, about)}/${topicOf(event)}`;
    byObject.set(key, [event, ...(byObject.get(key) ?? [])]);
  }
  const folded = new Map<string, Warning>();
  for (const group of byObject.values()) {
    const topic = topicOf(group[0]);
    const warning = fold(group, event => isOver(event, meant(event, byName), objects, now));
    const [about] = warning.objects;
    const alike = [topic, warning.isOver, about?.kind, withoutNames(warning.message, about?.name ?? '')].join('/');
    const known = folded.get(alike);
    folded.set(alike, known === undefined ? warning : joined(known, warning));
  }
  return [...folded.values()].sort(
    (one, other) => Number(one.isOver) - Number(other.isOver) || one.first - other.first,
  );
}

type Group = readonly [ClusterEvent, ...ClusterEvent[]];

/** What is said of one object about one thing. It is over when the last that was said is. */
function fold(events: Group, over: (event: ClusterEvent) => boolean): Warning {
  const newest = events.toSorted((one, other) => lastSeen(other) - lastSeen(one));
  const latest = newest[0] ?? events[0];
  return {
    latest,
    objects: [aboutOf(latest)],
    reasons: [...new Set(newest.map(({ reason = '' }) => reason))],
    message: longest(newest.map(event => messageOf(event).trim())),
    count: newest.reduce((sum, event) => sum + countOf(event), 0),
    first: Math.min(...newest.map(event => firstSeen(event) ?? lastSeen(event))),
    last: lastSeen(latest),
    isOver: over(latest),
  };
}

/** The same of two objects. */
function joined(one: Warning, other: Warning): Warning {
  const later = other.last > one.last ? other : one;
  return {
    latest: later.latest,
    objects: [...one.objects, ...other.objects],
    reasons: [...new Set([...later.reasons, ...one.reasons, ...other.reasons])],
    message: later.message,
    count: one.count + other.count,
    first: Math.min(one.first, other.first),
    last: later.last,
    isOver: one.isOver,
  };
}

function aboutOf({ involvedObject, metadata }: ClusterEvent): AboutObject {
  const { kind = '', name = '', namespace = metadata.namespace ?? '' } = involvedObject;
  return { kind, namespace, name };
}

function nameOf(
  kind: string,
  { namespace = '', name }: { readonly namespace?: string; readonly name: string },
): string {
  return `${kind}/${namespace}/${name}`;
}

/** The object that an event is about; one made anew under the same name is another. */
function meant(event: ClusterEvent, byName: ReadonlyMap<string, KubernetesObject>): KubernetesObject | undefined {
  const about = aboutOf(event);
  const found = byName.get(nameOf(about.kind, about));
  const { uid = found?.metadata.uid } = event.involvedObject;
  return uid === found?.metadata.uid ? found : undefined;
}

/** Of several sentences on one thing the longest says why; the others say that it is so (`Error: ErrImagePull`). */
function longest(messages: readonly string[]): string {
  return messages.reduce((best, message) => (message.length > best.length ? message : best), '');
}

/** A message without what differs from object to object: its name, and all numbers. */
function withoutNames(message: string, name: string): string {
  return withoutNumbers(name === '' ? message : message.replaceAll(name, ''));
}
