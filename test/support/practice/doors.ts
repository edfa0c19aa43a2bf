import { readFileSync } from 'node:fs';
import https from 'node:https';
import {
  ApiException,
  type KubernetesObject as ClientObject,
  CoreV1Api,
  KubeConfig,
  KubernetesObjectApi,
  Watch,
} from '@kubernetes/client-node';
import { virtualClock } from '../../../src/practice/clock.ts';
import { type PracticeCluster, startPractice } from '../../../src/practice/cluster.ts';
import { furnish } from '../../../src/practice/controllers/bootstrap.ts';
import { startControllers } from '../../../src/practice/controllers/start.ts';
import { createRegistry } from '../../../src/practice/registry/create-registry.ts';
import { createStore } from '../../../src/practice/store.ts';
import { apiOf } from '../practice-api.ts';

/** What the contract asks of the practice API, through whatever door. Objects are JSON; a refusal is an `Answer` with its Status as body. */
export interface Door {
  create(object: object, dryRun?: boolean): Promise<Answer>;
  read(kind: Kind, name: string): Promise<Answer>;
  list(kind: Kind, selector?: string): Promise<Answer>;
  patch(
    object: object,
    type: PatchForm,
    options?: { readonly manager?: string; readonly force?: boolean },
  ): Promise<Answer>;
  replace(object: object): Promise<Answer>;
  remove(kind: Kind, name: string): Promise<Answer>;
  /** Any request at all. Paths name the namespace `default`, whichever it is behind this door. */
  call(method: string, path: string, body?: unknown, type?: string): Promise<Answer>;
  /** Collects `TYPE name` until stopped. Resolves when the server listens. */
  watch(kind: Kind): Promise<{ readonly events: readonly string[]; stop(): void }>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Path of the collection in the namespace `default`. */
  readonly path: string;
}

export type PatchForm = 'json' | 'merge' | 'strategic' | 'apply';

export const kinds = {
  statefulSet: { apiVersion: 'apps/v1', kind: 'StatefulSet', path: '/apis/apps/v1/namespaces/default/statefulsets' },
  configMap: { apiVersion: 'v1', kind: 'ConfigMap', path: '/api/v1/namespaces/default/configmaps' },
} as const satisfies Record<string, Kind>;

const contentTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** A cluster of one's own, to see that what is asked of the practice cluster is true of real ones. */
const context = process.env['ORDINAL_TEST_CONTEXT'];

/** Every door by the words that a test calls it; the last only where a context is named. */
export const doors: readonly (readonly [string, () => Promise<Door>])[] = [
  ['in memory', async () => memoryDoor()],
  ['over TLS, with client-node', tlsDoor],
  ...(context ? [[`of the context ${context}`, () => contextDoor(context)] as const] : []),
];

/** How long the virtual clock of the door in memory runs on before each request, in milliseconds. */
const stride = 200;

/** The handler called directly, before controllers on a clock that runs on with every request. */
function memoryDoor(): Door {
  const clock = virtualClock();
  const registry = createRegistry(createStore(clock));
  const faults: unknown[] = [];
  const stop = startControllers(registry, { report: (_controller, _key, error) => faults.push(error) });
  furnish(registry);
  const api = apiOf(registry, clock);
  api.call('POST', '/api/v1/namespaces', { metadata: { name: 'default' } });
  const pathOf = (object: object): string =>
    Object.values(kinds).find(({ kind }) => kind === Reflect.get(object, 'kind'))?.path ?? '';
  const call = async (method: string, path: string, body?: unknown, type?: string): Promise<Answer> => {
    clock.advance(stride);
    return api.call(method, path, body, type === undefined ? {} : { type });
  };
  return {
    call,
    create: (object, dryRun = false) => call('POST', `${pathOf(object)}${dryRun ? '?dryRun=All' : ''}`, object),
    read: ({ path }, name) => call('GET', `${path}/${name}`),
    list: ({ path }, selector) =>
      call('GET', selector === undefined ? path : `${path}?labelSelector=${encodeURIComponent(selector)}`),
    patch(object, type, { manager = 'contract', force = false } = {}) {
      const body = type === 'json' ? Reflect.get(object, 'operations') : object;
      // Nothing but an apply may be forced, nor say that it is not.
      const forced = type === 'apply' ? `&force=${force}` : '';
      const path = `${pathOf(object)}/${nameOf(object)}?fieldManager=${manager}${forced}`;
      return call('PATCH', path, body, contentTypes[type]);
    },
    replace: object => call('PUT', `${pathOf(object)}/${nameOf(object)}`, object),
    remove: ({ path }, name) => call('DELETE', `${path}/${name}`),
    async watch({ path }) {
      const events: string[] = [];
      const watched = api.watch(`${path}?watch=1`);
      return {
        get events() {
          return [
            ...events,
            ...watched.events.map(
              event => `${Reflect.get(Object(event), 'type')} ${nameOf(Reflect.get(Object(event), 'object'))}`,
            ),
          ];
        },
        stop: watched.stop,
      };
    },
    async close() {
      stop();
      if (faults.length > 0) throw faults[0];
    },
  };
}

/** client-node over TLS, to a cluster of this process that serves on a port of its own. */
async function tlsDoor(): Promise<Door> {
  const cluster: PracticeCluster = await startPractice({ port: 0, speed: 1, report: error => console.error(error) });
  const config = new KubeConfig();
  config.loadFromString(readFileSync(cluster.kubeconfig, 'utf8'));
  return clientDoor(config, 'default', cluster.stop);
}

/** client-node, to the cluster of a context of the kubeconfigs that kubectl reads: in a namespace that is made now and deleted in the end. */
async function contextDoor(context: string): Promise<Door> {
  const config = new KubeConfig();
  config.loadFromDefault();
  config.setCurrentContext(context);
  const core = config.makeApiClient(CoreV1Api);
  const made = await core.createNamespace({ body: { metadata: { generateName: 'ordinal-contract-' } } });
  const name = made.metadata?.name ?? '';
  return clientDoor(config, name, async () => {
    await core.deleteNamespace({ name });
  });
}

function clientDoor(config: KubeConfig, namespace: string, end: () => Promise<void>): Door {
  const objects = KubernetesObjectApi.makeApiClient(config);
  const core = config.makeApiClient(CoreV1Api);
  const named = (object: object): ClientObject => {
    const metadata = { namespace, ...Reflect.get(object, 'metadata') };
    return { ...object, metadata };
  };
  const header = ({ apiVersion, kind }: Kind, name: string) => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
  });
  const stops: (() => void)[] = [];
  const inNamespace = (path: string) => path.replace('/namespaces/default/', `/namespaces/${namespace}/`);
  return {
    call: (method, path, body, type) => send(config, method, inNamespace(path), body, type),
    create: (object, dryRun = false) =>
      answered(201, () => objects.create(named(object), undefined, dryRun ? 'All' : undefined, 'contract')),
    read: (kind, name) => answered(200, () => objects.read(header(kind, name))),
    list: ({ apiVersion, kind }, selector) =>
      answered(200, () =>
        objects.list(apiVersion, kind, namespace, undefined, undefined, undefined, undefined, selector),
      ),
    patch(object, type, { manager = 'contract', force = false } = {}) {
      // KubernetesObjectApi can send no list of operations; the typed clients send nothing else by default
      const send =
        type === 'json'
          ? () =>
              core.patchNamespacedConfigMap({
                name: nameOf(object),
                namespace,
                body: Reflect.get(object, 'operations'),
              })
          : () =>
              objects.patch(
                named(object),
                undefined,
                undefined,
                manager,
                type === 'apply' ? force : undefined,
                contentTypes[type],
              );
      return answered(200, send);
    },
    replace: object => answered(200, () => objects.replace(named(object))),
    remove: (kind, name) => answered(200, () => objects.delete(header(kind, name))),
    async watch({ path }) {
      const events: string[] = [];
      const controller = await new Watch(config).watch(
        inNamespace(path),
        {},
        (type, object) => events.push(`${type} ${object.metadata.name}`),
        () => {},
      );
      stops.push(() => controller.abort());
      return { events, stop: () => controller.abort() };
    },
    async close() {
      for (const stop of stops) stop();
      await end();
    },
  };
}

/** A request as it stands, with what the kubeconfig says of who asks. */
async function send(
  config: KubeConfig,
  method: string,
  path: string,
  body: unknown,
  type = 'application/json',
): Promise<Answer> {
  const server = new URL(path, config.getCurrentCluster()?.server);
  const options: https.RequestOptions = { method, headers: { 'content-type': type } };
  await config.applyToHTTPSOptions(options);
  return new Promise((resolve, reject) => {
    const request = https.request(server, options, response => {
      let text = '';
      response.setEncoding('utf8').on('data', chunk => {
        text += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function nameOf(object: object): string {
  return String(Reflect.get(Reflect.get(object, 'metadata'), 'name'));
}

async function answered(success: number, act: () => Promise<unknown>): Promise<Answer> {
  try {
    return { status: success, body: JSON.parse(JSON.stringify(await act())) };
  } catch (error) {
    if (!(error instanceof ApiException)) throw error;
    const { body } = error;
    return { status: error.code, body: typeof body === 'string' ? JSON.parse(body) : body };
  }
}
