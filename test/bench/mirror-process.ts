// What an extension host does with a large cluster, measured in a process that does nothing else.
//   node mirror-process.ts KUBECONFIG
// Sends { listed } when everything is there; told 'go' it counts what comes until it is told 'stop', then sends { followed } and ends.
import { connect } from '../../src/cluster/kube.ts';
import { readKubeconfig } from '../../src/cluster/kubeconfig.ts';
import { createMirror, type Mirror, TREE_KINDS } from '../../src/cluster/mirror.ts';
import { CHANGED_AT } from '../support/faults/churn.ts';

/** Milliseconds, bytes. */
export interface Listed {
  readonly firstRows: number;
  readonly complete: number;
  readonly memory: number;
  readonly pods: number;
  readonly namespaceSwitch: number;
}

export interface Followed {
  readonly events: number;
  /** Share of one core. */
  readonly processor: number;
  /** From the change at the server until the mirror has told of it, in milliseconds. */
  readonly delay: number;
  /** The version of each pod, by namespace and name. */
  readonly versions: Readonly<Record<string, string>>;
}

const kubeconfig = await readKubeconfig({ environment: { KUBECONFIG: process.argv[2] } });
const context = kubeconfig.contexts[0]?.id ?? '';
const before = process.memoryUsage().rss;
const start = performance.now();
const connection = await connect(kubeconfig, context, { trusted: false, environment: {} });
const mirror = createMirror(connection, { kinds: TREE_KINDS, namespace: undefined });
let firstRows = 0;
const endFirst = mirror.subscribe(({ changes }) => {
  if (firstRows === 0 && changes.some(({ kind }) => kind === 'StatefulSet')) firstRows = performance.now() - start;
});
await allLive(mirror);
const complete = performance.now() - start;
endFirst();
await new Promise(resolve => setTimeout(resolve, 1_000));
const memory = process.memoryUsage().rss - before;
const pods = mirror.list('Pod').length;
const switched = performance.now();
const narrow = createMirror(connection, { kinds: TREE_KINDS, namespace: 'load-07' });
await allLive(narrow);
const namespaceSwitch = performance.now() - switched;
narrow.stop();
process.send?.({ listed: { firstRows, complete, memory, pods, namespaceSwitch } satisfies Listed });

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
process.on('message', message => {
  if (message === 'go') {
    used = process.cpuUsage();
    since = performance.now();
    return;
  }
  const { user, system } = process.cpuUsage(used);
  const processor = (user + system) / 1000 / (performance.now() - since);
  delays.sort((one, other) => one - other);
  const versions = Object.fromEntries(
    mirror
      .list('Pod')
      .map(({ metadata }) => [`${metadata.namespace}/${metadata.name}`, metadata.resourceVersion ?? '']),
  );
  const delay = delays[Math.floor(delays.length * 0.99)] ?? Number.NaN;
  mirror.stop();
  connection.close();
  process.send?.({ followed: { events, processor, delay, versions } satisfies Followed }, () => process.disconnect());
});

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
