import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOf, shortDuration } from '../../../src/core/age.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test('a duration is written with the units kubectl uses at that size', () => {
  const cases: [number, string][] = [
    [0, '0s'],
    [119 * SECOND, '119s'],
    [2 * MINUTE, '2m'],
    [9 * MINUTE + 59 * SECOND, '9m59s'],
    [10 * MINUTE + 30 * SECOND, '10m'],
    [179 * MINUTE, '179m'],
    [3 * HOUR, '3h'],
    [7 * HOUR + 5 * MINUTE, '7h5m'],
    [8 * HOUR + 5 * MINUTE, '8h'],
    [48 * HOUR, '2d'],
    [7 * DAY + 23 * HOUR, '7d23h'],
    [8 * DAY + 23 * HOUR, '8d'],
    [729 * DAY, '729d'],
    [2 * 365 * DAY + DAY, '2y1d'],
    [8 * 365 * DAY + DAY, '8y'],
  ];
  for (const [duration, text] of cases) assert.equal(shortDuration(duration), text);
});

test('a clock that runs behind the server gives no negative age', () => {
  assert.equal(shortDuration(-5000), '0s');
});

test('an age needs a readable time', () => {
  assert.equal(ageOf('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:00:42Z')), '42s');
  assert.equal(ageOf(undefined, 0), undefined);
  assert.equal(ageOf('yesterday', 0), undefined);
});
