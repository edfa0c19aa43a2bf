import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { virtualClock } from '../../../../src/practice/clock.ts';
import { backOff, createQueue, type QueueOptions } from '../../../../src/practice/controllers/queue.ts';

function watched(options: QueueOptions = {}, fails: (key: string) => boolean = () => false) {
  const clock = virtualClock();
  const start = clock.now();
  const done: string[] = [];
  const queue = createQueue(
    clock,
    key => {
      done.push(`${key} at ${clock.now() - start}`);
      if (fails(key)) throw new Error(key);
    },
    options,
  );
  return { clock, queue, done };
}

describe('a work queue', () => {
  it('works once on a key that was added many times', () => {
    const { clock, queue, done } = watched({ latency: 5 });
    for (let count = 0; count < 10; count += 1) queue.add('web');
    clock.advance(100);
    assert.deepEqual(done, ['web at 5']);
  });

  it('tries a key that failed again after 5 ms, then after twice as long each time', () => {
    let failures = 4;
    const { clock, queue, done } = watched({}, () => failures-- > 0);
    queue.add('web');
    clock.advance(1000);
    assert.deepEqual(done, ['web at 0', 'web at 5', 'web at 15', 'web at 35', 'web at 75']);
  });

  it('begins with short pauses again after a success', () => {
    const outcomes = [true, true, false, true, false];
    const { clock, queue, done } = watched({}, () => outcomes.shift() === true);
    queue.add('web');
    clock.advance(1000);
    queue.add('web');
    clock.advance(1000);
    assert.deepEqual(done, ['web at 0', 'web at 5', 'web at 15', 'web at 1000', 'web at 1005']);
  });

  it('goes on with other keys when one fails', () => {
    const { clock, queue, done } = watched({}, key => key === 'bad');
    queue.add('bad');
    queue.add('good');
    clock.advance(0);
    assert.deepEqual(done, ['bad at 0', 'good at 0']);
  });

  it('takes the keys one after another when it has a pace', () => {
    const { clock, queue, done } = watched({ pace: 10 });
    for (const key of ['a', 'b', 'c']) queue.add(key);
    clock.advance(100);
    assert.deepEqual(done, ['a at 0', 'b at 10', 'c at 20']);
  });

  it('lets a busy key wait, and no other', () => {
    const { clock, queue, done } = watched({ busy: 20 });
    queue.add('a');
    clock.advance(1);
    queue.add('a');
    queue.add('b');
    clock.advance(100);
    assert.deepEqual(done, ['a at 0', 'b at 1', 'a at 20']);
  });

  it('keeps the earlier of two appointments', () => {
    const { clock, queue, done } = watched();
    queue.addAfter('web', 50);
    queue.addAfter('web', 10);
    queue.addAfter('web', 90);
    clock.advance(40);
    assert.deepEqual(done, ['web at 10']);
  });

  it('does nothing any more once it is stopped', () => {
    const { clock, queue, done } = watched({ latency: 5 });
    queue.add('now');
    queue.addAfter('later', 10);
    queue.stop();
    queue.add('after');
    clock.advance(1000);
    assert.deepEqual(done, []);
  });

  it('never pauses for less than 5 ms or more than 1000 s, and never for less than before', () => {
    fc.assert(
      fc.property(fc.nat(200), failures => {
        const pause = backOff(failures);
        assert.ok(pause >= 5 && pause <= 1_000_000);
        assert.ok(backOff(failures + 1) >= pause);
      }),
    );
  });
});
