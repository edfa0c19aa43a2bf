import { ClusterError } from '../connection.ts';
import { type Call, wireRequest } from './calls.ts';
import { within } from './deadline.ts';
import { failureBehind } from './failures.ts';
import type { Credentials, Session } from './session.ts';
import type { Transport, WireAnswer } from './transport.ts';

/** Sends calls with the credentials of a session. */
export interface Sender {
  /** Logs in first, so that the time a person takes for it is not held against the server. */
  logIn(signal: AbortSignal | undefined): Promise<Credentials>;
  /** With credentials; with new ones once more where the server does not accept them and others can be had. */
  send(call: Call, signal: AbortSignal): Promise<WireAnswer>;
  /** Logs in, sends, and reads the answer in the time that the call has. What fails says where it was. */
  ask<T>(call: Call, read: (answer: WireAnswer) => Promise<T>): Promise<T>;
}

interface SenderParts {
  /** The context that failures name. */
  readonly context: string;
  readonly session: Session;
  readonly transport: Transport;
  readonly closing: AbortSignal;
  /** Milliseconds to log in, and for a whole answer. */
  readonly patience: { readonly login: number; readonly request: number };
}

export function createSender({ context, session, transport, closing, patience }: SenderParts): Sender {
  const logIn = (signal: AbortSignal | undefined) =>
    within(patience.login, [closing, signal], early => session.credentials(early));

  async function send(call: Call, signal: AbortSignal): Promise<WireAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const credentials = await session.credentials(signal);
      const sent = transport.send(wireRequest(call, credentials.options, signal));
      const answer = await sent.catch((error: unknown) => {
        throw error instanceof ClusterError ? new ClusterError(failureBehind(credentials.proxy, error.failure)) : error;
      });
      if (answer.status !== 401 || !session.rejected(credentials) || attempt > 1) return answer;
      answer.destroy();
    }
  }

  async function tryToAsk<T>(call: Call, read: (answer: WireAnswer) => Promise<T>): Promise<T> {
    await logIn(call.signal);
    return within(call.deadline ?? patience.request, [closing, call.signal], async signal =>
      read(await send(call, signal)),
    );
  }

  return {
    logIn,
    send,
    /** With several clusters open a sentence must name the right one. */
    ask: (call, read) =>
      tryToAsk(call, read).catch((error: unknown) => {
        if (!(error instanceof ClusterError)) throw error;
        throw new ClusterError(error.failure, { context, server: session.server.origin });
      }),
  };
}
