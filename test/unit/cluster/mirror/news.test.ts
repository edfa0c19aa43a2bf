import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Collected, createNews } from '../../../../src/cluster/mirror/news.ts';
import { testClock } from '../../../support/cluster/clock.ts';

type Told = Collected<string, string>;

function gathered() {
  const clock = testClock();
  const faults: unknown[] = [];
  const told: Told[] = [];
  const news = createNews<string, string>(clock, error => faults.push(error));
  return { clock, faults, told, news, tell: (what: Told) => told.push(what) };
}

describe('the news of a mirror', () => {
  it('are told once per tick: changes in their order, each status once', async () => {
    const { clock, news, told, tell } = gathered();
    news.subscribe(tell);
    news.changed('first');
    news.statusChanged('pods');
    news.changed('second');
    news.statusChanged('pods');
    assert.deepEqual(told, []);
    await clock.settle();
    assert.deepEqual(told, [{ changes: ['first', 'second'], statuses: ['pods'] }]);
  });

  it('are not told again', async () => {
    const { clock, news, told, tell } = gathered();
    news.subscribe(tell);
    news.changed('first');
    await clock.settle();
    news.statusChanged('pods');
    await clock.settle();
    assert.deepEqual(told.at(-1), { changes: [], statuses: ['pods'] });
    assert.equal(told.length, 2);
  });

  it('reach the others where one listener throws, and the fault is told', async () => {
    const { clock, news, told, tell, faults } = gathered();
    const fault = new Error('a fault');
    news.subscribe(() => {
      throw fault;
    });
    news.subscribe(tell);
    news.changed('first');
    await clock.settle();
    assert.equal(told.length, 1);
    assert.deepEqual(faults, [fault]);
  });

  it('reach nobody who has ended the subscription, and nobody after the stop', async () => {
    const { clock, news, told, tell } = gathered();
    const end = news.subscribe(tell);
    end();
    news.changed('first');
    await clock.settle();
    news.subscribe(tell);
    news.changed('second');
    news.stop();
    news.changed('third');
    await clock.settle();
    assert.deepEqual(told, []);
    assert.equal(clock.pending, 0);
  });
});
