import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LaunchOptions } from 'playwright-core';
import { cached } from './cache.ts';
import { runOrThrow } from './child.ts';
import { findProgram } from './find-program.ts';
import { root } from './paths.ts';

/**
 * How playwright starts a browser here: `ORDINAL_BROWSER`, a Chromium on the PATH, an installed Chrome (macOS, Windows),
 * or the Chromium inside the npm package @sparticuz/chromium with the libraries that it brings (Linux on x64; no root needed).
 */
export async function browserOptions(onUnpack: () => void = () => {}): Promise<LaunchOptions> {
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'];
  const program =
    process.env['ORDINAL_BROWSER'] ??
    findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  if (program !== undefined) return { executablePath: program, args };
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome', args };
  const folder = await unpack(onUnpack);
  return {
    executablePath: path.join(folder, 'chromium'),
    args: [
      ...args,
      '--headless=shell',
      '--no-zygote',
      '--in-process-gpu',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [path.join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH'] ?? '']
        .filter(Boolean)
        .join(':'),
      // The package brings one Latin font, for machines that have none.
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(folder, 'fonts') }),
    },
  };
}

async function unpack(onUnpack: () => void): Promise<string> {
  const packageFolder = path.join(root, 'node_modules', '@sparticuz', 'chromium');
  const { version }: { version: string } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8'));
  return cached(`chromium-${version}`, async folder => {
    onUnpack();
    // The package unpacks into the temporary folder, and takes any "chromium" that it finds there: so it gets one of its own.
    const env = { ...process.env, TMPDIR: folder };
    await runOrThrow(process.execPath, ['--input-type=module', '--eval', inflateAll, path.join(packageFolder, 'bin')], {
      env,
    });
  });
}

const inflateAll = `
  import { inflate } from '@sparticuz/chromium';
  const [folder] = process.argv.slice(1);
  for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) await inflate(folder + '/' + name);
`;
