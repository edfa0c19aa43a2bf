import { ClusterError, type ClusterFailure, type Connection } from '../../cluster/connection.ts';
import type { KubeContext, Kubeconfig } from '../../cluster/kubeconfig.ts';
import type { Mirror } from '../../cluster/mirror.ts';
import type { Disposable } from '../dispose.ts';
import { type Readable, signal } from '../signal.ts';

/** The cluster that Ordinal shows and changes. */
export interface LiveCluster {
  readonly context: KubeContext;
  readonly connection: Connection;
  /** `''` for all namespaces. */
  readonly namespace: string;
  readonly mirror: Mirror;
  /** The practice cluster: nothing in it is of value, so nothing protects it. */
  readonly isPractice: boolean;
}

export type SessionState =
  | { readonly kind: 'none' }
  | { readonly kind: 'connecting'; readonly context: KubeContext }
  | { readonly kind: 'connected'; readonly cluster: LiveCluster }
  | { readonly kind: 'failed'; readonly context: KubeContext; readonly failure: ClusterFailure };

export interface Choice {
  readonly kubeconfig: Kubeconfig;
  readonly context: KubeContext;
  /** `undefined` takes the one of the context, else `default`. */
  readonly namespace: string | undefined;
  readonly isPractice: boolean;
}

/** How a session reaches a cluster; tests hand in their own. */
export interface Reach {
  connect(kubeconfig: Kubeconfig, id: string): Promise<Connection>;
  mirror(connection: Connection, namespace: string): Mirror;
}

/** At most one cluster at a time. The newest choice wins: a connection that comes up after another was chosen is closed. */
export interface Session extends Disposable {
  readonly state: Readable<SessionState>;
  /** Resolves once connected; rejects with a `ClusterError`, and the state says the same. */
  connect(choice: Choice): Promise<void>;
  /** Shows another namespace of the same cluster. */
  changeNamespace(namespace: string): void;
  /** After a failure connects anew; while connected, lists and watches anew. */
  retry(): Promise<void>;
  disconnect(): void;
}

export function clusterSession(reach: Reach): Session {
  const state = signal<SessionState>({ kind: 'none' });
  let last: Choice | undefined;
  let attempt = 0;

  async function connect(choice: Choice): Promise<void> {
    release();
    last = choice;
    const own = ++attempt;
    const { context } = choice;
    state.set({ kind: 'connecting', context });
    try {
      const connection = await reach.connect(choice.kubeconfig, context.id);
      if (own !== attempt) {
        connection.close();
        return;
      }
      const namespace = choice.namespace ?? context.namespace ?? 'default';
      show({
        context,
        connection,
        namespace,
        mirror: reach.mirror(connection, namespace),
        isPractice: choice.isPractice,
      });
    } catch (error) {
      if (own === attempt) state.set({ kind: 'failed', context, failure: failureOf(error) });
      throw error;
    }
  }

  function show(cluster: LiveCluster): void {
    state.set({ kind: 'connected', cluster });
  }

  function changeNamespace(namespace: string): void {
    const current = state.get();
    if (current.kind !== 'connected' || current.cluster.namespace === namespace) return;
    const { cluster } = current;
    cluster.mirror.stop();
    if (last !== undefined) last = { ...last, namespace };
    show({ ...cluster, namespace, mirror: reach.mirror(cluster.connection, namespace) });
  }

  async function retry(): Promise<void> {
    const current = state.get();
    if (current.kind === 'connected') current.cluster.mirror.retry();
    else if (current.kind === 'failed' && last !== undefined) await connect(last);
  }

  function release(): void {
    attempt += 1;
    const current = state.get();
    if (current.kind !== 'connected') return;
    current.cluster.mirror.stop();
    current.cluster.connection.close();
  }

  function disconnect(): void {
    release();
    last = undefined;
    state.set({ kind: 'none' });
  }

  return { state, connect, changeNamespace, retry, disconnect, dispose: release };
}

function failureOf(error: unknown): ClusterFailure {
  return error instanceof ClusterError ? error.failure : { kind: 'server', detail: '' };
}
