import type { Named } from '../connect/context-name.ts';
import type { OpenContexts } from '../connect/contexts.ts';
import type { LiveCluster } from '../connect/session.ts';
import { type SteadyContext, steadyContext } from '../connect/steady-context.ts';
import { type Disposable, Disposables, onDispose } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { isAboutTheWay } from '../problems.ts';
import { type Readable, signal } from '../signal.ts';
import { type Found, find, type Goal } from './goal.ts';
import { concerns, sightOf } from './live-sight.ts';
import { type PortForward, startForward } from './port-forward.ts';

/** A forwarded port of this window. */
export interface OpenForward {
  readonly id: string;
  readonly goal: Goal;
  /** The context that it leads into. */
  readonly context: Named;
  readonly forward: PortForward;
}

/** The forwarded ports of this window. Each ends when its context is closed, and all with the window; a context that is lost and connected anew keeps its own. */
export interface Forwards extends Disposable {
  /** Oldest first; tells also when one of them is doing otherwise. */
  readonly all: Readable<readonly OpenForward[]>;
  /** Rejects with `PortRefused`. */
  start(cluster: LiveCluster, goal: Goal, localPort: number): Promise<OpenForward>;
  stop(id: string): void;
  /** Says how many there were. */
  stopAll(): number;
}

export function portForwards(contexts: Pick<OpenContexts, 'of' | 'onState'>, errors: Pick<Errors, 'run'>): Forwards {
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
      const steady = steadyContext(contexts, cluster.key);
      const leaving = new AbortController();
      const forward = await startForward({
        connection: { forward: steady.connection.forward, closed: leaving.signal },
        find: () => foundIn(steady, cluster.context.name, goal),
        onChange: listener => steady.follow(news => (news === undefined || concerns(news) ? listener() : undefined)),
        localPort,
        errors,
      });
      count += 1;
      const open: OpenForward = { id: `forward/${count}`, goal, context: cluster.context, forward };
      const own = new Disposables();
      own.add(forward);
      own.add(forward.state.onChange(() => all.set([...all.get()])));
      own.add(onDispose(() => leaving.abort()));
      own.add(steady.onClosed(() => stop(open.id)));
      held.set(open.id, own);
      all.set([...all.get(), open]);
      // It may have been closed while the port was being opened.
      if (contexts.of(cluster.key) === undefined) stop(open.id);
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

/** Who is to be asked now. Nobody can be while the way to the cluster is cut: the mirror's pods are those of before. */
function foundIn(steady: SteadyContext, context: string, goal: Goal): Found {
  const cluster = steady.cluster();
  const away = steady.away();
  const isCut = away !== undefined && isAboutTheWay(away.failure);
  if (cluster === undefined || isCut) return { wait: { why: 'away', context, since: away?.since } };
  return find(goal, sightOf(cluster, goal));
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
