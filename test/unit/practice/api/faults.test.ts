import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { type ApiFault, apiFaults } from '../../../../src/practice/api/fault-orders.ts';
import { createApi } from '../../../../src/practice/api/handler.ts';
import { createSchool } from '../../../../src/practice/lessons/school.ts';
import { createDisks } from '../../../../src/practice/machine/disks.ts';
import { orderBook, readOrders } from '../../../../src/practice/orders.ts';
import {
  apiOf,
  type PracticeApi,
  pick,
  pods,
  practiceApi,
  sets,
  simplePod,
  webSet,
} from '../../../support/practice-api.ts';

const orders = '/practice/v1/orders';
const pod = `${pods}/one`;
let api: PracticeApi;
let delayOf: (path: string) => number | undefined;

beforeEach(() => {
  const { clock, registry } = practiceApi();
  const book = orderBook(registry, 'recorded');
  const disks = createDisks(registry);
  const control = {
    book,
    school: createSchool({ registry, book, disks, report: error => assert.fail(String(error)) }),
  };
  api = apiOf(registry, clock, { control });
  const bare = createApi(registry, { token: 't', timers: clock, control });
  delayOf = path =>
    bare({
      method: 'GET',
      path: path.split('/').filter(part => part !== ''),
      query: new URLSearchParams(),
      headers: { authorization: 'Bearer t' },
      body: '',
    }).delay;
  api.call('POST', pods, simplePod('one'));
});

function order(fault: ApiFault, more: object = {}) {
  assert.equal(api.call('POST', orders, { order: 'api', fault, ...more }).status, 200);
}

const versionNow = () => String(pick(api.call('GET', pods).body, 'metadata.resourceVersion'));

describe('faults of the API that are ordered', () => {
  it('refuse with the status and the words of the real server', () => {
    for (const [fault, status, reason] of [
      ['expired-token', 401, 'Unauthorized'],
      ['server-error', 500, 'InternalError'],
    ] as const) {
      order(fault);
      const { status: told, body } = api.call('GET', pod);
      assert.deepEqual([told, pick(body, 'reason')], [status, reason]);
      api.call('DELETE', orders);
      assert.equal(api.call('GET', pod).status, 200, fault);
    }
    order('too-many-requests');
    const { status, headers } = api.call('GET', pod);
    assert.deepEqual([status, headers['retry-after']], [429, '1']);
  });

  it('never keep anybody from ending them', () => {
    for (const fault of apiFaults) order(fault);
    assert.equal(Object.keys(Object(pick(api.call('GET', orders).body, 'api'))).length, apiFaults.length);
    assert.deepEqual(pick(api.call('DELETE', orders).body, 'api'), {});
    assert.equal(api.call('GET', pod).status, 200);
    assert.equal(delayOf(pod), undefined);
  });

  it('end by themselves, are taken back one by one, and do not outlive the process', () => {
    order('server-error', { seconds: 10 });
    api.clock.advance(9_999);
    assert.equal(api.call('GET', pod).status, 500);
    assert.deepEqual(readOrders(api.call('GET', orders).body).api, {});
    api.clock.advance(1);
    assert.equal(api.call('GET', pod).status, 200);
    assert.deepEqual(pick(api.call('GET', orders).body, 'api'), {});
    order('server-error');
    order('server-error', { seconds: 0 });
    assert.equal(api.call('GET', pod).status, 200);
  });

  it('strike the first of every so many requests', () => {
    order('server-error', { every: 3 });
    assert.deepEqual(
      [1, 2, 3, 4, 5].map(() => api.call('GET', pod).status),
      [500, 200, 200, 500, 200],
    );
  });

  it('are conflicts for who changes an object, and for nobody else', () => {
    order('conflict');
    api.call('POST', sets, webSet());
    const patched = api.call(
      'PATCH',
      `${sets}/web`,
      { spec: { replicas: 1 } },
      { type: 'application/merge-patch+json' },
    );
    assert.deepEqual([patched.status, pick(patched.body, 'reason')], [409, 'Conflict']);
    assert.match(String(pick(patched.body, 'message')), /statefulsets\.apps "web": the object has been modified/);
    assert.equal(pick(api.call('GET', `${sets}/web`).body, 'spec.replicas'), 3);
  });

  it('hold answers back where the API is slow', () => {
    order('slow');
    assert.equal(delayOf(pod), 2_000);
    assert.equal(delayOf(orders), undefined);
  });

  it('drop the watches that are open, and new ones after a second', () => {
    const before = api.watch(`${pods}?watch=1`);
    order('dropped-watches');
    assert.equal(before.ended, true);
    const during = api.watch(`${pods}?watch=1`);
    assert.equal(during.ended, false);
    api.clock.advance(1_000);
    assert.equal(during.ended, true);
    api.call('POST', pods, simplePod('two'));
    assert.equal(before.events.length, 1, 'nothing is told to who was dropped');
    api.call('DELETE', orders);
    const after = api.watch(`${pods}?watch=1`);
    api.clock.advance(60_000);
    assert.equal(after.ended, false);
    after.stop();
  });

  it('forget the version that a watch goes on from, in streams that are open and in new ones', () => {
    const open = api.watch(`${pods}?watch=1&resourceVersion=${versionNow()}`);
    order('gone');
    assert.deepEqual([open.ended, pick(open.events.at(-1), 'object.code')], [true, 410]);
    assert.equal(api.watch(`${pods}?watch=1&resourceVersion=${versionNow()}`).status, 410);
    assert.equal(api.call('GET', pods).status, 200);
    const fresh = api.watch(`${pods}?watch=1`);
    assert.equal(fresh.ended, false);
    fresh.stop();
  });
});
