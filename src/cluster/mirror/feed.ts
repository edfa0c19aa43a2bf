import { ClusterError, type ClusterFailure, type Connection, type ResourcePath } from '../connection.ts';
import { createBackoff, noBackoff } from './backoff.ts';
import { createBelief, noDoubt } from './belief.ts';
import type { Clock } from './clock.ts';
import { type WatchLife, watchOnce } from './one-watch.ts';
import { listPages } from './pages.ts';
import { createPatience } from './patience.ts';
import type { Shelf } from './shelf.ts';
import { createStanding } from './standing.ts';
import { type KindStatus, remedyFor } from './status.ts';

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
/** How long to wait before asking again for what is forbidden or not served. */
const LATER = 300_000;
/** How often to list where watching is not allowed. */
const POLL = 60_000;
/** After so many watches in a row that ended badly and brought nothing, the version itself is doubted. */
const DOUBT = 3;
/** Longer than this no server is obeyed: a nonsense in a header must not silence a tree for good. */
const LONGEST_WISH = 3_600_000;

/** Begins at once, and goes on until it is stopped. */
export function createFeed(options: FeedOptions): Feed {
  const { connection, resource, shelf, clock, onFault, without } = options;
  const backoff = without.includes('backoff') ? noBackoff : createBackoff(clock.random);
  const relists = !without.includes('relist');
  // A server that tells what cannot be does answer: what made pauses long is over.
  const belief = without.includes('order') ? noDoubt : createBelief(backoff.reset);
  const stopping = new AbortController();
  const patience = createPatience(clock);
  const standing = createStanding(clock, stopping.signal, options.onStatus);
  /** Watches in a row that ended badly and brought nothing. */
  let barren = 0;

  run().catch(onFault);
  return {
    get status() {
      return standing.status;
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
        belief.page(of);
        shelf.take(page);
        standing.loading(shelf.size);
      },
    });
    shelf.dropUntaken();
    belief.listed();
    standing.listed();
    return version;
  }

  /** Watches; returns the version to go on from, or `undefined` if everything must be listed again. */
  async function watch(from: string): Promise<string | undefined> {
    const life = await watchOnce({ ...options, belief, standing, signal: patience.signal }, from);
    const { end, version, opened, brought } = life;
    if (end.reason === 'aborted') {
      // Not by us: the connection has been closed, and asking again would spin.
      await patience.awake();
      return version;
    }
    const good = opened && life.lasted >= GOOD_LIFE;
    if (good || brought) backoff.reset();
    barren = good || brought ? 0 : barren + 1;
    // Until the stream broke nothing had changed: only silence and a clock that jumped leave open since when.
    const isHeard = end.reason !== 'silent' && opened && standing.isHeard();
    if (end.reason === 'closed' || isHeard) standing.heard();
    return after(life, good);
  }

  /** Waits as long as the end of a watch asks for; returns what `watch` does. */
  async function after({ end, version, opened }: WatchLife, good: boolean): Promise<string | undefined> {
    // A server that has gone back in time does not know the version yet, and says so as a timeout. Fact I7.
    const unknown = end.reason === 'failed' && end.error.failure.status === 504;
    const doubted = barren >= DOUBT && (opened || unknown);
    if (end.reason === 'failed' && (!opened || barren > 1)) {
      await recover(end.error.failure, 'watch');
      return end.error.failure.status === 410 || doubted || standing.polls ? undefined : version;
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
      standing.failed(failure);
      await patience.awake();
      return;
    }
    if (failure.kind === 'forbidden' && verb === 'watch') {
      standing.polling(failure, POLL);
      await patience.pause(POLL);
      return;
    }
    const bound = Math.min((failure.retryAfterSeconds ?? 0) * 1000, LONGEST_WISH);
    const wait = remedy === 'later' ? LATER : backoff.next(bound);
    standing.failed(failure, clock.now() + wait);
    if (remedy === 'later') await patience.pause(wait);
    else await patience.rest(wait, bound);
  }
}
