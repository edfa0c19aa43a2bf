import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readings } from '../../../../src/editor/live/readings.ts';

test('of several readings of one thing the latest is wanted, until nobody wants the thing', () => {
  const reading = readings();
  const [first, second, other] = [reading.begin('web'), reading.begin('web'), reading.begin('db')];
  assert.deepEqual([first(), second(), other()], [false, true, true]);
  reading.end('web');
  assert.deepEqual([second(), other()], [false, true]);
  const third = reading.begin('web');
  reading.endAll();
  assert.deepEqual([third(), other()], [false, false]);
});
