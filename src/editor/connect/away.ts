import type { ClusterFailure } from '../../cluster/connection.ts';
import { clockMinutes } from '../../core/clock-time.ts';
import type { ActivationCode, Say } from '../../words/words.ts';
import { shortContext } from '../names.ts';
import { failureSentence } from '../problems.ts';
import { parts } from '../views/row.ts';
import { healthOf } from './health.ts';
import type { SessionState } from './session.ts';

/** A cluster that cannot be reached or read now. Times are milliseconds since 1970. */
export interface Away {
  readonly context: string;
  readonly server: string;
  readonly failure: ClusterFailure;
  /** When it was there last, or was first asked; `undefined` where what can be read never was. */
  readonly since: number | undefined;
  readonly next: Next;
  /** Whether the tree shows what was known of it until then. */
  readonly isKnown: boolean;
}

/** What brings it back: Ordinal, which tries again; a person; or a person who has its program started again, which has ended. */
type Next = 'tried' | 'person' | 'started';

/** Why a context cannot be used now; `undefined` for one that can, or that is being connected. */
export function awayOf(state: SessionState): Away | undefined {
  if (state.kind === 'failed') {
    const { context, failure, retryAt, isPractice } = state;
    const { name, server } = context;
    // One that refuses is not away: it has answered.
    const since = failure.kind === 'forbidden' ? undefined : state.since;
    return { context: name, server, failure, since, next: nextOf(failure, retryAt, isPractice), isKnown: false };
  }
  if (state.kind !== 'connected') return undefined;
  const { context, mirror, isPractice } = state.cluster;
  const health = healthOf(mirror);
  if (health.state !== 'stale' && health.state !== 'failed') return undefined;
  const { failure, retryAt } = health;
  const { name, server } = context;
  const isKnown = health.state === 'stale';
  const since = health.state === 'stale' ? health.since : undefined;
  return { context: name, server, failure, since, next: nextOf(failure, retryAt, isPractice), isKnown };
}

/**
 * The practice cluster is tried again also where it refuses its token (`return-to-practice.ts`). It listens on this machine, so where nobody
 * answers its program has ended.
 */
function nextOf({ kind }: ClusterFailure, retryAt: number | undefined, isPractice: boolean): Next {
  if (isPractice && kind === 'unreachable') return 'started';
  return retryAt !== undefined || (isPractice && kind === 'unauthorized') ? 'tried' : 'person';
}

/**
 * The one way in which this is told in full, wherever it is: which context and where, since when, why, what to do, and what is tried next.
 * When that is, is left out: a message stands longer than that is true. For the same reason one that is shown when a cluster is lost is told
 * as what `happened`: it stays true when the cluster is back.
 */
export function awaySentence(
  { context, server, failure, since, next }: Away,
  say: Say,
  told: 'is' | 'happened' = 'is',
): string {
  const [begin, tried] = SENTENCES[told];
  const first =
    since === undefined ? say('away', { context, server }) : say(begin, { context, server, time: clockMinutes(since) });
  return `${first} ${failureSentence(failure, say, '')} ${say(next === 'tried' ? tried : WAITING[next])}`;
}

const WAITING = { person: 'away-waits', started: 'away-ended' } as const;

const SENTENCES = { is: ['away-since', 'away-next'], happened: ['away-lost', 'away-lost-next'] } as const;

/** The same in one short line, for where the tree begins. */
function awayLine({ context, failure, since, next }: Away, say: Say): string {
  const why = shortWhy(failure, say);
  const { name } = shortContext(context);
  const begin =
    since === undefined
      ? say('away-line', { context: name, why })
      : say('away-line-since', { context: name, time: clockMinutes(since), why });
  return `${begin} ${say(LINES[next])}`;
}

const LINES = { tried: 'away-next', person: 'away-line-waits', started: 'away-ended' } as const;

/**
 * What stands above the tree while clusters are away: one line. The workbench runs lines together, so that of several only the names are
 * told; each says in its own row since when and why.
 */
export function awayMessage(all: readonly Away[], say: Say): string | undefined {
  const [only, ...others] = all;
  if (only === undefined || others.length === 0) return only === undefined ? undefined : awayLine(only, say);
  return say('away-line-several', {
    count: all.length,
    contexts: all.map(({ context }) => shortContext(context).name).join(', '),
  });
}

/** What the colour of the icon means, and what the rows are worth. */
export function awayMeaning({ since, isKnown }: Away, say: Say): string {
  if (!isKnown || since === undefined) return say('away-unknown');
  return say('away-known', { time: clockMinutes(since) });
}

/** Since when, and why in two words, for a row. */
export function awayWords({ since, failure }: Away, say: Say): string {
  const begin = since === undefined ? say('context-unreadable') : say('context-away', { time: clockMinutes(since) });
  return parts(begin, shortWhy(failure, say));
}

/** In two or three words why a cluster cannot be used. */
export function shortWhy({ kind }: ClusterFailure, say: Say): string {
  return say(SHORT[kind]);
}

const SHORT = {
  unreachable: 'away-why-unreachable',
  timeout: 'away-why-timeout',
  certificate: 'away-why-certificate',
  unauthorized: 'away-why-login',
  credentials: 'away-why-login',
  untrusted: 'away-why-untrusted',
  forbidden: 'away-why-forbidden',
  'not-kubernetes': 'away-why-not-kubernetes',
  'too-many-requests': 'away-why-busy',
  // An API server without the group says 404; the rest no list ends with.
  'not-found': 'away-why-not-kubernetes',
  conflict: 'away-why-server',
  invalid: 'away-why-server',
  server: 'away-why-server',
  aborted: 'away-why-server',
} as const satisfies Readonly<Record<ClusterFailure['kind'], ActivationCode>>;
