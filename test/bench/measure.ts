/** What a file of test/bench measures: its default export is a `Bench`. */
export type Bench = () => Promise<readonly Measure[]>;

export interface Measure {
  readonly name: string;
  readonly value: number;
  /** `ms`, `KB`, `MB`, `times` … */
  readonly unit: string;
  /** The highest value that is good enough; none where the number is only for information. */
  readonly budget?: number;
}

/** The median time of a piece of work, in milliseconds, after one round that warms up. */
export async function median(rounds: number, work: () => unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return middle(times);
}

/** The median. */
export function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
