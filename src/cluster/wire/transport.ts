import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ClusterError } from '../connection.ts';
import { failureOfSystem } from './failures.ts';

/** One request as it goes over the wire. `options` carries headers, agent and TLS material. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly options: https.RequestOptions;
  readonly body?: string;
  /** Ends the request, or the stream of its answer. */
  readonly signal: AbortSignal;
}

export interface WireAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter?: string;
  readonly stream: Readable;
  /** Cuts the connection. */
  readonly destroy: () => void;
}

/** Sends requests and knows every socket they used, so that all can be closed. */
export interface Transport {
  /** Resolves when the head of the answer is there. Rejects with a `ClusterError`. */
  send(request: WireRequest): Promise<WireAnswer>;
  close(): void;
}

export function createTransport(): Transport {
  const sockets = new Set<Socket>();
  let closed = false;
  const track = (socket: Socket) => {
    if (sockets.has(socket)) return;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Finds out in minutes, not hours, that the other end is gone.
    socket.setKeepAlive(true, 30_000);
    if (closed) socket.destroy();
  };
  return {
    async send(request) {
      try {
        return await sendOnce(request, track);
      } catch (error) {
        // The server closed an idle connection just as we took it: nothing was answered, and reading again changes nothing.
        if (!(error instanceof StaleSocket) || request.method !== 'GET') throw asClusterError(error);
      }
      return sendOnce(request, track).catch((error: unknown) => {
        throw asClusterError(error);
      });
    },
    close() {
      closed = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** An idle connection that the server had closed when it was taken up again. */
class StaleSocket extends Error {
  readonly code = 'ECONNRESET';
}

function sendOnce(request: WireRequest, track: (socket: Socket) => void): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    if (request.signal.aborted) {
      reject(aborted());
      return;
    }
    const send = request.url.protocol === 'http:' ? http.request : https.request;
    const sent = send(request.url, { ...request.options, method: request.method });
    const abort = () => sent.destroy(aborted());
    request.signal.addEventListener('abort', abort, { once: true });
    sent.on('socket', track);
    sent.on('error', error => {
      const reset = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(reset && sent.reusedSocket ? new StaleSocket() : error);
    });
    sent.on('close', () => request.signal.removeEventListener('abort', abort));
    sent.on('response', response => resolve(answerOf(sent, response)));
    sent.end(request.body);
  });
}

/** The answer to a request, for whoever sent it. */
export function answerOf(sent: http.ClientRequest, response: http.IncomingMessage): WireAnswer {
  const zipped = response.headers['content-encoding'] === 'gzip';
  // Each ends the other: who stops reading half way must not leave the connection open behind it. What fails is told by the stream.
  const stream: Readable = zipped ? pipeline(response, createGunzip(), () => {}) : response;
  const retryAfter = response.headers['retry-after'];
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    ...(retryAfter === undefined ? {} : { retryAfter }),
    stream,
    destroy: () => {
      sent.destroy();
      stream.destroy();
    },
  };
}

/** The whole body of an answer, as text. Rejects with a `ClusterError` if it is cut. */
export async function readBody(answer: WireAnswer): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(answer)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The body of an answer as it comes. Throws a `ClusterError` if it is cut. */
export async function* chunksOf(answer: WireAnswer): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of answer.stream) yield chunk;
  } catch (error) {
    throw asClusterError(error);
  }
}

export function asClusterError(error: unknown): ClusterError {
  if (error instanceof ClusterError) return error;
  return new ClusterError(failureOfSystem(error));
}

function aborted(): ClusterError {
  return new ClusterError({ kind: 'aborted', detail: 'aborted' });
}
