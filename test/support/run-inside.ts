import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'node:util';
import * as esbuild from 'esbuild';
import { outFolder, root } from '../../scripts/tools/paths.ts';
import { openBridge } from './bridge.ts';
import { workbenchOn } from './page/page-workbench.ts';
import { startVsCode, type VsCode } from './vscode.ts';

export interface InsideResult {
  readonly name: string;
  /** Undefined when the test passed. */
  readonly failure?: string;
}

/**
 * Runs the given test files with mocha inside VS Code's extension host, with this checkout as the extension under development
 * (its dist/ must be built). Resolves with one result a test, in order; a run that hangs or breaks ends with a failed result.
 */
export async function runInside(
  files: readonly string[],
  onResult: (result: InsideResult) => void,
  deadline = 300_000,
): Promise<readonly InsideResult[]> {
  const bundle = path.join(root, 'dist', `test-${process.pid}`);
  const results: InsideResult[] = [];
  let vscode: VsCode | undefined;
  try {
    await bundleTests(files, bundle);
    let end = (_: string | undefined) => {};
    const ended = new Promise<string | undefined>(resolve => {
      end = resolve;
    });
    const record = async (result: InsideResult) => {
      results.push(result);
      onResult(result);
      if (result.failure !== undefined) await picture(vscode, `failed ${result.name}`);
    };
    const workbench = () => workbenchOn(running(vscode).page);
    const bridge = await openBridge(async (method, args) => {
      if (method === 'passed') return record({ name: String(args[0]) });
      if (method === 'failed') return record({ name: String(args[0]), failure: String(args[1]) });
      if (method === 'ended') return end(undefined);
      const known: Record<string, unknown> = { ...workbench() };
      const call = known[method];
      if (typeof call !== 'function') throw new Error(`The workbench has no method “${method}”.`);
      return call(...args);
    });
    const timer = setTimeout(() => end(`The tests inside VS Code did not end in ${deadline / 1000} s.`), deadline);
    let said = '';
    try {
      vscode = await startVsCode({
        env: { ORDINAL_TEST_BRIDGE: bridge.address },
        serverArgs: ['--enable-smoke-test-driver'],
      });
      // The workbench calls these two: what tests print, and the end of the run.
      await vscode.page.exposeFunction('codeAutomationLog', (_: string, args: readonly unknown[]) => {
        said += `${format(...args)}\n`;
      });
      await vscode.page.exposeFunction('codeAutomationExit', (code: number) => {
        end(results.length === 0 ? `VS Code ended the run before the first test (code ${code}).` : undefined);
      });
      await vscode.open({ payload: JSON.stringify(payload(vscode.server.port, path.join(bundle, 'main.js'))) });
      const trouble = await ended;
      if (trouble !== undefined) await record({ name: 'the run inside VS Code', failure: trouble });
    } finally {
      clearTimeout(timer);
      bridge.close();
      if (results.length === 0 || results.some(result => result.failure !== undefined)) await writeLogs(vscode, said);
    }
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const result = { name: 'the run inside VS Code', failure };
    results.push(result);
    onResult(result);
  } finally {
    await vscode?.close();
    await rm(bundle, { recursive: true, force: true });
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

function payload(port: number, tests: string): readonly (readonly [string, string])[] {
  const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${file}`;
  return [
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(tests)],
    ['skipWelcome', 'true'],
  ];
}

function running(vscode: VsCode | undefined): VsCode {
  if (vscode === undefined) throw new Error('VS Code is not running yet.');
  return vscode;
}

async function picture(vscode: VsCode | undefined, name: string): Promise<void> {
  if (vscode === undefined) return;
  await workbenchOn(vscode.page)
    .screenshot(fileName(name))
    .catch(() => {});
}

async function writeLogs(vscode: VsCode | undefined, said: string): Promise<void> {
  await mkdir(outFolder, { recursive: true });
  await writeFile(path.join(outFolder, 'inside.log'), `--- the tests\n${said}\n${(await vscode?.logs()) ?? ''}`);
}

/** A test's name as a file name. */
export function fileName(name: string): string {
  return name.replace(/[^\p{Letter}\p{Number}]+/gu, '-').slice(0, 100);
}
