import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { largestBody, tooLarge } from './api/body.ts';
import { type ApiRequest, type ApiResponse, refusal } from './api/exchange.ts';
import { protobufType } from './api/protobuf.ts';
import type { Certificate } from './certificate.ts';
import { badRequest, type StatusError } from './status.ts';
import { createSockets } from './streams/sockets.ts';
import type { Upgrade } from './streams/wire.ts';

export interface ListenOptions {
  /** What becomes of requests to leave HTTP; without it they are answered as any other. */
  readonly upgrade?: (request: ApiRequest) => Upgrade;
  /** 0 takes any free one. */
  readonly port: number;
  readonly certificate: Certificate;
}

export interface Listening {
  readonly port: number;
  /** Ends all connections, watches too. */
  close(): Promise<void>;
}

/** A client that reads a watch so slowly that this much waits for it is sent away; it may come back and resume. */
const longestBacklog = 16 * 1024 * 1024;
const headersTimeout = 10_000;
const requestTimeout = 30_000;
/** Bytes of address and headers, as Go's servers take them: label selectors can be long. */
const largestHeaders = 1024 * 1024;
/** Half-open connections are found by probing them. */
const probed = { keepAlive: true, keepAliveInitialDelay: 30_000 };
const mostConnections = 1_000;
const unreadablePath = 'the request path cannot be read';

/** Serves the API over TLS on 127.0.0.1. Rejects when the port is taken. */
export function listen(api: (request: ApiRequest) => ApiResponse, options: ListenOptions): Promise<Listening> {
  const { certificate, key } = options.certificate;
  const server = createServer({
    cert: certificate,
    key,
    minVersion: 'TLSv1.2',
    headersTimeout,
    requestTimeout,
    maxHeaderSize: largestHeaders,
    ...probed,
  });
  server.maxConnections = mostConnections;
  server.on('request', (request, response) => {
    // whatever breaks on one connection is no business of the others
    request.on('error', () => response.destroy());
    response.on('error', () => response.destroy());
    serve(api, request, response);
  });
  const sockets = createSockets();
  const { upgrade } = options;
  if (upgrade !== undefined)
    server.on('upgrade', (request, socket, head) => {
      const read = readRequest(request, '');
      const decided = read === undefined ? { refusal: refusal(badRequest(unreadablePath)) } : upgrade(read);
      sockets.carryOut(decided, request, socket, head);
    });
  server.on('clientError', (error, socket) => {
    const isTooLong = 'code' in error && error.code === 'HPE_HEADER_OVERFLOW';
    const status = isTooLong ? '431 Request Header Fields Too Large' : '400 Bad Request';
    // what was answered before still arrives
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`, () => socket.destroy());
    else socket.destroy();
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      server.off('error', reject);
      server.on('error', () => {});
      const { port } = server.address() as AddressInfo;
      const close = (): Promise<void> => {
        sockets.close();
        return closed(server, open);
      };
      resolve({ port, close });
    });
  });
}

/** Those whose handshake is under way too: HTTP does not know them yet, and one would bring a watch that never ends. */
function closed(server: ReturnType<typeof createServer>, open: ReadonlySet<Socket>): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    for (const socket of open) socket.destroy();
  });
}

function serve(api: (request: ApiRequest) => ApiResponse, request: IncomingMessage, response: ServerResponse): void {
  const refuse = (error: StatusError): void => {
    answer(request, response, refusal(error), true);
    request.resume();
  };
  if (Number(request.headers['content-length'] ?? 0) > largestBody) {
    refuse(tooLarge());
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
    else if (!response.headersSent) refuse(tooLarge());
  });
  request.on('end', () => {
    if (response.headersSent) return;
    const read = readRequest(request, Buffer.concat(chunks).toString(encodingOf(request)));
    if (read === undefined) refuse(badRequest(unreadablePath));
    else answerInTime(request, response, api(read));
  });
}

function encodingOf(request: IncomingMessage): 'latin1' | 'utf8' {
  return request.headers['content-type']?.startsWith(protobufType) === true ? 'latin1' : 'utf8';
}

/** Undefined for a path that is no path. */
function readRequest(request: IncomingMessage, body: string): ApiRequest | undefined {
  // a client of a proxy may send the whole address
  const address = (request.url ?? '').replace(/^https?:\/\/[^/?]*/i, '');
  const [pathname = '', search = ''] = splitOnce(address, '?');
  try {
    return {
      method: request.method ?? 'GET',
      path: pathname
        .split('/')
        .filter(part => part !== '')
        .map(decodeURIComponent),
      query: new URLSearchParams(search),
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body,
    };
  } catch {
    return undefined;
  }
}

function splitOnce(text: string, separator: string): readonly string[] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

function answerInTime(request: IncomingMessage, response: ServerResponse, answered: ApiResponse): void {
  if (answered.delay === undefined) {
    answer(request, response, answered, false);
    return;
  }
  const timer = setTimeout(() => answer(request, response, answered, false), answered.delay);
  // who has gone meanwhile needs no answer, and a stream begun for nobody would never be stopped
  response.on('close', () => clearTimeout(timer));
}

function answer(request: IncomingMessage, response: ServerResponse, answered: ApiResponse, last: boolean): void {
  const { body, status, contentType } = answered;
  const headers = { 'content-type': contentType, 'cache-control': 'no-cache, private', ...answered.headers };
  if (typeof body !== 'function') {
    const connection = last ? { connection: 'close' } : {};
    response.writeHead(status, { ...headers, ...connection, 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  response.writeHead(status, headers);
  response.flushHeaders();
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  let open = true;
  const stop = body(
    text => {
      if (open && response.writableLength > longestBacklog) response.destroy();
      else if (open) response.write(text);
    },
    () => {
      open = false;
      response.end();
    },
  );
  response.on('close', () => {
    open = false;
    stop();
  });
}
