import type http from 'node:http';
import { WebSocket } from 'ws';
import type { Dial, Dialler, MessageSocket, SocketEnd } from './wire/message-socket.ts';
import { answerOf } from './wire/transport.ts';

/** Longer messages end the connection; nodes send at most 32 KB at once. */
const LONGEST = 16_000_000;
/** How long the server has to answer a goodbye, in milliseconds. */
const GOODBYE = 2_000;

/** WebSockets over `ws`, the library that client-node uses too: Node's own knows neither client certificates nor a kubeconfig's proxy. */
export const dialWebSocket: Dialler = dial =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(dial.url.href.replace(/^http/, 'ws'), [...dial.protocols], {
      ...dial.options,
      headers: { ...dial.headers },
      perMessageDeflate: false,
      maxPayload: LONGEST,
      followRedirects: false,
    });
    const abort = () => socket.terminate();
    dial.signal.addEventListener('abort', abort, { once: true });
    if (dial.signal.aborted) abort();
    const settled = () => dial.signal.removeEventListener('abort', abort);
    // Kept for good: an error that nobody listens to would end the process. After the opening, `close` tells the rest.
    socket.on('error', error => {
      settled();
      reject(error);
    });
    // Finds out in minutes, not hours, that the other end is gone.
    socket.once('upgrade', ({ socket: wire }) => wire.setKeepAlive(true, 30_000));
    socket.once('unexpected-response', (request: http.ClientRequest, response: http.IncomingMessage) => {
      settled();
      resolve({ refused: answerOf(request, response) });
    });
    socket.once('open', () => {
      settled();
      resolve({ socket: messageSocket(socket, dial) });
    });
  });

function messageSocket(socket: WebSocket, dial: Dial): MessageSocket {
  const waiting: Buffer[] = [];
  let take: ((message: Buffer) => void | Promise<void>) | undefined;
  let end: SocketEnd | undefined;
  let isTaking = false;
  let tellEnd: (end: SocketEnd) => void = () => {};
  const closed = new Promise<SocketEnd>(resolve => {
    tellEnd = resolve;
  });

  /** Never rejects: what the listener fails with is a fault of its owner, cuts the connection, and is told with the end. */
  const work = async (): Promise<void> => {
    if (isTaking || take === undefined) return;
    isTaking = true;
    try {
      for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
        const taken = take(message);
        if (taken === undefined) continue;
        socket.pause();
        await taken;
      }
    } catch (error) {
      end = { reason: 'fault', error };
      waiting.length = 0;
      socket.terminate();
    }
    isTaking = false;
    if (socket.readyState === socket.OPEN) socket.resume();
    if (socket.readyState === socket.CLOSED && end !== undefined) tellEnd(end);
  };

  socket.on('message', data => {
    if (!Buffer.isBuffer(data) || end !== undefined) return;
    waiting.push(data);
    void work();
  });
  const stopHeart = heartbeat(socket, dial);
  socket.once('close', code => {
    stopHeart();
    // 1006: the connection ended without a goodbye.
    end ??= { reason: code === 1006 ? 'cut' : 'clean' };
    void work();
  });

  return {
    protocol: socket.protocol,
    send: message =>
      new Promise(resolve => {
        if (socket.readyState === socket.OPEN) socket.send(message, () => resolve());
        else resolve();
      }),
    close() {
      if (socket.readyState === socket.CLOSED) return;
      socket.resume();
      socket.close(1000);
      const timer = setTimeout(() => socket.terminate(), GOODBYE);
      socket.once('close', () => clearTimeout(timer));
    },
    onMessage(listener) {
      take = listener;
      void work();
    },
    closed,
  };
}

/** Asks for signs of life; any message is one. Call the result to stop. */
function heartbeat(socket: WebSocket, { heartbeat: every, mustAnswer }: Dial): () => void {
  let unanswered = 0;
  const alive = () => {
    unanswered = 0;
  };
  socket.on('pong', alive).on('ping', alive).on('message', alive);
  const timer = setInterval(() => {
    // What we do not read may hold the sign.
    if (unanswered >= 2 && mustAnswer && !socket.isPaused) socket.terminate();
    unanswered += 1;
    socket.ping();
  }, every);
  return () => clearInterval(timer);
}
