import type { TestResult } from '../../scripts/tools/report.ts';

/** Runs these files and resolves with a result a test. */
export type RunFiles = (files: readonly string[]) => Promise<readonly TestResult[]>;

/**
 * Runs test files; those with a failure run once more by themselves, and their second results count. On a shared machine the
 * window of a browser can lose a click and a program can miss its second, which a second run tells from a fault of ours. `onUnsteady` is told of each failure that was not
 * there again, so that nobody overlooks it.
 */
export async function withSecondRun(
  files: readonly string[],
  run: RunFiles,
  onUnsteady: (result: TestResult) => void,
): Promise<readonly TestResult[]> {
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

function isFailureOf({ name }: TestResult): (other: TestResult) => boolean {
  return other => other.name === name && other.failure !== undefined;
}
