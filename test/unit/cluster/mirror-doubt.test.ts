import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ClusterFailure, Connection } from '../../../src/cluster/connection.ts';
import { createMirror, type KindName, type Mirror, type MirrorOptions } from '../../../src/cluster/mirror.ts';
import { type TestClock, testClock } from '../../support/cluster/clock.ts';
import { type LyingServer, lyingServer } from '../../support/cluster/lying.ts';
import { pod } from '../../support/cluster/objects.ts';

const AWAY: ClusterFailure = { kind: 'unreachable', detail: 'ECONNREFUSED' };

describe('a mirror that is told what cannot be', () => {
  let clock: TestClock;
  let server: LyingServer;
  let mirror: Mirror;

  const start = async (connection: Connection = server.connection, more: Partial<MirrorOptions> = {}) => {
    mirror = createMirror(connection, {
      kinds: ['Pod'],
      namespace: undefined,
      clock,
      onFault: assert.ifError,
      ...more,
    });
    await clock.settle();
  };
  const names = () => mirror.list('Pod').map(one => one.metadata.name);
  const asked = (what: string) => server.requests.filter(request => request.startsWith(what)).length;
  const state = (kind: KindName = 'Pod') => mirror.status(kind)?.state;

  beforeEach(() => {
    clock = testClock();
    server = lyingServer();
    for (const name of ['web-0', 'web-1']) server.put(pod(name));
  });

  afterEach(async () => {
    mirror.stop();
    await clock.settle();
    assert.deepEqual([server.open, clock.pending], [0, 0]);
  });

  it('lists anew when an event comes out of order, instead of bringing back what is gone', async () => {
    await start();
    const last = server.put(pod('web-1', { image: 'app:v2' }));
    server.remove(last);
    server.say({ type: 'MODIFIED', object: last });
    await clock.settle();
    assert.deepEqual(names(), ['web-0']);
    assert.equal(state(), 'stale');
    await clock.advance(1_000);
    assert.deepEqual([names(), state(), asked('list')], [['web-0'], 'live', 2]);
  });

  it('lists anew when a bookmark is older than what it has seen', async () => {
    await start();
    server.say({ type: 'BOOKMARK', resourceVersion: '7' });
    await clock.advance(1_000);
    assert.deepEqual([asked('list'), state()], [2, 'live']);
  });

  it('takes no offence at an event that is said twice', async () => {
    await start();
    server.say({ type: 'MODIFIED', object: server.put(pod('web-1', { image: 'app:v2' })) });
    await clock.settle();
    assert.deepEqual([asked('list'), state()], [1, 'live']);
  });

  describe('a list that is older than what is known', () => {
    let older: number;
    const replica = (): Connection => ({
      ...server.connection,
      async list(...told) {
        const list = await server.connection.list(...told);
        if (asked('list') === 1 || older === 0) return list;
        older -= 1;
        return { ...list, resourceVersion: '99', items: list.items.slice(0, 1) };
      },
    });
    const relist = () => server.end({ reason: 'gone' });

    it('is not believed, so that nothing flickers', async () => {
      older = 2;
      await start(replica());
      const gone: string[] = [];
      mirror.subscribe(({ changes }) => gone.push(...changes.map(one => `${one.type} ${one.object.metadata.name}`)));
      relist();
      await clock.advance(1_000);
      assert.equal(state(), 'stale');
      await clock.advance(5_000);
      assert.deepEqual([names(), state(), gone], [['web-0', 'web-1'], 'live', []]);
    });

    it('is believed when the server insists, because it may have been restored from a backup', async () => {
      older = 3;
      await start(replica());
      relist();
      await clock.advance(5_000);
      assert.equal(asked('list'), 4);
      assert.ok(server.requests.includes('watch pods 99'));
    });
  });

  it('lists anew when the server goes on not knowing the version it watches from', async () => {
    await start();
    const failing = server.fail({ kind: 'server', detail: 'Too large', status: 504 }, one => one.startsWith('watch'));
    server.end({ reason: 'cut' });
    await clock.advance(3_000);
    assert.equal(asked('list'), 1);
    await clock.advance(3_000);
    assert.equal(asked('list'), 2);
    failing();
    await clock.advance(40_000);
    assert.equal(state(), 'live');
  });

  it('does not list anew because of an overloaded server', async () => {
    await start();
    const failing = server.fail({ kind: 'server', detail: 'overload', status: 503 }, one => one.startsWith('watch'));
    server.end({ reason: 'cut' });
    await clock.advance(60_000);
    failing();
    await clock.advance(40_000);
    assert.deepEqual([asked('list'), state()], [1, 'live']);
  });

  it('tries every kind again as soon as one has reached the server', async () => {
    await start(server.connection, { kinds: ['Pod', 'StatefulSet'] });
    const failing = server.fail(AWAY);
    server.end({ reason: 'cut' });
    await clock.advance(100_000);
    failing();
    const stillFailing = server.fail(AWAY, request => request.includes('statefulsets'));
    await clock.advance(31_000);
    assert.deepEqual([state('Pod'), state('StatefulSet')], ['live', 'stale']);
    stillFailing();
    server.end({ reason: 'closed' });
    await clock.advance(1_000);
    assert.deepEqual([state('Pod'), state('StatefulSet')], ['live', 'stale'], 'a watch that goes on is no news');
    await clock.advance(30_000);
    assert.equal(state('StatefulSet'), 'live');
  });

  it('logs in anew when a person asks to try again, if it was not let in', async () => {
    await start();
    mirror.retry();
    await clock.settle();
    assert.equal(asked('log in'), 0);
    const failing = server.fail({ kind: 'unauthorized', detail: 'Unauthorized', status: 401 });
    server.end({ reason: 'closed' });
    await clock.advance(600_000);
    failing();
    assert.equal(state(), 'stale');
    mirror.retry();
    await clock.advance(0);
    assert.deepEqual([asked('log in'), state()], [1, 'live']);
  });

  it('can be kept from listing anew, and from pausing, for the fault table only', async () => {
    await start(server.connection, { without: ['relist', 'backoff'] });
    server.deaf(() => server.put(pod('web-2')));
    server.forget();
    server.end({ reason: 'cut' });
    await clock.advance(10);
    assert.equal(asked('list'), 1);
    assert.ok(asked('watch') > 5);
  });
});
