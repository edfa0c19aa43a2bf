import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connect } from '../../../src/cluster/kube.ts';
import { resourceOf } from '../../../src/cluster/mirror/kinds.ts';
import { selfSigned } from '../../support/cluster/certificates.ts';
import { ENVIRONMENT, failureOf, overTls } from '../../support/cluster/over-tls.ts';
import { testProxy } from '../../support/cluster/proxy.ts';
import { json, kubeconfigFor, testServer } from '../../support/cluster/server.ts';

const PODS = resourceOf('Pod', 'shop');

describe('programs that log in', () => {
  const tls = overTls();

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
    const failure = await failureOf(tls.open(exec('/bin/evil')));
    assert.deepEqual(failure, { kind: 'untrusted', detail: '/bin/evil' });
  });

  it('are told about the cluster, given their arguments as they are, and asked once', async () => {
    const file = await program(
      'ok.mjs',
      `
        const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
        ${credential(`{ token: [info.kind, info.spec.cluster.server.slice(0, 17), process.env.EXTRA, process.argv[2]].join('|') }`)}`,
    );
    const connection = await tls.open(
      exec(file, ', args: ["a b; $(c)"], env: [{ name: EXTRA, value: e }], provideClusterInfo: true'),
      undefined,
      { trusted: true },
    );
    await connection.version();
    assert.equal(
      tls.server.requests.at(-1)?.headers.authorization,
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
    const connection = await tls.open(exec(file), undefined, { trusted: true });
    tls.server.on('/api/v1', (request, response) => {
      const good = request.headers.authorization === 'Bearer token-2';
      json(
        good ? 200 : 401,
        good ? { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a' } } : { kind: 'Status', message: 'Unauthorized' },
      )(request, response);
    });
    assert.equal((await connection.get(PODS, 'a')).metadata.name, 'a');
    tls.server.on('/api/v1', json(401, { kind: 'Status', message: 'Unauthorized' }));
    assert.equal((await failureOf(connection.get(PODS, 'a'))).kind, 'unauthorized');
    assert.equal((await failureOf(connection.get(PODS, 'a'))).kind, 'unauthorized');
    assert.equal(tls.server.requests.length, 5, 'a program is not run for every refusal');
    connection.logInAgain();
    assert.equal((await failureOf(connection.get(PODS, 'a'))).kind, 'unauthorized');
    assert.equal(tls.server.requests.at(-1)?.headers.authorization, 'Bearer token-3', 'a person may have it run');
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
      const without = await failureOf(connect(await kubeconfigFor(strict), 'test', { trusted: true, environment: {} }));
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
    const failure = await failureOf(tls.open(exec(file), undefined, { trusted: true }));
    assert.deepEqual(failure, { kind: 'credentials', detail: 'bad.mjs: login failed: token=… for ann' });
    const missing = await failureOf(tls.open(exec('no-such-program-of-ordinal'), undefined, { trusted: true }));
    assert.deepEqual(missing, { kind: 'credentials', detail: 'no-such-program-of-ordinal: ENOENT' });
    const silent = await program('silent.mjs', 'process.exit(4)');
    assert.equal((await failureOf(tls.open(exec(silent), undefined, { trusted: true }))).detail, 'silent.mjs: exit 4');
    const empty = await program('empty.mjs', 'console.log("hello")');
    assert.equal((await failureOf(tls.open(exec(empty), undefined, { trusted: true }))).kind, 'credentials');
  });

  it('may take longer than an answer of the server, because a person may have to log in', async () => {
    const file = await program('slow.mjs', `setTimeout(() => { ${credential('{ token: "late" }')} }, 100);`);
    const connection = await tls.open(exec(file), undefined, { trusted: true, patience: { request: 60 } });
    assert.equal(connection.context, 'test');
    assert.equal(tls.server.requests.at(-1)?.headers.authorization, 'Bearer late');
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
    const failing = failureOf(tls.open(exec(file), undefined, { trusted: true, patience: { login: 1_000 } }));
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
    const failure = await failureOf(tls.open(exec(file), undefined, { trusted: true }));
    assert.equal(failure.kind, 'certificate');
    assert.ok(!failure.detail.includes('nonsense'));
  });
});

describe('other ways to log in', () => {
  const tls = overTls();

  it('logs in with a password, as another user, and for a group', async () => {
    const connection = await tls.open('username: ann, password: "pa:ss", as: bob, as-groups: [dev, ops], as-uid: "7"');
    await connection.version();
    const headers = tls.server.requests.at(-1)?.headers;
    assert.equal(headers?.authorization, `Basic ${Buffer.from('ann:pa:ss').toString('base64')}`);
    assert.deepEqual(
      [headers?.['impersonate-user'], headers?.['impersonate-group'], headers?.['impersonate-uid']],
      ['bob', 'dev, ops', '7'],
    );
  });

  it('reads a token from its file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'ordinal-token-'));
    try {
      const file = path.join(folder, 'token');
      await writeFile(file, 'from-a-file\n');
      await (await tls.open(`tokenFile: "${file}"`)).version();
      assert.equal(tls.server.requests.at(-1)?.headers.authorization, 'Bearer from-a-file');
      const failure = await failureOf(tls.open(`tokenFile: "${file}.gone"`));
      assert.deepEqual(failure, { kind: 'credentials', detail: `${file}.gone: ENOENT` });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says which certificate file cannot be read', async () => {
    const failure = await failureOf(tls.open('client-certificate: /no/such/cert.pem, client-key: /no/such/key.pem'));
    assert.deepEqual(failure, { kind: 'credentials', detail: '/no/such/cert.pem: ENOENT' });
  });

  it('says that an OIDC login has expired and cannot be renewed', async () => {
    const claims = Buffer.from('{"exp":1}').toString('base64url');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    const failure = await failureOf(
      tls.open(`auth-provider: { name: oidc, config: { id-token: ${header}.${claims}.x } }`),
    );
    assert.deepEqual(failure, { kind: 'credentials', detail: 'oidc id-token' });
    const gone = await failureOf(tls.open('auth-provider: { name: gcp, config: { cmd-path: /bin/evil } }'));
    assert.deepEqual(gone, { kind: 'credentials', detail: 'auth-provider gcp' });
  });

  it('renews an OIDC login once, and not for every request after that', async () => {
    const token = (exp: number) => {
      const claims = { iss: tls.server.url, aud: 'id', sub: 'ann', iat: 1, exp };
      return [{ alg: 'none' }, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    };
    const fresh = `${token(Math.floor(Date.now() / 1000) + 3_600)}.x`;
    tls.server.on(
      '/.well-known/openid-configuration',
      json(200, {
        issuer: tls.server.url,
        token_endpoint: `${tls.server.url}/token`,
        jwks_uri: `${tls.server.url}/jwks`,
      }),
    );
    tls.server.on(
      '/token',
      json(200, { access_token: 'a', token_type: 'bearer', id_token: fresh, refresh_token: 'next', expires_in: 60 }),
    );
    const ca = Buffer.from(tls.server.certificate).toString('base64');
    const config = `client-id: id, client-secret: s, refresh-token: old, id-token: ${token(1)}.x, idp-issuer-url: "${tls.server.url}", idp-certificate-authority-data: ${ca}`;
    const connection = await tls.open(`auth-provider: { name: oidc, config: { ${config} } }`);
    await connection.version();
    await connection.version();
    assert.equal(tls.server.requests.at(-1)?.headers.authorization, `Bearer ${fresh}`);
    const refreshes = () =>
      tls.server.requests.filter(request => request.path === '/token').map(request => request.body);
    assert.deepEqual(refreshes(), ['grant_type=refresh_token&refresh_token=old&client_id=id&client_secret=s']);
    tls.server.on('/api/v1', json(401, { kind: 'Status', message: 'Unauthorized' }));
    assert.equal((await failureOf(connection.get(PODS, 'a'))).kind, 'unauthorized');
    assert.match(refreshes()[1] ?? '', /refresh_token=next/);
    assert.equal(refreshes().length, 2);
  });

  it('goes through the proxy of the kubeconfig, with one tunnel for many requests, and closes it', async () => {
    const proxy = await testProxy();
    try {
      const ca = Buffer.from(tls.server.certificate).toString('base64');
      const address = proxy.url.replace('//', '//ann:pw@');
      const connection = await tls.open(undefined, `certificate-authority-data: ${ca}, proxy-url: "${address}"`);
      await connection.version();
      const { host } = new URL(tls.server.url);
      assert.deepEqual(proxy.tunnels, [`${host} Basic ${Buffer.from('ann:pw').toString('base64')}`]);
      connection.close();
      await tls.server.quiet();
    } finally {
      await proxy.close();
    }
  });

  it('says that it is the proxy that cannot be reached, and not the password for it', async () => {
    const probe = createServer();
    await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise(resolve => probe.close(resolve));
    const failure = await failureOf(tls.open(undefined, `proxy-url: "http://ann:pw@127.0.0.1:${port}"`));
    assert.deepEqual(failure, { kind: 'unreachable', detail: 'ECONNREFUSED', proxy: `http://127.0.0.1:${port}` });
  });

  it('says that the proxy refuses', async () => {
    const refusing = createHttpServer().listen(0, '127.0.0.1');
    refusing.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    await once(refusing, 'listening');
    const address = refusing.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const failure = await failureOf(tls.open(undefined, `proxy-url: "http://127.0.0.1:${port}"`));
    assert.deepEqual(failure, { kind: 'unreachable', detail: 'proxy 407' });
    refusing.close();
  });

  it('sends no credentials where anyone can read them', async () => {
    const seen: (string | undefined)[] = [];
    const plain = createHttpServer((request, response) => {
      seen.push(request.headers.authorization);
      response.setHeader('content-type', 'application/json').end('{"gitVersion":"v1"}');
    }).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const address = plain.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const connection = await connect(await kubeconfigFor({ ...tls.server, url }), 'test', {
      trusted: false,
      environment: {},
    });
    assert.deepEqual(seen, [undefined]);
    connection.close();
    plain.close();
  });

  it('says what the identity provider refuses', async () => {
    tls.server.on('/.well-known', json(200, { token_endpoint: `${tls.server.url}/token` }));
    tls.server.on('/token', json(400, { error: 'invalid_grant', error_description: 'token abc' }));
    const ca = Buffer.from(tls.server.certificate).toString('base64');
    const config = `client-id: id, refresh-token: old, idp-issuer-url: "${tls.server.url}"`;
    const user = (more: string) => `auth-provider: { name: oidc, config: { ${config} ${more} } }`;
    const refused = await failureOf(tls.open(user(`, idp-certificate-authority-data: ${ca}`)));
    assert.deepEqual(refused, { kind: 'credentials', detail: 'oidc invalid_grant' });
    const untrusted = await failureOf(tls.open(user('')));
    assert.deepEqual(untrusted, { kind: 'credentials', detail: 'oidc DEPTH_ZERO_SELF_SIGNED_CERT' });
  });
});
