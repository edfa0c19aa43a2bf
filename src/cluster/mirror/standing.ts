import type { ClusterFailure } from '../connection.ts';
import type { Clock } from './clock.ts';
import type { KindStatus } from './status.ts';

/** How well a kind is known, and since when: what a feed says of itself. */
export interface Standing {
  readonly status: KindStatus;
  /** Whether watching is not allowed, so that lists are all there is. */
  readonly polls: boolean;
  /** So many have come of the first list. */
  loading(loaded: number): void;
  /** The first list is there, and all that came after it. */
  listed(): void;
  /** A watch is open. */
  watching(): void;
  /** Nothing but what is known has been told until now. */
  heard(): void;
  /** Whether silence has not been longer than a stream that works may be silent. */
  isHeard(): boolean;
  /** Lists are asked for every so many milliseconds, because watching is not allowed. */
  polling(failure: ClusterFailure, every: number): void;
  /** Without `retryAt` nothing is tried until a person asks for it. */
  failed(failure: ClusterFailure, retryAt?: number): void;
}

/** A stream that has said nothing for longer was not heard: servers send a bookmark a minute. */
const BOOKMARKED = 90_000;

/** `stopped` is the end: nothing more is said. */
export function createStanding(clock: Clock, stopped: AbortSignal, onStatus: () => void): Standing {
  let status: KindStatus = { state: 'loading', loaded: 0 };
  let complete = false;
  let polls = false;
  let lastRight = clock.now();

  function say(next: KindStatus): void {
    if (stopped.aborted) return;
    status = next;
    onStatus();
  }

  function right(): void {
    lastRight = clock.now();
    if (!polls && status.state !== 'live') say({ state: 'live' });
  }

  return {
    get status() {
      return status;
    },
    get polls() {
      return polls;
    },
    loading(loaded) {
      if (!complete) say({ state: 'loading', loaded });
    },
    listed() {
      complete = true;
      right();
    },
    watching() {
      polls = false;
      right();
    },
    heard() {
      lastRight = clock.now();
    },
    isHeard: () => clock.now() - lastRight < BOOKMARKED,
    polling(failure, every) {
      polls = true;
      say({ state: 'polling', verb: 'watch', every, failure });
    },
    failed(failure, retryAt) {
      const next = retryAt === undefined ? {} : { retryAt };
      if (failure.kind === 'forbidden' && retryAt !== undefined)
        say({ state: 'forbidden', verb: 'list', failure, retryAt });
      else
        say(complete ? { state: 'stale', since: lastRight, failure, ...next } : { state: 'failed', failure, ...next });
    },
  };
}
