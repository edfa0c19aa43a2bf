import { type Disposable, Disposables, onDispose } from '../dispose.ts';
import { type Readable, signal } from '../signal.ts';
import type { LiveVerdicts } from '../verdicts/live-verdicts.ts';
import type { LiveCluster, Session } from './session.ts';

/** One context that is open, with all that is its own: connection and mirror, the server's version, the verdicts. */
export interface OpenContext {
  readonly key: string;
  readonly session: Session;
  /** What the API server says its version is. */
  readonly server: Readable<string | undefined>;
  readonly verdicts: LiveVerdicts;
}

/** What is made for a context when it is opened, and let go when it is closed. */
export type ContextParts = Omit<OpenContext, 'key'> & Disposable;

/**
 * The contexts that are open, in the order in which they were opened. One of them is active: what is about no row (a manifest, a lens,
 * a command from the palette) is about that one.
 */
export interface OpenContexts extends Disposable {
  readonly all: Readable<readonly OpenContext[]>;
  readonly active: Readable<OpenContext | undefined>;
  of(key: string): OpenContext | undefined;
  /** Opens a context beside the others; the first one becomes active. The one that is there, if it is open already. */
  open(key: string): OpenContext;
  activate(key: string): void;
  /** Ends its connection. If it was active, the first of the others becomes so. */
  close(key: string): void;
  /** Calls back when the state of any open context changes, and when one is opened or closed. */
  onState(listener: () => void): Disposable;
}

export function openContexts(make: () => ContextParts): OpenContexts {
  const all = signal<readonly OpenContext[]>([]);
  const active = signal<OpenContext | undefined>(undefined);
  const parts = new Map<string, Disposable>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const of = (key: string) => all.get().find(context => context.key === key);

  function open(key: string): OpenContext {
    const known = of(key);
    if (known !== undefined) return known;
    const { session, server, verdicts, dispose } = make();
    const context: OpenContext = { key, session, server, verdicts };
    const held = new Disposables();
    held.add({ dispose });
    held.add(session.state.onChange(tell));
    parts.set(key, held);
    all.set([...all.get(), context]);
    if (active.get() === undefined) active.set(context);
    tell();
    return context;
  }

  function close(key: string): void {
    const closing = of(key);
    if (closing === undefined) return;
    all.set(all.get().filter(context => context !== closing));
    if (active.get() === closing) active.set(all.get()[0]);
    parts.get(key)?.dispose();
    parts.delete(key);
    tell();
  }

  return {
    all,
    active,
    of,
    open,
    activate(key) {
      const context = of(key);
      if (context !== undefined) active.set(context);
    },
    close,
    onState(listener) {
      const entry = () => listener();
      listeners.add(entry);
      return onDispose(() => listeners.delete(entry));
    },
    dispose() {
      for (const held of parts.values()) held.dispose();
      parts.clear();
    },
  };
}

/** The cluster of an open context, while it is connected. */
export function clusterOf(context: OpenContext | undefined): LiveCluster | undefined {
  const state = context?.session.state.get();
  return state?.kind === 'connected' ? state.cluster : undefined;
}

/** What the active context has of something; `undefined` while none is open. Tells when it changes, and when another becomes active. */
export function ofActive<T>(
  contexts: Pick<OpenContexts, 'active'>,
  read: (context: OpenContext) => Readable<T>,
): Readable<T | undefined> & Disposable {
  const value = signal<T | undefined>(undefined);
  const held = new Disposables();
  let following: Disposable | undefined;
  const follow = (context: OpenContext | undefined) => {
    following?.dispose();
    const source = context === undefined ? undefined : read(context);
    following = source?.onChange(value.set);
    value.set(source?.get());
  };
  held.add(contexts.active.onChange(follow));
  held.add(onDispose(() => following?.dispose()));
  follow(contexts.active.get());
  return { get: value.get, onChange: value.onChange, dispose: () => held.dispose() };
}
