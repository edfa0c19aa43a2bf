import { createServer, type Server, type Socket } from 'node:net';
import { ClusterError, type ClusterFailure, type Connection } from '../../cluster/connection.ts';
import type { Disposable } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { type Readable, signal } from '../signal.ts';
import type { Found, Wait } from './goal.ts';
import { listenLocally } from './local-port.ts';
import { passOn } from './pass-on.ts';

/** How a forwarded port is doing. */
export type ForwardState =
  | { readonly kind: 'ready'; readonly pod: string; readonly port: number }
  | { readonly kind: 'waiting'; readonly wait: Wait }
  /** The node could not reach the port in the pod; in its own words. */
  | { readonly kind: 'refused'; readonly pod: string; readonly port: number; readonly detail: string }
  /** The API server did not let us through. */
  | { readonly kind: 'failed'; readonly failure: ClusterFailure };

export interface PortForward extends Disposable {
  readonly localPort: number;
  readonly state: Readable<ForwardState>;
}

export interface ForwardParts {
  readonly connection: Pick<Connection, 'forward' | 'closed'>;
  /** Who is to be asked now. */
  readonly find: () => Found;
  /** Calls back when that may be somebody else; the result ends it. */
  readonly onChange: (listener: () => void) => () => void;
  /** 0 for any that is free. */
  readonly localPort: number;
  /** Gets the faults of serving a visitor, whom nobody waits for. */
  readonly errors: Pick<Errors, 'run'>;
  /** How long a visitor is kept while nobody can be reached, and how long until the server is asked again, in milliseconds. */
  readonly patience?: { readonly visitor: number; readonly pause: number };
}

/** A pod that is replaced is mostly back within this time, so a browser or a client that comes meanwhile need not fail. */
const PATIENCE = { visitor: 30_000, pause: 1_000 };

/**
 * Listens at a port of this machine and leads each visitor to a port of a pod, over a connection of its own. Pods come and go: the port stays
 * open, and who comes while nobody can be reached waits a while. Rejects with `PortRefused`.
 */
export async function startForward(parts: ForwardParts): Promise<PortForward> {
  const { connection, find, onChange, patience = PATIENCE } = parts;
  const visitors = new Set<Socket>();
  const ending = new AbortController();
  const state = signal<ForwardState>(stateOf(find()));
  const set = (next: ForwardState) => {
    if (!ending.signal.aborted && JSON.stringify(next) !== JSON.stringify(state.get())) state.set(next);
  };

  /** What is known now; a refusal stands until somebody else is to be asked. */
  const look = () => {
    const next = stateOf(find());
    const before = state.get();
    const isSame =
      before.kind === 'refused' && next.kind === 'ready' && before.pod === next.pod && before.port === next.port;
    if (!isSame) set(next);
  };

  /** Resolves when there may be somebody to ask. */
  const change = (gone: AbortSignal) =>
    new Promise<void>(resolve => {
      const done = () => {
        clearTimeout(timer);
        stop();
        gone.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, patience.pause);
      const stop = onChange(done);
      gone.addEventListener('abort', done, { once: true });
      if (gone.aborted) done();
    });

  async function serve(visitor: Socket): Promise<void> {
    const gone = new AbortController();
    visitor.once('close', () => gone.abort());
    const until = Date.now() + patience.visitor;
    while (!gone.signal.aborted) {
      const found = find();
      if ('pod' in found) {
        const { port } = found;
        const pod = found.pod.name;
        // Whether somebody listens there is not known yet, so a refusal stands.
        const opened = () => {
          if (state.get().kind !== 'refused') set({ kind: 'ready', pod, port });
        };
        const end = await passOn(connection, found, visitor, gone.signal, opened).catch((error: unknown) => {
          if (error instanceof ClusterError) return error;
          throw error;
        });
        if (!(end instanceof ClusterError)) {
          if (end.reason === 'refused') set({ kind: 'refused', pod, port, detail: end.detail });
          else if (end.reason === 'cut') look();
          else if (end.reason === 'ended') set({ kind: 'ready', pod, port });
          return;
        }
        const { failure } = end;
        if (failure.kind === 'aborted') return;
        const wait = waitOf(failure);
        set(wait === undefined ? { kind: 'failed', failure } : { kind: 'waiting', wait });
        if (wait === undefined) return;
      } else set({ kind: 'waiting', wait: found.wait });
      if (Date.now() >= until) return;
      await change(gone.signal);
    }
  }

  const server: Server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, visitor => {
    visitors.add(visitor);
    visitor.on('error', () => visitor.destroy());
    visitor.once('close', () => visitors.delete(visitor));
    // Small messages go out at once, as they came.
    visitor.setNoDelay(true);
    parts.errors.run('forwarding a port', () => serve(visitor).finally(() => visitor.destroy()));
  });
  const localPort = await listenLocally(server, parts.localPort);
  const stopLooking = onChange(look);
  const dispose = () => {
    ending.abort();
    connection.closed.removeEventListener('abort', dispose);
    stopLooking();
    server.close();
    for (const visitor of visitors) visitor.destroy();
  };
  connection.closed.addEventListener('abort', dispose, { once: true });
  if (connection.closed.aborted) dispose();
  return { localPort, state, dispose };
}

function stateOf(found: Found): ForwardState {
  if ('wait' in found) return { kind: 'waiting', wait: found.wait };
  return { kind: 'ready', pod: found.pod.name, port: found.port };
}

/** What to wait for, where the server says that there is nobody to reach; `undefined` where waiting does not help. */
function waitOf({ kind, detail }: ClusterFailure): Wait | undefined {
  if (kind === 'not-found') return { why: 'no-pod' };
  const state = /pod is not running\. Current status=(\w*)/.exec(detail)?.[1];
  if (state !== undefined) return { why: 'not-running', state };
  return /does not have a host assigned/.test(detail) ? { why: 'not-running', state: 'Pending' } : undefined;
}
