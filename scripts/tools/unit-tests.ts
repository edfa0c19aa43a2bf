import { availableParallelism } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { root } from './paths.ts';
import { described, type Report } from './report.ts';

/** Runs test files with node:test, each in a process of its own, and reports every test. Skipped tests count as failures. */
export async function runTestFiles(
  files: readonly string[],
  report: Report,
  // Node's own default leaves one core idle, which is half of a machine with two.
  concurrency = availableParallelism(),
): Promise<void> {
  if (files.length === 0) return;
  const stream = run({ files: files.map(file => path.resolve(root, file)), concurrency, isolation: 'process' });
  // A file that does not even load says why only on its standard error.
  const printed = new Map<string, string>();
  stream.on('test:stderr', ({ file, message }) => printed.set(file, (printed.get(file) ?? '') + message));
  stream.on('test:pass', event => {
    if (event.details.type === 'suite') return;
    if (event.skip !== undefined || event.todo !== undefined)
      report.fail(event.name, 'Skipped. Tests here are never skipped.');
    else report.pass();
  });
  stream.on('test:fail', event => {
    const { error, type } = event.details;
    const kind = 'failureType' in error ? error.failureType : undefined;
    // A suite fails because a test in it failed, and that one is reported by itself.
    if (type === 'suite' && kind === 'subtestsFailed') return;
    const place = event.file === undefined ? '' : `${path.relative(root, event.file)}:${event.line}`;
    const crash = event.name === event.file ? printed.get(event.file) : undefined;
    const detail = [place, crash ?? described(error.cause ?? error)].filter(part => part !== '').join('\n');
    report.fail(path.isAbsolute(event.name) ? path.relative(root, event.name) : event.name, detail);
  });
  // The stream ends when every file has ended.
  for await (const _ of stream);
}
