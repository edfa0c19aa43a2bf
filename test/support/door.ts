/** A second way into a practice cluster, over plain HTTP, behind which the server seems to be another: with fewer rights, or with more kinds. */
import { createServer, type Server } from 'node:http';
import { request as requestTls } from 'node:https';

export interface DoorAnswer {
  readonly status: number;
  /** JSON; a text is sent as the page that it is. */
  readonly body: unknown;
}

/** What a request gets instead of the server's answer; `undefined` passes it on, `silence` never answers. */
export type Answers = (request: {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}) => DoorAnswer | 'silence' | undefined;

/** Passes requests on with a token, but for those that have an answer of their own. */
export function door(server: string, token: string, answers: Answers): Server {
  return createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', server);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const own = answers({ method: request.method ?? 'GET', url, body: body.toString('utf8') });
    if (own === 'silence') return;
    if (own !== undefined) {
      const isPage = typeof own.body === 'string';
      response.writeHead(own.status, { 'content-type': isPage ? 'text/html' : 'application/json' });
      response.end(isPage ? own.body : JSON.stringify(own.body));
      return;
    }
    const onward = requestTls(
      url,
      {
        method: request.method,
        headers: { ...request.headers, host: url.host, authorization: `Bearer ${token}` },
        rejectUnauthorized: false,
        agent: false,
      },
      answer => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        // A watch has been taken before its first event comes.
        response.flushHeaders();
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    onward.end(body);
  });
}

/** The refusal of RBAC. */
export function forbidden(verb: string): DoorAnswer {
  const message = `User "reader" cannot ${verb} resource in this namespace`;
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Forbidden', code: 403, message };
  return { status: 403, body: status };
}

/** An object of a kind that the practice API does not have. */
export interface Stranger {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: unknown;
}

/** Serves these objects as a server serves custom resources: discovery, lists and single objects. */
export function serving(strangers: readonly Stranger[]): Answers {
  return ({ method, url }) => {
    if (method !== 'GET') return undefined;
    for (const { plural, ...object } of strangers) {
      const group = `/apis/${object.apiVersion}`;
      if (url.pathname === group) {
        const resources = [
          { name: plural, singularName: '', kind: object.kind, namespaced: true, verbs: ['get', 'list'] },
        ];
        return found({ kind: 'APIResourceList', apiVersion: 'v1', groupVersion: object.apiVersion, resources });
      }
      const own = `${group}/namespaces/${object.metadata.namespace}/${plural}`;
      if (url.pathname === `${own}/${object.metadata.name}`) return found(object);
      if (url.pathname !== own && url.pathname !== `${group}/${plural}`) continue;
      if (url.searchParams.has('watch')) return forbidden('watch');
      const { apiVersion, kind } = object;
      return found({ kind: `${kind}List`, apiVersion, metadata: { resourceVersion: '1' }, items: [object] });
    }
    return undefined;
  };
}

function found(body: unknown): DoorAnswer {
  return { status: 200, body };
}

export function kubeconfigOf(name: string, server: string, ...others: readonly string[]): string {
  const names = [name, ...others];
  return JSON.stringify({
    contexts: names.map(each => ({ name: each, context: { cluster: each, user: each } })),
    clusters: names.map(each => ({ name: each, cluster: { server } })),
    users: names.map(each => ({ name: each, user: {} })),
  });
}
