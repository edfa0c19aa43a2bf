/** A repair that is left after its first step: what is done stays done, and what is left is told. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowKinds } from '../../../../src/editor/ids.ts';
import { eventually } from '../../../support/eventually.ts';
import { agreeing, isPlan } from '../../../support/person/agree.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { furnishWays, ways } from '../../../support/person/ways.ts';

describe('Whoever backs out of the second step of a repair', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    await furnishWays(ordinal);
    await eventually(() => assert.match(ordinal.row(rowKinds.set, 'broken').description, /stuck/));
  });

  after(() => ordinal.stop());

  it('is told what is done and what is left, with a button that goes on', async () => {
    const agreed = agreeing();
    const asked = await ordinal.run('repair', await ways.repair.argument(ordinal), question =>
      /2\/2/.test(question.title) ? undefined : agreed(question),
    );
    assert.match(asked.filter(isPlan)[1]?.title ?? '', /2\/2/);
    const [told, ...others] = asked.filter(({ kind }) => kind === 'information');
    assert.deepEqual(others, []);
    assert.match(told?.title ?? '', /^StatefulSet broken is rolled back, but broken-1 is not deleted yet\./);
    assert.deepEqual(told?.buttons, ['Delete broken-1…']);
  });

  it('finds the same pod at the end of that button', async () => {
    const asked = await ordinal.run('deletePod', { kind: 'Pod', namespace: '', name: 'broken-1' }, agreeing());
    assert.match(asked.find(isPlan)?.title ?? '', /Delete Pod broken-1/);
    await ordinal.until(() => ordinal.isReady('broken', 2));
  });
});
