import { type Disposable, onDispose } from './dispose.ts';

/** A value that tells when it changes. Plain, so that what is built on it is tested without the editor. */
export interface Readable<T> {
  get(): T;
  /** Calls back after every change until disposed; never at once. */
  onChange(listener: (value: T) => void): Disposable;
}

export interface Signal<T> extends Readable<T> {
  set(value: T): void;
}

/** A signal that starts with `initial`. Setting the value it has tells nobody. */
export function signal<T>(initial: T): Signal<T> {
  let current = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener(value);
    },
    onChange(listener) {
      // Wrapped, so that one function subscribed twice is called twice.
      const entry = (value: T) => listener(value);
      listeners.add(entry);
      return onDispose(() => listeners.delete(entry));
    },
  };
}
