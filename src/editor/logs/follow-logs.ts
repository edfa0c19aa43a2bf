import type { Connection, LogOptions } from '../../cluster/connection.ts';
import { ClusterError } from '../../cluster/connection.ts';
import type { MirrorNews } from '../../cluster/mirror.ts';
import type { Pod } from '../../core/statefulset/model.ts';
import { type Disposable, Disposables, onDispose } from '../dispose.ts';
import { prefixer } from './lines.ts';
import { prefixOf, type Run, restartedRunsOf, runsOf } from './runs.ts';

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
  readonly subscribe: (listener: (news: MirrorNews) => void) => () => void;
  readonly range: LogRange;
  /** Whether lines are always told apart, because there may be more pods later. */
  readonly several: boolean;
  /** Resolves when more may be written. */
  readonly write: (text: string) => Promise<void>;
  /** What happened to one of the logs. */
  readonly tell: (code: 'log-ended' | 'log-failed', run: Run, detail: string) => void;
  /** Every log has been read to its end; never while following. */
  readonly onEnd: () => void;
}

/** Reads the logs of pods side by side until disposed. While following, containers that start later are read from their start. */
export function followLogs(source: LogSource): Disposable {
  const { range, pods } = source;
  const held = new Disposables();
  const stop = new AbortController();
  held.add(onDispose(() => stop.abort()));
  const known = new Set<string>();
  let reading = 0;
  let isFirst = true;

  const take = () => {
    const runs = range.kind === 'previous' ? restartedRunsOf(pods()) : runsOf(pods());
    for (const run of runs) {
      if (known.has(run.key)) continue;
      known.add(run.key);
      reading += 1;
      const prefix = prefixOf(run, runs, source.several);
      read(source, run, prefix, optionsOf(range, run, isFirst, stop.signal)).finally(() => {
        reading -= 1;
        if (reading === 0 && range.kind !== 'follow' && !stop.signal.aborted) source.onEnd();
      });
    }
    isFirst = false;
  };

  if (range.kind === 'follow') {
    held.add(
      onDispose(
        source.subscribe(({ changes }) => {
          if (changes.some(({ kind }) => kind === 'Pod')) take();
        }),
      ),
    );
  }
  take();
  if (known.size === 0 && range.kind !== 'follow') source.onEnd();
  return held;
}

async function read(source: LogSource, run: Run, prefix: string, options: LogOptions): Promise<void> {
  const lines = prefixer(prefix);
  try {
    await source.connection.log({ namespace: run.namespace, name: run.pod }, options, text =>
      source.write(lines.push(text)),
    );
    await source.write(lines.end());
    if (options.follow === true) source.tell('log-ended', run, '');
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.failure.kind !== 'aborted') source.tell('log-failed', run, error.failure.detail);
  }
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
