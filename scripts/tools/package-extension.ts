import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { runOrThrow } from './child.ts';
import { root } from './paths.ts';

/** The budget of the package, in bytes. */
const limit = 1_500_000;

/** Builds for production and writes the package (.vsix). Resolves with its path; rejects when it is over its budget. */
export async function packageExtension(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  await runOrThrow(process.execPath, [path.join(root, 'esbuild.mjs'), '--production']);
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await runOrThrow(process.execPath, [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    // The pictures of the README stay out of the package, and there is no address yet to lead to instead.
    '--no-rewrite-relative-links',
    '--out',
    file,
  ]);
  const { size } = await stat(file);
  if (size > limit)
    throw new Error(
      `The package is ${(size / 1e6).toFixed(2)} MB, over its budget of ${limit / 1e6} MB. See what is inside: npx vsce ls --no-dependencies`,
    );
  return file;
}
