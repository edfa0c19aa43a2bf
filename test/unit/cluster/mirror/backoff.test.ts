import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { createBackoff } from '../../../../src/cluster/mirror/backoff.ts';

it('doubles up to half a minute, and starts over when told', () => {
  const backoff = createBackoff(() => 0);
  assert.deepEqual(
    Array.from({ length: 8 }, () => backoff.next()),
    [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000],
  );
  backoff.reset();
  assert.equal(backoff.next(), 250);
});

it('is never shorter than the server asks, and never the same for all', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 100_000 }),
      fc.nat({ max: 40 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (atLeast, before, random) => {
        const backoff = createBackoff(() => random);
        for (let turn = 0; turn < before; turn += 1) backoff.next();
        const pause = backoff.next(atLeast);
        assert.ok(pause >= atLeast && pause <= Math.max(atLeast, 15_000) + 15_000);
      },
    ),
  );
  const [early, late] = [createBackoff(() => 0), createBackoff(() => 0.9)];
  assert.notEqual(early.next(10_000), late.next(10_000));
});
