import {
  ClusterError,
  type ClusterFailure,
  type Connection,
  type ResourcePath,
  type WatchEnd,
  type WatchEvent,
} from '../connection.ts';
import { createBackoff, noBackoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import { listPages } from './pages.ts';
import { createPatience } from './patience.ts';
import type { Shelf } from './shelf.ts';
import { type KindStatus, remedyFor } from './status.ts';
import { isOlder } from './versions.ts';

/** Keeps a shelf equal to one collection of the server: one list, then one watch that is resumed for as long as it can be. */
export interface Feed {
  readonly status: KindStatus;
  /** Tries again now, whatever it waits for, and starts over with short pauses. */
  wake(): void;
  /** Another kind has got through, or somebody looks again: what only waits because it failed before is tried now, or once the server allows it. */
  hurry(): void;
  stop(): void;
}

/** What keeps a mirror right and polite, where leaving it out must be noticed: listing again, growing pauses, minding the order of versions. */
export type Safeguard = 'relist' | 'backoff' | 'order';

export interface FeedOptions {
  readonly connection: Connection;
  readonly resource: ResourcePath;
  readonly shelf: Shelf;
  readonly clock: Clock;
  readonly onStatus: () => void;
  /** Told of an error that is no `ClusterError`: a fault in this program. */
  readonly onFault: (error: unknown) => void;
  readonly without: readonly Safeguard[];
}

/** A watch that lived this long was a good one: what ends it is no reason to wait. */
const GOOD_LIFE = 5_000;
/** A stream that has said nothing for longer was not heard: servers send a bookmark a minute. */
const BOOKMARKED = 90_000;
/** How long to wait before asking again for what is forbidden or not served. */
const LATER = 300_000;
/** How often to list where watching is not allowed. */
const POLL = 60_000;
/** After so many watches in a row that ended badly and brought nothing, the version itself is doubted. */
const DOUBT = 3;
/** Longer than this no server is obeyed: a nonsense in a header must not silence a tree for good. */
const LONGEST_WISH = 3_600_000;
/** So many lists of a state older than the one known are not believed; a server that insists has been restored from a backup. */
const DISBELIEF = 2;

export function createFeed(options: FeedOptions): Feed {
  const { connection, resource, shelf, clock, onStatus, onFault, without } = options;
  const backoff = without.includes('backoff') ? noBackoff : createBackoff(clock.random);
  const relists = !without.includes('relist');
  const minds = !without.includes('order');
  const stopping = new AbortController();
  const patience = createPatience(clock);
  let status: KindStatus = { state: 'loading', loaded: 0 };
  let complete = false;
  let polling = false;
  let lastRight = clock.now();
  let barren = 0;
  let newest: string | undefined;
  let disbelieved = 0;

  run().catch(onFault);
  return {
    get status() {
      return status;
    },
    wake() {
      backoff.reset();
      patience.wake();
    },
    hurry: patience.hurry,
    stop() {
      stopping.abort();
      patience.wake();
    },
  };

  async function run(): Promise<void> {
    let version: string | undefined;
    while (!stopping.signal.aborted) {
      patience.begin();
      try {
        const next = version === undefined ? await list() : await watch(version);
        version = next ?? (relists ? undefined : version);
      } catch (error) {
        if (!(error instanceof ClusterError)) onFault(error);
        if (relists) version = undefined;
        await recover(error instanceof ClusterError ? error.failure : { kind: 'server', detail: 'unexpected' });
      }
    }
  }

  /** Lists everything; returns the version to watch from. */
  async function list(): Promise<string> {
    const version = await listPages(connection, resource, patience.signal, {
      onStart: () => shelf.begin(),
      onPage(page, of) {
        if (minds && isOlder(of, newest) && disbelieved < DISBELIEF) {
          // It does answer: what made pauses long is over.
          if (disbelieved === 0) backoff.reset();
          disbelieved += 1;
          throw new ClusterError({ kind: 'server', detail: 'list-older-than-known' });
        }
        // From here on older pages would take back what is shown, even if this list never ends.
        newest = of;
        shelf.take(page);
        if (!complete) say({ state: 'loading', loaded: shelf.size });
      },
    });
    shelf.dropUntaken();
    disbelieved = 0;
    complete = true;
    right();
    return version;
  }

  /** Watches; returns the version to go on from, or `undefined` if everything must be listed again. */
  async function watch(from: string): Promise<string | undefined> {
    let version = from;
    let opened = false;
    let brought = false;
    const start = clock.now();
    const open = () => {
      opened = true;
      polling = false;
      right();
    };
    const end = await connection.watch(
      resource,
      { resourceVersion: from, signal: patience.signal, onOpen: open },
      event => {
        if (!opened) open();
        const next = versionOf(event) ?? version;
        // A watch tells in the order of versions: what comes late may be the past of an object that is gone, and something may be missing.
        if (minds && isOlder(next, version)) throw new ClusterError({ kind: 'server', detail: 'events-out-of-order' });
        brought = true;
        lastRight = clock.now();
        version = next;
        newest = next;
        if (event.type !== 'BOOKMARK') shelf.apply(event.type, event.object);
      },
    );
    if (end.reason === 'aborted') {
      // Not by us: the connection has been closed, and asking again would spin.
      await patience.awake();
      return version;
    }
    const good = opened && clock.now() - start >= GOOD_LIFE;
    if (good || brought) backoff.reset();
    barren = good || brought ? 0 : barren + 1;
    // Until the stream broke nothing had changed: only silence and a clock that jumped leave open since when.
    const isHeard = clock.now() - lastRight < BOOKMARKED;
    if (end.reason === 'closed' || (opened && isHeard && end.reason !== 'silent')) lastRight = clock.now();
    return after(end, version, { good, opened });
  }

  async function after(
    end: WatchEnd,
    version: string,
    { good, opened }: { good: boolean; opened: boolean },
  ): Promise<string | undefined> {
    // A server that has gone back in time does not know the version yet, and says so as a timeout. Fact I7.
    const unknown = end.reason === 'failed' && end.error.failure.status === 504;
    const doubted = barren >= DOUBT && (opened || unknown);
    if (end.reason === 'failed' && (!opened || barren > 1)) {
      await recover(end.error.failure, 'watch');
      return end.error.failure.status === 410 || doubted || polling ? undefined : version;
    }
    // One broken watch says nothing yet about the server; the next attempt does.
    if (!good || end.reason === 'failed') await patience.pause(backoff.next());
    return end.reason === 'gone' || doubted ? undefined : version;
  }

  /** Says what failed and waits as long as that failure asks for. */
  async function recover(failure: ClusterFailure, verb: 'list' | 'watch' = 'list'): Promise<void> {
    if (failure.kind === 'aborted') return patience.awake();
    const remedy = remedyFor(failure);
    if (remedy === 'person') {
      say(complete ? { state: 'stale', since: lastRight, failure } : { state: 'failed', failure });
      await patience.awake();
      return;
    }
    if (failure.kind === 'forbidden' && verb === 'watch') {
      polling = true;
      say({ state: 'polling', verb, every: POLL, failure });
      await patience.pause(POLL);
      return;
    }
    const bound = Math.min((failure.retryAfterSeconds ?? 0) * 1000, LONGEST_WISH);
    const wait = remedy === 'later' ? LATER : backoff.next(bound);
    const retryAt = clock.now() + wait;
    if (failure.kind === 'forbidden') say({ state: 'forbidden', verb: 'list', failure, retryAt });
    else say(complete ? { state: 'stale', since: lastRight, failure, retryAt } : { state: 'failed', failure, retryAt });
    if (remedy === 'later') await patience.pause(wait);
    else await patience.rest(wait, bound);
  }

  function right(): void {
    lastRight = clock.now();
    if (!polling && status.state !== 'live') say({ state: 'live' });
  }

  function say(next: KindStatus): void {
    if (stopping.signal.aborted) return;
    status = next;
    onStatus();
  }
}

function versionOf(event: WatchEvent): string | undefined {
  return event.type === 'BOOKMARK' ? event.resourceVersion : event.object.metadata.resourceVersion;
}
