// What an extension host does with a large cluster, measured in a process that does nothing else.
//   node --import ./with-vscode.ts mirror-process.ts KUBECONFIG
// Sends { listed } when everything is there; told 'go' it counts what comes, until it is told { stop: VERSION }. When it has seen that version of a
// pod, or nothing has come of it in ten seconds, it sends { followed } and ends.
import { connect } from '../../src/cluster/kube.ts';
import { readKubeconfig } from '../../src/cluster/kubeconfig.ts';
import { createMirror, type Mirror, TREE_KINDS } from '../../src/cluster/mirror.ts';
import { CHANGED_AT } from '../support/faults/churn.ts';
import { drawTree } from './drawn-tree.ts';

/** Milliseconds, bytes. */
export interface Listed {
  readonly firstRows: number;
  readonly complete: number;
  /** What the processor worked for it, all threads together. */
  readonly worked: number;
  readonly memory: number;
  readonly pods: number;
  readonly namespaceSwitch: number;
}

export interface Followed {
  readonly events: number;
  /** How often a row of the tree was drawn again, and the most draws of one row within 100 ms. */
  readonly draws: number;
  readonly drawsOfOne: number;
  /** Share of one core. */
  readonly processor: number;
  /** From the change at the server until the mirror has told of it, in milliseconds. */
  readonly delay: number;
  /** The version of each pod, by namespace and name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** As many as a tall screen shows with their pods. */
const OPENED = 5;

const kubeconfig = await readKubeconfig({ environment: { KUBECONFIG: process.argv[2] } });
const [context] = kubeconfig.contexts;
if (context === undefined) throw new Error('the kubeconfig of the bench has no context');
const before = process.memoryUsage().rss;
const start = performance.now();
const atStart = process.cpuUsage();
const connection = await connect(kubeconfig, context.id, { trusted: false, environment: {} });
const mirror = createMirror(connection, { kinds: TREE_KINDS, namespace: undefined });
let firstRows = 0;
const endFirst = mirror.subscribe(({ changes }) => {
  if (firstRows === 0 && changes.some(({ kind }) => kind === 'StatefulSet')) firstRows = performance.now() - start;
});
await allLive(mirror);
const complete = performance.now() - start;
const { user: listing, system: receiving } = process.cpuUsage(atStart);
const worked = (listing + receiving) / 1000;
endFirst();
await new Promise(resolve => setTimeout(resolve, 1_000));
const memory = process.memoryUsage().rss - before;
const pods = mirror.list('Pod').length;
const switched = performance.now();
const narrow = createMirror(connection, { kinds: TREE_KINDS, namespace: 'load-07' });
await allLive(narrow);
const namespaceSwitch = performance.now() - switched;
narrow.stop();
process.send?.({ listed: { firstRows, complete, worked, memory, pods, namespaceSwitch } satisfies Listed });

const tree = await drawTree({ kubeconfig, context, connection, mirror, open: OPENED });
let events = 0;
const delays: number[] = [];
mirror.subscribe(({ changes }) => {
  events += changes.length;
  const now = Date.now();
  for (const { object } of changes) {
    const at = object.metadata.annotations?.[CHANGED_AT];
    if (at !== undefined) delays.push(now - Number(at));
  }
});
let used = process.cpuUsage();
let since = performance.now();
process.on('message', async (message: 'go' | { readonly stop: string }) => {
  if (message === 'go') {
    used = process.cpuUsage();
    since = performance.now();
    tree.begin();
    return;
  }
  const { user, system } = process.cpuUsage(used);
  const processor = (user + system) / 1000 / (performance.now() - since);
  await seen(message.stop);
  delays.sort((one, other) => one - other);
  const versions = Object.fromEntries(
    mirror
      .list('Pod')
      .map(({ metadata }) => [`${metadata.namespace}/${metadata.name}`, metadata.resourceVersion ?? '']),
  );
  const delay = delays[Math.floor(delays.length * 0.99)] ?? Number.NaN;
  const { draws, mostOfOne: drawsOfOne } = tree;
  tree.dispose();
  process.send?.({ followed: { events, draws, drawsOfOne, processor, delay, versions } satisfies Followed }, () =>
    process.disconnect(),
  );
});

/** Resolves when a pod has this version, and after ten seconds if none gets it. A watch tells in order: then all that was before has come. */
function seen(version: string): Promise<void> {
  const isSeen = () => mirror.list('Pod').some(({ metadata }) => metadata.resourceVersion === version);
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      end();
      resolve();
    };
    const timer = setTimeout(done, version === '' || isSeen() ? 0 : 10_000);
    const end = mirror.subscribe(() => {
      if (isSeen()) done();
    });
  });
}

function allLive(one: Mirror): Promise<void> {
  return new Promise(resolve => {
    const isLive = () => one.kinds.every(kind => one.status(kind)?.state === 'live');
    const end = one.subscribe(() => {
      if (!isLive()) return;
      end();
      resolve();
    });
  });
}
