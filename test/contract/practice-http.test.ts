import assert from 'node:assert/strict';
import https from 'node:https';
import { connect as connectPlain, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { type PracticeCluster, startPractice } from '../../src/practice/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { type PracticeClient, practiceClient } from '../support/practice/client.ts';

/** Whatever clients do on the wire, the next one is served. */
describe('the practice server over TLS', () => {
  const faults: unknown[] = [];
  let cluster: PracticeCluster;
  let client: PracticeClient;
  before(async () => {
    cluster = await startPractice({ port: 0, speed: 1, report: error => faults.push(error) });
    client = practiceClient(cluster.kubeconfig);
  });
  after(async () => {
    await cluster.stop();
    assert.deepEqual(faults, []);
  });

  const call: PracticeClient['send'] = (...request) => client.send(...request);

  async function stillServes(): Promise<void> {
    assert.equal((await call('GET', '/readyz')).text, 'ok');
  }

  /** A raw connection, for what no HTTP client would send. */
  function raw(text: string | Buffer): Promise<TLSSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: cluster.port, ca: client.authority }, () => {
        socket.write(text);
        resolve(socket);
      });
      socket.on('error', reject);
    });
  }

  const closed = (socket: Socket): Promise<void> =>
    new Promise(resolve => {
      socket.on('error', () => {});
      socket.on('close', () => resolve());
      socket.resume();
    });

  it('is trusted by its kubeconfig alone, and refuses who has no token', async () => {
    assert.equal((await call('GET', '/version', undefined, { authorization: 'Bearer nobody' })).status, 401);
    await assert.rejects(
      new Promise((_resolve, reject) =>
        https.get({ host: '127.0.0.1', port: cluster.port, path: '/version' }).on('error', reject),
      ),
      /self-signed certificate/,
    );
  });

  it('refuses a body over 3 MB, told beforehand or found on the way', async () => {
    const big = Buffer.alloc(3 * 1024 * 1024 + 1, 0x20);
    const told = await call('POST', '/api/v1/namespaces', big, { 'content-length': String(big.length) });
    assert.equal(told.status, 413);
    assert.match(told.text, /Request entity too large: limit is 3145728/);
    assert.equal((await call('POST', '/api/v1/namespaces', big, { 'transfer-encoding': 'chunked' })).status, 413);
    await stillServes();
  });

  it('answers a path that cannot be read', async () => {
    assert.equal((await call('GET', '/api/v1/%E0%A4%A')).status, 400);
    await stillServes();
  });

  it('reads long label selectors and whole addresses, and says of headers without end that they are too long', async () => {
    const first = async (text: string): Promise<string> => {
      const socket = await raw(
        `${text}\r\nHost: x\r\nAuthorization: Bearer ${client.token}\r\nConnection: close\r\n\r\n`,
      );
      let answer = '';
      socket.on('data', chunk => {
        answer += String(chunk);
      });
      await closed(socket);
      return answer.split('\r\n')[0] ?? '';
    };
    const selector = encodeURIComponent(`app in (${'x'.repeat(60)}${`,${'y'.repeat(60)}`.repeat(2_000)})`);
    assert.equal(await first(`GET /api/v1/pods?labelSelector=${selector} HTTP/1.1`), 'HTTP/1.1 200 OK');
    assert.equal(await first('GET https://kubernetes/version HTTP/1.1'), 'HTTP/1.1 200 OK');
    // Who still writes when the server hangs up can lose the answer to that: then nothing at all has come.
    assert.match(await first(`GET /version HTTP/1.1\r\nX-Long: ${'x'.repeat(1_100_000)}`), /^(HTTP\/1.1 431 .*)?$/);
    await stillServes();
  });

  it('hangs up on what is no HTTP, and on what is no TLS', async () => {
    await closed(await raw('nonsense\r\n\r\n'));
    await closed(await raw(Buffer.from([0, 1, 2, 3, 255])));
    const plain = connectPlain({ host: '127.0.0.1', port: cluster.port });
    plain.write('GET / HTTP/1.1\r\n\r\n');
    await closed(plain);
    await stillServes();
  });

  it('survives clients that go away in the middle', async () => {
    const head = `POST /api/v1/namespaces HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${client.token}\r\ncontent-length: 100\r\n\r\n{"me`;
    (await raw(head)).destroy();
    const watch = `GET /api/v1/pods?watch=1 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${client.token}\r\n\r\n`;
    const sockets = await Promise.all(Array.from({ length: 20 }, () => raw(watch)));
    for (const socket of sockets) socket.destroy();
    await stillServes();
  });

  it('answers requests that come on one connection in turn', async () => {
    const request = `GET /healthz HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${client.token}\r\n\r\n`;
    const socket = await raw(request + request);
    let text = '';
    socket.setEncoding('utf8').on('data', chunk => {
      text += String(chunk);
    });
    await eventually(() => assert.equal(text.match(/200 OK/g)?.length, 2));
    socket.destroy();
  });

  it('sends a slow reader of a watch away before it fills the memory', async () => {
    const path = '/api/v1/namespaces/default/configmaps';
    const socket = await raw(
      `GET ${path}?watch=1 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${client.token}\r\n\r\n`,
    );
    socket.pause();
    const gone = new Promise<void>(resolve => {
      socket.on('error', () => {});
      socket.on('close', () => resolve());
    });
    const data = { big: 'x'.repeat(1024 * 1024) };
    await call('POST', path, JSON.stringify({ metadata: { name: 'big' }, data }), {
      'content-type': 'application/json',
    });
    for (let number = 0; number < 48; number += 1) {
      const patch = JSON.stringify({ metadata: { labels: { number: String(number) } } });
      await call('PATCH', `${path}/big`, patch, { 'content-type': 'application/merge-patch+json' });
    }
    socket.resume();
    await gone;
    await stillServes();
    await call('DELETE', `${path}/big`);
  });

  it('survives any method, path, header and body', async () => {
    const token_ = fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/);
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
      path: fc.oneof(
        fc.webPath().map(path => `/${path}`),
        fc.constantFrom(
          '/api/v1/namespaces/default/pods',
          '/apis/apps/v1/namespaces/default/statefulsets',
          '/practice/v1/orders',
          '/practice/v1/lesson',
          '/api/v1/namespaces/default/pods/web/exec',
          '//',
          '/?',
          '/api//v1',
        ),
      ),
      headers: fc.dictionary(
        token_.map(name => `x-${name}`),
        fc.stringMatching(/^[ -~]{0,20}$/),
        { maxKeys: 3 },
      ),
      type: fc.constantFrom('application/json', 'application/yaml', 'application/merge-patch+json', 'x'),
      body: fc.oneof(fc.string(), fc.json()),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, headers, type, body }) => {
        const hasBody = !['GET', 'HEAD'].includes(method);
        const length = { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) };
        const { status } = await call(
          method,
          path,
          hasBody ? body : undefined,
          hasBody ? { ...headers, ...length } : headers,
        );
        assert.ok(status >= 200 && status < 600);
      }),
      { numRuns: 60 },
    );
    await stillServes();
  });
});
