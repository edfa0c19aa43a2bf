import type { ClusterEvent, KubernetesObject } from '../../core/statefulset/model.ts';
import type { Clock } from '../clock.ts';
import type { Registry } from '../registry.ts';
import { resources } from '../resources.ts';
import { StatusError } from '../status.ts';
import { timestamp } from '../store.ts';

export interface Happening {
  readonly about: KubernetesObject;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** The component that says it: `statefulset-controller`. */
  readonly source: string;
  /** The node on which the component runs. */
  readonly host?: string;
  /** The part of the object that is meant: `spec.containers{app}`. */
  readonly fieldPath?: string;
  /** What was being done, as the newer kind of events tells it. Only the scheduler writes those. */
  readonly action?: string;
}

export interface Recorder {
  record(happening: Happening): void;
}

/** How many kinds of event are remembered in order to count repetitions, as in client-go. */
const remembered = 4096;
const lifetime = 60 * 60 * 1000;

/**
 * Writes events, and counts equal ones instead of repeating them. Unlike client-go's recorder it neither drops bursts nor folds similar
 * events into one: both exist to spare a large cluster, and on a practice cluster whoever looks wants to see what happened.
 */
export function createRecorder(registry: Registry): Recorder {
  const names = new Map<string, string>();
  let serial = 0;

  function nameFor(object: KubernetesObject): string {
    serial += 1;
    const nanoseconds = BigInt(Math.floor(registry.clock.stamp())) * 1_000_000n + BigInt(serial % 1_000_000);
    return `${object.metadata.name}.${nanoseconds.toString(16)}`;
  }

  return {
    record(happening) {
      const namespace = happening.about.metadata.namespace ?? 'default';
      const key = identity(happening);
      const name = names.get(key);
      const known = name === undefined ? undefined : registry.find(resources.events, namespace, name);
      try {
        if (known !== undefined) {
          registry.update(resources.events, repeated(known, registry.clock), { fieldManager: happening.source });
          return;
        }
        const made = registry.create(
          resources.events,
          fresh(happening, namespace, nameFor(happening.about), registry.clock),
          {
            fieldManager: happening.source,
          },
        );
        names.delete(key);
        names.set(key, made.metadata.name);
        const oldest = names.keys().next();
        if (names.size > remembered && oldest.done !== true) names.delete(oldest.value);
      } catch (error) {
        // An event that cannot be written (its namespace is going) is lost, as on a real cluster; the work goes on.
        if (!(error instanceof StatusError)) throw error;
      }
    },
  };
}

/** Removes events an hour after they were last seen, as the API server does. Returns how to stop. */
export function expireEvents(registry: Registry): () => void {
  const every = 5 * 60 * 1000;
  let cancel = registry.clock.after(every, sweep);
  function sweep(): void {
    const limit = registry.clock.stamp() - lifetime;
    for (const event of registry.list(resources.events)) {
      const seen = event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '';
      if (Date.parse(seen) < limit) registry.delete(resources.events, event.metadata.namespace, event.metadata.name);
    }
    cancel = registry.clock.after(every, sweep);
  }
  return () => cancel();
}

function identity(happening: Happening): string {
  const { about, type, reason, message, source, fieldPath } = happening;
  return JSON.stringify([
    source,
    about.kind,
    about.metadata.namespace,
    about.metadata.name,
    about.metadata.uid,
    type,
    reason,
    message,
    fieldPath,
  ]);
}

interface Series {
  readonly count: number;
  readonly lastObservedTime: string;
}

interface RecordedEvent extends ClusterEvent {
  readonly action?: string;
  readonly reportingComponent?: string;
  readonly reportingInstance?: string;
  readonly series?: Series;
}

function fresh(happening: Happening, namespace: string, name: string, clock: Clock): RecordedEvent {
  const { about, type, reason, message, source, action } = happening;
  const now = timestamp(clock);
  const shared = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject: {
      kind: about.kind,
      ...(about.metadata.namespace === undefined ? {} : { namespace: about.metadata.namespace }),
      name: about.metadata.name,
      ...(about.metadata.uid === undefined ? {} : { uid: about.metadata.uid }),
      apiVersion: about.apiVersion,
      ...(about.metadata.resourceVersion === undefined ? {} : { resourceVersion: about.metadata.resourceVersion }),
      ...(happening.fieldPath === undefined ? {} : { fieldPath: happening.fieldPath }),
    },
    reason,
    message,
    type,
  } as const;
  if (action === undefined) {
    return {
      ...shared,
      source: { component: source, ...(happening.host === undefined ? {} : { host: happening.host }) },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      eventTime: null,
      reportingComponent: source,
      reportingInstance: happening.host ?? '',
    };
  }
  return {
    ...shared,
    source: {},
    firstTimestamp: null,
    lastTimestamp: null,
    eventTime: microTime(clock),
    action,
    reportingComponent: source,
    reportingInstance: `${source}-practice`,
  };
}

function repeated(event: RecordedEvent, clock: Clock): RecordedEvent {
  if (event.action === undefined) return { ...event, count: (event.count ?? 1) + 1, lastTimestamp: timestamp(clock) };
  return { ...event, series: { count: (event.series?.count ?? 1) + 1, lastObservedTime: microTime(clock) } };
}

function microTime(clock: Clock): string {
  return `${new Date(clock.stamp()).toISOString().slice(0, -1)}000Z`;
}
