import path from 'node:path';
import { run } from 'node:test';
import { root } from './paths.ts';
import { described, type Report } from './report.ts';

/** Runs test files with node:test, each in a process of its own, and reports every test. Skipped tests count as failures. */
export async function runTestFiles(
  files: readonly string[],
  report: Report,
  concurrency: number | true = true,
): Promise<void> {
  if (files.length === 0) return;
  const stream = run({ files: files.map(file => path.resolve(root, file)), concurrency, isolation: 'process' });
  const crashed = new Map<string, string>();
  stream.on('test:stderr', ({ file, message }) => crashed.set(file, (crashed.get(file) ?? '') + message));
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
    const printed = kind === 'testCodeFailure' ? '' : (crashed.get(event.file ?? '') ?? '');
    report.fail(event.name, [place, described(error.cause ?? error), printed].filter(part => part !== '').join('\n'));
  });
  // The stream ends when every file has ended.
  for await (const _ of stream);
}
