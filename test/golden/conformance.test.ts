import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differences, factsOf } from '../support/golden/facts.ts';
import { observed } from '../support/golden/observe.ts';
import { play } from '../support/golden/play.ts';
import { goldens } from '../support/golden/scenario.ts';

describe('the practice cluster decides what real controllers decided', () => {
  for (const golden of goldens())
    it(`${golden.name}: ${golden.about}`, () => {
      // The columns of tables are what the API prints: the comparison over the wire looks at them.
      const { tables: _, ...decided } = golden;
      const run = observed(decided, play(decided));
      const lines = differences(factsOf(decided), factsOf(run, decided.exactVolumes === true));
      assert.equal(lines.join('\n'), '');
    });
});
