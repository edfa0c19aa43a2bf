import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortDuration } from '../../../src/core/duration.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

test('an age is as short as kubectl writes it, and changes its units at the same seconds', () => {
  const steps: [number, string][] = [
    [0, '0s'],
    [2 * MINUTE - 1, '119s'],
    [2 * MINUTE, '2m'],
    [10 * MINUTE - 1, '9m59s'],
    [10 * MINUTE + 1, '10m'],
    [3 * HOUR - 1, '179m'],
    [3 * HOUR, '3h'],
    [3 * HOUR + MINUTE, '3h1m'],
    [8 * HOUR - 1, '7h59m'],
    [8 * HOUR + MINUTE, '8h'],
    [2 * DAY - 1, '47h'],
    [2 * DAY, '2d'],
    [2 * DAY + HOUR, '2d1h'],
    [8 * DAY - 1, '7d23h'],
    [8 * DAY + HOUR, '8d'],
    [2 * YEAR - 1, '729d'],
    [2 * YEAR, '2y'],
    [2 * YEAR + DAY, '2y1d'],
    [8 * YEAR - 1, '7y364d'],
    [8 * YEAR + DAY, '8y'],
  ];
  for (const [seconds, text] of steps) assert.equal(shortDuration(seconds * 1000), text);
});

test('a clock that is ahead by up to a second counts as now, by more it makes no age', () => {
  assert.deepEqual([-1, -1000, -1999, -2000, Number.NaN].map(shortDuration), [
    '0s',
    '0s',
    '0s',
    '<invalid>',
    '<invalid>',
  ]);
});
