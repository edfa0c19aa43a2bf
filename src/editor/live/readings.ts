/** Which reading of a thing counts: reading takes time, and meanwhile the thing may be read again, or nobody wants it any more. */
export interface Readings {
  /** A reading begins; the result says whether it is still wanted, which no other one of the same thing is from now on. */
  begin(key: string): () => boolean;
  /** Nobody wants the thing any more. */
  end(key: string): void;
  endAll(): void;
}

export function readings(): Readings {
  const wanted = new Map<string, symbol>();
  return {
    begin(key) {
      const own = Symbol(key);
      wanted.set(key, own);
      return () => wanted.get(key) === own;
    },
    end: key => wanted.delete(key),
    endAll: () => wanted.clear(),
  };
}
