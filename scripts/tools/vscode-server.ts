import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readText, runOrThrow, startGroup, stopGroup } from './child.ts';
import { codeServer } from './code-server.ts';

export interface ServerOptions {
  /** Settings, logs and extensions of this server go here; nothing else on the machine is touched. */
  readonly dataFolder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Without a token any local process gets an editor: only for tests. */
  readonly connectionToken?: string;
  /** Further arguments of server-main.js. */
  readonly args?: readonly string[];
  /** Environment variables of the server and of the extension host, over those of this process; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly port?: number;
}

export interface Server {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Where VS Code writes its logs. */
  readonly logs: string;
  /** What the server has printed so far. */
  printed(): string;
  stop(): Promise<void>;
}

/** Settings that keep a fresh VS Code quiet: no welcome pages, no assistants, no questions about extensions. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  'remote.autoForwardPorts': false,
} as const;

/** Starts VS Code's own server on 127.0.0.1, on a free port unless told, and resolves when it answers. Needs Node 24. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { main, folders } = await prepare(options.dataFolder);
  await mkdir(path.join(options.dataFolder, 'data', 'User'), { recursive: true });
  await writeFile(
    path.join(options.dataFolder, 'data', 'User', 'settings.json'),
    JSON.stringify(options.settings, null, 2),
  );
  const access =
    options.connectionToken === undefined
      ? ['--without-connection-token']
      : ['--connection-token', options.connectionToken];
  const args = [
    main,
    '--host',
    '127.0.0.1',
    '--port',
    String(options.port ?? 0),
    ...folders,
    ...access,
    ...common,
    ...(options.args ?? []),
  ];
  const child = startGroup(process.execPath, args, withoutOuterVsCode({ ...process.env, ...options.env }));
  let printed = '';
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`VS Code's server did not start in 60 s. It printed:\n${printed}`)),
      60_000,
    );
    readText(child, text => {
      printed += text;
      const found = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(Number(found));
    });
    child.on('error', reject);
    child.on('exit', code => {
      clearTimeout(timer);
      reject(new Error(`VS Code's server ended at once (exit code ${code}). It printed:\n${printed}`));
    });
  }).catch(async error => {
    await stopGroup(child);
    throw error;
  });
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    logs: path.join(options.dataFolder, 'data', 'logs'),
    printed: () => printed,
    stop: () => stopGroup(child),
  };
}

/** Installs a package (.vsix) for the server that will run on this data folder. */
export async function installExtension(dataFolder: string, vsix: string): Promise<void> {
  const { main, folders } = await prepare(dataFolder);
  await runOrThrow(process.execPath, [main, ...folders, ...common, '--install-extension', vsix, '--force'], {
    deadline: 60_000,
  });
}

const common = ['--accept-server-license-terms', '--disable-telemetry'];

async function prepare(dataFolder: string) {
  const main = path.join(await codeServer(), 'out', 'server-main.js');
  const extensions = path.join(dataFolder, 'extensions');
  await mkdir(extensions, { recursive: true });
  return { main, folders: ['--server-data-dir', dataFolder, '--extensions-dir', extensions] };
}

/** In a terminal of VS Code, variables lead to that VS Code; ours must not talk to it. */
function withoutOuterVsCode(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('VSCODE_') && !name.startsWith('ELECTRON_')),
  );
}
