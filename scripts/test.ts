// npm test: everything, ending with one line "N passed, N failed".
//   --quick         types, lint, unit and golden tests (under a minute)
//   --editor        only build and the tests in VS Code
//   any other word  only test files whose path holds it
import { globSync } from 'node:fs';
import path from 'node:path';
import { startWeb } from '../test/support/hosts/web.ts';
import { runInside } from '../test/support/run-inside.ts';
import { type RunFiles, withSecondRun } from '../test/support/second-run.ts';
import { run } from './tools/child.ts';
import { browserOptions } from './tools/chromium.ts';
import { codeServer } from './tools/code-server.ts';
import { packageExtension } from './tools/package-extension.ts';
import { root } from './tools/paths.ts';
import { described, newReport } from './tools/report.ts';
import { temporaryFolder } from './tools/temporary.ts';
import { runTestFiles } from './tools/unit-tests.ts';

const quick = process.argv.includes('--quick');
const editorOnly = process.argv.includes('--editor');
const words = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const report = newReport();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));

if (!editorOnly) {
  if (words.length === 0) {
    await tool('types', 'node_modules/typescript/bin/tsc');
    await tool('lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=50');
  }
  await part('unit tests', files('test/unit/**/*.test.ts'));
  await part('golden tests', files('test/golden/**/*.test.ts'));
}
if (!quick) await withPackage();

console.log(`${report.passed} passed, ${report.failed} failed`);
process.exit(report.failed === 0 ? 0 : 1);

/** A whole-project tool counts as one test. */
async function tool(name: string, program: string, ...args: readonly string[]): Promise<void> {
  report.start(name);
  const { code, output } = await run(process.execPath, [path.join(root, program), ...args]);
  if (code === 0) report.pass();
  else report.fail(name, output);
  report.end();
}

/** Tests of our code alone: nothing but the code decides what they say, so they run once. */
async function part(name: string, found: readonly string[]): Promise<void> {
  if (found.length === 0 && words.length > 0) return;
  report.start(name);
  for (const result of await runTestFiles(found)) report.record(result);
  report.end();
}

/** Tests of whole programs in real time. */
async function partInRealTime(name: string, found: readonly string[], runFiles: RunFiles): Promise<void> {
  if (found.length === 0 && words.length > 0) return;
  report.start(name);
  const results = await withSecondRun(found, runFiles, ({ name, failure = '' }) =>
    report.note(`Failed once, not twice: ${name}`, failure),
  );
  for (const result of results) report.record(result);
  report.end();
}

/** What needs the bundles: the build itself, the practice cluster and the command line as programs, and VS Code. */
async function withPackage(): Promise<void> {
  const folder = await temporaryFolder('ordinal-package');
  try {
    report.start('build and package');
    process.env['ORDINAL_TEST_VSIX'] = await packageExtension(path.join(folder.path, 'ordinal.vsix'));
    report.pass();
    report.end();
    if (!editorOnly)
      await partInRealTime('contract tests', files('test/contract/**/*.test.ts'), some => runTestFiles(some));
    await inEditor();
  } catch (error) {
    report.fail('build and package', described(error));
    report.end();
  } finally {
    await folder.remove();
  }
}

async function inEditor(): Promise<void> {
  await codeServer(() => console.log('Fetching VS Code from the npm registry (about 15 seconds, once)…'));
  await browserOptions(() => console.log('Unpacking Chromium (once)…'));
  const kept = {};
  await partInRealTime('tests inside VS Code', files('test/editor/inside/**/*.test.ts'), some =>
    runInside(some, startWeb, kept),
  );
  // Each starts a VS Code and a browser of its own: one after another, or two cores would be too few for their deadlines.
  await partInRealTime('tests with the installed package', files('test/editor/outside/**/*.test.ts'), some =>
    runTestFiles(some, 1),
  );
}

function files(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root })
    .filter(file => words.every(word => file.includes(word)))
    .toSorted();
}
