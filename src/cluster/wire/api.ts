import type { KubernetesObject } from '../../core/statefulset/model.ts';
import { ClusterError, type Connection, type ServedResource, type ServerVersion } from '../connection.ts';
import { within } from './deadline.ts';
import { failureBehind, failureOfAnswer } from './failures.ts';
import { type Fields, fieldsOf, isFields, isKubernetesObject, parseJson } from './json.ts';
import { readList } from './lists.ts';
import { readLog } from './logging.ts';
import type { Dialler } from './message-socket.ts';
import { deleteBody, listQuery, PATCH_TYPES, type Query, urlAt, urlOf, writeQuery } from './paths.ts';
import { runInPod } from './pod-exec.ts';
import { podStreams } from './pod-streams.ts';
import { reachPort } from './port-forward.ts';
import type { Session } from './session.ts';
import { chunksOf, readBody, type Transport, type WireAnswer } from './transport.ts';
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
  /** Between two questions for a sign of life, on streams into pods. */
  readonly heartbeat: number;
}

export const PATIENCE: Patience = {
  login: 150_000,
  request: 20_000,
  list: 60_000,
  watch: 20_000,
  silence: 75_000,
  heartbeat: 20_000,
};

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
  dial: Dialler,
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
      const sent = transport.send({
        method: call.method,
        url: call.url,
        options: { ...credentials.options, headers },
        ...(body === undefined ? {} : { body }),
        signal,
      });
      const answer = await sent.catch((error: unknown) => {
        throw error instanceof ClusterError ? new ClusterError(failureBehind(credentials.proxy, error.failure)) : error;
      });
      if (answer.status !== 401 || !session.rejected(credentials) || attempt > 1) return answer;
      answer.destroy();
    }
  };

  /** Logging in first, so that the time a person takes for it is not held against the server. */
  const logIn = (signal: AbortSignal | undefined) =>
    within(patience.login, [closing.signal, signal], early => session.credentials(early));

  const tryToAsk = async <T>(request: Call, read: (answer: WireAnswer) => Promise<T>): Promise<T> => {
    await logIn(request.signal);
    return within(request.deadline ?? patience.request, [closing.signal, request.signal], async signal =>
      read(await send(request, signal)),
    );
  };

  /** Says of a failure where it was: with several clusters open a sentence must name the right one. */
  const ask = <T>(request: Call, read: (answer: WireAnswer) => Promise<T>): Promise<T> =>
    tryToAsk(request, read).catch((error: unknown) => {
      throw error instanceof ClusterError ? new ClusterError(error.failure, { context, server: server.origin }) : error;
    });

  const streams = podStreams({ session, dial, logIn, closing: closing.signal, patience });

  const call = (request: Call) => ask(request, readJson);

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
      const request = { method: 'GET', url, deadline: patience.list, signal: options.signal };
      return ask(request, async answer => {
        if (!isGood(answer)) await refuse(answer);
        return readList(chunksOf(answer), options.keep ?? whole);
      });
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
    exec: (pod, options) => runInPod(streams, pod, options),
    forward: (pod, port, options) => reachPort(streams, pod, port, options),
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
    closed: closing.signal,
  };
}

/** The JSON object of a good answer; anything else is a `ClusterError`. */
export async function readJson(answer: WireAnswer): Promise<Fields> {
  if (!isGood(answer)) return refuse(answer);
  const value = parseJson(await readBody(answer));
  if (!isFields(value)) throw notKubernetes(answer.contentType);
  return value;
}

function isGood({ status }: WireAnswer): boolean {
  return status >= 200 && status < 300;
}

async function refuse(answer: WireAnswer): Promise<never> {
  throw new ClusterError(failureOfAnswer({ ...answer, body: await readBody(answer) }, Date.now()));
}

function whole(object: KubernetesObject): KubernetesObject {
  return object;
}

function asObject(value: Fields) {
  // Created objects of review kinds have no name.
  if (isKubernetesObject(value)) return value;
  const named = { ...value, metadata: { name: '', ...fieldsOf(value['metadata']) } };
  if (isKubernetesObject(named)) return named;
  throw notKubernetes('kind');
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
