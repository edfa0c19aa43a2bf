import type https from 'node:https';
import type { WireAnswer } from './transport.ts';

/** A WebSocket to the API server: whole messages both ways. */
export interface MessageSocket {
  /** What the server chose among the protocols that were offered. */
  readonly protocol: string;
  /** Resolves when the message has been handed to the network, or will never be; never rejects. */
  send(message: Uint8Array): Promise<void>;
  /** Says goodbye, and cuts the connection where the server does not answer that. */
  close(): void;
  /** Set once, at once. No more is read before the promise of the listener is fulfilled. What it throws or rejects with cuts the connection. */
  onMessage(listener: (message: Buffer) => void | Promise<void>): void;
  /** Fulfilled after the last message was taken, whoever closed it; never rejects. */
  readonly closed: Promise<SocketEnd>;
}

/** `clean` where the server said goodbye; `fault` is what the listener of messages failed with. */
export type SocketEnd = { readonly reason: 'clean' | 'cut' } | { readonly reason: 'fault'; readonly error: unknown };

export interface Dial {
  readonly url: URL;
  /** Best first. */
  readonly protocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Agent and TLS material. */
  readonly options: Omit<https.RequestOptions, 'headers'>;
  /** How often the server is asked for a sign of life, in milliseconds: balancers close what is silent. */
  readonly heartbeat: number;
  /** Whether a server that gives none within two heartbeats counts as gone. Not where its silence may be our own doing. */
  readonly mustAnswer: boolean;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

/** Opens a WebSocket, or gives the answer with which the server refused. Rejects with whatever the network said. */
export type Dialler = (dial: Dial) => Promise<{ readonly socket: MessageSocket } | { readonly refused: WireAnswer }>;
