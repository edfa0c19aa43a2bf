/** An open context whose connections a test makes and breaks. */
import type { Connection } from '../../../src/cluster/connection.ts';
import type { Mirror, MirrorNews } from '../../../src/cluster/mirror.ts';
import type { Pod } from '../../../src/core/statefulset/model.ts';
import { type ContextParts, type OpenContexts, openContexts } from '../../../src/editor/connect/contexts.ts';
import type { LiveCluster, SessionState } from '../../../src/editor/connect/session.ts';
import { type Signal, signal } from '../../../src/editor/signal.ts';

export const KEY = 'context/prod-east';
const context = { id: 'prod-east', name: 'prod-east', server: 'https://east:6443' };

export interface Played {
  readonly cluster: LiveCluster;
  /** What the mirror says of every kind from now on, and that it said so. */
  status(state: unknown): void;
}

/** A connected cluster with these pods. */
export function played(pods: readonly Pod[], connection: Partial<Connection>): Played {
  let status: unknown = { state: 'live' };
  const listeners = new Set<(news: MirrorNews) => void>();
  const mirror: Partial<Mirror> = {
    kinds: ['StatefulSet'],
    status: () => status as ReturnType<Mirror['status']>,
    get: ((_kind: string, _namespace: string, name: string) =>
      pods.find(({ metadata }) => metadata.name === name)) as unknown as Mirror['get'],
    list: () => [],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    cluster: { key: KEY, context, namespace: '', isPractice: false, mirror, connection } as unknown as LiveCluster,
    status(state) {
      status = state;
      for (const listener of [...listeners]) listener({ changes: [], statuses: ['StatefulSet'] });
    },
  };
}

/** The context is open with this cluster; `show` gives it another state. */
export function openWith(cluster: LiveCluster): { contexts: OpenContexts; show(state: SessionState): void } {
  const state: Signal<SessionState> = signal<SessionState>({ kind: 'connected', cluster });
  const contexts = openContexts(() => ({ session: { state }, dispose() {} }) as unknown as ContextParts);
  contexts.open(KEY);
  return { contexts, show: state.set };
}

export const connecting = { kind: 'connecting', context, namespace: '', isPractice: false } as unknown as SessionState;
