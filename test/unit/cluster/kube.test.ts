import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { ClusterFailure } from '../../../src/cluster/connection.ts';
import { connect } from '../../../src/cluster/kube.ts';
import { resourceOf } from '../../../src/cluster/mirror/kinds.ts';
import { selfSigned } from '../../support/cluster/certificates.ts';
import { failureOf, overTls } from '../../support/cluster/over-tls.ts';
import { json, kubeconfigFor, testServer } from '../../support/cluster/server.ts';

const PODS = resourceOf('Pod', 'shop');
const SETS = resourceOf('StatefulSet', 'shop');

describe('requests over TLS', () => {
  const tls = overTls();

  it('logs in with the token of the kubeconfig, and uses one connection for many requests', async () => {
    tls.server.on(
      '/api/v1/namespaces/shop/pods',
      json(200, { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '7' }, items: null }),
    );
    const connection = await tls.open();
    for (let turn = 0; turn < 5; turn += 1) await connection.list(PODS, {});
    assert.deepEqual(
      new Set(tls.server.requests.map(({ headers }) => headers.authorization)),
      new Set(['Bearer secret-token']),
    );
    assert.equal(tls.server.connections, 1);
  });

  it('gives items of a list their kind, and leaves times as text', async () => {
    const items = [{ metadata: { name: 'web-0', creationTimestamp: '2026-01-01T00:00:00Z' } }];
    const page = { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '7', continue: 'abc' }, items };
    tls.server.on('/api/v1/namespaces/shop/pods', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(page)));
    });
    const connection = await tls.open();
    const list = await connection.list(PODS, { limit: 1, continue: 'a b', labelSelector: 'app=web' });
    assert.deepEqual(list, {
      resourceVersion: '7',
      continue: 'abc',
      items: [
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-0', creationTimestamp: '2026-01-01T00:00:00Z' } },
      ],
    });
    const query = tls.server.requests.at(-1)?.query;
    assert.deepEqual(
      [query?.get('limit'), query?.get('continue'), query?.get('labelSelector')],
      ['1', 'a b', 'app=web'],
    );
  });

  it('keeps the path of a server behind a gateway', async () => {
    tls.server.on('/k8s/clusters/c-1/version', json(200, { gitVersion: 'v1' }));
    const kubeconfig = await kubeconfigFor({ ...tls.server, url: `${tls.server.url}/k8s/clusters/c-1/` });
    const connection = await connect(kubeconfig, 'test', { trusted: false, environment: {} });
    connection.close();
    assert.equal(connection.server, `${tls.server.url}/k8s/clusters/c-1`);
    assert.equal(tls.server.requests.at(-1)?.path, '/k8s/clusters/c-1/version');
  });

  it('sends changes with their type, manager and preconditions', async () => {
    tls.server.on(
      '/apis/apps/v1/namespaces/shop/statefulsets/web',
      json(200, { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web' } }),
    );
    const connection = await tls.open();
    await connection.patch(
      SETS,
      'web',
      'apply',
      { a: 1 },
      { dryRun: true, fieldManager: 'ordinal', force: true, strict: true },
    );
    await connection.patch(SETS, 'web', 'json', [], { subresource: 'scale' });
    await connection.delete(SETS, 'web', { uid: 'u1', propagation: 'Orphan' });
    const [apply, scale, remove] = tls.server.requests.slice(1);
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
    tls.server.on(
      '/apis/apps/v1',
      json(200, {
        kind: 'APIResourceList',
        resources: [
          { name: 'statefulsets', kind: 'StatefulSet', namespaced: true, verbs: ['get', 'list'] },
          { name: 'statefulsets/scale', kind: 'Scale', namespaced: true, verbs: ['get'] },
        ],
      }),
    );
    const connection = await tls.open();
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
      tls.server.on(
        '/api/v1',
        json(status, { kind: 'Status', code: status, ...body }, { 'x-secret': 'hidden-header' }),
      );
      const failure = await failureOf((await tls.open()).get(PODS, 'a'));
      assert.deepEqual({ ...failure, ...expected }, failure);
      assert.ok(!JSON.stringify(failure).includes('hidden-header'));
    });
  }

  it('says when to come back after a 429', async () => {
    tls.server.on('/api/v1', json(429, { kind: 'Status', message: 'too many' }, { 'retry-after': '7' }));
    const failure = await failureOf((await tls.open()).list(PODS, {}));
    assert.deepEqual([failure.kind, failure.retryAfterSeconds], ['too-many-requests', 7]);
  });

  it('knows a login page from an API server, with 200 and with a redirect', async () => {
    const page = (status: number) => (_: unknown, response: ServerResponse) => {
      response.writeHead(status, { 'content-type': 'text/html', location: '/login' });
      response.end('<html>log in</html>');
    };
    const connection = await tls.open();
    tls.server.on('/api/v1', page(200));
    assert.equal((await failureOf(connection.list(PODS, {}))).kind, 'not-kubernetes');
    const end = await connection.watch(PODS, { resourceVersion: '1', signal: AbortSignal.timeout(10_000) }, () => {});
    assert.ok(end.reason === 'failed' && end.error.failure.kind === 'not-kubernetes');
    tls.server.on('/api/v1', page(302));
    assert.equal((await failureOf(connection.list(PODS, {}))).kind, 'not-kubernetes');
    tls.server.on('/api/v1', json(200, { hello: 'world' }));
    assert.equal((await failureOf(connection.list(PODS, {}))).kind, 'not-kubernetes');
    tls.server.on('/version', page(200));
    assert.equal((await failureOf(tls.open())).kind, 'not-kubernetes');
  });

  it('notices an answer that is cut in the middle', async () => {
    tls.server.on('/api/v1', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"kind":"PodList"');
      response.socket?.end();
    });
    assert.equal((await failureOf((await tls.open()).list(PODS, {}))).kind, 'unreachable');
  });

  it('gives up waiting for an answer that never comes', async () => {
    tls.server.on('/api/v1', () => {});
    const connection = await tls.open(undefined, undefined, { patience: { list: 100 } });
    assert.equal((await failureOf(connection.list(PODS, {}))).kind, 'timeout');
  });

  it('ends a request when its signal or the connection ends', async () => {
    tls.server.on('/api/v1', () => {});
    const connection = await tls.open();
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
      connect(await kubeconfigFor({ ...tls.server, url }), 'test', { trusted: false, environment: {} });
    const refused = await failureOf(at(`https://127.0.0.1:${port}`));
    assert.deepEqual([refused.kind, refused.detail], ['unreachable', 'ECONNREFUSED']);
    const unknown = await failureOf(at('https://ordinal.invalid'));
    assert.equal(unknown.kind, 'unreachable');
    assert.match(unknown.detail, /^(ENOTFOUND|EAI_AGAIN)$/);
    assert.equal((await failureOf(at('not an address'))).detail, 'ERR_INVALID_URL');
  });

  it('says that a certificate is not trusted, unless told not to look', async () => {
    const other = Buffer.from(selfSigned().certificate).toString('base64');
    const untrusted = await failureOf(tls.open(undefined, `certificate-authority-data: ${other}`));
    assert.equal(untrusted.kind, 'certificate');
    assert.equal((await failureOf(tls.open(undefined, 'tls-server-name: elsewhere.test'))).kind, 'certificate');
    assert.equal((await (await tls.open(undefined, 'insecure-skip-tls-verify: true')).version()).gitVersion, 'v1.36.2');
    const ca = Buffer.from(tls.server.certificate).toString('base64');
    const named = await tls.open(undefined, `certificate-authority-data: ${ca}, tls-server-name: cluster.test`);
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
});
