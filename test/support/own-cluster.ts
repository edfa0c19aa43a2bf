/** A practice cluster of a test's own inside the editor, behind a wire that can be cut, in a kubeconfig of its own. */
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import type { Server as HttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { type Answers, door, forbidden, kubeconfigOf } from './door.ts';
import { practiceClient } from './practice/client.ts';
import { forkPractice, printedKubeconfig } from './practice/program.ts';

/** Passes bytes on to a port, until it is cut. */
class Wire {
  readonly #sockets = new Set<Socket>();
  readonly #target: number;
  #server: Server | undefined;
  port = 0;
  readonly #held = new Set<Socket>();

  constructor(target: number) {
    this.#target = target;
  }

  /** Connections that the editor holds open: those of which it has not closed its end. */
  get held(): number {
    return this.#held.size;
  }

  async join(): Promise<void> {
    const server = createServer(socket => {
      this.#held.add(socket);
      for (const end of ['end', 'close']) socket.on(end, () => this.#held.delete(socket));
      const onward = connect(this.#target, '127.0.0.1');
      for (const [end, other] of [
        [socket, onward],
        [onward, socket],
      ] as const) {
        this.#sockets.add(end);
        end.on('error', () => {});
        end.on('close', () => {
          this.#sockets.delete(end);
          other.destroy();
        });
      }
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>(resolve => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  cut(): void {
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

export interface OwnCluster {
  /** The path of its kubeconfig, which names one context. */
  readonly file: string;
  /** The text of that file. */
  readonly text: string;
  readonly wire: Wire;
  /** What the API server itself says, past the wire and past Ordinal. */
  read(path: string): Promise<Record<string, unknown>>;
  /** Changes something as another program would, past Ordinal: a merge patch. */
  patch(path: string, body: unknown): Promise<Record<string, unknown>>;
  /** Opens a second way in, over plain HTTP, on which some requests get an answer that the server would not give; gives a kubeconfig for it. */
  openDoor(name: string, answers: Answers): Promise<string>;
  /** One on which nobody may change anything. */
  openReadOnly(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts one whose context, cluster and user are called `name`. */
export async function ownCluster(name: string): Promise<OwnCluster> {
  const extension = vscode.extensions.getExtension('ordinal.ordinal');
  assert.ok(extension);
  const child = forkPractice(path.join(extension.extensionPath, 'dist', 'practice.js'));
  const kubeconfig = await printedKubeconfig(child);
  const own = await readFile(kubeconfig, 'utf8');
  const client = practiceClient(kubeconfig);
  const port = Number(new URL(client.server).port);
  const wire = new Wire(port);
  const doors: HttpServer[] = [];
  await wire.join();
  const text = own.replaceAll('ordinal-practice', name).replace(`127.0.0.1:${port}`, `127.0.0.1:${wire.port}`);
  const file = path.join(tmpdir(), `ordinal-${name}-${process.pid}`);
  await writeFile(file, text, { mode: 0o600 });
  const openDoor = async (name: string, answers: Answers) => {
    const opened = door(client.server, client.token, answers);
    doors.push(opened);
    await new Promise<void>(resolve => opened.listen(0, '127.0.0.1', resolve));
    return kubeconfigOf(name, `http://127.0.0.1:${(opened.address() as AddressInfo).port}`);
  };
  return {
    file,
    text,
    wire,
    read: async url => Object((await client.call('GET', url)).body),
    patch: async (url, body) => Object((await client.call('PATCH', url, body, 'application/merge-patch+json')).body),
    openDoor,
    openReadOnly: name =>
      openDoor(name, ({ method }) => (['PATCH', 'DELETE', 'PUT'].includes(method) ? forbidden('change') : undefined)),
    async stop() {
      for (const door of doors) {
        door.close();
        door.closeAllConnections();
      }
      wire.cut();
      child.kill();
      await rm(file, { force: true });
    },
  };
}

/** Has Ordinal read these kubeconfigs beside those of kubectl. */
export async function useKubeconfigs(files: readonly string[] | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('ordinal').update('kubeconfig', files, vscode.ConfigurationTarget.Global);
}

/** Closes every context that is open. */
export async function closeContexts(): Promise<void> {
  for (let open = 0; open < 10; open += 1) await vscode.commands.executeCommand('ordinal.disconnect');
}
