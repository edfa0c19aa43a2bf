import { EventEmitter, once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type Kubeconfig, readKubeconfig } from '../../../src/cluster/kubeconfig.ts';
import { type Certificate, selfSigned } from './certificates.ts';

export type Handler = (request: Received, response: ServerResponse) => void;
/** What it rejects with cuts the answer. */
type SlowHandler = (request: Received, response: ServerResponse) => void | Promise<void>;

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Idle connections are the client's to close; a server that closed them would hide one that was forgotten. */
const NEVER = 0;

/** A server on 127.0.0.1 that speaks TLS, answers as told, and counts. */
export interface TestServer {
  readonly url: string;
  readonly certificate: string;
  readonly requests: Received[];
  /** Sockets that are open now. */
  readonly sockets: ReadonlySet<Socket>;
  /** How many there have been. */
  readonly connections: number;
  /** Answers requests whose path starts with `path`; the latest told goes first. */
  on(path: string, handler: SlowHandler): void;
  /** Resolves when no socket is open. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export async function testServer(certificate?: Certificate, options: https.ServerOptions = {}): Promise<TestServer> {
  const own = certificate ?? selfSigned(['cluster.test']);
  const handlers: { path: string; handler: SlowHandler }[] = [];
  const requests: Received[] = [];
  const sockets = new Set<Socket>();
  const changes = new EventEmitter();
  let connections = 0;
  const server = https.createServer(
    { cert: own.certificate, key: own.key, keepAliveTimeout: NEVER, ...options },
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'https://127.0.0.1');
        const received: Received = {
          method: request.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        };
        requests.push(received);
        const handler = handlers.findLast(entry => url.pathname.startsWith(entry.path))?.handler ?? version;
        Promise.resolve(handler(received, response)).catch((error: Error) => response.destroy(error));
      });
    },
  );
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      sockets.delete(socket);
      changes.emit('closed');
    });
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    certificate: own.certificate,
    requests,
    sockets,
    get connections() {
      return connections;
    },
    on: (path, handler) => handlers.push({ path, handler }),
    async quiet() {
      while (sockets.size > 0) await once(changes, 'closed');
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

const version = json(200, { gitVersion: 'v1.36.2', major: '1', minor: '36' });

/** A kubeconfig for the server, in memory. `user` and `cluster` are YAML flow mappings' insides. */
export function kubeconfigFor(
  server: { url: string; certificate: string },
  user = 'token: secret-token',
  cluster?: string,
): Promise<Kubeconfig> {
  const ca = Buffer.from(server.certificate).toString('base64');
  const text = `
apiVersion: v1
kind: Config
current-context: test
clusters: [{ name: c, cluster: { server: "${server.url}", ${cluster ?? `certificate-authority-data: ${ca}`} } }]
users: [{ name: u, user: { ${user} } }]
contexts: [{ name: test, context: { cluster: c, user: u, namespace: shop } }]
`;
  return readKubeconfig({ environment: {}, texts: [{ name: 'test', text }] });
}
