import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { outFolder, root } from '../../scripts/tools/paths.ts';
import type { TestResult } from '../../scripts/tools/report.ts';
import { temporaryFolder } from '../../scripts/tools/temporary.ts';
import { type Bridge, openBridge } from './bridge.ts';
import { fileName } from './file-name.ts';
import type { Host, StartHost } from './hosts/host.ts';
import { workbenchOn } from './page/page-workbench.ts';

/**
 * Runs test files with mocha inside VS Code's extension host, with this checkout as the extension under development (its dist/ must
 * be built). Resolves with one result a test, in order; a run that hangs or breaks ends with a failed result. After a failure, a picture
 * of the page at that moment and the logs are in test/out. `kept` holds what tests of an earlier run tried, and then of this one too.
 * `deadline` is for the whole run, in milliseconds.
 */
export async function runInside(
  files: readonly string[],
  start: StartHost,
  kept: { record?: string },
  deadline = 600_000,
): Promise<readonly TestResult[]> {
  const bundle = await temporaryFolder('tests', path.join(root, 'dist', `test-${process.pid}`));
  let end: (trouble: string | undefined) => void = () => {};
  const ended = new Promise<string | undefined>(resolve => {
    end = resolve;
  });
  let host: Host | undefined;
  const results: TestResult[] = [];
  const record = async (result: TestResult) => {
    results.push(result);
    if (result.failure !== undefined) await picture(host, result.name);
  };
  const fileOf = (bundled: unknown) => files.find(file => path.basename(file, '.ts') === bundled);
  const answer = async (method: string, args: readonly unknown[]) => {
    if (method === 'tested') {
      const [bundled, name, failure] = args;
      const file = fileOf(bundled);
      return record({
        ...(file === undefined ? {} : { file }),
        name: String(name),
        ...(typeof failure === 'string' ? { failure } : {}),
      });
    }
    if (method === 'ended') {
      kept.record = String(args[0]);
      return end(undefined);
    }
    if (host === undefined) throw new Error('The page is not there yet.');
    const methods: Record<string, unknown> = { ...workbenchOn(host.page) };
    const call = methods[method];
    if (typeof call !== 'function') throw new Error(`The workbench has no method “${method}”.`);
    return call(...args);
  };
  const timer = setTimeout(() => end(`The tests did not end in ${deadline / 1000} s.`), deadline);
  let bridge: Bridge | undefined;
  try {
    await bundleTests(files, bundle.path);
    bridge = await openBridge(answer);
    host = await start({ ORDINAL_TEST_BRIDGE: bridge.address, ORDINAL_TEST_RECORD: kept.record ?? '' });
    await host.run(path.join(bundle.path, 'main.js'), () =>
      end('VS Code ended the run before the tests said that they are through.'),
    );
    const trouble = (await ended) ?? (results.length === 0 ? 'There was no test to run.' : undefined);
    if (trouble !== undefined) await record({ name: 'the run inside VS Code', failure: trouble });
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await record({ name: 'the run inside VS Code', failure });
  } finally {
    clearTimeout(timer);
    bridge?.close();
    if (results.some(({ failure }) => failure !== undefined)) await writeLogs(host);
    await host?.close();
    await bundle.remove();
  }
  return results;
}

/** One bundle a test file. Mocha and other packages are loaded from node_modules, so the bundles stand inside the checkout. */
async function bundleTests(files: readonly string[], folder: string): Promise<void> {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'test/support/inside-main.ts', out: 'main' },
      ...files.map(file => ({ in: file, out: path.basename(file, '.ts') })),
    ],
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  await writeFile(path.join(folder, 'package.json'), '{ "type": "commonjs" }');
}

async function picture(host: Host | undefined, name: string): Promise<void> {
  if (host === undefined) return;
  await workbenchOn(host.page)
    .screenshot(fileName(`failed ${name}`))
    .catch(() => {});
}

async function writeLogs(host: Host | undefined): Promise<void> {
  await mkdir(outFolder, { recursive: true });
  await writeFile(path.join(outFolder, 'inside.log'), (await host?.logs()) ?? 'VS Code did not start.');
}
