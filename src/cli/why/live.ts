import { failureTold } from '../../cluster/failure.ts';
import { readNamespace } from '../../cluster/snapshot.ts';
import { reach, type Where } from '../cluster/reach.ts';
import { Refusal } from '../refusal.ts';
import type { Terminal } from '../terminal.ts';
import { masked } from './mask.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What a live namespace holds now, as it would be saved: masked first and judged afterwards, so that a saved state is judged as the cluster
 * was. Throws a `Refusal` where neither sets nor Deployments may be read.
 */
export async function liveSnapshot(
  where: Where,
  terminal: Pick<Terminal, 'environment' | 'interrupted'>,
): Promise<{ readonly snapshot: Snapshot; readonly context: string; readonly namespace: string }> {
  const { connection, context, namespace } = await reach(where, terminal);
  const stop = () => connection.close();
  terminal.interrupted.addEventListener('abort', stop, { once: true });
  try {
    const [version, state] = await Promise.all([
      connection.version(),
      readNamespace(connection, namespace, terminal.interrupted),
    ]);
    const { StatefulSet, Deployment } = state.unreadable;
    if (StatefulSet !== undefined && Deployment !== undefined)
      throw new Refusal([failureTold(StatefulSet, context.server)]);
    const snapshot: Snapshot = {
      namespace,
      seenAt: new Date().toISOString(),
      serverVersion: version.gitVersion,
      objects: masked(state.objects),
    };
    return { snapshot, context: context.name, namespace };
  } finally {
    terminal.interrupted.removeEventListener('abort', stop);
    connection.close();
  }
}
