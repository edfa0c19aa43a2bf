import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ClusterError } from '../../../src/cluster/connection.ts';
import { lyingServer } from '../../support/cluster/lying.ts';
import { mirrored } from '../../support/cluster/mirrored.ts';
import { pod } from '../../support/cluster/objects.ts';

describe('mirror', () => {
  const on = mirrored();
  const { start, names, said, asked, state } = on;

  it('lists once, then watches from the version of the list', async () => {
    on.server.put(pod('web-0'));
    await start();
    on.server.put(pod('web-1'));
    await on.clock.settle();
    assert.deepEqual(names(), ['web-0', 'web-1']);
    assert.deepEqual(on.server.requests, ['list pods', 'watch pods 101']);
    assert.equal(state(), 'live');
  });

  it('gives the object before and after a change, and all changes of a tick at once', async () => {
    on.server.put(pod('web-0'));
    await start();
    on.news = [];
    on.server.put(pod('web-0', { image: 'app:v2' }));
    on.server.put(pod('web-1'));
    await on.clock.settle();
    assert.equal(on.news.length, 1);
    const [first, second] = on.news[0]?.changes ?? [];
    assert.deepEqual([first?.kind, first?.type, first?.before?.metadata.resourceVersion], ['Pod', 'MODIFIED', '101']);
    assert.equal(first?.kind === 'Pod' && first.object.spec.containers[0]?.image, 'app:v2');
    assert.deepEqual([second?.type, second?.before], ['ADDED', undefined]);
  });

  it('makes the first page readable before the list is complete', async () => {
    on.server = lyingServer(2);
    for (const name of ['web-0', 'web-1', 'web-2']) on.server.put(pod(name));
    const failing = on.server.fail(
      { kind: 'unreachable', detail: 'ECONNRESET' },
      request => request === 'list pods more',
    );
    await start();
    assert.deepEqual(names(), ['web-0', 'web-1']);
    assert.equal(state(), 'failed');
    failing();
    await on.clock.advance(1_000);
    assert.deepEqual(names(), ['web-0', 'web-1', 'web-2']);
    assert.deepEqual(said(), ['ADDED web-0', 'ADDED web-1', 'ADDED web-2']);
  });

  it('starts a list over when its pages can no longer be continued, and asks for one piece in the end', async () => {
    on.server = lyingServer(1);
    on.server.put(pod('web-0'));
    on.server.put(pod('web-1'));
    on.server.fail({ kind: 'server', status: 410, detail: 'expired' }, request => request === 'list pods more');
    await start();
    assert.deepEqual(on.server.requests.slice(0, 5), [
      'list pods',
      'list pods more',
      'list pods',
      'list pods more',
      'list pods',
    ]);
    assert.deepEqual(names(), ['web-0', 'web-1']);
  });

  it('goes on from the last version when the server ends a long watch, without a pause', async () => {
    await start();
    on.server.put(pod('web-0'));
    await on.clock.advance(6_000);
    on.server.end({ reason: 'closed' });
    await on.clock.settle();
    assert.deepEqual(on.server.requests, ['list pods', 'watch pods 100', 'watch pods 101']);
    assert.equal(state(), 'live');
  });

  it('goes on from a bookmark', async () => {
    await start();
    on.server.say({ type: 'BOOKMARK', resourceVersion: '777' });
    await on.clock.advance(6_000);
    on.server.end({ reason: 'closed' });
    await on.clock.settle();
    assert.equal(on.server.requests.at(-1), 'watch pods 777');
  });

  it('misses nothing that happened while a watch was cut, and never lists for it', async () => {
    on.server.put(pod('web-0'));
    await start();
    for (let turn = 1; turn <= 20; turn += 1) {
      on.server.end({ reason: 'cut' });
      on.server.put(pod(`web-${turn}`));
      await on.clock.advance(1_000);
    }
    assert.equal(names().length, 21);
    assert.equal(asked('list'), 1);
    assert.equal(state(), 'live');
  });

  it('lists again when its version is too old, and announces only what differs', async () => {
    for (const name of ['web-0', 'web-1', 'web-2']) on.server.put(pod(name));
    await start();
    on.news = [];
    on.server.deaf(() => {
      on.server.remove(pod('web-0'));
      on.server.put(pod('web-1', { image: 'app:v2' }));
      on.server.put(pod('web-3'));
    });
    on.server.forget();
    on.server.end({ reason: 'gone' });
    await on.clock.advance(1_000);
    assert.deepEqual(said().sort(), ['ADDED web-3', 'DELETED web-0', 'MODIFIED web-1']);
    assert.equal(asked('list'), 2);
  });

  it('tells a pod that was deleted and made anew from one that changed', async () => {
    on.server.put(pod('web-0', { uid: 'one' }));
    await start();
    on.news = [];
    on.server.deaf(() => {
      on.server.remove(pod('web-0', { uid: 'one' }));
      on.server.put(pod('web-0', { uid: 'two' }));
    });
    on.server.forget();
    on.server.end({ reason: 'gone' });
    await on.clock.advance(1_000);
    assert.deepEqual(said(), ['DELETED web-0', 'ADDED web-0']);
    assert.equal(on.mirror.get('Pod', 'shop', 'web-0')?.metadata.uid, 'two');
  });

  it('waits longer and longer when every version is too old at once', async () => {
    await start();
    const { connection } = on.server;
    const watch = connection.watch;
    Object.assign(connection, { watch: async () => ({ reason: 'gone' }) });
    on.server.end({ reason: 'gone' });
    await on.clock.advance(60_000);
    const lists = asked('list');
    assert.ok(lists < 12, `${lists} lists in a minute`);
    Object.assign(connection, { watch });
    await on.clock.advance(60_000);
    assert.equal(state(), 'live');
  });

  it('resumes after a line that is no event', async () => {
    await start();
    on.server.put(pod('web-0'));
    on.server.end({ reason: 'failed', error: new ClusterError({ kind: 'not-kubernetes', detail: 'watch' }) });
    await on.clock.advance(1_000);
    assert.equal(on.server.requests.at(-1), 'watch pods 101');
    assert.equal(state(), 'live');
  });

  it('is not led back by an old event, nor by the end of an object that was replaced', async () => {
    const old = on.server.put(pod('web-0'));
    const now = on.server.put(pod('web-0', { image: 'app:v2' }));
    await start();
    on.news = [];
    on.server.say({ type: 'MODIFIED', object: old });
    on.server.say({ type: 'ADDED', object: now });
    on.server.say({ type: 'DELETED', object: pod('web-0', { uid: 'an-earlier-one' }) });
    await on.clock.settle();
    assert.deepEqual(said(), []);
    assert.equal(on.mirror.get('Pod', 'shop', 'web-0')?.spec.containers[0]?.image, 'app:v2');
  });

  it('does not spin when the connection is closed under it', async () => {
    await start();
    on.server.connection.close();
    await on.clock.advance(60_000);
    assert.ok(on.server.requests.length <= 3);
  });

  it('does not ask a connection that was closed before it began', async () => {
    on.server.connection.close();
    await start();
    await on.clock.advance(60_000);
    assert.deepEqual(on.server.requests, ['list pods']);
  });

  it('forgets what a list began to say when it starts over', async () => {
    on.server = lyingServer(1);
    const first = on.server.put(pod('web-0'));
    on.server.put(pod('web-1'));
    const failing = on.server.fail(
      { kind: 'unreachable', detail: 'ECONNRESET' },
      request => request === 'list pods more',
    );
    await start();
    assert.deepEqual(names(), ['web-0']);
    on.server.remove(first);
    failing();
    await on.clock.advance(1_000);
    assert.deepEqual(names(), ['web-1']);
  });

  it('follows a kind for as long as somebody looks at it', async () => {
    await start();
    const one = on.mirror.follow('Event', 'shop');
    const other = on.mirror.follow('Event', 'shop');
    await on.clock.settle();
    assert.equal(asked('list events'), 1);
    assert.equal(on.server.open, 2);
    one();
    one();
    await on.clock.settle();
    assert.equal(on.server.open, 2);
    other();
    await on.clock.settle();
    assert.equal(on.server.open, 1);
    assert.deepEqual(on.mirror.kinds, ['Pod']);
  });

  it('shares the list of all namespaces with whoever asks for one', async () => {
    on.server.put(pod('web-0'));
    on.server.put(pod('api-0', { namespace: 'bank' }));
    await start();
    on.mirror.follow('Pod', 'bank');
    await on.clock.settle();
    assert.equal(asked('list pods'), 1);
    assert.deepEqual(
      on.mirror.list('Pod', 'bank').map(one => one.metadata.name),
      ['api-0'],
    );
  });

  it('forgets what nobody follows any more, and nothing else', async () => {
    on.server.put(pod('web-0'));
    on.server.put(pod('api-0', { namespace: 'bank' }));
    await start([]);
    const shop = on.mirror.follow('Pod', 'shop');
    const all = on.mirror.follow('Pod');
    await on.clock.settle();
    assert.equal(names().length, 2);
    all();
    assert.deepEqual(names(), ['web-0']);
    shop();
    assert.deepEqual(names(), []);
  });

  it('does not let one listener keep the news from another', async () => {
    await start();
    on.mirror.subscribe(() => {
      throw new Error('bad listener');
    });
    let heard = 0;
    on.mirror.subscribe(() => {
      heard += 1;
    });
    on.server.put(pod('web-0'));
    await on.clock.settle();
    assert.equal(heard, 1);
    assert.equal(String(on.faults.pop()), 'Error: bad listener');
  });

  it('holds as few things after a thousand reconnections as after one', async () => {
    await start();
    on.server.put(pod('web-0'));
    for (let turn = 0; turn < 1_000; turn += 1) {
      on.server.end({ reason: 'closed' });
      await on.clock.advance(6_000);
    }
    assert.equal(on.server.open, 1);
    assert.ok(on.clock.pending <= 2);
    assert.equal(asked('list'), 1);
  });
});
