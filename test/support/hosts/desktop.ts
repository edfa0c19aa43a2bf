import { cp, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { type Browser, chromium } from 'playwright-core';
import { cacheFolder, root } from '../../../scripts/tools/paths.ts';
import { temporaryFolder } from '../../../scripts/tools/temporary.ts';
import { quietSettings } from '../../../scripts/tools/vscode-server.ts';
import { eventually } from '../eventually.ts';
import type { Host, StartHost } from './host.ts';

/** VS Code for the desktop in a given version, downloaded where it can be reached; its window is driven over the debugging port. */
export function desktop(version: string): StartHost {
  return async env => {
    const program = await downloadAndUnzipVSCode({ version, cachePath: path.join(cacheFolder, 'vscode') });
    const run = await temporaryFolder('ordinal-desktop');
    const folder = path.join(run.path, 'samples');
    const profile = path.join(run.path, 'profile');
    await cp(path.join(root, 'media', 'samples'), folder, { recursive: true });
    const settings = { ...quietSettings, 'security.workspace.trust.enabled': false };
    await mkdir(path.join(profile, 'User'), { recursive: true });
    await writeFile(path.join(profile, 'User', 'settings.json'), JSON.stringify(settings));
    let browser: Browser | undefined;
    let ended: Promise<unknown> = Promise.resolve();
    const host: Host = {
      get page() {
        const page = browser?.contexts()[0]?.pages()[0];
        if (page === undefined) throw new Error('The window of VS Code is not open yet.');
        return page;
      },
      async run(tests, onEnd) {
        const port = await freePort();
        ended = runTests({
          vscodeExecutablePath: program,
          extensionDevelopmentPath: root,
          extensionTestsPath: tests,
          extensionTestsEnv: { ORDINAL_PRACTICE_PACE: 'recorded', ...env },
          launchArgs: [
            folder,
            `--remote-debugging-port=${port}`,
            `--user-data-dir=${profile}`,
            `--extensions-dir=${path.join(run.path, 'extensions')}`,
            '--disable-workspace-trust',
            '--skip-welcome',
          ],
        }).then(onEnd, onEnd);
        browser = await eventually(() => chromium.connectOverCDP(`http://127.0.0.1:${port}`), 60_000);
      },
      logs: async () => `The logs of VS Code ${version} were printed above.`,
      async close() {
        await browser?.close();
        await ended;
        await run.remove();
      },
    };
    return host;
  };
}

/** A port of 127.0.0.1 that nobody listens on now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No free port.')),
      );
    });
  });
}
