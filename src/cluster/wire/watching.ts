import { ClusterError, type WatchEnd, type WatchEvent, type WatchOptions } from '../connection.ts';
import { onceAborted } from './aborted.ts';
import { within } from './deadline.ts';
import { readLine } from './events.ts';
import { failureOfAnswer } from './failures.ts';
import { lineCutter } from './lines.ts';
import { type Query, watchQuery } from './paths.ts';
import { readBody, type WireAnswer } from './transport.ts';

export interface Watching {
  readonly logIn: (signal: AbortSignal) => Promise<unknown>;
  readonly open: (query: Query, signal: AbortSignal) => Promise<WireAnswer>;
  readonly closing: AbortSignal;
  readonly options: WatchOptions;
  readonly onEvent: (event: WatchEvent) => void;
  readonly patience: { readonly watch: number; readonly silence: number };
}

/** Opens a watch and runs it to its end. An error thrown by `onEvent` is a fault of the caller: the watch is ended and rejects with it. */
export async function watchOver(watching: Watching): Promise<WatchEnd> {
  const { options, closing, patience } = watching;
  const ending = new AbortController();
  const abort = () => ending.abort();
  const letGo = onceAborted([options.signal, closing], abort);
  try {
    const answer = await openWatch(watching, ending);
    if ('reason' in answer) return answer;
    options.onOpen?.();
    const end = await stream(answer, patience.silence, ending.signal, watching.onEvent);
    return ending.signal.aborted ? { reason: 'aborted' } : end;
  } finally {
    letGo();
    abort();
  }
}

async function openWatch(watching: Watching, ending: AbortController): Promise<WireAnswer | WatchEnd> {
  const { logIn, open, options, patience } = watching;
  // Servers end watches by themselves; asking for a time spreads those ends out.
  const seconds = 300 + Math.floor(Math.random() * 300);
  try {
    await logIn(ending.signal);
    return await within(patience.watch, [ending.signal], async early => {
      // The deadline is for the head of the answer only; after that the stream is ended by `ending`.
      early.addEventListener('abort', () => ending.abort(), { once: true });
      const answer = await open(watchQuery(options, seconds), ending.signal);
      if (answer.status !== 200) {
        const failure = failureOfAnswer({ ...answer, body: await readBody(answer) }, Date.now());
        return failure.status === 410 ? { reason: 'gone' } : { reason: 'failed', error: new ClusterError(failure) };
      }
      if (answer.contentType.includes('json')) return answer;
      answer.destroy();
      throw new ClusterError({ kind: 'not-kubernetes', detail: answer.contentType });
    });
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return error.failure.kind === 'aborted' ? { reason: 'aborted' } : { reason: 'failed', error };
  }
}

/** Reads events until something ends the stream. */
function stream(
  answer: WireAnswer,
  silence: number,
  signal: AbortSignal,
  onEvent: (event: WatchEvent) => void,
): Promise<WatchEnd> {
  return new Promise((resolve, reject) => {
    const cutter = lineCutter();
    let over = false;
    const finish = (settle: () => void) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      answer.destroy();
      settle();
    };
    const end = (reason: WatchEnd) => finish(() => resolve(reason));
    const abort = () => end({ reason: 'aborted' });
    const listen = () => setTimeout(() => end({ reason: 'silent' }), silence);
    let timer = listen();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();

    const take = (line: string) => {
      const read = readLine(line);
      if (read === undefined || over) return;
      if ('end' in read) end(read.end);
      else onEvent(read.event);
    };
    answer.stream.on('data', (chunk: Buffer) => {
      if (over) return;
      clearTimeout(timer);
      timer = listen();
      try {
        for (const line of cutter.push(chunk)) take(line);
      } catch (error) {
        finish(() => reject(error));
      }
    });
    answer.stream.on('end', () => end({ reason: cutter.unfinished ? 'cut' : 'closed' }));
    answer.stream.on('error', () => end({ reason: 'cut' }));
    answer.stream.on('close', () => end({ reason: 'cut' }));
  });
}
