import type { ClusterFailure } from '../../cluster/connection.ts';
import type { KindName, Mirror } from '../../cluster/mirror.ts';

/** How far what is drawn can be believed. */
export type Health =
  /** Nothing can be drawn yet. */
  | { readonly state: 'loading' }
  | { readonly state: 'live' }
  /** What is drawn was right at `since`. Without `retryAt` only a person can help. Times are milliseconds since 1970. */
  | { readonly state: 'stale'; readonly since: number; readonly failure: ClusterFailure; readonly retryAt?: number }
  /** StatefulSets cannot be read, so there is nothing to draw. */
  | { readonly state: 'failed'; readonly failure: ClusterFailure; readonly retryAt?: number };

/** The health of the whole view: as good as StatefulSets are, and as old as its oldest part. */
export function healthOf(mirror: Mirror): Health {
  const sets = mirror.status('StatefulSet');
  if (sets === undefined || sets.state === 'loading') return { state: 'loading' };
  if (sets.state === 'failed' || sets.state === 'forbidden')
    return { state: 'failed', failure: sets.failure, ...retried(sets.retryAt) };
  const stale = mirror.kinds
    .map(kind => mirror.status(kind))
    .filter(status => status?.state === 'stale')
    .sort((one, other) => one.since - other.since);
  const [oldest] = stale;
  if (oldest === undefined) return { state: 'live' };
  // The first kind that gets through hurries the others.
  const next = stale.flatMap(({ retryAt }) => retryAt ?? []).sort((one, other) => one - other)[0];
  return { state: 'stale', since: oldest.since, failure: oldest.failure, ...retried(next) };
}

function retried(retryAt: number | undefined): { readonly retryAt?: number } {
  return retryAt === undefined ? {} : { retryAt };
}

/** Kinds that must not be read with these permissions; rows leave out what they would say. */
export function hiddenKinds(mirror: Mirror): readonly KindName[] {
  return mirror.kinds.filter(kind => mirror.status(kind)?.state === 'forbidden');
}

/** Kinds that may be listed and not watched: they are asked for again and again, every so many milliseconds. */
export function polledKinds(mirror: Mirror): readonly PolledKind[] {
  return mirror.kinds.flatMap(kind => {
    const status = mirror.status(kind);
    return status?.state === 'polling' ? [{ kind, every: status.every }] : [];
  });
}

export interface PolledKind {
  readonly kind: KindName;
  readonly every: number;
}
