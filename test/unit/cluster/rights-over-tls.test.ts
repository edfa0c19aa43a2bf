import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAllowed, listNamespaces } from '../../../src/cluster/access.ts';
import { createMirror, type Mirror, resourceOf } from '../../../src/cluster/mirror.ts';
import { testClock } from '../../support/cluster/clock.ts';
import { failureOf, overTls } from '../../support/cluster/over-tls.ts';
import { json } from '../../support/cluster/server.ts';

const status = (code: number, reason: string, message: string) =>
  json(code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message });
const pods = { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] };

describe('over TLS, a person who may not', () => {
  const tls = overTls();

  const until = async (mirror: Mirror, state: string) => {
    while (mirror.status('Pod')?.state !== state) await new Promise(resolve => setImmediate(resolve));
  };

  it('list namespaces is offered those that are known, with the reason', async () => {
    const message = 'namespaces is forbidden: User "me" cannot list resource "namespaces"';
    tls.server.on('/api/v1/namespaces', status(403, 'Forbidden', message));
    const { names, incomplete } = await listNamespaces(await tls.open(), ['shop']);
    assert.deepEqual([names, incomplete?.kind, incomplete?.detail], [['shop'], 'forbidden', message]);
  });

  it('do something is told so before it is tried', async () => {
    const review = {
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      status: { allowed: false },
    };
    tls.server.on('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', json(201, review));
    const permission = { verb: 'delete', resource: resourceOf('Pod', 'shop'), name: 'web-0' } as const;
    assert.equal(await isAllowed(await tls.open(), permission), false);
  });

  it('watch gets a list every minute, and is told that it is one', async () => {
    let lists = 0;
    const forbidden = status(403, 'Forbidden', 'pods is forbidden: User "me" cannot watch resource "pods"');
    tls.server.on('/api/v1/pods', (request, response) => {
      const isList = request.query.get('watch') === null;
      if (isList) lists += 1;
      (isList ? json(200, pods) : forbidden)(request, response);
    });
    const clock = testClock();
    const mirror = createMirror(await tls.open(), { kinds: ['Pod'], namespace: undefined, clock });
    await until(mirror, 'polling');
    const told = mirror.status('Pod');
    assert.ok(told?.state === 'polling');
    assert.deepEqual([told.verb, told.every, told.failure.kind], ['watch', 60_000, 'forbidden']);
    await clock.advance(59_000);
    assert.equal(lists, 1);
    await clock.advance(1_000);
    while (lists < 2) await new Promise(resolve => setImmediate(resolve));
    mirror.stop();
  });

  it('list a kind is told which verb is missing', async () => {
    tls.server.on('/api/v1/pods', status(403, 'Forbidden', 'pods is forbidden: User "me" cannot list resource "pods"'));
    const mirror = createMirror(await tls.open(), { kinds: ['Pod'], namespace: undefined, clock: testClock() });
    await until(mirror, 'forbidden');
    const told = mirror.status('Pod');
    assert.equal(told?.state === 'forbidden' && told.verb, 'list');
    mirror.stop();
  });

  it('log in is asked nothing more after one answer, where no other credentials can be had', async () => {
    let asked = 0;
    tls.server.on('/api/v1/pods', (request, response) => {
      asked += 1;
      status(401, 'Unauthorized', 'Unauthorized')(request, response);
    });
    const connection = await tls.open();
    assert.equal((await failureOf(connection.list(resourceOf('Pod'), {}))).kind, 'unauthorized');
    assert.equal(asked, 1);
  });
});
