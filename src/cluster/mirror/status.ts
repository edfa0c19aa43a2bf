import type { ClusterFailure } from '../connection.ts';

/** How well the mirror knows one kind. Times are milliseconds since 1970. */
export type KindStatus =
  /** The first list is under way; what came so far can be read. */
  | { readonly state: 'loading'; readonly loaded: number }
  | { readonly state: 'live' }
  /** Listing is allowed and watching is not: the list is asked for again every `every` milliseconds. */
  | { readonly state: 'polling'; readonly verb: 'watch'; readonly every: number; readonly failure: ClusterFailure }
  /** What can be read was right at `since`. Without `retryAt` nothing is tried until `retry` is called. */
  | { readonly state: 'stale'; readonly since: number; readonly failure: ClusterFailure; readonly retryAt?: number }
  | { readonly state: 'forbidden'; readonly verb: 'list'; readonly failure: ClusterFailure; readonly retryAt: number }
  /** Nothing has been read yet, or not all of it. */
  | { readonly state: 'failed'; readonly failure: ClusterFailure; readonly retryAt?: number };

/** What can be done after a failure: try again soon, look again much later, or wait for a person. */
export function remedyFor(failure: ClusterFailure): 'soon' | 'later' | 'person' {
  switch (failure.kind) {
    // Trying again would only lock an account, or open a browser window a minute.
    case 'unauthorized':
    case 'credentials':
    case 'untrusted':
      return 'person';
    case 'forbidden':
    case 'not-found':
    case 'invalid':
      return 'later';
    default:
      return 'soon';
  }
}
