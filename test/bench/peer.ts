import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cached } from '../../scripts/tools/cache.ts';
import { npm } from '../../scripts/tools/child.ts';

const version = '1.25.0';

/** Milliseconds for which yaml-language-server waits after a change before it validates. */
const DEBOUNCE = 200;

/** yaml-language-server with a Kubernetes schema, in a process of its own. */
export interface Peer {
  /** Opens a text as a new file; resolves with the milliseconds until its diagnostics came, without the wait before. */
  check(text: string): Promise<number>;
  end(): void;
}

/** Fetches the server into the cache and starts it. `schemas` is a folder with `all.json` and what that refers to. */
export async function startPeer(schemas: string): Promise<Peer> {
  const folder = await cached(`yaml-language-server-${version}`, async place => {
    await writeFile(path.join(place, 'package.json'), '{ "private": true }');
    await npm(['install', '--ignore-scripts', `yaml-language-server@${version}`], { cwd: place });
  });
  const program = path.join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server');
  const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const wire = new Wire(child);
  const settings = { yaml: { schemas: { kubernetes: '/*.yaml' }, schemaStore: { enable: false }, validate: true } };
  wire.answer = async (method, params) => {
    if (method === 'workspace/configuration') return configuration(params, settings);
    if (method !== 'vscode/content') return null;
    const name = path.posix.basename(String(Array.isArray(params) ? params[0] : params).replace(/#.*$/, ''));
    return readFile(path.join(schemas, name), 'utf8');
  };
  await wire.ask('initialize', { processId: process.pid, rootUri: 'file:///', capabilities: {} });
  wire.tell('initialized', {});
  wire.tell('workspace/didChangeConfiguration', { settings });
  wire.tell('yaml/registerContentRequest', {});
  let opened = 0;
  return {
    async check(text) {
      const uri = `file:///bench-${opened++}.yaml`;
      const start = performance.now();
      const told = wire.diagnostics(uri);
      wire.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
      await told;
      return performance.now() - start - DEBOUNCE;
    },
    end: () => void child.kill(),
  };
}

/** What the server asks of the settings, section by section. */
function configuration(params: unknown, settings: { readonly yaml: object }): unknown {
  const items = isFields(params) && Array.isArray(params['items']) ? params['items'] : [];
  return items.map(item => (isFields(item) && item['section'] === 'yaml' ? settings.yaml : null));
}

/** JSON-RPC in frames over the streams of a program. */
class Wire {
  answer: (method: string, params: unknown) => Promise<unknown> = async () => null;
  readonly #child: ChildProcess;
  readonly #asked = new Map<number, (result: unknown) => void>();
  readonly #watched = new Map<string, () => void>();
  #rest = Buffer.alloc(0);

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.on('data', (data: Buffer) => this.#read(data));
  }

  ask(method: string, params: unknown): Promise<unknown> {
    const id = this.#asked.size + 1;
    this.#send({ id, method, params });
    return new Promise(resolve => this.#asked.set(id, resolve));
  }

  tell(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** Resolves when the server says something, or nothing, about a file. */
  diagnostics(uri: string): Promise<void> {
    return new Promise(resolve => this.#watched.set(uri, resolve));
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#child.stdin?.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#child.stdin?.write(body);
  }

  #read(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const end = this.#rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(this.#rest.subarray(0, Math.max(end, 0)).toString())?.[1]);
      if (end < 0 || this.#rest.length < end + 4 + length) return;
      const body = this.#rest.subarray(end + 4, end + 4 + length).toString();
      this.#rest = this.#rest.subarray(end + 4 + length);
      this.#take(JSON.parse(body));
    }
  }

  #take(message: unknown): void {
    if (!isFields(message)) return;
    const { id, method, params } = message;
    if (typeof method !== 'string') this.#asked.get(Number(id))?.(message['result']);
    else if (id !== undefined) {
      this.answer(method, params).then(
        result => this.#send({ id, result }),
        (error: unknown) => this.#send({ id, error: { code: -32603, message: String(error) } }),
      );
    } else if (method === 'textDocument/publishDiagnostics' && isFields(params))
      this.#watched.get(String(params['uri']))?.();
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
