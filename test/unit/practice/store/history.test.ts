import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createHistory } from '../../../../src/practice/store/history.ts';

test('a history tells all that came after a version, or that it does not reach back so far', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 200 }), (steps, limit, asked) => {
      const history = createHistory<{ readonly version: number }>(limit, 10);
      const all: { readonly version: number }[] = [];
      let version = 10;
      for (const step of steps) {
        version += step;
        all.push({ version });
        history.add({ version });
      }
      const told = history.since(asked);
      const missed = all.filter(change => change.version > asked);
      if (told !== undefined) assert.deepEqual(told, missed);
      // It may forget what is older than its limit, and knows nothing of what was before it.
      else assert.ok(asked < 10 || missed.length > limit, `${asked} of ${all.length}`);
      if (asked < 10) assert.equal(told, undefined);
    }),
  );
});
