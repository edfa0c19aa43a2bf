import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lyingServer } from '../../support/cluster/lying.ts';
import { mirrored } from '../../support/cluster/mirrored.ts';
import { pod } from '../../support/cluster/objects.ts';

const slowDown = (retryAfterSeconds: number) =>
  ({ kind: 'too-many-requests', status: 429, detail: 'slow down', retryAfterSeconds }) as const;

describe('a mirror whose server is away, busy, or does not let it in', () => {
  const on = mirrored();
  const { start, names, asked, state } = on;

  it('keeps what it knew while the server is away, says since when, and is right again after', async () => {
    on.server.put(pod('web-0'));
    await start();
    await on.clock.advance(10_000);
    const lastRight = on.clock.now();
    const back = on.server.fail({ kind: 'unreachable', detail: 'ECONNREFUSED' });
    on.server.end({ reason: 'closed' });
    await on.clock.advance(300_000);
    const status = on.mirror.status('Pod');
    assert.equal(status?.state, 'stale');
    assert.equal(status?.state === 'stale' && status.since, lastRight);
    assert.equal(status?.state === 'stale' && status.failure.detail, 'ECONNREFUSED');
    assert.deepEqual(names(), ['web-0']);
    const attempts = on.server.requests.length;
    assert.ok(attempts < 20, `${attempts} requests in five minutes`);
    back();
    on.server.put(pod('web-1'));
    await on.clock.advance(31_000);
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
      const heard = on.clock.now();
      await on.clock.advance(quiet);
      const broken = on.clock.now();
      on.server.fail({ kind: 'unreachable', detail: 'ECONNREFUSED' });
      on.server.end({ reason });
      await on.clock.advance(60_000);
      const status = on.mirror.status('Pod');
      assert.equal(status?.state === 'stale' && status.since, isHeard ? broken : heard);
    });
  }

  it('does not call itself stale for one broken watch', async () => {
    await start();
    on.news = [];
    on.server.end({ reason: 'cut' });
    await on.clock.advance(1_000);
    assert.deepEqual(on.news, []);
  });

  it('starts over with short pauses after something worked', async () => {
    await start();
    const back = on.server.fail({ kind: 'unreachable', detail: 'ECONNREFUSED' });
    on.server.end({ reason: 'closed' });
    await on.clock.advance(120_000);
    back();
    await on.clock.advance(40_000);
    assert.equal(state(), 'live');
    const again = on.server.fail({ kind: 'unreachable', detail: 'ECONNREFUSED' });
    on.server.end({ reason: 'closed' });
    await on.clock.settle();
    const status = on.mirror.status('Pod');
    assert.ok(status?.state === 'stale' && status.retryAt !== undefined && status.retryAt - on.clock.now() <= 500);
    again();
  });

  it('waits at least as long as the server asks', async () => {
    const failing = on.server.fail(slowDown(20));
    await start();
    await on.clock.advance(19_999);
    assert.equal(on.server.requests.length, 1);
    failing();
    await on.clock.advance(2_000);
    assert.equal(state(), 'live');
  });

  it('does not obey a server that asks to be left alone for years', async () => {
    await start();
    on.server.fail(slowDown(1e9));
    on.server.end({ reason: 'cut' });
    await on.clock.advance(60_000);
    const status = on.mirror.status('Pod');
    assert.ok(status?.state === 'stale' && status.retryAt !== undefined);
    assert.ok(status.retryAt - on.clock.now() < 2 * 3_600_000);
  });

  it('tries every kind again when one gets through, whatever was wrong before', async () => {
    const wrong = [
      { kind: 'certificate', detail: 'CERT_HAS_EXPIRED' },
      { kind: 'not-kubernetes', detail: 'text/html' },
      { kind: 'server', status: 500, detail: 'HTTP 500' },
    ] as const;
    for (const failure of wrong) {
      on.server = lyingServer();
      await start(['Pod', 'Service']);
      const pods = on.server.fail(failure, request => request.includes('pods'));
      on.server.end({ reason: 'closed' });
      await on.clock.advance(100_000);
      // The pods wait long by now, the Services have only begun to.
      const services = on.server.fail(failure, request => request.includes('services'));
      on.server.end({ reason: 'closed' });
      await on.clock.settle();
      pods();
      services();
      await on.clock.advance(1_000);
      assert.deepEqual([state('Pod'), state('Service')], ['live', 'live'], failure.kind);
      on.mirror.stop();
    }
  });

  it('tries again what it waits for when somebody looks again, and not more often than every five seconds', async () => {
    await start();
    const { mirror } = on;
    const back = on.server.fail({ kind: 'server', status: 500, detail: 'HTTP 500' });
    on.server.end({ reason: 'closed' });
    await on.clock.advance(300_000);
    const before = on.server.requests.length;
    for (let look = 0; look < 5; look += 1) {
      mirror.nudge();
      await on.clock.settle();
    }
    assert.equal(on.server.requests.length, before + 1);
    await on.clock.advance(5_000);
    back();
    mirror.nudge();
    await on.clock.settle();
    assert.equal(state(), 'live');
  });

  it('asks no sooner than the server allows when somebody looks again, but then at once', async () => {
    const failing = on.server.fail(slowDown(20));
    await start();
    await on.clock.advance(10_000);
    on.mirror.nudge();
    await on.clock.advance(9_999);
    assert.equal(on.server.requests.length, 1);
    failing();
    await on.clock.advance(1);
    assert.equal(state(), 'live');
  });

  it('leaves alone what nobody but a person can mend, whoever looks', async () => {
    on.server.fail({ kind: 'unauthorized', status: 401, detail: 'Unauthorized' });
    await start();
    await on.clock.advance(60_000);
    on.mirror.nudge();
    await on.clock.settle();
    assert.equal(on.server.requests.length, 1);
  });

  it('stops asking when the credentials are not accepted, until told to try again', async () => {
    on.server.put(pod('web-0'));
    await start();
    const failing = on.server.fail({ kind: 'unauthorized', status: 401, detail: 'Unauthorized' });
    on.server.end({ reason: 'closed' });
    await on.clock.advance(3_600_000);
    assert.equal(on.server.requests.length, 3);
    const status = on.mirror.status('Pod');
    assert.equal(status?.state === 'stale' && status.failure.kind, 'unauthorized');
    assert.ok(status !== undefined && !('retryAt' in status));
    failing();
    on.mirror.retry();
    await on.clock.settle();
    assert.equal(state(), 'live');
  });

  it('says that a kind may not be listed, and goes on with the others', async () => {
    on.server.put(pod('web-0'));
    on.server.fail({ kind: 'forbidden', status: 403, detail: 'no' }, request => request.includes('nodes'));
    await start(['Node', 'Pod']);
    await on.clock.advance(60_000);
    const status = on.mirror.status('Node');
    assert.equal(status?.state === 'forbidden' && status.verb, 'list');
    assert.equal(asked('list nodes'), 1);
    assert.equal(state('Pod'), 'live');
    assert.deepEqual(names(), ['web-0']);
  });

  it('asks again every minute where watching is not allowed', async () => {
    on.server.fail({ kind: 'forbidden', status: 403, detail: 'no' }, request => request.startsWith('watch'));
    await start();
    assert.equal(state(), 'polling');
    const states = new Set<string | undefined>();
    on.mirror.subscribe(() => states.add(state()));
    on.server.put(pod('web-0'));
    await on.clock.advance(61_000);
    assert.deepEqual([...states], ['polling'], 'it does not call itself live in between');
    assert.deepEqual(names(), ['web-0']);
    assert.equal(state(), 'polling');
    assert.equal(asked('list'), 2);
  });

  it('looks at the version itself again when watch after watch breaks without a word', async () => {
    await start();
    for (let turn = 0; turn < 3; turn += 1) {
      on.server.end({ reason: 'cut' });
      await on.clock.advance(5_000);
    }
    assert.equal(asked('list'), 2);
  });

  it('reconnects everything after the machine has slept', async () => {
    await start();
    on.clock.sleep(3_600_000);
    await on.clock.advance(15_000);
    assert.equal(asked('watch'), 2);
    assert.equal(asked('list'), 1);
  });
});
