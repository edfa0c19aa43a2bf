import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  ClusterError,
  type ClusterFailure,
  type Connection,
  type WatchEvent,
} from '../../../src/cluster/connection.ts';
import { type ConnectOptions, connect } from '../../../src/cluster/kube.ts';
import { resourceOf } from '../../../src/cluster/mirror/kinds.ts';
import { selfSigned } from '../../support/cluster/certificates.ts';
import { json, kubeconfigFor, type TestServer, testServer } from '../../support/cluster/server.ts';

const PODS = resourceOf('Pod', 'shop');
const SETS = resourceOf('StatefulSet', 'shop');
const ENVIRONMENT = { PATH: process.env['PATH'] };

describe('connection over TLS', () => {
  let server: TestServer;
  let connections: Connection[];

  const open = async (user?: string, cluster?: string, options: Partial<ConnectOptions> = {}) => {
    const kubeconfig = await kubeconfigFor(server, user, cluster);
    const connection = await connect(kubeconfig, 'test', { trusted: false, environment: ENVIRONMENT, ...options });
    connections.push(connection);
    return connection;
  };

  beforeEach(async () => {
    server = await testServer();
    connections = [];
  });

  afterEach(async () => {
    for (const connection of connections) connection.close();
    await server.quiet();
    await server.close();
  });

  it('logs in with the token of the kubeconfig, and uses one connection for many requests', async () => {
    server.on(
      '/api/v1/namespaces/shop/pods',
      json(200, { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '7' }, items: null }),
    );
    const connection = await open();
    for (let turn = 0; turn < 5; turn += 1) await connection.list(PODS, {});
    assert.deepEqual(
      new Set(server.requests.map(({ headers }) => headers.authorization)),
      new Set(['Bearer secret-token']),
    );
    assert.equal(server.connections, 1);
  });

  it('gives items of a list their kind, and leaves times as text', async () => {
    const items = [{ metadata: { name: 'web-0', creationTimestamp: '2026-01-01T00:00:00Z' } }];
    const page = { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '7', continue: 'abc' }, items };
    server.on('/api/v1/namespaces/shop/pods', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(page)));
    });
    const connection = await open();
    const list = await connection.list(PODS, { limit: 1, continue: 'a b', labelSelector: 'app=web' });
    assert.deepEqual(list, {
      resourceVersion: '7',
      continue: 'abc',
      items: [
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-0', creationTimestamp: '2026-01-01T00:00:00Z' } },
      ],
    });
    const query = server.requests.at(-1)?.query;
    assert.deepEqual(
      [query?.get('limit'), query?.get('continue'), query?.get('labelSelector')],
      ['1', 'a b', 'app=web'],
    );
  });

  it('keeps the path of a server behind a gateway', async () => {
    server.on('/k8s/clusters/c-1/version', json(200, { gitVersion: 'v1' }));
    const kubeconfig = await kubeconfigFor({ ...server, url: `${server.url}/k8s/clusters/c-1/` });
    const connection = await connect(kubeconfig, 'test', { trusted: false, environment: {} });
    connections.push(connection);
    assert.equal(connection.server, `${server.url}/k8s/clusters/c-1`);
    assert.equal(server.requests.at(-1)?.path, '/k8s/clusters/c-1/version');
  });

  it('sends changes with their type, manager and preconditions', async () => {
    server.on(
      '/apis/apps/v1/namespaces/shop/statefulsets/web',
      json(200, { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web' } }),
    );
    const connection = await open();
    await connection.patch(
      SETS,
      'web',
      'apply',
      { a: 1 },
      { dryRun: true, fieldManager: 'ordinal', force: true, strict: true },
    );
    await connection.patch(SETS, 'web', 'json', [], { subresource: 'scale' });
    await connection.delete(SETS, 'web', { uid: 'u1', propagation: 'Orphan' });
    const [apply, scale, remove] = server.requests.slice(1);
    assert.equal(apply?.headers['content-type'], 'application/apply-patch+yaml');
    assert.equal(apply?.query.toString(), 'dryRun=All&fieldManager=ordinal&force=true&fieldValidation=Strict');
    assert.deepEqual(
      [scale?.path.endsWith('/web/scale'), scale?.headers['content-type']],
      [true, 'application/json-patch+json'],
    );
    assert.deepEqual(JSON.parse(remove?.body ?? ''), {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: 'Orphan',
      preconditions: { uid: 'u1' },
    });
  });

  it('tells what is served in a group, parts of kinds left out', async () => {
    server.on(
      '/apis/apps/v1',
      json(200, {
        kind: 'APIResourceList',
        resources: [
          { name: 'statefulsets', kind: 'StatefulSet', namespaced: true, verbs: ['get', 'list'] },
          { name: 'statefulsets/scale', kind: 'Scale', namespaced: true, verbs: ['get'] },
        ],
      }),
    );
    const connection = await open();
    assert.deepEqual(await connection.resources('apps', 'v1'), [
      { name: 'statefulsets', kind: 'StatefulSet', namespaced: true, verbs: ['get', 'list'] },
    ]);
  });

  const refusals: readonly (readonly [string, number, object, Partial<ClusterFailure>])[] = [
    ['401', 401, { message: 'Unauthorized' }, { kind: 'unauthorized', detail: 'Unauthorized' }],
    ['403', 403, { message: 'pods is forbidden' }, { kind: 'forbidden', detail: 'pods is forbidden', status: 403 }],
    ['404', 404, { message: 'pods "a" not found' }, { kind: 'not-found' }],
    [
      '409',
      409,
      { message: 'conflict', details: { causes: [{ reason: 'FieldManagerConflict', field: '.spec', message: 'm' }] } },
      { kind: 'conflict', causes: [{ reason: 'FieldManagerConflict', field: '.spec', message: 'm' }] },
    ],
    [
      '422',
      422,
      { message: 'invalid', details: { causes: [{ reason: 'FieldValueInvalid', field: 'spec.x', message: 'bad' }] } },
      { kind: 'invalid', causes: [{ reason: 'FieldValueInvalid', field: 'spec.x', message: 'bad' }] },
    ],
    ['500', 500, { message: 'boom' }, { kind: 'server', detail: 'boom' }],
    [
      '504 of a version in the future',
      504,
      { message: 'Too large', details: { retryAfterSeconds: 1 } },
      { kind: 'server', retryAfterSeconds: 1 },
    ],
  ];
  for (const [name, status, body, expected] of refusals) {
    it(`makes a failure of ${name} that holds what the server said and no header`, async () => {
      server.on('/api/v1', json(status, { kind: 'Status', code: status, ...body }, { 'x-secret': 'hidden-header' }));
      const failure = await failureOf((await open()).get(PODS, 'a'));
      assert.deepEqual({ ...failure, ...expected }, failure);
      assert.ok(!JSON.stringify(failure).includes('hidden-header'));
    });
  }

  it('says when to come back after a 429', async () => {
    server.on('/api/v1', json(429, { kind: 'Status', message: 'too many' }, { 'retry-after': '7' }));
    const failure = await failureOf((await open()).list(PODS, {}));
    assert.deepEqual([failure.kind, failure.retryAfterSeconds], ['too-many-requests', 7]);
  });

  it('knows a login page from an API server, with 200 and with a redirect', async () => {
    const page = (status: number) => (_: unknown, response: ServerResponse) => {
      response.writeHead(status, { 'content-type': 'text/html', location: '/login' });
      response.end('<html>log in</html>');
    };
    const connection = await open();
    server.on('/api/v1', page(200));
    assert.equal((await failureOf(connection.list(PODS, {}))).kind, 'not-kubernetes');
    const end = await connection.watch(PODS, { resourceVersion: '1', signal: AbortSignal.timeout(10_000) }, () => {});
    assert.ok(end.reason === 'failed' && end.error.failure.kind === 'not-kubernetes');
    server.on('/api/v1', page(302));
    assert.equal((await failureOf(connection.list(PODS, {}))).kind, 'not-kubernetes');
    server.on('/api/v1', json(200, { hello: 'world' }));
    assert.equal((await failureOf(connection.list(PODS, {}))).kind, 'not-kubernetes');
    server.on('/version', page(200));
    assert.equal((await failureOf(open())).kind, 'not-kubernetes');
  });

  it('notices an answer that is cut in the middle', async () => {
    server.on('/api/v1', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"kind":"PodList"');
      response.socket?.end();
    });
    assert.equal((await failureOf((await open()).list(PODS, {}))).kind, 'unreachable');
  });

  it('gives up waiting for an answer that never comes', async () => {
    server.on('/api/v1', () => {});
    const connection = await open(undefined, undefined, { patience: { list: 100 } });
    assert.equal((await failureOf(connection.list(PODS, {}))).kind, 'timeout');
  });

  it('ends a request when its signal or the connection ends', async () => {
    server.on('/api/v1', () => {});
    const connection = await open();
    const stop = new AbortController();
    const list = failureOf(connection.list(PODS, { signal: stop.signal }));
    stop.abort();
    assert.equal((await list).kind, 'aborted');
    const get = failureOf(connection.get(PODS, 'a'));
    connection.close();
    assert.equal((await get).kind, 'aborted');
    assert.equal((await failureOf(connection.get(PODS, 'a'))).kind, 'aborted');
  });

  it('says that nobody listens, and that a name leads nowhere', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    closed.close();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const at = async (url: string) =>
      connect(await kubeconfigFor({ ...server, url }), 'test', { trusted: false, environment: {} });
    const refused = await failureOf(at(`https://127.0.0.1:${port}`));
    assert.deepEqual([refused.kind, refused.detail], ['unreachable', 'ECONNREFUSED']);
    const unknown = await failureOf(at('https://ordinal.invalid'));
    assert.equal(unknown.kind, 'unreachable');
    assert.match(unknown.detail, /^(ENOTFOUND|EAI_AGAIN)$/);
    assert.equal((await failureOf(at('not an address'))).detail, 'ERR_INVALID_URL');
  });

  it('says that a certificate is not trusted, unless told not to look', async () => {
    const other = Buffer.from(selfSigned().certificate).toString('base64');
    const untrusted = await failureOf(open(undefined, `certificate-authority-data: ${other}`));
    assert.equal(untrusted.kind, 'certificate');
    assert.equal((await failureOf(open(undefined, 'tls-server-name: elsewhere.test'))).kind, 'certificate');
    assert.equal((await (await open(undefined, 'insecure-skip-tls-verify: true')).version()).gitVersion, 'v1.36.2');
    const ca = Buffer.from(server.certificate).toString('base64');
    const named = await open(undefined, `certificate-authority-data: ${ca}, tls-server-name: cluster.test`);
    assert.equal((await named.version()).major, '1');
  });

  it('says that a certificate has expired', async () => {
    const old = await testServer(selfSigned([], new Date('2020-01-01T00:00:00Z')));
    try {
      const failure = await failureOf(
        kubeconfigFor(old).then(config => connect(config, 'test', { trusted: false, environment: {} })),
      );
      assert.deepEqual([failure.kind, failure.detail], ['certificate', 'CERT_HAS_EXPIRED']);
    } finally {
      await old.close();
    }
  });

  it('logs in with a password, as another user, and for a group', async () => {
    const connection = await open('username: ann, password: "pa:ss", as: bob, as-groups: [dev, ops], as-uid: "7"');
    await connection.version();
    const headers = server.requests.at(-1)?.headers;
    assert.equal(headers?.authorization, `Basic ${Buffer.from('ann:pa:ss').toString('base64')}`);
    assert.deepEqual(
      [headers?.['impersonate-user'], headers?.['impersonate-group'], headers?.['impersonate-uid']],
      ['bob', 'dev, ops', '7'],
    );
  });

  describe('watch', () => {
    let events: WatchEvent[];
    let opened: number;
    const watch = async (connection: Connection, signal = new AbortController().signal) =>
      connection.watch(
        PODS,
        {
          resourceVersion: '5',
          signal,
          onOpen: () => {
            opened += 1;
          },
        },
        event => events.push(event),
      );
    const serve = (send: (response: ServerResponse) => void) =>
      server.on('/api/v1/namespaces/shop/pods', (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        send(response);
      });
    const line = (type: string, name: string, resourceVersion: string) =>
      `${JSON.stringify({ type, object: { kind: 'Pod', apiVersion: 'v1', metadata: { name, resourceVersion } } })}\n`;

    beforeEach(() => {
      events = [];
      opened = 0;
    });

    it('asks for bookmarks and an end, and delivers events however they are cut on the way', async () => {
      const text = Buffer.from(
        line('ADDED', 'wäb-0', '6') + line('BOOKMARK', '', '9') + line('DELETED', 'wäb-0', '10'),
      );
      serve(response => {
        response.write(text.subarray(0, 62));
        setImmediate(() => {
          response.write(text.subarray(62, 63));
          setImmediate(() => response.end(text.subarray(63)));
        });
      });
      const end = await watch(await open());
      assert.deepEqual(end, { reason: 'closed' });
      assert.equal(opened, 1);
      assert.deepEqual(
        events.map(event => (event.type === 'BOOKMARK' ? event.resourceVersion : event.object.metadata.name)),
        ['wäb-0', '9', 'wäb-0'],
      );
      const query = server.requests.at(-1)?.query;
      assert.deepEqual(
        [query?.get('watch'), query?.get('allowWatchBookmarks'), query?.get('resourceVersion')],
        ['true', 'true', '5'],
      );
      assert.ok(Number(query?.get('timeoutSeconds')) >= 300);
    });

    it('tells a line that is cut from an end between two lines', async () => {
      serve(response => response.end(`${line('ADDED', 'a', '6')}{"type":"ADD`));
      assert.deepEqual(await watch(await open()), { reason: 'cut' });
      assert.equal(events.length, 1);
    });

    it('tells a socket that dies', async () => {
      serve(response => {
        response.write(line('ADDED', 'a', '6'));
        setImmediate(() => response.socket?.destroy());
      });
      assert.deepEqual(await watch(await open()), { reason: 'cut' });
    });

    it('tells a version that is too old, as an answer and as an event', async () => {
      server.on(
        '/api/v1/namespaces/shop/pods',
        json(410, { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' }),
      );
      const connection = await open();
      assert.deepEqual(await watch(connection), { reason: 'gone' });
      assert.equal(opened, 0);
      serve(response =>
        response.end(
          `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } })}\n`,
        ),
      );
      assert.deepEqual(await watch(connection), { reason: 'gone' });
    });

    it('tells an error that the server reports, and a line that is no event', async () => {
      const connection = await open();
      serve(response =>
        response.end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 500, message: 'etcd' } })}\n`),
      );
      const reported = await watch(connection);
      assert.ok(reported.reason === 'failed' && reported.error.failure.detail === 'etcd');
      serve(response => response.end('what?\n'));
      const garbled = await watch(connection);
      assert.ok(garbled.reason === 'failed' && garbled.error.failure.kind === 'not-kubernetes');
    });

    it('notices silence', async () => {
      serve(response => response.write(line('ADDED', 'a', '6')));
      const connection = await open(undefined, undefined, { patience: { silence: 60 } });
      assert.deepEqual(await watch(connection), { reason: 'silent' });
    });

    it('notices a server that takes the request and never answers', async () => {
      server.on('/api/v1/namespaces/shop/pods', () => {});
      const connection = await open(undefined, undefined, { patience: { watch: 60 } });
      const end = await watch(connection);
      assert.ok(end.reason === 'failed' && end.error.failure.kind === 'timeout');
    });

    it('ends when told, by its own signal and with the connection', async () => {
      const connection = await open();
      const stop = new AbortController();
      serve(response => {
        response.write('\n');
        stop.abort();
      });
      assert.deepEqual(await watch(connection, stop.signal), { reason: 'aborted' });
      serve(response => {
        response.write('\n');
        connection.close();
      });
      assert.deepEqual(await watch(connection), { reason: 'aborted' });
    });

    it('does not swallow an error of whoever listens', async () => {
      serve(response => response.write(line('ADDED', 'a', '6')));
      const connection = await open();
      const signal = new AbortController().signal;
      const watching = connection.watch(PODS, { resourceVersion: '5', signal }, () => {
        throw new TypeError('a fault of ours');
      });
      await assert.rejects(watching, /a fault of ours/);
    });
  });

  describe('programs that log in', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'ordinal-exec-'));
    });
    after(() => rm(folder, { recursive: true }));

    const program = async (name: string, script: string) => {
      const file = path.join(folder, name);
      await writeFile(file, `#!${process.execPath}\n${script}`, { mode: 0o755 });
      return file;
    };
    const credential = (status: string) =>
      `console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: ${status} }));`;
    const exec = (command: string, more = '') =>
      `exec: { apiVersion: client.authentication.k8s.io/v1, command: "${command}" ${more} }`;

    it('are not run before somebody says so', async () => {
      const failure = await failureOf(open(exec('/bin/evil')));
      assert.deepEqual(failure, { kind: 'untrusted', detail: '/bin/evil' });
    });

    it('are told about the cluster, given their arguments as they are, and asked once', async () => {
      const file = await program(
        'ok.mjs',
        `
        const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
        ${credential(`{ token: [info.kind, info.spec.cluster.server.slice(0, 17), process.env.EXTRA, process.argv[2]].join('|') }`)}`,
      );
      const connection = await open(
        exec(file, ', args: ["a b; $(c)"], env: [{ name: EXTRA, value: e }], provideClusterInfo: true'),
        undefined,
        { trusted: true },
      );
      await connection.version();
      assert.equal(
        server.requests.at(-1)?.headers.authorization,
        'Bearer ExecCredential|https://127.0.0.1|e|a b; $(c)',
      );
    });

    it('are asked again once when the server does not accept what they gave', async () => {
      const counter = path.join(folder, 'count');
      await writeFile(counter, '0');
      const file = await program(
        'count.mjs',
        `
        import fs from 'node:fs';
        const count = Number(fs.readFileSync(${JSON.stringify(counter)}, 'utf8')) + 1;
        fs.writeFileSync(${JSON.stringify(counter)}, String(count));
        ${credential('{ token: "token-" + count }')}`,
      );
      const connection = await open(exec(file), undefined, { trusted: true });
      server.on('/api/v1', (request, response) => {
        const good = request.headers.authorization === 'Bearer token-2';
        json(
          good ? 200 : 401,
          good
            ? { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a' } }
            : { kind: 'Status', message: 'Unauthorized' },
        )(request, response);
      });
      assert.equal((await connection.get(PODS, 'a')).metadata.name, 'a');
      server.on('/api/v1', json(401, { kind: 'Status', message: 'Unauthorized' }));
      assert.equal((await failureOf(connection.get(PODS, 'a'))).kind, 'unauthorized');
      assert.equal((await failureOf(connection.get(PODS, 'a'))).kind, 'unauthorized');
      assert.equal(server.requests.length, 5, 'a program is not run for every refusal');
    });

    it('may give a certificate instead of a token', async () => {
      const { certificate, key } = selfSigned();
      const file = await program(
        'cert.mjs',
        credential(JSON.stringify({ clientCertificateData: certificate, clientKeyData: key })),
      );
      const strict = await testServer(undefined, { requestCert: true, ca: certificate, rejectUnauthorized: true });
      try {
        const connection = await connect(await kubeconfigFor(strict, exec(file)), 'test', {
          trusted: true,
          environment: ENVIRONMENT,
        });
        assert.equal((await connection.version()).major, '1');
        connection.close();
        const without = await failureOf(
          connect(await kubeconfigFor(strict), 'test', { trusted: true, environment: {} }),
        );
        assert.ok(['unauthorized', 'unreachable'].includes(without.kind), without.kind);
      } finally {
        await strict.close();
      }
    });

    it('say what is wrong in one line, without their secrets', async () => {
      const file = await program(
        'bad.mjs',
        `
        console.error('\\nlogin failed: token=abc123secret for ann\\nmore');
        process.exit(3);`,
      );
      const failure = await failureOf(open(exec(file), undefined, { trusted: true }));
      assert.deepEqual(failure, { kind: 'credentials', detail: 'bad.mjs: login failed: token=… for ann' });
      const missing = await failureOf(open(exec('no-such-program-of-ordinal'), undefined, { trusted: true }));
      assert.deepEqual(missing, { kind: 'credentials', detail: 'no-such-program-of-ordinal: ENOENT' });
      const silent = await program('silent.mjs', 'process.exit(4)');
      assert.equal((await failureOf(open(exec(silent), undefined, { trusted: true }))).detail, 'silent.mjs: exit 4');
      const empty = await program('empty.mjs', 'console.log("hello")');
      assert.equal((await failureOf(open(exec(empty), undefined, { trusted: true }))).kind, 'credentials');
    });

    it('are ended with the connection', async () => {
      const listener = createServer().listen(0, '127.0.0.1');
      await once(listener, 'listening');
      const address = listener.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const file = await program(
        'hang.mjs',
        `import net from 'node:net'; net.connect(${port}, '127.0.0.1').on('error', () => {});`,
      );
      const arrived = once(listener, 'connection');
      const failing = failureOf(open(exec(file), undefined, { trusted: true, patience: { request: 1_000 } }));
      const [socket]: Socket[] = await arrived;
      socket?.on('error', () => {});
      const ended = once(socket ?? listener, 'close');
      socket?.resume();
      assert.equal((await failing).kind, 'timeout');
      await ended;
      listener.close();
    });

    it('may give a certificate that cannot be read', async () => {
      const file = await program(
        'broken.mjs',
        credential('{ clientCertificateData: "nonsense", clientKeyData: "nonsense" }'),
      );
      const failure = await failureOf(open(exec(file), undefined, { trusted: true }));
      assert.equal(failure.kind, 'certificate');
      assert.ok(!failure.detail.includes('nonsense'));
    });
  });

  it('reads a token from its file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'ordinal-token-'));
    try {
      const file = path.join(folder, 'token');
      await writeFile(file, 'from-a-file\n');
      await (await open(`tokenFile: "${file}"`)).version();
      assert.equal(server.requests.at(-1)?.headers.authorization, 'Bearer from-a-file');
      const failure = await failureOf(open(`tokenFile: "${file}.gone"`));
      assert.deepEqual(failure, { kind: 'credentials', detail: `${file}.gone: ENOENT` });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says which certificate file cannot be read', async () => {
    const failure = await failureOf(open('client-certificate: /no/such/cert.pem, client-key: /no/such/key.pem'));
    assert.deepEqual(failure, { kind: 'credentials', detail: '/no/such/cert.pem: ENOENT' });
  });

  it('says that an OIDC login has expired and cannot be renewed', async () => {
    const claims = Buffer.from('{"exp":1}').toString('base64url');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    const failure = await failureOf(open(`auth-provider: { name: oidc, config: { id-token: ${header}.${claims}.x } }`));
    assert.deepEqual(failure, { kind: 'credentials', detail: 'oidc id-token' });
    const gone = await failureOf(open('auth-provider: { name: gcp, config: { cmd-path: /bin/evil } }'));
    assert.deepEqual(gone, { kind: 'credentials', detail: 'auth-provider gcp' });
  });
});

async function failureOf(promise: Promise<unknown>): Promise<ClusterFailure> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ClusterError) return error.failure;
    throw error;
  }
  throw new Error('it did not fail');
}
