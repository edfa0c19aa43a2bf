import { ClusterError, type ClusterFailure, type Connection, type LogOptions } from '../../cluster/connection.ts';
import type { MirrorNews } from '../../cluster/mirror.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import { type Disposable, Disposables, onDispose } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { prefixer } from './lines.ts';
import type { LogNews } from './log-news.ts';
import { isStillRunning, prefixOf, type Run, restartedRunsOf, runsOf } from './runs.ts';

/** Which part of the logs is wanted. */
export type LogRange =
  | { readonly kind: 'follow'; readonly lines: number }
  | { readonly kind: 'last'; readonly lines: number }
  | { readonly kind: 'since'; readonly seconds: number }
  | { readonly kind: 'previous' };

export interface LogSource {
  readonly connection: Pick<Connection, 'log'>;
  /** The pods whose logs are wanted, as they are now. */
  readonly pods: () => readonly Pod[];
  /** Whether these are all that there are; not while they are being listed, after a new connection. */
  readonly isClear: () => boolean;
  /** Calls back with news of pods, and with nothing when the cluster is connected anew. */
  readonly subscribe: (listener: (news: MirrorNews | undefined) => void) => () => void;
  readonly range: LogRange;
  /** The one container of each pod that is wanted; all of them without it. */
  readonly container?: string | undefined;
  /** Whether lines are always told apart, because there may be more pods later. */
  readonly several: boolean;
  /** Resolves when more may be written. */
  readonly write: (text: string) => Promise<void>;
  /** What happened to one of the logs. */
  readonly tell: (news: LogNews, run: Run) => void;
  /** Every log has been read to its end; never while following. */
  readonly onEnd: () => void;
  /** Gets the faults of reading, which nobody waits for. */
  readonly errors: Pick<Errors, 'run'>;
  /** Milliseconds since 1970, and a pause; tests hand in their own. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** How long to wait before a log that broke off is taken up again, in milliseconds: twice as long each time nothing comes. */
const PAUSE = { first: 2_000, longest: 30_000 };
/** What may be better at the next attempt: also a connection that was closed, because the cluster is then connected anew. */
const PASSING: readonly ClusterFailure['kind'][] = ['unreachable', 'timeout', 'server', 'too-many-requests', 'aborted'];
/** What only another connection mends: asking again would ask a person to log in again. */
const OF_THE_CONNECTION: readonly ClusterFailure['kind'][] = [
  'certificate',
  'unauthorized',
  'credentials',
  'untrusted',
  'not-kubernetes',
];

/** Reads the logs of pods side by side until disposed. While following, containers that start later are read from their start. */
export function followLogs(source: LogSource): Disposable {
  const { range, pods } = source;
  const held = new Disposables();
  const stop = new AbortController();
  held.add(onDispose(() => stop.abort()));
  const known = new Set<string>();
  let renewing = new AbortController();
  const renewed = () => renewing.signal;
  let reading = 0;
  let isFirst = true;

  const take = () => {
    const all = range.kind === 'previous' ? restartedRunsOf(pods()) : runsOf(pods());
    const runs = all.filter(({ container }) => source.container === undefined || container === source.container);
    for (const run of runs) {
      if (known.has(run.key)) continue;
      known.add(run.key);
      reading += 1;
      const prefix = prefixOf(run, runs, source.several);
      const options = optionsOf(range, run, isFirst, stop.signal);
      source.errors.run(`reading the log of ${run.pod}`, () =>
        read(source, run, { prefix, options, signal: stop.signal, renewed }).finally(() => {
          reading -= 1;
          if (reading === 0 && range.kind !== 'follow' && !stop.signal.aborted) source.onEnd();
        }),
      );
    }
    isFirst = false;
  };

  if (range.kind === 'follow') {
    held.add(
      onDispose(
        source.subscribe(news => {
          if (news === undefined) {
            const before = renewing;
            renewing = new AbortController();
            before.abort();
          }
          if (news === undefined || news.changes.some(({ kind }) => kind === 'Pod')) take();
        }),
      ),
    );
  }
  take();
  if (known.size === 0 && range.kind !== 'follow') source.onEnd();
  return held;
}

interface Reading {
  readonly prefix: string;
  readonly options: LogOptions;
  readonly signal: AbortSignal;
  /** Aborts with the next connection of the cluster. */
  readonly renewed: () => AbortSignal;
}

/**
 * Reads one log. While following it is taken up again where it broke off: connections end, clusters come back with another certificate, and
 * nodes end a stream when they rotate the file, though the container goes on. What it wrote in the second of the break may be read twice,
 * nothing is missed.
 */
async function read(source: LogSource, run: Run, { prefix, options, signal, renewed }: Reading): Promise<void> {
  const { now = Date.now, wait = sleep } = source;
  let current = options;
  let pause = PAUSE.first;
  let isBroken = false;
  let heard = now();
  for (;;) {
    const next = renewed();
    const failure = await readOnce(source, run, prefix, current, () => {
      heard = now();
      pause = PAUSE.first;
      if (isBroken) source.tell({ code: 'log-resumed' }, run);
      isBroken = false;
    });
    if (signal.aborted) return;
    const isForAnother = failure !== undefined && OF_THE_CONNECTION.includes(failure.kind);
    const goesOn = failure === undefined || isForAnother || PASSING.includes(failure.kind);
    if (failure !== undefined && (options.follow !== true || !goesOn))
      source.tell({ code: 'log-failed', failure }, run);
    else if (failure !== undefined && !isBroken) source.tell({ code: 'log-broke-off', failure }, run);
    isBroken ||= failure !== undefined;
    if (options.follow !== true || !goesOn) return;
    const awake = AbortSignal.any([signal, next]);
    await (isForAnother ? aborted(awake) : wait(pause, awake));
    pause = Math.min(pause * 2, PAUSE.longest);
    if (signal.aborted) return;
    if (source.isClear() && !isStillRunning(run, source.pods())) {
      source.tell({ code: 'log-ended' }, run);
      return;
    }
    const sinceSeconds = Math.max(1, Math.ceil((now() - heard) / 1_000));
    current = { container: run.container, signal, follow: true, sinceSeconds };
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Resolves with what it broke off by, if it did. */
async function readOnce(
  source: LogSource,
  run: Run,
  prefix: string,
  options: LogOptions,
  onText: () => void,
): Promise<ClusterFailure | undefined> {
  const lines = prefixer(prefix);
  const end = async (failure: ClusterFailure | undefined) => {
    await source.write(lines.end());
    return failure;
  };
  try {
    await source.connection.log({ namespace: run.namespace, name: run.pod }, options, text => {
      onText();
      return source.write(lines.push(text));
    });
    return end(undefined);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return end(error.failure);
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** A container that starts while we follow is read from its start; of those that run already only the last lines. */
function optionsOf(range: LogRange, { container }: Run, isFirst: boolean, signal: AbortSignal): LogOptions {
  switch (range.kind) {
    case 'follow':
      return { container, signal, follow: true, ...(isFirst ? { tailLines: range.lines } : {}) };
    case 'last':
      return { container, signal, tailLines: range.lines };
    case 'since':
      return { container, signal, sinceSeconds: range.seconds };
    case 'previous':
      return { container, signal, previous: true };
  }
}
