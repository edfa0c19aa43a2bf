import { ClusterError, type Connection } from '../../cluster/connection.ts';
import { failureTold } from '../../cluster/failure.ts';
import { type KubeContext, type Kubeconfig, readKubeconfig } from '../../cluster/kubeconfig.ts';
import { loadKube } from '../../cluster/load.ts';
import type { Told } from '../../words/words.ts';
import { Refusal, refusal } from '../refusal.ts';
import type { Terminal } from '../terminal.ts';

/** Which cluster a command is about, as kubectl's options of these names. */
export interface Where {
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  readonly kubeconfig: string | undefined;
}

/** `parseArgs` options for `Where`. */
export const WHERE_OPTIONS = {
  context: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  kubeconfig: { type: 'string' },
} as const;

export interface Reached {
  readonly connection: Connection;
  readonly context: KubeContext;
  /** The one asked for, else the context's, else `default`. */
  readonly namespace: string;
}

/** What speaks to clusters in dist/kube.js needs functions that Node has since then. */
const OLDEST_NODE = '22.19';

/** Connects to the cluster of a context, found by kubectl's rules. Throws a `Refusal` that says what to do instead. */
export async function reach(where: Where, { environment }: Pick<Terminal, 'environment'>): Promise<Reached> {
  const effective = where.kubeconfig === undefined ? environment : { ...environment, KUBECONFIG: where.kubeconfig };
  const kubeconfig = await readKubeconfig({ environment: effective });
  const context = contextOf(kubeconfig, where.context);
  const { connect } = await loadClient();
  try {
    // Whoever types the command means the programs that the kubeconfig runs to log in, as with kubectl.
    const connection = await connect(kubeconfig, context.id, { trusted: true, environment: effective });
    return { connection, context, namespace: where.namespace ?? context.namespace ?? 'default' };
  } catch (error) {
    if (error instanceof ClusterError) throw new Refusal([failureTold(error.failure, context.server)]);
    throw error;
  }
}

function contextOf(kubeconfig: Kubeconfig, name: string | undefined): KubeContext {
  const { contexts, current, problems } = kubeconfig;
  const context = contexts.find(({ id, name: own }) =>
    name === undefined ? id === current : id === name || own === name,
  );
  if (context !== undefined) return context;
  const known = contexts.map(({ id }) => id).join(', ');
  const why: Told[] = problems.map(({ code, file, line, detail, context: of }) => ({
    code,
    values: { file, line, detail, context: of },
  }));
  if (contexts.length === 0) throw new Refusal([...why, { code: 'cli-no-kubeconfig', values: {} }]);
  if (name === undefined) throw new Refusal([...why, { code: 'cli-no-current-context', values: { known } }]);
  throw new Refusal([...why, { code: 'cli-no-context', values: { name, known } }]);
}

async function loadClient(): ReturnType<typeof loadKube> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE.split('.').map(Number);
  const isTooOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
  if (isTooOld) throw refusal('cli-node-too-old', { needed: OLDEST_NODE, version: process.versions.node });
  return loadKube();
}
