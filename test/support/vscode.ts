import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { browserOptions } from '../../scripts/tools/chromium.ts';
import { root } from '../../scripts/tools/paths.ts';
import { temporaryFolder } from '../../scripts/tools/temporary.ts';
import { quietSettings, type Server, startServer } from '../../scripts/tools/vscode-server.ts';
import { installLanguage } from './locale.ts';

/** Tests do not wait for what people want to watch. */
const quick = { ORDINAL_PRACTICE_PACE: 'recorded' };

export interface VsCodeOptions {
  /** What the folder holds, copied so that a test may change it; media/samples unless told. */
  readonly folder?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly serverArgs?: readonly string[];
  /** Done before the server starts, with its data folder: installing a package, for example. */
  readonly prepare?: (dataFolder: string) => Promise<void>;
  /** Opens the folder untrusted and lets VS Code ask, as it does for a person. Otherwise every folder is trusted. */
  readonly askForTrust?: boolean;
  /** The language of VS Code, such as `zh-cn`; English unless told. */
  readonly language?: string;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A VS Code of its own: a server with new data, a copy of a folder, and an empty page of a browser. */
export interface VsCode {
  readonly server: Server;
  readonly page: Page;
  /** The opened folder. */
  readonly folder: string;
  /** The home folder of the extension host: empty, whatever the machine's own holds. `.kube/config` would stand here. */
  readonly home: string;
  /** Loads the workbench with the folder, and waits until it is drawn. */
  open(query?: Readonly<Record<string, string>>): Promise<void>;
  /** The logs of the extension host and of the page, for when something failed. */
  logs(): Promise<string>;
  close(): Promise<void>;
}

/** So that a picture shows what is meant, and nothing that moves. */
const still = { 'workbench.reduceMotion': 'on', 'editor.minimap.enabled': false, 'editor.cursorBlinking': 'solid' };
const trusting = { 'security.workspace.trust.enabled': false };
const asking = { 'security.workspace.trust.startupPrompt': 'always' };

export async function startVsCode(options: VsCodeOptions = {}): Promise<VsCode> {
  const run = await temporaryFolder('ordinal-test');
  const folder = path.join(run.path, 'samples');
  const dataFolder = path.join(run.path, 'data');
  const home = path.join(run.path, 'home');
  const temporary = path.join(run.path, 'tmp');
  const closing: (() => Promise<unknown>)[] = [() => run.remove()];
  const close = async () => {
    for (const end of closing.splice(0).toReversed()) await end();
  };
  try {
    await mkdir(folder);
    await mkdir(home);
    await mkdir(temporary);
    await cp(options.folder ?? path.join(root, 'media', 'samples'), folder, { recursive: true });
    await options.prepare?.(dataFolder);
    if (options.language !== undefined) await installLanguage(dataFolder, options.language);
    const server = await startServer({
      dataFolder,
      settings: {
        ...quietSettings,
        ...still,
        ...(options.askForTrust === true ? asking : trusting),
        ...options.settings,
      },
      args: [
        ...(options.askForTrust === true ? [] : ['--disable-workspace-trust']),
        ...(options.language === undefined ? [] : ['--locale', options.language]),
        ...(options.serverArgs ?? []),
      ],
      env: { HOME: home, USERPROFILE: home, TMPDIR: temporary, KUBECONFIG: undefined, ...quick, ...options.env },
    });
    closing.push(() => server.stop());
    const browser: Browser = await chromium.launch({ ...(await browserOptions()), timeout: 60_000 });
    closing.push(() => browser.close());
    const page = await browser.newPage({ viewport: options.size ?? { width: 1280, height: 800 } });
    const said: string[] = [];
    page.on('console', message => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', error => said.push(`page error: ${error.message}`));
    return {
      server,
      page,
      folder,
      home,
      async open(query = {}) {
        const address = new URL(server.origin);
        for (const [name, value] of Object.entries({ folder, ...query })) address.searchParams.set(name, value);
        await page.goto(address.href, { timeout: 60_000 });
        await page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
      },
      async logs() {
        const host = await extensionHostLogs(server.logs);
        return [...host, '--- server', server.printed(), '--- page', ...said].join('\n');
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function extensionHostLogs(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const wanted = names.filter(name => /(exthost|remoteagent|output_logging)[^/]*/.test(name) && name.endsWith('.log'));
  const parts = wanted.map(async name => [
    `--- ${name}`,
    await readFile(path.join(folder, name), 'utf8').catch(() => ''),
  ]);
  return (await Promise.all(parts)).flat();
}
