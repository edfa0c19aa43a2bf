import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ApiResponse } from '../api/exchange.ts';
import type { Upgrade, Wire } from './wire.ts';

/** Longer messages end the connection. */
const longestMessage = 1024 * 1024;
/** A client that reads so slowly that this much waits for it is sent away. */
const longestBacklog = 16 * 1024 * 1024;
const normalClosure = 1000;

/** Carries out what was decided on a request to leave HTTP. */
export interface Sockets {
  carryOut(upgrade: Upgrade, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all of them. */
  close(): void;
}

export function createSockets(): Sockets {
  const open = new Set<Duplex>();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: longestMessage,
    perMessageDeflate: false,
  });
  const chosen = new WeakMap<IncomingMessage, string>();
  // `ws` takes no protocol with a slash in its name, and kubectl's has one: so it is told of none, and the answer is ours
  server.on('headers', (headers, request) => {
    const protocol = chosen.get(request);
    if (protocol !== undefined) headers.push(`Sec-WebSocket-Protocol: ${protocol}`);
  });

  return {
    carryOut(upgrade, request, socket, head) {
      socket.on('error', () => socket.destroy());
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      if ('refusal' in upgrade) {
        refuse(socket, upgrade.refusal);
        return;
      }
      if (upgrade.over === 'spdy') {
        const lines = [
          'HTTP/1.1 101 Switching Protocols',
          'Connection: Upgrade',
          'Upgrade: SPDY/3.1',
          `X-Stream-Protocol-Version: ${upgrade.protocol}`,
        ];
        socket.write(`${lines.join('\r\n')}\r\n\r\n`);
        upgrade.serve(plainWire(socket, head));
        return;
      }
      chosen.set(request, upgrade.protocol);
      delete request.headers['sec-websocket-protocol'];
      server.handleUpgrade(request, socket, head, webSocket => upgrade.serve(messageWire(webSocket)));
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

/** An ordinary answer to a request that wanted more. */
function refuse(socket: Duplex, { status, contentType, body }: ApiResponse): void {
  const text = typeof body === 'function' ? '' : body.toString();
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`);
}

function messageWire(socket: WebSocket): Wire {
  socket.on('error', () => socket.terminate());
  return {
    send(data) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > longestBacklog) socket.terminate();
      else socket.send(data);
    },
    close: () => socket.close(normalClosure),
    onData(listener) {
      socket.on('message', data => {
        if (Buffer.isBuffer(data)) listener(data);
      });
    },
    onClose(listener) {
      socket.once('close', listener);
    },
  };
}

function plainWire(socket: Duplex, head: Buffer): Wire {
  if (head.length > 0) socket.unshift(head);
  return {
    send(data) {
      if (!socket.writable) return;
      if (socket.writableLength > longestBacklog) socket.destroy();
      else socket.write(data);
    },
    close: () => socket.end(),
    onData(listener) {
      socket.on('data', listener);
    },
    onClose(listener) {
      socket.once('end', () => socket.end());
      socket.once('close', listener);
    },
  };
}
