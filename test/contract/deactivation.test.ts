import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '../../scripts/tools/paths.ts';
import { json, type TestServer, testServer } from '../support/cluster/server.ts';
import { eventually } from '../support/eventually.ts';

/** Every kind has an empty list and a watch that stays open. */
function serveNothing(server: TestServer): void {
  const list = json(200, { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] });
  for (const prefix of ['/api/', '/apis/']) {
    server.on(prefix, (request, response) => {
      if (request.method === 'POST') json(201, { status: { allowed: true } })(request, response);
      else if (request.query.get('watch') === null) list(request, response);
      else response.writeHead(200, { 'content-type': 'application/json' }).write('\n');
    });
  }
}

function kubeconfigOf({ url, certificate }: TestServer): string {
  const ca = Buffer.from(certificate).toString('base64');
  return `
apiVersion: v1
kind: Config
current-context: test
clusters: [{ name: c, cluster: { server: "${url}", certificate-authority-data: ${ca} } }]
users: [{ name: u, user: { token: secret-token } }]
contexts: [{ name: test, context: { cluster: c, user: u, namespace: shop } }]
`;
}

describe('the built extension, deactivated', () => {
  const file = path.join(tmpdir(), `ordinal-deactivation-${process.pid}`);
  let server: TestServer;
  let child: ChildProcess;

  before(async () => {
    server = await testServer();
    serveNothing(server);
    await writeFile(file, kubeconfigOf(server), { mode: 0o600 });
    child = fork(
      path.join(root, 'test', 'support', 'extension-process.ts'),
      [path.join(root, 'dist', 'extension.js')],
      {
        env: { ...process.env, KUBECONFIG: file, ORDINAL_PRACTICE: '' },
        execArgv: [],
      },
    );
    const watched = () => server.requests.filter(({ query }) => query.get('watch') !== null).length;
    await eventually(() => assert.ok(watched() >= 5, `${watched()} watches`));
    assert.ok(server.sockets.size >= 5, `${server.sockets.size} sockets`);
  });

  after(async () => {
    child.kill();
    await server.close();
    await rm(file, { force: true });
  });

  it('has closed every connection to its cluster, as the server counts them, and opens no other', async () => {
    const answered = once(child, 'message');
    child.send('deactivate');
    await answered;
    await eventually(() => assert.equal(server.sockets.size, 0));
    const { connections } = server;
    // It is asked for its state, so it lives: it was not its end that closed them.
    assert.equal(child.exitCode, null);
    assert.ok(child.connected);
    assert.deepEqual([server.sockets.size, server.connections], [0, connections]);
  });

  it('leaves no timer, watcher or stream behind that would keep a process alive', async () => {
    const exited = once(child, 'exit');
    child.disconnect();
    const [code] = await exited;
    assert.equal(code, 0);
    assert.equal(server.sockets.size, 0);
  });
});
