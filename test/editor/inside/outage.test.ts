import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { open, preview, rolloutLog, sample, tree, untilLog, untilTree } from '../../support/inside-ordinal.ts';

/** A practice cluster of this test's own behind a wire that can be cut. */
class Wire {
  readonly #sockets = new Set<Socket>();
  readonly #target: number;
  #server: Server | undefined;
  port = 0;

  constructor(target: number) {
    this.#target = target;
  }

  async join(): Promise<void> {
    const server = createServer(socket => {
      const onward = connect(this.#target, '127.0.0.1');
      for (const end of [socket, onward]) {
        this.#sockets.add(end);
        end.on('error', () => {});
        end.on('close', () => this.#sockets.delete(end));
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

const TREE = '.tree-explorer-viewlet-tree-view';

describe('A cluster that stops answering', () => {
  const kubeconfig = path.join(tmpdir(), `ordinal-outage-${process.pid}`);
  let cluster: ChildProcess;
  let wire: Wire;

  before(async () => {
    const extension = vscode.extensions.getExtension('ordinal.ordinal');
    assert.ok(extension);
    cluster = fork(path.join(extension.extensionPath, 'dist', 'practice.js'), [], {
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
      execArgv: [],
    });
    const printed = await new Promise<string>(resolve => cluster.stdout?.once('data', data => resolve(String(data))));
    const own = await readFile(printed.replace('kubeconfig: ', '').trim(), 'utf8');
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(own)?.[1]);
    wire = new Wire(port);
    await wire.join();
    const renamed = own.replaceAll('ordinal-practice', 'outage').replace(`127.0.0.1:${port}`, `127.0.0.1:${wire.port}`);
    await writeFile(kubeconfig, renamed, { mode: 0o600 });
    await vscode.workspace
      .getConfiguration('ordinal')
      .update('kubeconfig', [kubeconfig], vscode.ConfigurationTarget.Global);
  });

  after(async () => {
    await vscode.commands.executeCommand('ordinal.disconnect');
    await vscode.workspace
      .getConfiguration('ordinal')
      .update('kubeconfig', undefined, vscode.ConfigurationTarget.Global);
    wire.cut();
    cluster.kill();
    await rm(kubeconfig, { force: true });
  });

  it('is chosen from a kubeconfig of the settings', async () => {
    await workbench.openViews('Ordinal');
    const connecting = vscode.commands.executeCommand('ordinal.connect');
    await preview(/^outage$/);
    await workbench.pick('outage');
    await connecting;
    await eventually(async () =>
      assert.ok((await workbench.statusBar()).some(text => text.includes('outage / default'))),
    );
    await open('web.yaml');
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
    await preview(/create StatefulSet web/);
    await workbench.pick('Apply 2 objects');
    await applying;
    await untilTree(/web: 3\/3 ready/);
  });

  it('is not changed while Ordinal is read-only', async () => {
    const settings = vscode.workspace.getConfiguration('ordinal');
    await settings.update('readOnly', true, vscode.ConfigurationTarget.Global);
    await untilTree(/outage: default · read-only/);
    // It answers before it asks anything.
    await vscode.commands.executeCommand('ordinal.scale', { kind: 'StatefulSet', namespace: '', name: 'web' });
    await settings.update('readOnly', undefined, vscode.ConfigurationTarget.Global);
    await untilTree(/outage: default$/m);
  });

  it('is changed under protection only by whoever types its name', async () => {
    const settings = vscode.workspace.getConfiguration('ordinal');
    await settings.update('protectedContexts', ['out*'], vscode.ConfigurationTarget.Global);
    const setting = vscode.commands.executeCommand('ordinal.setPartition', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    await preview(/^3$/);
    await workbench.pick('3');
    await preview(/Set partition 3/);
    await workbench.pick('Set partition 3 on StatefulSet web');
    await eventually(async () => assert.match(await workbench.inputText(), /Type outage to make this change/));
    assert.doesNotMatch(await tree(), /partition 3/);
    await workbench.answerInput('outage');
    await setting;
    await untilTree(/web: (partition 3|canary at 3: \d of 3 new) · 3\/3 ready/);
    await settings.update('protectedContexts', undefined, vscode.ConfigurationTarget.Global);
  });

  it('leaves the tree as it was, says since when, recovers, and is right', async () => {
    wire.cut();
    await eventually(async () => {
      const text = await workbench.text(TREE);
      assert.match(text, /Not up to date since \d\d:\d\d:\d\d/);
    });
    assert.match(await tree(), /web: .*3\/3 ready/);
    await workbench.screenshot('stale');
    await wire.join();
    await vscode.commands.executeCommand('ordinal.retry');
    await eventually(async () => {
      const bar = await workbench.statusBar();
      assert.ok(
        bar.some(text => text.includes('outage / default')),
        bar.join(),
      );
      assert.doesNotMatch(await workbench.text(TREE), /Not up to date/);
    });
    const from = rolloutLog().length;
    const scaling = vscode.commands.executeCommand('ordinal.scale', {
      kind: 'StatefulSet',
      namespace: '',
      name: 'web',
    });
    await eventually(async () => assert.match(await workbench.inputText(), /Scale StatefulSet web/));
    await workbench.answerInput('2');
    await preview(/web-2: deleted/);
    await workbench.pick('Scale StatefulSet web from 3 to 2');
    await scaling;
    await untilTree(/web: .*2\/2 ready/);
    await untilLog(/web-2 {2}gone/, from);
  });

  it('says in one sentence that a server does not answer, with a way on', async () => {
    await vscode.commands.executeCommand('ordinal.disconnect');
    wire.cut();
    const connecting = vscode.commands.executeCommand('ordinal.connect');
    await preview(/^outage$/);
    await workbench.pick('outage');
    await connecting;
    await eventually(async () => assert.match(await workbench.welcome('Cluster'), /does not answer[\s\S]*Try Again/));
    await workbench.screenshot('unreachable');
  });
});
