import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { connect } from 'node:tls';
import { Exec, KubeConfig, PortForward } from '@kubernetes/client-node';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { type PracticeCluster, startPractice } from '../../src/practice/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { type PracticeClient, practiceClient } from '../support/practice/client.ts';
import { pick } from '../support/practice-api.ts';

const pods = '/api/v1/namespaces/default/pods';
const exec = `${pods}/web/exec?stdin=true&stdout=true&stderr=true`;

/** What clients do with streams, on the wire. */
describe('streams into pods over TLS', () => {
  const faults: unknown[] = [];
  let cluster: PracticeCluster;
  let client: PracticeClient;
  const kubeconfig = new KubeConfig();
  before(async () => {
    cluster = await startPractice({ port: 0, speed: 1, report: error => faults.push(error) });
    kubeconfig.loadFromFile(cluster.kubeconfig);
    client = practiceClient(cluster.kubeconfig);
    const ports = [{ containerPort: 8080 }];
    for (const [name, image] of [
      ['web', 'shop/web:v1'],
      ['missing', 'a:broken'],
    ] as const) {
      const pod = { metadata: { name }, spec: { containers: [{ name: 'app', image, ports }] } };
      assert.equal((await call('POST', pods, pod)).status, 201);
    }
    await eventually(async () =>
      assert.equal(pick((await call('GET', `${pods}/web`)).body, 'status.phase'), 'Running'),
    );
  });
  after(async () => {
    await cluster.stop();
    assert.deepEqual(faults, []);
  });

  const call: PracticeClient['call'] = (...request) => client.call(...request);

  interface Conversation {
    readonly socket: WebSocket;
    /** What came on each channel. */
    readonly heard: Map<number, string>;
    readonly closed: Promise<number>;
  }

  function open(
    path: string,
    protocols: readonly string[],
    headers: object = { authorization: `Bearer ${client.token}` },
  ): Promise<Conversation> {
    const socket = new WebSocket(`wss://127.0.0.1:${cluster.port}${path}`, [...protocols], {
      ca: client.authority,
      headers: { ...headers },
    });
    const heard = new Map<number, string>();
    socket.on('message', (data: Buffer) =>
      heard.set(data[0] ?? -1, (heard.get(data[0] ?? -1) ?? '') + data.subarray(1).toString('latin1')),
    );
    const closed = new Promise<number>(resolve => socket.on('close', resolve));
    return new Promise((resolve, reject) => {
      socket.on('open', () => resolve({ socket, heard, closed }));
      socket.on('unexpected-response', (_, response) => {
        let text = '';
        response.setEncoding('utf8').on('data', chunk => {
          text += String(chunk);
        });
        response.on('end', () =>
          reject(new Error(`${response.statusCode} ${String(pick(JSON.parse(text), 'message'))}`)),
        );
      });
      socket.on('error', reject);
    });
  }

  const v5 = ['v5.channel.k8s.io'];
  const message = (channel: number, text: string) => Buffer.concat([Buffer.from([channel]), Buffer.from(text)]);

  it('run a command, told apart by channels, with its code at the end', async () => {
    const { heard, closed } = await open(
      `${exec}&command=sh&command=-c&command=${encodeURIComponent('echo out; cat /none; exit 3')}`,
      ['v4.channel.k8s.io'],
    );
    assert.equal(await closed, 1000);
    assert.equal(heard.get(1), 'out\n');
    assert.equal(heard.get(2), 'cat: /none: No such file or directory\n');
    const status: unknown = JSON.parse(heard.get(3) ?? '');
    assert.deepEqual(
      [pick(status, 'status'), pick(status, 'reason'), pick(status, 'details.causes.0.message')],
      ['Failure', 'NonZeroExitCode', '3'],
    );
  });

  it('feed a shell, resize its terminal, and end it with the input', async () => {
    const { socket, heard, closed } = await open(`${exec}&command=sh`, [...v5, 'v4.channel.k8s.io']);
    assert.equal(socket.protocol, 'v5.channel.k8s.io');
    socket.send(message(4, JSON.stringify({ Width: 80, Height: 24 })));
    socket.send(message(0, 'hostname\n'));
    await eventually(() => assert.equal(heard.get(1), 'web\n'));
    socket.send(Buffer.from([255, 0]));
    await closed;
    assert.equal(pick(JSON.parse(heard.get(3) ?? ''), 'status'), 'Success');
  });

  it('take a letter that comes in two pieces', async () => {
    const { socket, heard, closed } = await open(`${exec}&command=cat`, v5);
    const letter = Buffer.from('ö');
    socket.send(Buffer.concat([Buffer.from([0]), letter.subarray(0, 1)]));
    socket.send(Buffer.concat([Buffer.from([0]), letter.subarray(1)]));
    socket.send(Buffer.from([255, 0]));
    await closed;
    assert.equal(Buffer.from(heard.get(1) ?? '', 'latin1').toString(), 'ö');
  });

  it('are refused without the token, without a pod, without a container that runs, and in protocols that nobody speaks', async () => {
    const run = `${exec}&command=ls`;
    await assert.rejects(open(run, v5, {}), /401 Unauthorized/);
    await assert.rejects(open(run, v5, { authorization: 'Bearer nobody' }), /401 Unauthorized/);
    await assert.rejects(open(run.replace('web', 'nobody'), v5), /404 pods "nobody" not found/);
    await assert.rejects(open(run.replace('web', 'missing'), v5), /404 container not found \("app"\)/);
    await assert.rejects(open(`${run}&container=x`, v5), /400 container x is not valid for pod web/);
    await assert.rejects(open(exec, v5), /400 you must specify at least one command/);
    await assert.rejects(
      open(run, ['v3.channel.k8s.io']),
      /403 unable to upgrade: unable to negotiate protocol: client supports \[v3/,
    );
    await assert.rejects(open(`${pods}/missing/attach?stdout=true`, v5), /404 container not found \("app"\)/);
    await assert.rejects(open(`${pods}/web`, v5), /400 .*no streams/);
    await assert.rejects(open('/api/v1/nowhere', v5), /404/);
    const plain = await call('GET', `${pods}/web/exec?command=ls`);
    assert.deepEqual([plain.status, pick(plain.body, 'message')], [400, 'Upgrade request required']);
  });

  it('attach: what the container writes from then on, until the client goes or the pod does', async () => {
    const pod = {
      metadata: { name: 'heard' },
      spec: { containers: [{ name: 'app', image: 'shop/web:v1' }], terminationGracePeriodSeconds: 1 },
    };
    await call('POST', pods, pod);
    await eventually(async () =>
      assert.equal(pick((await call('GET', `${pods}/heard`)).body, 'status.phase'), 'Running'),
    );
    const first = await open(`${pods}/heard/attach?stdout=true&stderr=true`, v5);
    const second = await open(`${pods}/heard/attach?stdout=true&stderr=true`, ['v4.channel.k8s.io']);
    await eventually(() => assert.match(first.heard.get(1) ?? '', /\n/), 15_000);
    first.socket.send(message(0, 'nobody reads this\n'));
    first.socket.close();
    await first.closed;
    await call('DELETE', `${pods}/heard`);
    await second.closed;
    assert.match(second.heard.get(1) ?? '', /msg=/);
    assert.equal(pick(JSON.parse(second.heard.get(3) ?? ''), 'status'), 'Failure');
  });

  it('attach: a container that was made to be talked to reads what is sent, and its pod ends with it', async () => {
    const container = { name: 'shell', image: 'busybox:1.28', stdin: true };
    for (const [name, restartPolicy, phase] of [
      ['talker', 'Never', 'Failed'],
      ['again', 'Always', 'Running'],
    ] as const) {
      const spec = { containers: [container], restartPolicy, terminationGracePeriodSeconds: 1 };
      await call('POST', pods, { metadata: { name }, spec });
      await eventually(async () =>
        assert.equal(pick((await call('GET', `${pods}/${name}`)).body, 'status.phase'), 'Running'),
      );
      const { socket, heard, closed } = await open(`${pods}/${name}/attach?stdin=true&stdout=true&stderr=true`, v5);
      socket.send(message(0, 'hostname\nexit 3\n'));
      await closed;
      assert.equal(heard.get(1), `${name}\n`);
      assert.equal(pick(JSON.parse(heard.get(3) ?? ''), 'status'), 'Success');
      const { body } = await call('GET', `${pods}/${name}`);
      assert.equal(pick(body, 'status.phase'), phase);
      const exit = pick(body, 'status.containerStatuses.0.state.terminated.exitCode');
      assert.equal(exit, restartPolicy === 'Never' ? 3 : undefined);
      await call('DELETE', `${pods}/${name}`);
    }
  });

  it('end with the pod: the command is killed', async () => {
    const pod = {
      metadata: { name: 'brief' },
      spec: { containers: [{ name: 'app', image: 'a' }], terminationGracePeriodSeconds: 1 },
    };
    await call('POST', pods, pod);
    await eventually(async () =>
      assert.equal(pick((await call('GET', `${pods}/brief`)).body, 'status.phase'), 'Running'),
    );
    const { heard, closed } = await open(`${exec.replace('web', 'brief')}&command=sh`, v5);
    await call('DELETE', `${pods}/brief`);
    await closed;
    assert.equal(pick(JSON.parse(heard.get(3) ?? ''), 'details.causes.0.message'), '137');
  });

  it('serve client-node: exec', async () => {
    const out: string[] = [];
    const sink = new Writable({
      write(chunk, _, done) {
        out.push(String(chunk));
        done();
      },
    });
    const status = await new Promise<unknown>((resolve, reject) => {
      new Exec(kubeconfig)
        .exec('default', 'web', 'app', ['sh', '-c', 'echo from client-node; exit 7'], sink, sink, null, false, resolve)
        .catch(reject);
    });
    assert.equal(out.join(''), 'from client-node\n');
    assert.equal(pick(status, 'details.causes.0.message'), '7');
  });

  it('serve client-node: a port answers with the pod, its image and its node', async () => {
    const output = new PassThrough();
    const errors = new PassThrough();
    const input = new PassThrough();
    let text = '';
    output.on('data', chunk => {
      text += String(chunk);
    });
    await new PortForward(kubeconfig).portForward('default', 'web', [8080], output, errors, input);
    input.write('GET / HTTP/1.1\r\nHost: web\r\n\r\n');
    await eventually(() =>
      assert.match(
        text,
        /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\npod: web\nnamespace: default\nimage: shop\/web:v1\nnode: node-\d\nport: 8080\n$/,
      ),
    );
  });

  it('refuse a port where nobody listens, as a node does', async () => {
    const { socket, heard } = await open(`${pods}/web/portforward?ports=81`, ['v4.channel.k8s.io']);
    await eventually(() =>
      assert.match(heard.get(1) ?? '', /^Q\0error forwarding port 81 to pod .*connection refused$/),
    );
    socket.close();
    await assert.rejects(open(`${pods}/web/portforward?ports=x`, ['v4.channel.k8s.io']), /400 query parameter "port"/);
    await assert.rejects(
      open(`${pods}/missing/portforward?ports=80`, ['v4.channel.k8s.io']),
      /400 unable to forward port because pod is not running/,
    );
  });

  it('survive any message on any of them', async () => {
    const paths = [`${exec}&command=sh`, `${exec}&command=sh&tty=true`, `${pods}/web/portforward?ports=8080`];
    const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.constantFrom(...protocols),
        fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }),
        async (path, protocol, messages) => {
          const opened = await open(path, [protocol]).catch(() => undefined);
          if (opened === undefined) return;
          for (const bytes of messages) opened.socket.send(Buffer.from(bytes));
          opened.socket.send('text, which nobody expects');
          opened.socket.terminate();
          await opened.closed;
        },
      ),
      { numRuns: 60 },
    );
    assert.equal((await call('GET', `${pods}/web`)).status, 200);
  });

  it('end those that send too much at once, and those that speak nonsense after the upgrade', async () => {
    const { socket, closed } = await open(`${exec}&command=sh`, v5);
    socket.on('error', () => {});
    socket.send(Buffer.alloc(2 * 1024 * 1024));
    assert.equal(await closed, 1009);
    for (const bytes of [
      Buffer.alloc(64, 0xff),
      Buffer.from('800300010000000a', 'hex'),
      Buffer.from('80030001000fffff', 'hex'),
    ]) {
      const raw = connect({ host: '127.0.0.1', port: cluster.port, ca: client.authority });
      const upgrade = [
        'POST /api/v1/namespaces/default/pods/web/portforward HTTP/1.1',
        'host: x',
        `authorization: Bearer ${client.token}`,
        'connection: upgrade',
        'upgrade: SPDY/3.1',
        'x-stream-protocol-version: portforward.k8s.io',
      ];
      raw.write(`${upgrade.join('\r\n')}\r\n\r\n`);
      raw.on('error', () => {});
      raw.once('data', () => raw.write(bytes));
      raw.once('data', () => raw.end());
      await new Promise<void>(resolve => raw.on('close', () => resolve()).resume());
    }
    assert.equal((await call('GET', `${pods}/web`)).status, 200);
  });
});
