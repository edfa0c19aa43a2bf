import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Transform } from 'node:stream';
import type { Certificate } from '../cluster/certificates.ts';

/** What a client asks. */
export interface Asked {
  readonly what: 'list' | 'watch' | 'other';
  /** Plural: `pods`. */
  readonly resource: string;
  readonly query: URLSearchParams;
  /** The token that came with it. */
  readonly token: string;
}

/** What becomes of a request: an answer of the proxy's own, or the server's with its body changed on the way. */
export type Fate =
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly through: Transform };

/** Decides the fate of a request; `undefined` lets it through as it is. */
export type Rule = (asked: Asked) => Fate | undefined;

/** A proxy on 127.0.0.1 that ends TLS with a certificate of its own, speaks HTTP, and asks `rule` what to do with each request. */
export interface Door {
  readonly port: number;
  /** How many requests have come. */
  readonly requests: number;
  rule: Rule | undefined;
  /** New connections are shown this certificate. */
  show(certificate: Certificate): void;
  /** Requests go to this server from now on. */
  lead(upstream: Upstream): void;
  close(): Promise<void>;
}

export interface Upstream {
  readonly port: number;
  /** PEM. */
  readonly certificate: string;
  readonly token: string;
}

export async function createDoor(first: Upstream, own: Certificate): Promise<Door> {
  let requests = 0;
  let rule: Rule | undefined;
  let upstream = first;
  let agent = new https.Agent({ keepAlive: true, ca: first.certificate });

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    requests += 1;
    request.on('error', () => response.destroy());
    response.on('error', () => {});
    const fate = rule?.(askedOf(request));
    if (fate === undefined || 'through' in fate) forward(request, response, fate?.through);
    else {
      response.writeHead(fate.status, { 'content-type': 'application/json', ...fate.headers });
      response.end(fate.body);
    }
  };

  const forward = (request: IncomingMessage, response: ServerResponse, through: Transform | undefined) => {
    const { host: _, ...headers } = request.headers;
    const sent = https.request({
      agent,
      host: '127.0.0.1',
      port: upstream.port,
      method: request.method,
      path: request.url,
      headers: { ...headers, authorization: `Bearer ${upstream.token}` },
    });
    sent.on('error', () => response.destroy());
    response.on('close', () => sent.destroy());
    sent.on('response', answer => {
      const { 'content-length': length, ...rest } = answer.headers;
      const known = through === undefined && length !== undefined ? { 'content-length': length } : {};
      response.writeHead(answer.statusCode ?? 502, { ...rest, ...known });
      response.flushHeaders();
      answer.on('error', () => response.destroy());
      const body = through === undefined ? answer : answer.pipe(through);
      // A transform that ends itself cuts the answer where it stands.
      body.on('error', () => response.socket?.destroy());
      body.pipe(response);
    });
    request.pipe(sent);
  };

  const server = https.createServer({ cert: own.certificate, key: own.key, keepAliveTimeout: 0 }, serve);
  server.on('tlsClientError', () => {});
  server.on('clientError', (_, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get requests() {
      return requests;
    },
    get rule() {
      return rule;
    },
    set rule(next) {
      rule = next;
    },
    show: ({ certificate, key }) => server.setSecureContext({ cert: certificate, key }),
    lead(next) {
      upstream = next;
      agent.destroy();
      agent = new https.Agent({ keepAlive: true, ca: next.certificate });
    },
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function askedOf(request: IncomingMessage): Asked {
  const url = new URL(request.url ?? '/', 'https://127.0.0.1');
  const [, resource] = /^\/apis?\/(?:[^/]+\/)?v1\/(?:namespaces\/[^/]+\/)?([^/]+)$/.exec(url.pathname) ?? [];
  const isCollection = request.method === 'GET' && resource !== undefined;
  const watches = url.searchParams.get('watch') === 'true';
  return {
    what: isCollection ? (watches ? 'watch' : 'list') : 'other',
    resource: resource ?? '',
    query: url.searchParams,
    token: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '',
  };
}
