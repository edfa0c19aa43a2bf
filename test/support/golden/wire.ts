import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { KubernetesObject } from '../../../src/core/statefulset/model.ts';
import { apiVersionOf, resources, type ServedResource, servedResources } from '../../../src/practice/resources.ts';
import { asked, type Played, type Seen } from './observe.ts';
import type { Golden, Step } from './scenario.ts';

/** How to reach an API server. */
export interface Door {
  readonly server: string;
  readonly certificate: string;
  readonly token: string;
}

/** The door that a practice cluster's kubeconfig opens. */
export function doorOf(kubeconfig: string): Door {
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8')) as {
    readonly clusters: readonly {
      readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string };
    }[];
    readonly users: readonly { readonly user: { readonly token: string } }[];
  };
  const cluster = config.clusters[0]?.cluster;
  const user = config.users[0]?.user;
  if (cluster === undefined || user === undefined) throw new Error(`${kubeconfig} names no cluster`);
  const certificate = Buffer.from(cluster['certificate-authority-data'], 'base64').toString('utf8');
  return { server: cluster.server, certificate, token: user.token };
}

const watched: readonly ServedResource[] = [
  resources.statefulSets,
  resources.pods,
  resources.persistentVolumeClaims,
  resources.controllerRevisions,
  resources.deployments,
  resources.replicaSets,
  resources.endpointSlices,
  resources.services,
  resources.events,
];
/** The kinds whose tables the recordings hold. */
const tabled = watched.slice(0, 5);

const contentTypes = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
} as const;

/** Plays a scenario through HTTPS and watches, as any client would. `speed` is that of the cluster's clock. */
export async function playOverWire(golden: Golden, door: Door, speed = 1): Promise<Played> {
  const client = createClient(door);
  const namespace = `g-${golden.name}`;
  const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds / speed));
  const annotations = { 'storageclass.kubernetes.io/is-default-class': String(golden.defaultStorageClass) };
  const standard = pathOf(resources.storageClasses, undefined, 'standard');
  await client.call('PATCH', standard, { metadata: { annotations } }, contentTypes.merge);
  await client.call('POST', pathOf(resources.namespaces), { metadata: { name: namespace } });

  const begun = performance.now();
  const events: Seen[] = [];
  const state = { step: -1, last: begun };
  const stops = watched.map(resource =>
    client.watch(pathOf(resource, namespace), (type, object) => {
      state.last = performance.now();
      events.push({
        step: state.step,
        ms: Math.round((state.last - begun) * speed),
        type,
        kind: resource.kind,
        object,
      });
    }),
  );
  await pause(500);
  const results: Played['results'][number][] = [];
  for (const [index, recorded] of golden.steps.entries()) {
    const step = asked(recorded);
    state.step = index;
    state.last = performance.now();
    results.push(await take(client, namespace, step));
    if (step.for !== undefined) await pause(step.for);
    else await settle(step);
  }
  for (const stop of stops) stop();
  const tables = golden.tables === undefined ? undefined : await tablesOf(client, namespace);
  await tidy(client, namespace, golden.pvPrefix);
  client.close();
  return { events, results, ...(tables === undefined ? {} : { tables }) };

  async function settle({ quiet = 1500, max = 40_000 }: Step): Promise<void> {
    const start = performance.now();
    const since = (time: number) => (performance.now() - time) * speed;
    while (since(start) < max && since(state.last) <= quiet) await pause(50);
  }
}

type Client = ReturnType<typeof createClient>;

async function take(client: Client, namespace: string, step: Step): Promise<Played['results'][number]> {
  let result: Played['results'][number] = { status: undefined, message: undefined };
  for (const object of step.apply ?? []) {
    const resource = resourceOf(object.kind);
    result = await client.call('POST', pathOf(resource, namespace), object);
    if (result.status === 409)
      result = await client.call(
        'PATCH',
        pathOf(resource, namespace, object.metadata.name),
        object,
        contentTypes.strategic,
      );
  }
  const { patch, delete: removal } = step;
  if (patch !== undefined) {
    const path = pathOf(resourceOf(patch.kind), namespace, patch.name) + (patch.sub ?? '');
    result = await client.call('PATCH', path, patch.body, contentTypes[patch.type ?? 'strategic']);
  }
  if (removal !== undefined)
    result = await client.call('DELETE', pathOf(resourceOf(removal.kind), namespace, removal.name), removal.options);
  return result;
}

async function tablesOf(client: Client, namespace: string): Promise<NonNullable<Golden['tables']>> {
  const tables: Record<string, { columns: readonly string[] }> = {};
  for (const resource of tabled) {
    const { body } = await client.call(
      'GET',
      pathOf(resource, namespace),
      undefined,
      undefined,
      'application/json;as=Table;v=v1;g=meta.k8s.io',
    );
    const { columnDefinitions } = body as { readonly columnDefinitions: readonly { readonly name: string }[] };
    tables[resource.kind] = { columns: columnDefinitions.map(column => column.name) };
  }
  return tables;
}

async function tidy(client: Client, namespace: string, prefix: string | undefined): Promise<void> {
  await client.call('DELETE', pathOf(resources.namespaces, undefined, namespace));
  if (prefix === undefined) return;
  const { body } = await client.call('GET', pathOf(resources.persistentVolumes));
  for (const { metadata } of (body as { readonly items: readonly KubernetesObject[] }).items)
    if (metadata.name.startsWith(prefix))
      await client.call('DELETE', pathOf(resources.persistentVolumes, undefined, metadata.name));
}

function createClient({ server, certificate, token }: Door) {
  const agent = new Agent({ ca: certificate });
  const options = { agent, headers: { authorization: `Bearer ${token}` } };

  function call(method: string, path: string, body?: unknown, type = 'application/json', accept = 'application/json') {
    return new Promise<{ status: number | undefined; message: string | undefined; body: unknown }>(
      (resolve, reject) => {
        const payload = body === undefined ? undefined : JSON.stringify(body);
        // Node gives a DELETE no length of its own accord.
        const content =
          payload === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(payload) };
        const headers = { ...options.headers, accept, ...content };
        const sent = request(`${server}${path}`, { ...options, method, headers }, response => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('error', reject);
          response.on('end', () => {
            const answer = JSON.parse(text) as { readonly status?: unknown; readonly message?: string };
            const message = answer.status === 'Failure' ? answer.message : undefined;
            resolve({ status: response.statusCode, message, body: answer });
          });
        });
        sent.on('error', reject);
        sent.end(payload);
      },
    );
  }

  /** A watch must last as long as the scenario: one that ends early would hide what happened. */
  function watch(path: string, tell: (type: Seen['type'], object: KubernetesObject) => void): () => void {
    let stopped = false;
    const sent = request(`${server}${path}?watch=1`, options, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        const lines = (text + chunk).split('\n');
        text = lines.pop() ?? '';
        for (const line of lines) {
          const event = JSON.parse(line) as { readonly type: Seen['type']; readonly object: KubernetesObject };
          tell(event.type, event.object);
        }
      });
      response.on('error', fail);
      response.on('end', () => fail(new Error(`the watch of ${path} ended early`)));
    });
    sent.on('error', fail);
    sent.end();
    function fail(error: Error): void {
      if (!stopped) throw error;
    }
    return () => {
      stopped = true;
      sent.destroy();
    };
  }

  return { call, watch, close: () => agent.destroy() };
}

function pathOf(resource: ServedResource, namespace?: string, name?: string): string {
  const root = resource.group === '' ? `/api/${resource.version}` : `/apis/${apiVersionOf(resource)}`;
  const inside = resource.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
  return `${root}${inside}/${resource.name}${name === undefined ? '' : `/${name}`}`;
}

function resourceOf(kind: string): ServedResource {
  const found = servedResources.find(resource => resource.kind === kind);
  if (found === undefined) throw new Error(`no resource of kind ${kind} is served`);
  return found;
}
