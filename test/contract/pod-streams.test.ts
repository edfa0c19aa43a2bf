import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect as connectTo, createServer, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Connection, ExecEnd, ForwardEnd } from '../../src/cluster/connection.ts';
import { connect } from '../../src/cluster/kube.ts';
import { readKubeconfig } from '../../src/cluster/kubeconfig.ts';
import { startForward } from '../../src/editor/forward/port-forward.ts';
import { type PracticeCluster, startPractice } from '../../src/practice/cluster.ts';
import { caught } from '../support/caught.ts';
import { failureOf } from '../support/cluster/over-tls.ts';
import { eventually } from '../support/eventually.ts';

const PODS = { group: '', version: 'v1', name: 'pods', namespace: 'default' };
const WEB = { namespace: 'default', name: 'web' };

/** Our own streams into pods, over TLS, against the practice cluster. */
describe('streams into pods', () => {
  const faults: unknown[] = [];
  let cluster: PracticeCluster;
  let connection: Connection;

  async function open(): Promise<Connection> {
    const kubeconfig = await readKubeconfig({ environment: { KUBECONFIG: cluster.kubeconfig } });
    const [context] = kubeconfig.contexts;
    assert.ok(context);
    return connect(kubeconfig, context.id, { trusted: false, environment: {} });
  }

  before(async () => {
    cluster = await startPractice({ port: 0, speed: 1, report: error => faults.push(error) });
    connection = await open();
    const ports = [{ containerPort: 8080 }];
    const spec = { containers: [{ name: 'app', image: 'shop/web:v1', ports }] };
    await connection.create(PODS, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
    await eventually(async () => assert.match(JSON.stringify(await connection.get(PODS, 'web')), /"phase":"Running"/));
  });

  after(async () => {
    connection?.close();
    await cluster.stop();
    assert.deepEqual(faults, []);
  });

  /** Runs a command to its end. */
  async function run(...command: string[]): Promise<{ out: string; err: string; end: ExecEnd }> {
    const said = { stdout: '', stderr: '' };
    const execution = await connection.exec(WEB, {
      container: 'app',
      command,
      onOutput(text, from) {
        said[from] += text;
      },
    });
    return { end: await execution.ended, out: said.stdout, err: said.stderr };
  }

  it('run a command, with both outputs and its code', async () => {
    assert.deepEqual(await run('sh', '-c', 'echo out; cat /none; exit 3'), {
      out: 'out\n',
      err: 'cat: /none: No such file or directory\n',
      end: { reason: 'exited', code: 3 },
    });
    assert.deepEqual((await run('true')).end, { reason: 'exited', code: 0 });
  });

  it('open a shell at a terminal, take what is typed and another size, and end with it', async () => {
    let screen = '';
    const shell = await connection.exec(WEB, {
      container: 'app',
      command: ['sh'],
      tty: true,
      stdin: true,
      onOutput(text) {
        screen += text;
      },
    });
    shell.resize(132, 43);
    await eventually(() => assert.equal(screen, '/ # '));
    shell.write('stty size\r');
    await eventually(() => assert.match(screen, /43 132\r\n/));
    shell.write('exit 4\r');
    assert.deepEqual(await shell.ended, { reason: 'exited', code: 4 });
  });

  it('read no more than is taken: a slow reader holds the pod up', async () => {
    let release = () => {};
    let pieces = 0;
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const execution = await connection.exec(WEB, {
      container: 'app',
      command: ['sh', '-c', 'cat /etc/hosts; cat /none; cat /etc/hosts'],
      onOutput() {
        pieces += 1;
        return pieces === 1 ? held : undefined;
      },
    });
    // What another command says from its first to its last word would have been read meanwhile, too.
    assert.equal((await run('hostname')).out, 'web\n');
    assert.equal(pieces, 1);
    release();
    assert.equal((await execution.ended).reason, 'exited');
    assert.ok(pieces > 1);
  });

  it('are refused with what the server says', async () => {
    const onOutput = () => {};
    const missing = await failureOf(
      connection.exec({ ...WEB, name: 'nobody' }, { container: 'app', command: ['ls'], onOutput }),
    );
    assert.deepEqual([missing.kind, missing.status], ['not-found', 404]);
    assert.match(missing.detail, /pods "nobody" not found/);
    const other = await failureOf(connection.exec(WEB, { container: 'x', command: ['ls'], onOutput }));
    assert.match(other.detail, /container x is not valid/);
  });

  it('reach a port, one connection at a time', async () => {
    const bodies = await Promise.all(
      [1, 2].map(async () => {
        let text = '';
        const stream = await connection.forward(WEB, 8080, {
          onData(data) {
            text += Buffer.from(data).toString();
          },
        });
        await stream.write(Buffer.from('GET / HTTP/1.1\r\nHost: web\r\n\r\n'));
        const end: ForwardEnd = await stream.ended;
        assert.deepEqual(end, { reason: 'ended' });
        return text;
      }),
    );
    for (const body of bodies) assert.match(body, /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\npod: web\n/);
  });

  it('say who refuses a port: the node, in its own words', async () => {
    const stream = await connection.forward(WEB, 81, { onData() {} });
    const end = await stream.ended;
    assert.equal(end.reason, 'refused');
    assert.match('detail' in end ? end.detail : '', /error forwarding port 81 .* connection refused/);
  });

  it('lead from a port of this machine to the pod of a name, and again to the next of that name', async () => {
    const make = async () => {
      const spec = {
        containers: [{ name: 'app', image: 'shop/web:v1', ports: [{ containerPort: 8080 }] }],
        terminationGracePeriodSeconds: 1,
      };
      await connection.create(PODS, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'again' }, spec });
    };
    await make();
    const errors = caught();
    const forward = await startForward({
      connection,
      // Nothing is known of the pods: only the server tells.
      find: () => ({ pod: { namespace: 'default', name: 'again' }, port: 8080 }),
      onChange: () => () => {},
      localPort: 0,
      patience: { visitor: 30_000, pause: 50 },
      errors,
    });
    const page = async () => (await fetch(`http://127.0.0.1:${forward.localPort}/`)).text();
    // It may not run yet: the visitor waits.
    assert.match(await page(), /^pod: again\n/);
    const before = (await connection.get(PODS, 'again')).metadata.uid;
    await connection.delete(PODS, 'again');
    await eventually(() => failureOf(connection.get(PODS, 'again')));
    const waiting = page();
    await eventually(() => assert.equal(forward.state.get().kind, 'waiting'));
    await make();
    assert.match(await waiting, /^pod: again\n/);
    assert.equal(forward.state.get().kind, 'ready');
    assert.notEqual((await connection.get(PODS, 'again')).metadata.uid, before);
    forward.dispose();
    await assert.rejects(page());
    assert.deepEqual(errors.faults, []);
  });

  /** A connection through a door that counts sockets and can be slammed. */
  async function throughDoor(): Promise<{ own: Connection; sockets: Set<Socket>; close: () => void }> {
    const sockets = new Set<Socket>();
    const door = createServer(socket => {
      const onward = connectTo(cluster.port, '127.0.0.1');
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      for (const end of [socket, onward]) end.on('error', () => end.destroy());
      socket.pipe(onward).pipe(socket);
      // Nobody reads any more then, and the client's end would never be seen.
      onward.on('close', () => socket.resume());
    });
    door.listen(0, '127.0.0.1');
    await once(door, 'listening');
    const address = door.address();
    assert.ok(typeof address === 'object' && address !== null);
    const text = await readFile(cluster.kubeconfig, 'utf8');
    const kubeconfig = await readKubeconfig({
      environment: { HOME: '/nonexistent' },
      texts: [{ name: 'door', text: text.replaceAll(`:${cluster.port}`, `:${address.port}`) }],
    });
    const context = kubeconfig.contexts.find(({ server }) => server.endsWith(`:${address.port}`));
    assert.ok(context);
    const own = await connect(kubeconfig, context.id, { trusted: false, environment: {} });
    return { own, sockets, close: () => door.close() };
  }

  it('end with the connection, and leave no socket', async () => {
    const { own, sockets, close } = await throughDoor();
    const onOutput = () => {};
    const shell = await own.exec(WEB, { container: 'app', command: ['sh'], tty: true, stdin: true, onOutput });
    const stream = await own.forward(WEB, 8080, { onData() {} });
    assert.ok(sockets.size >= 2, `${sockets.size} sockets`);
    own.close();
    assert.deepEqual(await shell.ended, { reason: 'closed' });
    assert.deepEqual(await stream.ended, { reason: 'closed' });
    await eventually(() => assert.equal(sockets.size, 0));
    close();
  });

  it('tell a connection that breaks from an end', async () => {
    const { own, sockets, close } = await throughDoor();
    const onOutput = () => {};
    const shell = await own.exec(WEB, { container: 'app', command: ['sh'], tty: true, stdin: true, onOutput });
    const stream = await own.forward(WEB, 8080, { onData() {} });
    for (const socket of sockets) socket.destroy();
    assert.deepEqual(await shell.ended, { reason: 'cut' });
    assert.deepEqual(await stream.ended, { reason: 'cut' });
    own.close();
    close();
  });
});
