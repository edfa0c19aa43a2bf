import https from 'node:https';
import {
  ApiException,
  type KubernetesObject as ClientObject,
  CoreV1Api,
  type KubeConfig,
  KubernetesObjectApi,
  Watch,
} from '@kubernetes/client-node';
import { type Answer, contentTypes, type Door, type Kind, nameOf } from './door.ts';

/** client-node in a namespace of a cluster, until `end`. */
export function clientDoor(config: KubeConfig, namespace: string, end: () => Promise<void>): Door {
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

async function answered(success: number, act: () => Promise<unknown>): Promise<Answer> {
  try {
    return { status: success, body: JSON.parse(JSON.stringify(await act())) };
  } catch (error) {
    if (!(error instanceof ApiException)) throw error;
    const { body } = error;
    return { status: error.code, body: typeof body === 'string' ? JSON.parse(body) : body };
  }
}
