/**
 * The whole extension in plain Node, with a person who answers by a script and a cluster that can refuse: `vscode` is the stand-in beside
 * this file, the cluster is a practice cluster behind a door, reached over HTTP like anybody's. One for each test file.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { commandIds, type RowKind } from '../../../src/editor/ids.ts';
import { type PracticeCluster, startPractice } from '../../../src/practice/cluster.ts';
import { type Answers, door, kubeconfigOf } from '../door.ts';
import { eventually } from '../eventually.ts';
import { type Past, past } from './past.ts';
import { type ShownRow, shownRow } from './shown-row.ts';
import { type Asked, nobody, type Person, stage } from './stage.ts';
import { openWindow } from './window.ts';

/** A request that reached the cluster. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly isDryRun: boolean;
}

export interface Ordinal extends Past {
  readonly cluster: PracticeCluster;
  /** Every request since the last `run` began. */
  readonly requests: readonly Request[];
  /** What the cluster answers in the server's place, until told otherwise. */
  answering(answers: (request: Request) => ReturnType<Answers>): void;
  /** Runs a command with a person; gives all that was asked and told meanwhile. */
  run(id: keyof typeof commandIds, argument: unknown, person?: Person, more?: unknown): Promise<readonly Asked[]>;
  configure(id: string, value: unknown): void;
  /** Writes a manifest; gives what the command of applying is called on. */
  file(name: string, text: string): Promise<unknown>;
  /** Puts a text that is in no file in front, as in a new tab; nothing without one. */
  front(text: string | undefined, language?: string): Promise<void>;
  /** Types another text into a manifest. */
  type(file: unknown, text: string): Promise<void>;
  /** The text of a document that Ordinal provides, as it would be drawn now. */
  provided(uri: unknown): Promise<string>;
  /** The row that the tree shows now for something of this label, with its parents opened; fails while there is none. */
  row(kind: RowKind, label: string): ShownRow;
  /** Ends the extension and activates it again, with what the workspace remembers. */
  reload(): Promise<void>;
  /** Ends the process of the practice cluster that Ordinal started, as a crash does. */
  crashPractice(): Promise<void>;
  stop(): Promise<void>;
}

/** The context that Ordinal is connected to; it holds nothing that could be taken for the practice cluster's. */
export const CONTEXT = 'prod-west';
/** Another that leads to the same cluster; no test is connected to it unless it opens it. */
export const OTHER_CONTEXT = 'prod-east';
const TOKEN = 'a-token-of-the-tests';

export async function startOrdinal(): Promise<Ordinal> {
  takePlaces();
  const window = await import('./vscode.ts');
  const { Uri, providers } = await import('./documents.ts');
  const { expire } = await import('./deadline.ts');
  const faults: unknown[] = [];
  const cluster = await startPractice({ port: 0, speed: 20, token: TOKEN, report: error => faults.push(error) });
  const folder = await mkdtemp(path.join(tmpdir(), 'ordinal-person-'));
  const requests: Request[] = [];
  let answers: Parameters<Ordinal['answering']>[0] = () => undefined;
  const way = door(`https://127.0.0.1:${cluster.port}`, TOKEN, ({ method, url, body }) => {
    const isDryRun = url.searchParams.has('dryRun') || (method === 'DELETE' && body.includes('"dryRun"'));
    const request = { method, path: url.pathname, isDryRun };
    requests.push(request);
    const own = answers(request);
    if (own === 'silence') setImmediate(expire);
    return own;
  });
  await new Promise<void>(resolve => way.listen(0, '127.0.0.1', resolve));
  const { port } = way.address() as AddressInfo;
  const kubeconfig = path.join(folder, 'kubeconfig');
  await writeFile(kubeconfig, kubeconfigOf(CONTEXT, `http://127.0.0.1:${port}`, OTHER_CONTEXT));
  const before = process.env['KUBECONFIG'];
  process.env['KUBECONFIG'] = kubeconfig;

  await mkdir(path.join(folder, 'dist'));
  await writeFile(path.join(folder, 'dist', 'practice.js'), PRACTICE);
  const extension = await openWindow(folder);
  extension.begin();

  const ordinal: Ordinal = {
    ...past(cluster),
    cluster,
    requests,
    answering(next) {
      answers = next;
    },
    async run(id, argument, person = nobody, more) {
      stage.asked = [];
      stage.failed = undefined;
      requests.length = 0;
      stage.person = person;
      await window.commands.executeCommand(commandIds[id], argument, more);
      // Messages are shown without being waited for.
      await new Promise(resolve => setImmediate(resolve));
      stage.person = nobody;
      if (stage.failed !== undefined) throw stage.failed;
      return [...stage.asked];
    },
    configure: window.configure,
    async file(name, text) {
      const file = path.join(folder, name);
      await writeFile(file, text);
      return Uri.file(file);
    },
    async front(text, language = 'plaintext') {
      window.window.activeTextEditor =
        text === undefined
          ? undefined
          : { document: await window.workspace.openTextDocument({ content: text, language }) };
    },
    async type(file, text) {
      assert.ok(file instanceof Uri);
      await window.type(file, text);
    },
    async provided(uri) {
      assert.ok(uri instanceof Uri);
      return (await providers.get(uri.scheme)?.(uri)) ?? '';
    },
    row: shownRow,
    async crashPractice() {
      const id = Number(await readFile(path.join(folder, 'dist', 'pid'), 'utf8'));
      process.kill(id, 'SIGKILL');
      // Known here as well: until then nobody could tell that it does not just hang.
      await eventually(() => assert.throws(() => process.kill(id, 0)));
    },
    async reload() {
      extension.end();
      extension.begin();
    },
    async stop() {
      extension.end();
      window.clearStage();
      if (before === undefined) delete process.env['KUBECONFIG'];
      else process.env['KUBECONFIG'] = before;
      way.close();
      way.closeAllConnections();
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
      assert.deepEqual(faults, []);
    },
  };
  await ordinal.run('connect', undefined, () => CONTEXT);
  return ordinal;
}

/** The program of the practice cluster: the sources in place of the bundle, and a note of which process it is. */
const PRACTICE = `require('node:fs').writeFileSync(require('node:path').join(__dirname, 'pid'), String(process.pid));
import(${JSON.stringify(pathToFileURL(path.resolve(import.meta.dirname, '../../../src/practice/main.ts')).href)});
`;

let isInPlace = false;

function takePlaces(): void {
  if (isInPlace) return;
  isInPlace = true;
  const beside = (file: string) => pathToFileURL(path.join(import.meta.dirname, file)).href;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'vscode') return { url: beside('vscode.ts'), shortCircuit: true };
      const isOwn = context.parentURL === beside('deadline.ts');
      if (specifier.endsWith('/deadline.ts') && !isOwn) return { url: beside('deadline.ts'), shortCircuit: true };
      return next(specifier, context);
    },
  });
}
