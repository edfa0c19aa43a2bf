import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ClusterError } from '../../../src/cluster/connection.ts';
import { createMirror, type KindName, type Mirror, type MirrorNews } from '../../../src/cluster/mirror.ts';
import { type TestClock, testClock } from '../../support/cluster/clock.ts';
import { type LyingServer, lyingServer } from '../../support/cluster/lying.ts';
import { pod } from '../../support/cluster/objects.ts';

describe('mirror', () => {
  let clock: TestClock;
  let server: LyingServer;
  let mirror: Mirror;
  let news: MirrorNews[];
  const faults: unknown[] = [];

  const start = async (kinds: readonly KindName[] = ['Pod'], namespace?: string) => {
    mirror = createMirror(server.connection, { kinds, namespace, clock, onFault: error => faults.push(error) });
    mirror.subscribe(batch => news.push(batch));
    await clock.settle();
  };
  const names = () => mirror.list('Pod').map(one => one.metadata.name);
  const said = () => news.flatMap(batch => batch.changes).map(({ type, object }) => `${type} ${object.metadata.name}`);
  const asked = (what: string) => server.requests.filter(request => request.startsWith(what)).length;
  const state = (kind: KindName = 'Pod') => mirror.status(kind)?.state;

  beforeEach(() => {
    clock = testClock();
    server = lyingServer();
    news = [];
    faults.length = 0;
  });

  afterEach(async () => {
    mirror.stop();
    await clock.settle();
    assert.deepEqual(faults, []);
    assert.equal(server.open, 0, 'a stopped mirror leaves no watch open');
    assert.equal(clock.pending, 0, 'a stopped mirror leaves no timer');
  });

  it('lists once, then watches from the version of the list', async () => {
    server.put(pod('web-0'));
    await start();
    server.put(pod('web-1'));
    await clock.settle();
    assert.deepEqual(names(), ['web-0', 'web-1']);
    assert.deepEqual(server.requests, ['list pods', 'watch pods 101']);
    assert.equal(state(), 'live');
  });

  it('gives the object before and after a change, and all changes of a tick at once', async () => {
    server.put(pod('web-0'));
    await start();
    news = [];
    server.put(pod('web-0', { image: 'app:v2' }));
    server.put(pod('web-1'));
    await clock.settle();
    assert.equal(news.length, 1);
    const [first, second] = news[0]?.changes ?? [];
    assert.deepEqual([first?.kind, first?.type, first?.before?.metadata.resourceVersion], ['Pod', 'MODIFIED', '101']);
    assert.equal(first?.kind === 'Pod' && first.object.spec.containers[0]?.image, 'app:v2');
    assert.deepEqual([second?.type, second?.before], ['ADDED', undefined]);
  });

  it('makes the first page readable before the list is complete', async () => {
    server = lyingServer(2);
    for (const name of ['web-0', 'web-1', 'web-2']) server.put(pod(name));
    const failing = server.fail({ kind: 'unreachable', detail: 'ECONNRESET' }, request => request === 'list pods more');
    await start();
    assert.deepEqual(names(), ['web-0', 'web-1']);
    assert.equal(state(), 'failed');
    failing();
    await clock.advance(1_000);
    assert.deepEqual(names(), ['web-0', 'web-1', 'web-2']);
    assert.deepEqual(said(), ['ADDED web-0', 'ADDED web-1', 'ADDED web-2']);
  });

  it('starts a list over when its pages can no longer be continued, and asks for one piece in the end', async () => {
    server = lyingServer(1);
    server.put(pod('web-0'));
    server.put(pod('web-1'));
    server.fail({ kind: 'server', status: 410, detail: 'expired' }, request => request === 'list pods more');
    await start();
    assert.deepEqual(server.requests.slice(0, 5), [
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
    server.put(pod('web-0'));
    await clock.advance(6_000);
    server.end({ reason: 'closed' });
    await clock.settle();
    assert.deepEqual(server.requests, ['list pods', 'watch pods 100', 'watch pods 101']);
    assert.equal(state(), 'live');
  });

  it('goes on from a bookmark', async () => {
    await start();
    server.say({ type: 'BOOKMARK', resourceVersion: '777' });
    await clock.advance(6_000);
    server.end({ reason: 'closed' });
    await clock.settle();
    assert.equal(server.requests.at(-1), 'watch pods 777');
  });

  it('misses nothing that happened while a watch was cut, and never lists for it', async () => {
    server.put(pod('web-0'));
    await start();
    for (let turn = 1; turn <= 20; turn += 1) {
      server.end({ reason: 'cut' });
      server.put(pod(`web-${turn}`));
      await clock.advance(1_000);
    }
    assert.equal(names().length, 21);
    assert.equal(asked('list'), 1);
    assert.equal(state(), 'live');
  });

  it('lists again when its version is too old, and announces only what differs', async () => {
    for (const name of ['web-0', 'web-1', 'web-2']) server.put(pod(name));
    await start();
    news = [];
    server.deaf(() => {
      server.remove(pod('web-0'));
      server.put(pod('web-1', { image: 'app:v2' }));
      server.put(pod('web-3'));
    });
    server.forget();
    server.end({ reason: 'gone' });
    await clock.advance(1_000);
    assert.deepEqual(said().sort(), ['ADDED web-3', 'DELETED web-0', 'MODIFIED web-1']);
    assert.equal(asked('list'), 2);
  });

  it('tells a pod that was deleted and made anew from one that changed', async () => {
    server.put(pod('web-0', { uid: 'one' }));
    await start();
    news = [];
    server.deaf(() => {
      server.remove(pod('web-0', { uid: 'one' }));
      server.put(pod('web-0', { uid: 'two' }));
    });
    server.forget();
    server.end({ reason: 'gone' });
    await clock.advance(1_000);
    assert.deepEqual(said(), ['DELETED web-0', 'ADDED web-0']);
    assert.equal(mirror.get('Pod', 'shop', 'web-0')?.metadata.uid, 'two');
  });

  it('waits longer and longer when every version is too old at once', async () => {
    await start();
    const { connection } = server;
    const watch = connection.watch;
    Object.assign(connection, { watch: async () => ({ reason: 'gone' }) });
    server.end({ reason: 'gone' });
    await clock.advance(60_000);
    const lists = asked('list');
    assert.ok(lists < 12, `${lists} lists in a minute`);
    Object.assign(connection, { watch });
    await clock.advance(60_000);
    assert.equal(state(), 'live');
  });

  it('keeps what it knew while the server is away, says since when, and is right again after', async () => {
    server.put(pod('web-0'));
    await start();
    await clock.advance(10_000);
    const lastRight = clock.now();
    const back = server.fail({ kind: 'unreachable', detail: 'ECONNREFUSED' });
    server.end({ reason: 'closed' });
    await clock.advance(300_000);
    const status = mirror.status('Pod');
    assert.equal(status?.state, 'stale');
    assert.equal(status?.state === 'stale' && status.since, lastRight);
    assert.equal(status?.state === 'stale' && status.failure.detail, 'ECONNREFUSED');
    assert.deepEqual(names(), ['web-0']);
    const attempts = server.requests.length;
    assert.ok(attempts < 20, `${attempts} requests in five minutes`);
    back();
    server.put(pod('web-1'));
    await clock.advance(31_000);
    assert.equal(state(), 'live');
    assert.deepEqual(names(), ['web-0', 'web-1']);
  });

  for (const { what, reason, quiet, isHeard } of [
    { what: 'was right until its stream broke', reason: 'cut', quiet: 40_000, isHeard: true },
    { what: 'was right until it heard nothing more', reason: 'silent', quiet: 75_000, isHeard: false },
    { what: 'knows nothing of an hour in which nobody spoke', reason: 'cut', quiet: 3_600_000, isHeard: false },
  ] as const) {
    it(what, async () => {
      await start();
      const heard = clock.now();
      await clock.advance(quiet);
      const broken = clock.now();
      server.fail({ kind: 'unreachable', detail: 'ECONNREFUSED' });
      server.end({ reason });
      await clock.advance(60_000);
      const status = mirror.status('Pod');
      assert.equal(status?.state === 'stale' && status.since, isHeard ? broken : heard);
    });
  }

  it('does not call itself stale for one broken watch', async () => {
    await start();
    news = [];
    server.end({ reason: 'cut' });
    await clock.advance(1_000);
    assert.deepEqual(news, []);
  });

  it('starts over with short pauses after something worked', async () => {
    await start();
    const back = server.fail({ kind: 'unreachable', detail: 'ECONNREFUSED' });
    server.end({ reason: 'closed' });
    await clock.advance(120_000);
    back();
    await clock.advance(40_000);
    assert.equal(state(), 'live');
    const again = server.fail({ kind: 'unreachable', detail: 'ECONNREFUSED' });
    server.end({ reason: 'closed' });
    await clock.settle();
    const status = mirror.status('Pod');
    assert.ok(status?.state === 'stale' && status.retryAt !== undefined && status.retryAt - clock.now() <= 500);
    again();
  });

  it('waits at least as long as the server asks', async () => {
    const failing = server.fail({ kind: 'too-many-requests', status: 429, detail: 'slow down', retryAfterSeconds: 20 });
    await start();
    await clock.advance(19_999);
    assert.equal(server.requests.length, 1);
    failing();
    await clock.advance(2_000);
    assert.equal(state(), 'live');
  });

  it('does not obey a server that asks to be left alone for years', async () => {
    await start();
    server.fail({ kind: 'too-many-requests', status: 429, detail: 'slow down', retryAfterSeconds: 1e9 });
    server.end({ reason: 'cut' });
    await clock.advance(60_000);
    const status = mirror.status('Pod');
    assert.ok(status?.state === 'stale' && status.retryAt !== undefined);
    assert.ok(status.retryAt - clock.now() < 2 * 3_600_000);
  });

  it('tries every kind again when one gets through, whatever was wrong before', async () => {
    const wrong = [
      { kind: 'certificate', detail: 'CERT_HAS_EXPIRED' },
      { kind: 'not-kubernetes', detail: 'text/html' },
      { kind: 'server', status: 500, detail: 'HTTP 500' },
    ] as const;
    for (const failure of wrong) {
      server = lyingServer();
      await start(['Pod', 'Service']);
      const pods = server.fail(failure, request => request.includes('pods'));
      server.end({ reason: 'closed' });
      await clock.advance(100_000);
      // The pods wait long by now, the Services have only begun to.
      const services = server.fail(failure, request => request.includes('services'));
      server.end({ reason: 'closed' });
      await clock.settle();
      pods();
      services();
      await clock.advance(1_000);
      assert.deepEqual([state('Pod'), state('Service')], ['live', 'live'], failure.kind);
      mirror.stop();
    }
  });

  it('tries again what it waits for when somebody looks again, and not more often than every five seconds', async () => {
    await start();
    const back = server.fail({ kind: 'server', status: 500, detail: 'HTTP 500' });
    server.end({ reason: 'closed' });
    await clock.advance(300_000);
    const before = server.requests.length;
    for (let look = 0; look < 5; look += 1) {
      mirror.nudge();
      await clock.settle();
    }
    assert.equal(server.requests.length, before + 1);
    await clock.advance(5_000);
    back();
    mirror.nudge();
    await clock.settle();
    assert.equal(state(), 'live');
  });

  it('asks no sooner than the server allows when somebody looks again, but then at once', async () => {
    const failing = server.fail({ kind: 'too-many-requests', status: 429, detail: 'slow down', retryAfterSeconds: 20 });
    await start();
    await clock.advance(10_000);
    mirror.nudge();
    await clock.advance(9_999);
    assert.equal(server.requests.length, 1);
    failing();
    await clock.advance(1);
    assert.equal(state(), 'live');
  });

  it('leaves alone what nobody but a person can mend, whoever looks', async () => {
    server.fail({ kind: 'unauthorized', status: 401, detail: 'Unauthorized' });
    await start();
    await clock.advance(60_000);
    mirror.nudge();
    await clock.settle();
    assert.equal(server.requests.length, 1);
  });

  it('stops asking when the credentials are not accepted, until told to try again', async () => {
    server.put(pod('web-0'));
    await start();
    const failing = server.fail({ kind: 'unauthorized', status: 401, detail: 'Unauthorized' });
    server.end({ reason: 'closed' });
    await clock.advance(3_600_000);
    assert.equal(server.requests.length, 3);
    const status = mirror.status('Pod');
    assert.equal(status?.state === 'stale' && status.failure.kind, 'unauthorized');
    assert.ok(status !== undefined && !('retryAt' in status));
    failing();
    mirror.retry();
    await clock.settle();
    assert.equal(state(), 'live');
  });

  it('says that a kind may not be listed, and goes on with the others', async () => {
    server.put(pod('web-0'));
    server.fail({ kind: 'forbidden', status: 403, detail: 'no' }, request => request.includes('nodes'));
    await start(['Node', 'Pod']);
    await clock.advance(60_000);
    const status = mirror.status('Node');
    assert.equal(status?.state === 'forbidden' && status.verb, 'list');
    assert.equal(asked('list nodes'), 1);
    assert.equal(state('Pod'), 'live');
    assert.deepEqual(names(), ['web-0']);
  });

  it('asks again every minute where watching is not allowed', async () => {
    server.fail({ kind: 'forbidden', status: 403, detail: 'no' }, request => request.startsWith('watch'));
    await start();
    assert.equal(state(), 'polling');
    const states = new Set<string | undefined>();
    mirror.subscribe(() => states.add(state()));
    server.put(pod('web-0'));
    await clock.advance(61_000);
    assert.deepEqual([...states], ['polling'], 'it does not call itself live in between');
    assert.deepEqual(names(), ['web-0']);
    assert.equal(state(), 'polling');
    assert.equal(asked('list'), 2);
  });

  it('looks at the version itself again when watch after watch breaks without a word', async () => {
    await start();
    for (let turn = 0; turn < 3; turn += 1) {
      server.end({ reason: 'cut' });
      await clock.advance(5_000);
    }
    assert.equal(asked('list'), 2);
  });

  it('resumes after a line that is no event', async () => {
    await start();
    server.put(pod('web-0'));
    server.end({ reason: 'failed', error: new ClusterError({ kind: 'not-kubernetes', detail: 'watch' }) });
    await clock.advance(1_000);
    assert.equal(server.requests.at(-1), 'watch pods 101');
    assert.equal(state(), 'live');
  });

  it('is not led back by an old event, nor by the end of an object that was replaced', async () => {
    const old = server.put(pod('web-0'));
    const now = server.put(pod('web-0', { image: 'app:v2' }));
    await start();
    news = [];
    server.say({ type: 'MODIFIED', object: old });
    server.say({ type: 'ADDED', object: now });
    server.say({ type: 'DELETED', object: pod('web-0', { uid: 'an-earlier-one' }) });
    await clock.settle();
    assert.deepEqual(said(), []);
    assert.equal(mirror.get('Pod', 'shop', 'web-0')?.spec.containers[0]?.image, 'app:v2');
  });

  it('reconnects everything after the machine has slept', async () => {
    await start();
    clock.sleep(3_600_000);
    await clock.advance(15_000);
    assert.equal(asked('watch'), 2);
    assert.equal(asked('list'), 1);
  });

  it('does not spin when the connection is closed under it', async () => {
    await start();
    server.connection.close();
    await clock.advance(60_000);
    assert.ok(server.requests.length <= 3);
  });

  it('does not ask a connection that was closed before it began', async () => {
    server.connection.close();
    await start();
    await clock.advance(60_000);
    assert.deepEqual(server.requests, ['list pods']);
  });

  it('forgets what a list began to say when it starts over', async () => {
    server = lyingServer(1);
    const first = server.put(pod('web-0'));
    server.put(pod('web-1'));
    const failing = server.fail({ kind: 'unreachable', detail: 'ECONNRESET' }, request => request === 'list pods more');
    await start();
    assert.deepEqual(names(), ['web-0']);
    server.remove(first);
    failing();
    await clock.advance(1_000);
    assert.deepEqual(names(), ['web-1']);
  });

  it('follows a kind for as long as somebody looks at it', async () => {
    await start();
    const one = mirror.follow('Event', 'shop');
    const other = mirror.follow('Event', 'shop');
    await clock.settle();
    assert.equal(asked('list events'), 1);
    assert.equal(server.open, 2);
    one();
    one();
    await clock.settle();
    assert.equal(server.open, 2);
    other();
    await clock.settle();
    assert.equal(server.open, 1);
    assert.deepEqual(mirror.kinds, ['Pod']);
  });

  it('shares the list of all namespaces with whoever asks for one', async () => {
    server.put(pod('web-0'));
    server.put(pod('api-0', { namespace: 'bank' }));
    await start();
    mirror.follow('Pod', 'bank');
    await clock.settle();
    assert.equal(asked('list pods'), 1);
    assert.deepEqual(
      mirror.list('Pod', 'bank').map(one => one.metadata.name),
      ['api-0'],
    );
  });

  it('forgets what nobody follows any more, and nothing else', async () => {
    server.put(pod('web-0'));
    server.put(pod('api-0', { namespace: 'bank' }));
    await start([]);
    const shop = mirror.follow('Pod', 'shop');
    const all = mirror.follow('Pod');
    await clock.settle();
    assert.equal(names().length, 2);
    all();
    assert.deepEqual(names(), ['web-0']);
    shop();
    assert.deepEqual(names(), []);
  });

  it('does not let one listener keep the news from another', async () => {
    await start();
    mirror.subscribe(() => {
      throw new Error('bad listener');
    });
    let heard = 0;
    mirror.subscribe(() => {
      heard += 1;
    });
    server.put(pod('web-0'));
    await clock.settle();
    assert.equal(heard, 1);
    assert.equal(String(faults.pop()), 'Error: bad listener');
  });

  it('holds as few things after a thousand reconnections as after one', async () => {
    await start();
    server.put(pod('web-0'));
    for (let turn = 0; turn < 1_000; turn += 1) {
      server.end({ reason: 'closed' });
      await clock.advance(6_000);
    }
    assert.equal(server.open, 1);
    assert.ok(clock.pending <= 2);
    assert.equal(asked('list'), 1);
  });
});
