export interface InsideResult {
  /** The test file, as it was given; undefined when the run itself broke. */
  readonly file?: string;
  readonly name: string;
  /** Undefined when the test passed. */
  readonly failure?: string;
}

/** Runs these files and resolves with a result a test. */
export type RunFiles = (files: readonly string[]) => Promise<readonly InsideResult[]>;

/**
 * Runs test files; those with a failure run once more by themselves, and their second results count. The window of a browser on a
 * shared machine can lose a click, which a second window tells from a fault of ours. `onUnsteady` is told of each failure that was not
 * there again, so that nobody overlooks it.
 */
export async function withSecondRun(
  files: readonly string[],
  run: RunFiles,
  onUnsteady: (result: InsideResult) => void,
): Promise<readonly InsideResult[]> {
  const first = await run(files);
  const failed = first.filter(({ failure }) => failure !== undefined);
  if (failed.length === 0) return first;
  const again = failed.some(({ file }) => file === undefined)
    ? files
    : files.filter(file => failed.some(result => result.file === file));
  const second = await run(again);
  for (const result of failed) if (!second.some(isFailureOf(result))) onUnsteady(result);
  return [...first.filter(({ file }) => file !== undefined && !again.includes(file)), ...second];
}

function isFailureOf({ name }: InsideResult): (other: InsideResult) => boolean {
  return other => other.name === name && other.failure !== undefined;
}
