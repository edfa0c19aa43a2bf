import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { apiVersionOf } from '../resources.ts';
import { expired } from '../status.ts';
import type { Change } from '../store.ts';
import { partialMetadata, tableOf } from '../tables/table.ts';
import type { Accepted } from './accept.ts';
import { type ApiRequest, type ApiResponse, isSet, optionsRefusal, type Stream } from './exchange.ts';
import { parseVersion, tooLargeVersion } from './list.ts';
import { includedOf, textOfObject } from './present.ts';
import { type Predicate, selectionOf } from './selectors.ts';
import type { ApiContext, Target } from './target.ts';

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** A watch ends by itself after half an hour to an hour, as on the real server. */
const shortestWatch = 30 * 60_000;
const initialEventsEnd = { 'k8s.io/initial-events-end': 'true' };

/** A watch (controller-semantics.md I7). What is wrong with the request is thrown now; a version too old is told in the stream. */
export function watchObjects(
  context: ApiContext,
  target: Target,
  request: ApiRequest,
  accepted: Accepted,
): ApiResponse {
  const { store } = context.registry;
  const { query } = request;
  const withInitialEvents = checkInitialEvents(query);
  const version = parseVersion(query.get('resourceVersion') ?? '');
  if (version !== undefined && version > store.version()) throw tooLargeVersion(version, store.version());
  const select = selectionOf(target.resource, query);
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  const plan: Plan = {
    from: withInitialEvents === true || version === undefined ? 'now' : version,
    // without a version the state is replayed, unless the client says that it needs none
    replay: withInitialEvents ?? version === undefined,
    announceEnd: withInitialEvents === true,
    bookmarks: isSet(query, 'allowWatchBookmarks'),
    timeout: seconds > 0 ? seconds * 1000 : shortestWatch * (1 + Math.random()),
    concerns: object =>
      (target.namespace === undefined || object.metadata.namespace === target.namespace) &&
      (target.name === undefined || object.metadata.name === target.name),
    select,
  };
  const write = eventWriter(context, target, request, accepted);
  return { status: 200, contentType: accepted.contentType, body: streamOf(context, target, plan, write) };
}

interface Plan {
  readonly from: number | 'now';
  readonly replay: boolean;
  readonly announceEnd: boolean;
  readonly bookmarks: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  /** Whether the object is in the namespace (and of the name) watched, whatever the selectors say. */
  readonly concerns: Predicate;
  readonly select: Predicate | undefined;
}

interface EventWriter {
  event(type: EventType, object: KubernetesObject): string;
  bookmark(version: number, annotations?: Readonly<Record<string, string>>): string;
}

function streamOf(context: ApiContext, target: Target, plan: Plan, write: EventWriter): Stream {
  const { registry, timers, bookmarkEvery } = context;
  const { store } = registry;
  return (send, end) => {
    const matches = (object: KubernetesObject): boolean => plan.concerns(object) && (plan.select?.(object) ?? true);
    const tell = (change: Change): void => {
      const event = eventOf(change, matches);
      if (event !== undefined) send(write.event(event.type, event.object));
    };
    const isOurs = ({ resource }: Change): boolean =>
      resource.group === target.storage.group && resource.name === target.storage.name;

    const missed = plan.from === 'now' ? [] : store.since(plan.from);
    if (missed === undefined) {
      const error = expired(plan.from, store.version()).status();
      send(`${JSON.stringify({ type: 'ERROR', object: error })}\n`);
      end();
      return () => {};
    }
    if (plan.replay)
      for (const object of store.list(target.storage, target.namespace))
        if (matches(object)) send(write.event('ADDED', object));
    if (plan.announceEnd) send(write.bookmark(store.version(), initialEventsEnd));
    for (const change of missed) if (isOurs(change)) tell(change);

    const stops = [
      store.subscribe(change => {
        if (isOurs(change)) tell(change);
      }),
      timers.after(plan.timeout, end),
    ];
    let stopBookmark = (): void => {};
    const remind = (): void => {
      stopBookmark = timers.after(bookmarkEvery, () => {
        send(write.bookmark(store.version()));
        remind();
      });
    };
    if (plan.bookmarks) remind();
    return () => {
      for (const stop of [...stops, stopBookmark]) stop();
    };
  };
}

/** What a change means to a watch with selectors: objects come and go with their labels too. */
function eventOf(
  change: Change,
  matches: Predicate,
): { readonly type: EventType; readonly object: KubernetesObject } | undefined {
  const did = change.before !== undefined && matches(change.before);
  const does = change.type !== 'DELETED' && matches(change.object);
  if (does) return { type: did ? 'MODIFIED' : 'ADDED', object: change.object };
  if (!did || change.before === undefined) return undefined;
  const resourceVersion = String(change.version);
  const last = { ...change.before, metadata: { ...change.before.metadata, resourceVersion } };
  return { type: 'DELETED', object: change.type === 'DELETED' ? change.object : last };
}

function eventWriter(context: ApiContext, target: Target, request: ApiRequest, { form }: Accepted): EventWriter {
  const { resource } = target;
  const included = includedOf(request);
  let withColumns = true;
  const table = (objects: readonly KubernetesObject[], metadata: object): string => {
    const text = JSON.stringify(
      tableOf(resource, objects, { now: context.registry.clock.stamp(), included, withColumns, metadata }),
    );
    withColumns = false;
    return text;
  };
  const textOf = (object: KubernetesObject): string => {
    if (form === 'table') return table([object], { resourceVersion: object.metadata.resourceVersion });
    return form === 'metadata' ? JSON.stringify(partialMetadata(object)) : textOfObject(target, object);
  };
  return {
    event: (type, object) => `{"type":"${type}","object":${textOf(object)}}\n`,
    bookmark(version, annotations) {
      const metadata = { resourceVersion: String(version), ...(annotations === undefined ? {} : { annotations }) };
      const kind = { kind: resource.kind, apiVersion: apiVersionOf(resource), metadata };
      const text = form === 'table' ? table([], metadata) : JSON.stringify(kind);
      return `{"type":"BOOKMARK","object":${text}}\n`;
    },
  };
}

/** Whether the state is to be sent first, as told by `sendInitialEvents`; undefined when nothing is told. Throws 422. */
function checkInitialEvents(query: URLSearchParams): boolean | undefined {
  const match = query.get('resourceVersionMatch') ?? '';
  const refuse = (why: string) =>
    optionsRefusal('ListOptions', 'resourceVersionMatch', 'FieldValueForbidden', `Forbidden: ${why}`);
  if (!query.has('sendInitialEvents')) {
    if (match === '') return undefined;
    throw refuse('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided');
  }
  if (match !== 'NotOlderThan') throw refuse('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
  return isSet(query, 'sendInitialEvents');
}
