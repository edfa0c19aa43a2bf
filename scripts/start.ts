// npm start: opens VS Code on the sample manifests, with Ordinal and a practice cluster.
//   --browser   VS Code in the browser even if the desktop program `code` is on the PATH
//   --port N    the port of VS Code in the browser; a free one unless told
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runOrThrow } from './tools/child.ts';
import { codeServer } from './tools/code-server.ts';
import { findProgram } from './tools/find-program.ts';
import { packageExtension } from './tools/package-extension.ts';
import { root } from './tools/paths.ts';
import { temporaryFolder } from './tools/temporary.ts';
import { installExtension, quietSettings, startServer } from './tools/vscode-server.ts';

const { values } = parseArgs({ options: { browser: { type: 'boolean' }, port: { type: 'string' } } });
let stopping = false;
const samples = path.join(root, 'media', 'samples');
/** Opened first, so that Ordinal begins with the question whether the folder is trusted. */
const firstSample = path.join(samples, 'web.yaml');

/** Tells the extension to start the practice cluster and to connect to it, without being asked. */
const practice = { ORDINAL_PRACTICE: '1' };

const code = values.browser === true ? undefined : findProgram('code');
if (code === undefined) await openInBrowser();
else await openDesktop(code);

async function openDesktop(program: string): Promise<void> {
  console.log('Building Ordinal…');
  await runOrThrow(process.execPath, [path.join(root, 'esbuild.mjs')]);
  console.log(
    `Opening VS Code (${program}) on ${path.relative(process.cwd(), samples) || samples}. Close its window to end this.`,
  );
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, samples, firstSample];
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...process.env, ...practice },
    shell: process.platform === 'win32',
  });
  child.on('error', error => {
    console.error(`VS Code did not start: ${error.message}. Try VS Code in the browser: npm start -- --browser`);
    process.exitCode = 1;
  });
  child.on('exit', exitCode => {
    process.exitCode = exitCode ?? 0;
  });
}

async function openInBrowser(): Promise<void> {
  const folder = await temporaryFolder('ordinal-start');
  const ended = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // The second time, do not wait for anything.
        if (stopping) process.exit(130);
        stopping = true;
        resolve();
      });
    }
  });
  try {
    console.log('Building Ordinal…');
    const vsix = await packageExtension(path.join(folder.path, 'ordinal.vsix'));
    await codeServer(() => console.log('Fetching VS Code from the npm registry (about 15 seconds, once)…'));
    const dataFolder = path.join(folder.path, 'data');
    await installExtension(dataFolder, vsix);
    const connectionToken = randomBytes(24).toString('hex');
    const server = await startServer({
      dataFolder,
      // The person says whether to trust the folder, as in VS Code on the desktop.
      settings: { ...quietSettings, 'security.workspace.trust.startupPrompt': 'always' },
      connectionToken,
      env: practice,
      ...(values.port === undefined ? {} : { port: Number(values.port) }),
    });
    if (!stopping) {
      const address = addressOf(server.origin, connectionToken);
      console.log(`VS Code runs here, for you alone:\n\n  ${address}\n`);
      console.log(openPage(address) ? 'It opens in your browser.' : 'Open this address in a browser.');
      console.log('It asks whether you trust the sample folder: when you do, the practice cluster starts.');
      console.log('Press Ctrl-C to end everything.');
      await ended;
    }
    console.log('\nEnding VS Code and the practice cluster…');
    await server.stop();
  } finally {
    await folder.remove();
  }
  process.exit(0);
}

/** Where the server shows the sample folder, with the first sample in an editor. */
function addressOf(origin: string, token: string): string {
  const address = new URL(origin);
  const file = `vscode-remote://${address.host}${firstSample}`;
  address.search = new URLSearchParams({
    tkn: token,
    folder: samples,
    payload: JSON.stringify([['openFile', file]]),
  }).toString();
  return address.href;
}

/** Opens the person's browser, where there is one to open. */
function openPage(address: string): boolean {
  const opener = browserOpener();
  if (opener === undefined) return false;
  const child = spawn(opener.program, [...opener.args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('The browser did not open; open the address by hand.'));
  child.unref();
  return true;
}

function browserOpener(): { readonly program: string; readonly args: readonly string[] } | undefined {
  if (process.env['CI'] !== undefined || process.env['ORDINAL_NO_BROWSER'] !== undefined) return undefined;
  if (process.platform === 'darwin') return { program: 'open', args: [] };
  if (process.platform === 'win32') return { program: 'rundll32', args: ['url.dll,FileProtocolHandler'] };
  const hasScreen = process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
  const program = hasScreen ? findProgram('xdg-open') : undefined;
  return program === undefined ? undefined : { program, args: [] };
}
