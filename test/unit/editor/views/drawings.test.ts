import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawings } from '../../../../src/editor/views/drawings.ts';
import { testClock } from '../../../support/cluster/clock.ts';

/** Drawings at the times at which they happened. */
function watched() {
  const clock = testClock();
  const start = clock.now();
  const times: number[] = [];
  const plan = drawings(() => {
    times.push(clock.now() - start);
    plan.drawn();
  }, clock);
  return { clock, plan, times };
}

test('the first change is drawn soon, with those that come meanwhile', async () => {
  const { clock, plan, times } = watched();
  plan.soon();
  plan.soon();
  await clock.advance(1000);
  assert.deepEqual(times, [50]);
});

test('however much changes, drawings are more than 100 ms apart', async () => {
  const { clock, plan, times } = watched();
  for (let step = 0; step < 100; step += 1) {
    plan.soon();
    await clock.advance(10);
  }
  assert.deepEqual(
    times.slice(1).map((time, index) => time - (times[index] ?? 0)),
    times.slice(1).map(() => 110),
  );
  assert.ok(times.length >= 8, String(times));
});

test('a drawing that was for another reason counts', async () => {
  const { clock, plan, times } = watched();
  plan.drawn();
  plan.soon();
  await clock.advance(1000);
  assert.deepEqual(times, [110]);
});

test('nothing is drawn after the end', async () => {
  const { clock, plan, times } = watched();
  plan.soon();
  plan.dispose();
  await clock.advance(1000);
  assert.deepEqual(times, []);
});
