import {
  ClusterError,
  type Connection,
  type ObjectList,
  type ServedResource,
  type ServerVersion,
} from '../connection.ts';
import { within } from './deadline.ts';
import { failureOfAnswer } from './failures.ts';
import { type Fields, fieldsOf, isFields, isKubernetesObject, parseJson } from './json.ts';
import { readLog } from './logging.ts';
import { deleteBody, listQuery, PATCH_TYPES, type Query, urlAt, urlOf, writeQuery } from './paths.ts';
import type { Session } from './session.ts';
import { readBody, type Transport, type WireAnswer } from './transport.ts';
import { watchOver } from './watching.ts';

/** How long to wait, in milliseconds. */
export interface Patience {
  /** For credentials: a person may have to log in in a browser. */
  readonly login: number;
  /** For a whole answer. */
  readonly request: number;
  /** For a whole page of a list. */
  readonly list: number;
  /** For the first byte of a watch. */
  readonly watch: number;
  /** Between two bytes of a watch. Bookmarks come about once a minute. Fact I7. */
  readonly silence: number;
}

export const PATIENCE: Patience = { login: 150_000, request: 20_000, list: 60_000, watch: 20_000, silence: 75_000 };

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly deadline?: number;
  /** Takes what is no JSON, too. */
  readonly plain?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A `Connection` over a session and a transport. */
export function createConnection(
  context: string,
  session: Session,
  transport: Transport,
  patience: Patience,
): Connection {
  const closing = new AbortController();
  const { server } = session;

  /** Sends with credentials; with new ones once more where the server does not accept them and others can be had. */
  const send = async (call: Call, signal: AbortSignal): Promise<WireAnswer> => {
    for (let attempt = 1; ; attempt += 1) {
      const credentials = await session.credentials(signal);
      const headers: Record<string, string> = {
        ...fieldsOf(credentials.options.headers),
        accept: call.plain === true ? 'application/json, */*' : 'application/json',
      };
      const body = call.body === undefined ? undefined : JSON.stringify(call.body);
      if (body !== undefined) headers['content-type'] = call.contentType ?? 'application/json';
      if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
      if (call.method === 'GET' && call.plain !== true) headers['accept-encoding'] = 'gzip';
      const answer = await transport.send({
        method: call.method,
        url: call.url,
        options: { ...credentials.options, headers },
        ...(body === undefined ? {} : { body }),
        signal,
      });
      if (answer.status !== 401 || !session.rejected(credentials) || attempt > 1) return answer;
      answer.destroy();
    }
  };

  /** Logging in first, so that the time a person takes for it is not held against the server. */
  const logIn = (signal: AbortSignal | undefined) =>
    within(patience.login, [closing.signal, signal], early => session.credentials(early));

  const call = async (request: Call): Promise<Fields> => {
    await logIn(request.signal);
    return within(request.deadline ?? patience.request, [closing.signal, request.signal], async signal =>
      readJson(await send(request, signal)),
    );
  };

  const one = async (request: Call) => asObject(await call(request));

  return {
    context,
    server: server.origin + server.pathname.replace(/\/$/, ''),
    version: async () => asVersion(await call({ method: 'GET', url: urlAt(server, ['version']) })),
    async resources(group, version) {
      const path = group === '' ? ['api', version] : ['apis', group, version];
      return servedResources(await call({ method: 'GET', url: urlAt(server, path) }));
    },
    async list(resource, options) {
      const url = urlOf(server, resource, undefined, listQuery(options));
      return asList(await call({ method: 'GET', url, deadline: patience.list, signal: options.signal }));
    },
    watch: (resource, options, onEvent) =>
      watchOver({
        logIn,
        open: (query: Query, signal) => send({ method: 'GET', url: urlOf(server, resource, undefined, query) }, signal),
        closing: closing.signal,
        options,
        onEvent,
        patience,
      }),
    log: ({ namespace, name }, options, onText) =>
      readLog({
        logIn,
        open(query: Query, signal) {
          const pods = { group: '', version: 'v1', name: 'pods', namespace };
          return send({ method: 'GET', url: urlOf(server, pods, `${name}/log`, query), plain: true }, signal);
        },
        closing: closing.signal,
        options,
        onText,
        patience: patience.watch,
      }),
    get: (resource, name) => one({ method: 'GET', url: urlOf(server, resource, name, {}) }),
    create: (resource, body, options = {}) =>
      one({ method: 'POST', url: urlOf(server, resource, undefined, writeQuery(options)), body }),
    patch(resource, name, type, body, options = {}) {
      const target = options.subresource === undefined ? name : `${name}/${options.subresource}`;
      const url = urlOf(server, resource, target, writeQuery(options));
      return one({ method: 'PATCH', url, body, contentType: PATCH_TYPES[type] });
    },
    async delete(resource, name, options = {}) {
      await call({ method: 'DELETE', url: urlOf(server, resource, name, {}), body: deleteBody(options) });
    },
    logInAgain: () => session.renew(),
    close() {
      closing.abort();
      session.close();
      transport.close();
    },
  };
}

/** The JSON object of a good answer; anything else is a `ClusterError`. */
export async function readJson(answer: WireAnswer): Promise<Fields> {
  const body = await readBody(answer);
  if (answer.status < 200 || answer.status >= 300) {
    throw new ClusterError(failureOfAnswer({ ...answer, body }, Date.now()));
  }
  const value = parseJson(body);
  if (!isFields(value)) throw notKubernetes(answer.contentType);
  return value;
}

function asObject(value: Fields) {
  // Created objects of review kinds have no name.
  if (isKubernetesObject(value)) return value;
  const named = { ...value, metadata: { name: '', ...fieldsOf(value['metadata']) } };
  if (isKubernetesObject(named)) return named;
  throw notKubernetes('kind');
}

function asList(value: Fields): ObjectList {
  const metadata = fieldsOf(value['metadata']);
  const { kind, apiVersion } = value;
  const version = metadata['resourceVersion'];
  if (typeof kind !== 'string' || !kind.endsWith('List') || typeof version !== 'string') throw notKubernetes('list');
  const items = Array.isArray(value['items']) ? value['items'] : [];
  // Items of a list come without their kind; those of a watch have it.
  const objects = items.map(item => {
    const object = { apiVersion, kind: kind.slice(0, -'List'.length), ...fieldsOf(item) };
    if (!isKubernetesObject(object)) throw notKubernetes('list');
    return object;
  });
  const next = metadata['continue'];
  return {
    items: objects,
    resourceVersion: version,
    ...(typeof next === 'string' && next !== '' ? { continue: next } : {}),
  };
}

function asVersion(value: Fields): ServerVersion {
  const { gitVersion, major, minor } = value;
  if (typeof gitVersion !== 'string') throw notKubernetes('version');
  return { gitVersion, major: String(major ?? ''), minor: String(minor ?? '') };
}

function servedResources(value: Fields): ServedResource[] {
  const resources = Array.isArray(value['resources']) ? value['resources'].map(fieldsOf) : [];
  return resources.flatMap(({ name, kind, namespaced, verbs }) => {
    // `statefulsets/scale` is a part of a kind, not a kind.
    if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) return [];
    return [{ name, kind, namespaced: namespaced === true, verbs: Array.isArray(verbs) ? verbs.map(String) : [] }];
  });
}

function notKubernetes(detail: string): ClusterError {
  return new ClusterError({ kind: 'not-kubernetes', detail });
}
