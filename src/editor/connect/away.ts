import type { ClusterFailure } from '../../cluster/connection.ts';
import { clockTime } from '../../core/clock-time.ts';
import type { Say } from '../../words/words.ts';
import { failureSentence } from '../problems.ts';
import { healthOf } from './health.ts';
import type { SessionState } from './session.ts';

/** A cluster that cannot be reached or read now. Times are milliseconds since 1970. */
export interface Away {
  readonly context: string;
  readonly server: string;
  readonly failure: ClusterFailure;
  /** When it was there last, or was first asked; `undefined` where what can be read never was. */
  readonly since: number | undefined;
  /** When it is tried again; `undefined` where only a person can help. */
  readonly retryAt: number | undefined;
}

/** Why a context cannot be used now; `undefined` for one that can, or that is being connected. */
export function awayOf(state: SessionState): Away | undefined {
  if (state.kind === 'failed') {
    const { context, failure, since, retryAt } = state;
    return { context: context.name, server: context.server, failure, since, retryAt };
  }
  if (state.kind !== 'connected') return undefined;
  const { context, mirror } = state.cluster;
  const health = healthOf(mirror);
  if (health.state !== 'stale' && health.state !== 'failed') return undefined;
  const since = health.state === 'stale' ? health.since : undefined;
  return { context: context.name, server: context.server, failure: health.failure, since, retryAt: health.retryAt };
}

/** The one way in which this is told, wherever it is: which context and where, since when, why, what to do, and what is tried next. */
export function awaySentence({ context, server, failure, since, retryAt }: Away, say: Say): string {
  const begin =
    since === undefined
      ? say('away', { context, server })
      : say('away-since', { context, server, time: clockTime(since) });
  const next = retryAt === undefined ? say('away-waits') : say('away-next', { time: clockTime(retryAt) });
  return `${begin} ${failureSentence(failure, say, '')} ${next}`;
}
