// npm run test:desktop: the tests inside VS Code for the desktop, at the oldest version that package.json allows and at the newest.
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { desktop } from '../test/support/hosts/desktop.ts';
import { runInside } from '../test/support/run-inside.ts';
import { runOrThrow } from './tools/child.ts';
import { root } from './tools/paths.ts';
import { newReport } from './tools/report.ts';

const manifest: { readonly engines: { readonly vscode: string } } = JSON.parse(
  await readFile(path.join(root, 'package.json'), 'utf8'),
);
const report = newReport();
await runOrThrow(process.execPath, [path.join(root, 'esbuild.mjs'), '--production']);
for (const version of [manifest.engines.vscode.replace(/^\^/, ''), 'stable']) {
  report.start(`tests inside VS Code ${version}`);
  const files = globSync('test/editor/inside/**/*.test.ts', { cwd: root });
  for (const result of await runInside(files, desktop(version), {})) report.record(result);
  report.end();
}
console.log(`${report.passed} passed, ${report.failed} failed`);
process.exit(report.failed === 0 ? 0 : 1);
