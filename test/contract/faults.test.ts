import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FAULTS, QUICK_FAULTS } from '../support/faults/faults.ts';
import { type PracticeProcess, startPracticeProcess } from '../support/faults/practice.ts';
import { reconnects } from '../support/faults/rows/reconnects.ts';
import { runFault } from '../support/faults/run.ts';
import type { Sabotage } from '../support/faults/stage.ts';

let practice: PracticeProcess;

before(async () => {
  practice = await startPracticeProcess();
});

after(() => practice.stop());

/** A table that cannot fail would measure nothing: for each safeguard a fault that a mirror does not survive without it. */
const failing: readonly (readonly [Sabotage, string])[] = [
  ['relist', '410 at every watch'],
  ['backoff', 'server stopped for 1 s'],
  ['order', 'wrong order'],
  ['silence', 'half-open'],
];

/** The faults of `npm run faults` that can be had in a few seconds. They mostly wait, so that several go on at a time. */
describe('a mirror over real TLS', { concurrency: 6 }, () => {
  for (const fault of QUICK_FAULTS) {
    it(`is right again after ${fault.name}`, async () => {
      const { reasons, left } = await runFault(fault, practice);
      assert.deepEqual({ reasons, left }, { reasons: [], left: 0 });
    });
  }

  for (const [sabotage, name] of failing) {
    it(`is seen to fail without ${sabotage}`, async () => {
      const fault = FAULTS.find(one => one.name.includes(name));
      assert.ok(fault);
      // In a fast clock a moment in which a busy machine stands still looks like sleep, after which the mirror asks anew: then look again.
      let seen: readonly string[] = [];
      for (let time = 0; time < 4 && seen.length === 0; time += 1)
        seen = (await runFault(fault, practice, { sabotage, limit: 2_000 })).reasons;
      assert.notDeepEqual(seen, []);
    });
  }
});

describe('a mirror over real TLS alone', () => {
  it('holds no more after a hundred reconnects than after twenty', async () => {
    const { reasons, left } = await runFault(reconnects(100), practice);
    assert.deepEqual({ reasons, left }, { reasons: [], left: 0 });
  });
});
