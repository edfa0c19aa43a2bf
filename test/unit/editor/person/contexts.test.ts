/** Which context a question or a plan is about, where several are open. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agreeing, isPlan } from '../../../support/person/agree.ts';
import { CONTEXT, type Ordinal, OTHER_CONTEXT, startOrdinal } from '../../../support/person/ordinal.ts';
import { furnishWays, type Way, ways } from '../../../support/person/ways.ts';

const all = Object.entries(ways) as [keyof typeof ways, Way][];

describe('Where several contexts are open', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    await furnishWays(ordinal);
  });

  after(() => ordinal.stop());

  /** All questions on the way to a change, which is not made. */
  async function questionsOf(id: keyof typeof ways, way: Way) {
    const reply = agreeing(asked => (isPlan(asked) ? 'Leave everything as it is' : way.answer?.(asked)));
    const asked = await ordinal.run(id, await way.argument(ordinal), reply);
    return asked.filter(({ kind }) => kind === 'list' || kind === 'input').map(({ title }) => title);
  }

  it('every question and plan of a change names its context in the title, and with one open none does', async () => {
    const before = new Map<string, readonly string[]>();
    for (const [id, way] of all) before.set(id, await questionsOf(id, way));
    assert.ok([...before.values()].flat().length > all.length);
    await ordinal.run('openContext', undefined, () => OTHER_CONTEXT);
    for (const [id, way] of all) {
      const expected = before.get(id)?.map(title => `${title} · ${CONTEXT}`);
      assert.deepEqual(await questionsOf(id, way), expected, id);
    }
    assert.doesNotMatch([...before.values()].flat().join(), new RegExp(CONTEXT));
  });

  it('a list of workloads to choose from says whose they are', async () => {
    const [asked] = await ordinal.run('scale', undefined);
    assert.match(asked?.title ?? '', / · prod-west$/);
  });
});
