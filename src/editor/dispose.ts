/** Anything that holds something until it is told to let go. VS Code's own disposables are of this shape. */
export interface Disposable {
  dispose(): void;
}

/** Things to let go together, in the reverse order of taking. After `dispose`, whatever is added is let go at once. */
export class Disposables implements Disposable {
  #held: Disposable[] = [];
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#held.push(item);
    return item;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const failures: unknown[] = [];
    for (const item of this.#held.splice(0).reverse()) {
      try {
        item.dispose();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** A disposable of a function; calling it twice is harmless. */
export function onDispose(release: () => void): Disposable {
  let open = true;
  return {
    dispose() {
      if (!open) return;
      open = false;
      release();
    },
  };
}

/** At most one thing at a time: setting the next lets go of the one before. */
export class Slot<T extends Disposable> implements Disposable {
  #held: T | undefined;

  get value(): T | undefined {
    return this.#held;
  }

  set(item: T | undefined): void {
    if (item === this.#held) return;
    const before = this.#held;
    this.#held = item;
    before?.dispose();
  }

  dispose(): void {
    this.set(undefined);
  }
}
