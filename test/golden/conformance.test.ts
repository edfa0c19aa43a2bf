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

describe('the comparison', () => {
  for (const golden of goldens())
    it(`finds a run of ${golden.name} wanting in which nothing happened`, () => {
      const nothing = observed(golden, { events: [], results: [] });
      assert.notDeepEqual(differences(factsOf(golden), factsOf(nothing)), []);
    });

  it('finds pods that came in another order', () => {
    const golden = goldens().find(({ name }) => name === 'rolling-update');
    assert.ok(golden !== undefined);
    const [first, ...rest] = golden.steps;
    assert.ok(first !== undefined);
    const turned = { ...golden, steps: [{ ...first, observed: first.observed.toReversed() }, ...rest] };
    assert.deepEqual(
      differences(factsOf(golden), factsOf(turned)).map(line => line.split('\n')[0]),
      [`0 ${first.say}: pods in order`],
    );
  });
});
