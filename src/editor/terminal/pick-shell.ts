import { ClusterError, type Connection } from '../../cluster/connection.ts';
import { isProgramMissing, type Place, runInContainer } from '../../cluster/run-in-pod.ts';

/** Best first. */
const SHELLS = ['bash', 'ash', 'sh'] as const;

/**
 * The best shell that a container has; `undefined` if it has none. Mostly one question: whoever has bash or ash has sh too.
 * Rejects with a `ClusterError` where nothing can be run at all.
 */
export async function pickShell(
  connection: Pick<Connection, 'exec'>,
  place: Place,
  signal: AbortSignal,
): Promise<string | undefined> {
  const question = SHELLS.map(shell => `command -v ${shell}`).join(' || ');
  const said = await runInContainer(connection, place, ['sh', '-c', question], signal);
  if (!isProgramMissing(said)) {
    if (said.end.reason !== 'exited')
      throw interrupted(said.end.reason === 'failed' ? said.end.detail : said.end.reason);
    const path = said.out.split('\n')[0]?.trim() ?? '';
    return said.end.code === 0 && path !== '' ? path : 'sh';
  }
  for (const shell of SHELLS.filter(name => name !== 'sh')) {
    const { end } = await runInContainer(connection, place, [shell, '-c', 'exit'], signal);
    if (end.reason === 'exited' && end.code === 0) return shell;
  }
  return undefined;
}

function interrupted(detail: string): ClusterError {
  return new ClusterError({ kind: 'server', detail });
}
