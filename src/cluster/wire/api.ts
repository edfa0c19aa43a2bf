import type { KubernetesObject } from '../../core/statefulset/model.ts';
import type { Connection, ResourcePath } from '../connection.ts';
import { asObject, asVersion, readChunks, readJson, servedResources } from './answers.ts';
import {
  type Call,
  createCall,
  deleteCall,
  getCall,
  listCall,
  patchCall,
  resourcesCall,
  versionCall,
} from './calls.ts';
import { readList } from './lists.ts';
import { readLog } from './logging.ts';
import type { Dialler } from './message-socket.ts';
import { type Query, urlOf } from './paths.ts';
import { runInPod } from './pod-exec.ts';
import { podStreams } from './pod-streams.ts';
import { reachPort } from './port-forward.ts';
import { createSender } from './sender.ts';
import type { Session } from './session.ts';
import type { Transport } from './transport.ts';
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

/** A `Connection` over a session and a transport. */
export function createConnection(
  context: string,
  session: Session,
  transport: Transport,
  dial: Dialler,
  patience: Patience,
): Connection {
  const closer = new AbortController();
  const closing = closer.signal;
  const { server } = session;
  const { logIn, send, ask } = createSender({ context, session, transport, closing, patience });
  const streams = podStreams({ session, dial, logIn, closing, patience });
  const askObject = async (call: Call) => asObject(await ask(call, readJson));

  return {
    context,
    server: server.origin + server.pathname.replace(/\/$/, ''),
    version: async () => asVersion(await ask(versionCall(server), readJson)),
    resources: async (group, version) => servedResources(await ask(resourcesCall(server, group, version), readJson)),
    list(resource, options) {
      const call = { ...listCall(server, resource, options), deadline: patience.list };
      return ask(call, async answer => readList(await readChunks(answer), options.keep ?? whole));
    },
    watch(resource, options, onEvent) {
      const open = (query: Query, signal: AbortSignal) =>
        send({ method: 'GET', url: urlOf(server, resource, undefined, query) }, signal);
      return watchOver({ logIn, open, closing, options, onEvent, patience });
    },
    log({ namespace, name }, options, onText) {
      const pods: ResourcePath = { group: '', version: 'v1', name: 'pods', namespace };
      const open = (query: Query, signal: AbortSignal) =>
        send({ method: 'GET', url: urlOf(server, pods, `${name}/log`, query), plain: true }, signal);
      return readLog({ logIn, open, closing, options, onText, patience: patience.watch });
    },
    exec: (pod, options) => runInPod(streams, pod, options),
    forward: (pod, port, options) => reachPort(streams, pod, port, options),
    get: (resource, name) => askObject(getCall(server, resource, name)),
    create: (resource, body, options = {}) => askObject(createCall(server, resource, body, options)),
    patch: (resource, name, type, body, options = {}) =>
      askObject(patchCall(server, resource, name, { type, body }, options)),
    async delete(resource, name, options = {}) {
      await ask(deleteCall(server, resource, name, options), readJson);
    },
    logInAgain: () => session.renew(),
    close() {
      closer.abort();
      session.close();
      transport.close();
    },
    closed: closing,
  };
}

function whole(object: KubernetesObject): KubernetesObject {
  return object;
}
