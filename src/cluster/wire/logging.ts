import { StringDecoder } from 'node:string_decoder';
import { ClusterError, type LogOptions } from '../connection.ts';
import { onceAborted } from './aborted.ts';
import { within } from './deadline.ts';
import { failureOfAnswer } from './failures.ts';
import type { Query } from './paths.ts';
import { asClusterError, readBody, type WireAnswer } from './transport.ts';

export interface Logging {
  readonly logIn: (signal: AbortSignal) => Promise<unknown>;
  readonly open: (query: Query, signal: AbortSignal) => Promise<WireAnswer>;
  readonly closing: AbortSignal;
  readonly options: LogOptions;
  readonly onText: (text: string) => void | Promise<void>;
  /** For the head of the answer, in milliseconds. A log may then be silent for as long as it likes. */
  readonly patience: number;
}

/** Reads a log to its end. What is not taken yet is not read: the server and the container wait, memory does not fill. */
export async function readLog({ logIn, open, closing, options, onText, patience }: Logging): Promise<void> {
  const ending = new AbortController();
  const abort = () => ending.abort();
  const letGo = onceAborted([closing, options.signal], abort);
  try {
    await logIn(ending.signal);
    const answer = await within(patience, [ending.signal], async early => {
      // The deadline is for the head of the answer only; after that the stream is ended by `ending`.
      early.addEventListener('abort', abort, { once: true });
      const answer = await open(logQuery(options), ending.signal);
      if (answer.status === 200) return answer;
      throw new ClusterError(failureOfAnswer({ ...answer, body: await readBody(answer) }, Date.now()));
    });
    await drain(answer, onText);
  } catch (error) {
    const isStopped = closing.aborted || options.signal?.aborted === true;
    throw isStopped ? new ClusterError({ kind: 'aborted', detail: 'aborted' }) : error;
  } finally {
    letGo();
    abort();
  }
}

async function drain(answer: WireAnswer, onText: Logging['onText']): Promise<void> {
  // A character may be cut in two between two chunks.
  const decoder = new StringDecoder('utf8');
  const chunks = answer.stream[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch((error: unknown) => {
      throw asClusterError(error);
    });
    const text = next.done === true ? decoder.end() : decoder.write(next.value);
    if (text !== '') await onText(text);
    if (next.done === true) return;
  }
}

function logQuery({ container, follow, previous, sinceSeconds, tailLines }: LogOptions): Query {
  return {
    container,
    follow: follow === true ? true : undefined,
    previous: previous === true ? true : undefined,
    sinceSeconds,
    tailLines,
  };
}
