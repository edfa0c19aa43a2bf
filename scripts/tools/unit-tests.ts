import { availableParallelism } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { root } from './paths.ts';
import { described, type TestResult } from './report.ts';

/** Runs test files with node:test, each in a process of its own. Resolves with a result a test; a skipped one has failed. */
export async function runTestFiles(
  files: readonly string[],
  // Node's own default leaves one core idle, which is half of a machine with two.
  concurrency = availableParallelism(),
): Promise<readonly TestResult[]> {
  if (files.length === 0) return [];
  const results: TestResult[] = [];
  const stream = run({ files: files.map(file => path.resolve(root, file)), concurrency, isolation: 'process' });
  // A file that does not even load says why only on its standard error.
  const printed = new Map<string, string>();
  const inFile = (found: string | undefined) => {
    const file = files.find(each => path.resolve(root, each) === found);
    return file === undefined ? {} : { file };
  };
  stream.on('test:stderr', ({ file, message }) => printed.set(file, (printed.get(file) ?? '') + message));
  stream.on('test:pass', ({ details, name, skip, todo, file }) => {
    if (details.type === 'suite') return;
    const isSkipped = skip !== undefined || todo !== undefined;
    const failure = isSkipped ? { failure: 'Skipped. Tests here are never skipped.' } : {};
    results.push({ ...inFile(file), name, ...failure });
  });
  stream.on('test:fail', ({ details, name, file, line }) => {
    const { error, type } = details;
    const kind = 'failureType' in error ? error.failureType : undefined;
    // A suite fails because a test in it failed, and that one is reported by itself.
    if (type === 'suite' && kind === 'subtestsFailed') return;
    const place = file === undefined ? '' : `${path.relative(root, file)}:${line}`;
    const crash = name === file ? printed.get(file) : undefined;
    const failure = [place, crash ?? described(error.cause ?? error)].filter(part => part !== '').join('\n');
    results.push({ ...inFile(file), name: path.isAbsolute(name) ? path.relative(root, name) : name, failure });
  });
  // The stream ends when every file has ended.
  for await (const _ of stream);
  return results;
}
