import type { LiveCluster } from '../connect/session.ts';
import { type Disposable, Disposables, onDispose } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { type Readable, signal } from '../signal.ts';
import { find, type Goal } from './goal.ts';
import { onSightChange, sightOf } from './live-sight.ts';
import { type PortForward, startForward } from './port-forward.ts';

/** A forwarded port of this window. */
export interface OpenForward {
  readonly id: string;
  readonly goal: Goal;
  /** The context that it leads into. */
  readonly context: string;
  readonly forward: PortForward;
}

/** The forwarded ports of this window. Each ends with its cluster, and all with the window. */
export interface Forwards extends Disposable {
  /** Oldest first; tells also when one of them is doing otherwise. */
  readonly all: Readable<readonly OpenForward[]>;
  /** Rejects with `PortRefused`. */
  start(cluster: LiveCluster, goal: Goal, localPort: number): Promise<OpenForward>;
  stop(id: string): void;
  /** Says how many there were. */
  stopAll(): number;
}

/** `current` finds the cluster again: another namespace of it may be shown by now. */
export function portForwards(
  current: (cluster: LiveCluster) => LiveCluster | undefined,
  errors: Pick<Errors, 'run'>,
): Forwards {
  const all = signal<readonly OpenForward[]>([]);
  const held = new Map<string, Disposable>();
  let count = 0;

  function stop(id: string): void {
    const own = held.get(id);
    held.delete(id);
    own?.dispose();
    all.set(all.get().filter(each => each.id !== id));
  }

  return {
    all,
    async start(cluster, goal, localPort) {
      const { connection } = cluster;
      const forward = await startForward({
        connection,
        find: () => find(goal, sightOf(current(cluster) ?? cluster, goal)),
        onChange: listener => onSightChange(current(cluster) ?? cluster, listener),
        localPort,
        errors,
      });
      count += 1;
      const open: OpenForward = { id: `forward/${count}`, goal, context: cluster.context.name, forward };
      const own = new Disposables();
      own.add(forward);
      own.add(forward.state.onChange(() => all.set([...all.get()])));
      const leave = () => stop(open.id);
      connection.closed.addEventListener('abort', leave, { once: true });
      own.add(onDispose(() => connection.closed.removeEventListener('abort', leave)));
      held.set(open.id, own);
      all.set([...all.get(), open]);
      if (connection.closed.aborted) leave();
      return open;
    },
    stop,
    stopAll() {
      const ids = [...held.keys()];
      for (const id of ids) stop(id);
      return ids.length;
    },
    dispose() {
      for (const id of [...held.keys()]) stop(id);
    },
  };
}

/** Where programs of this machine reach it. */
export function addressOf({ forward }: Pick<OpenForward, 'forward'>): string {
  return `127.0.0.1:${forward.localPort}`;
}

/** The same for a browser. What is named so, or usually so, speaks TLS. */
export function urlOf(open: Pick<OpenForward, 'goal' | 'forward'>): string {
  const { port, portName } = open.goal;
  const isSecure = port === 443 || port === 8443 || /^https/.test(portName ?? '');
  return `${isSecure ? 'https' : 'http'}://${addressOf(open)}/`;
}

/** Ports at which mostly somebody speaks HTTP. */
const HTTP_PORTS: readonly number[] = [80, 443, 3000, 5000, 8000, 8008, 8080, 8081, 8088, 8443, 8888, 9090];

/** Whether a browser may be of use: the name of a port tells what it speaks, without one its number does. */
export function isForBrowsers({ port, portName }: Pick<Goal, 'port' | 'portName'>): boolean {
  if (/(^|-)(https?|web|ui|dashboard|console)(-|$)/.test(portName ?? '')) return true;
  return portName === undefined && HTTP_PORTS.includes(port);
}
