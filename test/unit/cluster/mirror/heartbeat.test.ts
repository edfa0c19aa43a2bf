import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startHeartbeat } from '../../../../src/cluster/mirror/heartbeat.ts';
import { testClock } from '../../../support/cluster/clock.ts';

function beating() {
  const clock = testClock();
  const woken: number[] = [];
  const stop = startHeartbeat(clock, () => woken.push(clock.now()));
  return { clock, woken, stop };
}

describe('the heartbeat of a mirror', () => {
  it('is silent while the machine is awake', async () => {
    const { clock, woken } = beating();
    await clock.advance(600_000);
    assert.deepEqual(woken, []);
  });

  it('tells once that the machine has slept', async () => {
    const { clock, woken } = beating();
    clock.sleep(3_600_000);
    await clock.advance(600_000);
    assert.equal(woken.length, 1);
  });

  it('takes a machine that is only slow for awake', async () => {
    const { clock, woken } = beating();
    clock.sleep(15_000 + 30_000);
    await clock.advance(60_000);
    assert.deepEqual(woken, []);
  });

  it('ends', () => {
    const { clock, stop } = beating();
    stop();
    assert.equal(clock.pending, 0);
  });
});
