import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPatience } from '../../../../src/cluster/mirror/patience.ts';
import { testClock } from '../../../support/cluster/clock.ts';

function resting(bound = 0) {
  const clock = testClock();
  const patience = createPatience(clock);
  const rest = () => {
    let isOver = false;
    patience.begin();
    void patience.rest(60_000, bound).then(() => {
      isOver = true;
    });
    return () => isOver;
  };
  return { clock, patience, rest };
}

describe('the patience of a feed', () => {
  it('rests for as long as it was told, if nobody hurries', async () => {
    const { clock, rest } = resting();
    const isOver = rest();
    await clock.advance(59_999);
    assert.equal(isOver(), false);
    await clock.advance(1);
    assert.deepEqual([isOver(), clock.pending], [true, 0]);
  });

  it('is hurried at most every five seconds', async () => {
    const { clock, patience, rest } = resting();
    const first = rest();
    patience.hurry();
    await clock.settle();
    assert.equal(first(), true);
    const second = rest();
    await clock.advance(4_999);
    patience.hurry();
    await clock.settle();
    assert.equal(second(), false);
    await clock.advance(1);
    patience.hurry();
    await clock.settle();
    assert.equal(second(), true);
  });

  it('can be hurried again after the clock was set back', async () => {
    const { clock, patience, rest } = resting();
    rest();
    patience.hurry();
    await clock.settle();
    clock.sleep(-3_600_000);
    const again = rest();
    patience.hurry();
    await clock.settle();
    assert.equal(again(), true);
  });

  it('keeps to what the server asked for, and ends right after it when it was hurried meanwhile', async () => {
    const { clock, patience, rest } = resting(10_000);
    const isOver = rest();
    patience.hurry();
    await clock.advance(9_999);
    assert.equal(isOver(), false);
    await clock.advance(1);
    assert.equal(isOver(), true);
  });

  it('is woken from everything at once, and stays awake until the next attempt begins', async () => {
    const { clock, patience, rest } = resting(10_000);
    const isOver = rest();
    patience.wake();
    await clock.settle();
    await patience.awake();
    await patience.pause(1_000_000);
    assert.deepEqual([isOver(), patience.signal.aborted, clock.pending], [true, true, 0]);
    patience.begin();
    assert.equal(patience.signal.aborted, false);
  });
});
