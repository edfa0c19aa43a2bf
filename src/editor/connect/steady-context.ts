import { ClusterError, type Connection } from '../../cluster/connection.ts';
import type { MirrorNews } from '../../cluster/mirror.ts';
import type { Disposable } from '../dispose.ts';
import { type Away, awayOf } from './away.ts';
import { clusterOf, type OpenContexts } from './contexts.ts';
import type { LiveCluster } from './session.ts';

/**
 * An open context through all of its connections. It stays the same one while it is away, when it is connected anew (its kubeconfig changed,
 * it was lost) and when another namespace is shown; it ends when it is closed, also where one of its key is opened later.
 */
export interface SteadyContext {
  /** While it is connected. */
  cluster(): LiveCluster | undefined;
  away(): Away | undefined;
  /**
   * Calls back with the news of whatever mirror it has, and with nothing when its state is another: it was connected anew, lost, or closed.
   * The result ends it.
   */
  follow(listener: (news: MirrorNews | undefined) => void): () => void;
  /** Calls back once, when it is closed. */
  onClosed(listener: () => void): Disposable;
  /** Asks over the connection that it has at the time. Rejects with `unreachable` while there is none. */
  readonly connection: Pick<Connection, 'log' | 'forward'>;
}

export function steadyContext(contexts: Pick<OpenContexts, 'of' | 'onState'>, key: string): SteadyContext {
  const open = contexts.of(key);
  const state = () => (open !== undefined && contexts.of(key) === open ? open.session.state.get() : undefined);
  const cluster = () => (state() === undefined ? undefined : clusterOf(open));
  const now = () => {
    const { connection } = cluster() ?? {};
    if (connection === undefined) throw new ClusterError({ kind: 'unreachable', detail: 'not connected' });
    return connection;
  };
  return {
    cluster,
    away() {
      const current = state();
      return current === undefined ? undefined : awayOf(current);
    },
    follow(listener) {
      let mirror = cluster()?.mirror;
      let stop = mirror?.subscribe(listener);
      let before = state();
      const looking = contexts.onState(() => {
        if (state() === before) return;
        before = state();
        const next = cluster()?.mirror;
        if (next !== mirror) {
          stop?.();
          mirror = next;
          stop = next?.subscribe(listener);
        }
        listener(undefined);
      });
      return () => {
        looking.dispose();
        stop?.();
      };
    },
    onClosed(listener) {
      const looking = contexts.onState(() => {
        if (state() !== undefined) return;
        looking.dispose();
        listener();
      });
      return looking;
    },
    connection: {
      log: async (...question) => now().log(...question),
      forward: async (...question) => now().forward(...question),
    },
  };
}
