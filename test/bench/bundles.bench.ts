import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { packageExtension } from '../../scripts/tools/package-extension.ts';
import { outFolder, root } from '../../scripts/tools/paths.ts';
import { type Bench, median } from './measure.ts';

/** How big what we ship is, and how long it takes to load in a fresh process. */
const bench: Bench = async () => {
  const vsix = await packageExtension(path.join(outFolder, 'bench.vsix'));
  const packed = statSync(vsix).size;
  await rm(vsix);
  return [
    { name: 'package', value: packed / 1000, unit: 'KB', budget: 1500 },
    { name: 'dist/extension.js', value: sizeOf('extension'), unit: 'KB', budget: 300 },
    { name: 'dist/manifests.js', value: sizeOf('manifests'), unit: 'KB' },
    { name: 'dist/commands.js', value: sizeOf('commands'), unit: 'KB' },
    { name: 'dist/yaml.js', value: sizeOf('yaml'), unit: 'KB' },
    { name: 'dist/kube.js', value: sizeOf('kube'), unit: 'KB' },
    { name: 'dist/practice.js', value: sizeOf('practice'), unit: 'KB' },
    { name: 'dist/cli.js', value: sizeOf('cli'), unit: 'KB' },
    { name: 'loading dist/kube.js', value: await loadTime('kube'), unit: 'ms' },
    { name: 'node dist/cli.js --help', value: await median(5, () => runNode(['dist/cli.js', '--help'])), unit: 'ms' },
    { name: 'an empty Node beside it', value: await median(5, () => runNode(['--eval', '0'])), unit: 'ms' },
  ];
};

export default bench;

function sizeOf(bundle: string): number {
  return statSync(path.join(root, 'dist', `${bundle}.js`)).size / 1000;
}

async function loadTime(bundle: string): Promise<number> {
  const script = `const start = performance.now(); require('./dist/${bundle}.js'); console.log(performance.now() - start)`;
  return Number(runNode(['--eval', script]));
}

function runNode(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${stderr}`);
  return stdout;
}
