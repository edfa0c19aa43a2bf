import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lessons } from '../../../../src/practice/lessons/lessons.ts';
import { createSchool } from '../../../../src/practice/lessons/school.ts';
import { createDisks } from '../../../../src/practice/machine/disks.ts';
import { noOrders, orderBook } from '../../../../src/practice/orders.ts';
import { apiOf, pick, practiceApi } from '../../../support/practice-api.ts';
import { newClaim, practiceCluster } from '../../../support/practice-cluster.ts';

function controlled() {
  const cluster = practiceCluster();
  const book = orderBook(cluster.registry, 'recorded');
  const disks = createDisks(cluster.registry);
  const school = createSchool({ registry: cluster.registry, book, disks, report: error => assert.fail(String(error)) });
  const api = apiOf(cluster.registry, cluster.clock, { control: { book, school } });
  return { ...cluster, api, book, call: api.call };
}

const orders = '/practice/v1/orders';

describe('the control of a practice cluster', () => {
  it('takes orders, tells them, and forgets them', () => {
    const { call, create } = controlled();
    create(newClaim('data'));
    assert.deepEqual(call('GET', orders).body, noOrders);
    call('POST', orders, { order: 'node', node: 'node-2', lost: true });
    call('POST', orders, { order: 'provisioner', down: true });
    call('POST', orders, { order: 'quota', namespace: 'shop', full: true });
    call('POST', orders, { order: 'claim', namespace: 'shop', name: 'data', full: true });
    call('POST', orders, { order: 'image', image: ':v2', fate: 'image-missing' });
    const last = call('POST', orders, { order: 'pod', namespace: 'shop', name: 'web-1', fate: 'never-ready' });
    assert.equal(last.status, 200);
    assert.deepEqual(last.body, {
      lostNodes: ['node-2'],
      provisionerDown: true,
      fullNamespaces: ['shop'],
      fullClaims: { 'shop/data': '0' },
      images: { ':v2': 'image-missing' },
      pods: { 'shop/web-1': 'never-ready' },
      api: {},
    });
    call('POST', orders, { order: 'pod', namespace: 'shop', name: 'web-1', fate: null });
    assert.deepEqual(pick(call('GET', orders).body, 'pods'), {});
    assert.deepEqual(call('DELETE', orders).body, noOrders);
  });

  it('refuses what is no order', () => {
    const { call } = controlled();
    for (const [body, status] of [
      ['no json', 400],
      [[], 400],
      [{}, 400],
      [{ order: 'dance' }, 400],
      [{ order: 'node', node: 'node-2' }, 400],
      [{ order: 'node', node: 'node-9', lost: true }, 404],
      [{ order: 'claim', namespace: 'shop', name: 'none', full: true }, 404],
      [{ order: 'image', image: '' }, 400],
      [{ order: 'image', image: 'x'.repeat(600) }, 400],
      [{ order: 'pod', namespace: 'shop', name: 'a', fate: 'dance' }, 400],
      [{ order: 'api', fault: 'dance' }, 400],
      [{ order: 'api', fault: 'slow', every: 0 }, 400],
      [{ order: 'api', fault: 'slow', every: 1.5 }, 400],
      [{ order: 'api', fault: 'slow', seconds: 601 }, 400],
      [{ order: 'api', fault: 'slow', seconds: '9' }, 400],
    ] as const)
      assert.equal(call('POST', orders, body).status, status, JSON.stringify(body).slice(0, 80));
    assert.deepEqual(call('GET', orders).body, noOrders);
  });

  it('begins lessons and tells how they stand', () => {
    const { call } = controlled();
    assert.deepEqual(call('GET', '/practice/v1/lesson').body, {});
    assert.deepEqual(
      pick(call('GET', '/practice/v1/lessons').body, 'lessons'),
      lessons.map(({ name }) => name),
    );
    const begun = call('PUT', '/practice/v1/lesson', { lesson: 'healthy-trio' });
    assert.deepEqual(
      [begun.status, pick(begun.body, 'lesson'), pick(begun.body, 'phase')],
      [200, 'healthy-trio', 'clearing'],
    );
    assert.equal(call('PUT', '/practice/v1/lesson', { lesson: 'dance' }).status, 404);
    assert.equal(call('PUT', '/practice/v1/lesson', {}).status, 400);
  });

  it('is not there for who has no token, nor where there is none, nor by other paths and methods', () => {
    const { call } = controlled();
    assert.equal(call('GET', orders, undefined, { token: 'wrong' }).status, 401);
    assert.equal(practiceApi().call('GET', orders).status, 404);
    for (const path of ['/practice', '/practice/v2/orders', '/practice/v1/none', `${orders}/x`])
      assert.equal(call('GET', path).status, 404, path);
    assert.equal(call('PUT', orders, {}).status, 405);
    assert.equal(call('POST', '/practice/v1/lessons', {}).status, 405);
  });
});
