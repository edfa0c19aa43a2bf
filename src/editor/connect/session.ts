import { ClusterError, type ClusterFailure, type Connection } from '../../cluster/connection.ts';
import type { KubeContext, Kubeconfig } from '../../cluster/kubeconfig.ts';
import { type Clock, createBackoff, type Mirror, remedyFor, systemClock } from '../../cluster/mirror.ts';
import type { Disposable } from '../dispose.ts';
import { type Readable, signal } from '../signal.ts';

/** A cluster that Ordinal shows and changes. */
export interface LiveCluster {
  /** Which of the open contexts it is; rows and targets carry it, so that a command acts where it was called. */
  readonly key: string;
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
  | ({ readonly kind: 'connecting' } & Aim)
  | { readonly kind: 'connected'; readonly cluster: LiveCluster }
  | ({ readonly kind: 'failed' } & Aim & Failed);

/** Where a session leads that is not connected. */
export type Aim = Pick<LiveCluster, 'context' | 'namespace' | 'isPractice'>;

/** Times are milliseconds since 1970. Without `retryAt` only a person can help. */
interface Failed {
  readonly failure: ClusterFailure;
  readonly since: number;
  readonly retryAt?: number;
}

export interface Choice {
  readonly kubeconfig: Kubeconfig;
  readonly context: KubeContext;
  /** `undefined` takes the one of the context, else `default`; `''` means all of them. */
  readonly namespace: string | undefined;
  readonly isPractice: boolean;
}

/** A context is open at most once. A context of the user may bear the name of the practice cluster's, so the two are told apart. */
export function keyOf({
  context,
  isPractice,
}: {
  readonly context: { readonly id: string };
  readonly isPractice: boolean;
}): string {
  return `${isPractice ? 'practice' : 'context'}/${context.id}`;
}

/** The namespace that is shown; `''` for all of them. */
export function namespaceOf({ namespace, context }: Choice): string {
  return namespace ?? context.namespace ?? 'default';
}

/** How a session reaches a cluster; tests hand in their own. */
export interface Reach {
  connect(kubeconfig: Kubeconfig, id: string): Promise<Connection>;
  mirror(connection: Connection, namespace: string): Mirror;
}

/** One open context: at most one cluster at a time. The newest choice wins: a connection that comes up after another was chosen is closed. */
export interface Session extends Disposable {
  readonly state: Readable<SessionState>;
  /** What it connects to, connected or not. */
  chosen(): Choice | undefined;
  /**
   * Resolves once connected; rejects with a `ClusterError`, and the state says the same. Where waiting may help, it tries again by itself
   * from then on, at growing intervals.
   */
  connect(choice: Choice): Promise<void>;
  /** Shows another namespace of the same cluster. */
  changeNamespace(namespace: string): void;
  /** After a failure connects anew; while connected, lists and watches anew. */
  retry(): Promise<void>;
  /** Somebody looks again: what is waited for by itself is tried now, though at most every few seconds. */
  nudge(): void;
  disconnect(): void;
}

/** In milliseconds: whoever goes to and fro between windows does not make it ask more often. */
const NUDGED = 5_000;

export function clusterSession(reach: Reach, clock: Clock = systemClock): Session {
  const state = signal<SessionState>({ kind: 'none' });
  const backoff = createBackoff(clock.random);
  let last: Choice | undefined;
  let attempt = 0;
  let since: number | undefined;
  let nudged = Number.NEGATIVE_INFINITY;
  let cancelRetry = () => {};

  async function connect(choice: Choice): Promise<void> {
    release();
    if (last !== undefined && keyOf(last) !== keyOf(choice)) since = undefined;
    last = choice;
    backoff.reset();
    state.set({ kind: 'connecting', ...aimOf(choice) });
    await tryToConnect(choice);
  }

  async function tryToConnect(choice: Choice): Promise<void> {
    const own = ++attempt;
    const { context } = choice;
    try {
      const connection = await reach.connect(choice.kubeconfig, context.id);
      if (own !== attempt) {
        connection.close();
        return;
      }
      since = undefined;
      const namespace = namespaceOf(last ?? choice);
      const mirror = reach.mirror(connection, namespace);
      show({ key: keyOf(choice), context, connection, namespace, mirror, isPractice: choice.isPractice });
    } catch (error) {
      if (own === attempt) fail(choice, failureOf(error));
      throw error;
    }
  }

  function fail(choice: Choice, failure: ClusterFailure): void {
    since ??= clock.now();
    const told = { kind: 'failed', ...aimOf(last ?? choice), failure, since } as const;
    if (remedyFor(failure) !== 'soon') {
      state.set(told);
      return;
    }
    const wait = backoff.next((failure.retryAfterSeconds ?? 0) * 1000);
    // What fails again is told by the state.
    cancelRetry = clock.after(wait, () => void tryToConnect(choice).catch(() => {}));
    state.set({ ...told, retryAt: clock.now() + wait });
  }

  function show(cluster: LiveCluster): void {
    state.set({ kind: 'connected', cluster });
  }

  function changeNamespace(namespace: string): void {
    if (last !== undefined) last = { ...last, namespace };
    const current = state.get();
    if (current.kind === 'failed') state.set({ ...current, namespace });
    if (current.kind !== 'connected' || current.cluster.namespace === namespace) return;
    const { cluster } = current;
    cluster.mirror.stop();
    show({ ...cluster, namespace, mirror: reach.mirror(cluster.connection, namespace) });
  }

  async function retry(): Promise<void> {
    const current = state.get();
    if (current.kind === 'connected') current.cluster.mirror.retry();
    else if (current.kind === 'failed' && last !== undefined) await connect(last);
  }

  function nudge(): void {
    const current = state.get();
    if (current.kind === 'connected') current.cluster.mirror.nudge();
    if (current.kind !== 'failed' || current.retryAt === undefined || last === undefined) return;
    if (current.failure.retryAfterSeconds !== undefined || clock.now() - nudged < NUDGED) return;
    nudged = clock.now();
    cancelRetry();
    void tryToConnect(last).catch(() => {});
  }

  function release(): void {
    attempt += 1;
    cancelRetry();
    const current = state.get();
    if (current.kind !== 'connected') return;
    current.cluster.mirror.stop();
    current.cluster.connection.close();
  }

  function disconnect(): void {
    release();
    last = undefined;
    since = undefined;
    state.set({ kind: 'none' });
  }

  return { state, chosen: () => last, connect, changeNamespace, retry, nudge, disconnect, dispose: release };
}

function aimOf(choice: Choice): Aim {
  return { context: choice.context, namespace: namespaceOf(choice), isPractice: choice.isPractice };
}

function failureOf(error: unknown): ClusterFailure {
  return error instanceof ClusterError ? error.failure : { kind: 'server', detail: '' };
}
