/** Escape at every question on the way to a change: nothing is written, and nobody is told what they know. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agreeing } from '../../../support/person/agree.ts';
import { CONTEXT, type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import type { Asked } from '../../../support/person/stage.ts';
import { furnishWays, type Way, ways } from '../../../support/person/ways.ts';

const all = Object.entries(ways) as [keyof typeof ways, Way][];
/** No way asks more often than this. */
const MOST = 8;

describe('Whoever backs out', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    await furnishWays(ordinal);
    // The last question of every way: who does not answer it changes nothing.
    ordinal.configure('ordinal.protectedContexts', [CONTEXT]);
  });

  after(() => ordinal.stop());

  for (const [id, way] of all)
    it(`${id}: of any of its questions has changed nothing, and is told nothing`, async () => {
      const titles: string[] = [];
      for (let answered = 0; answered < MOST; answered++) {
        let asked = 0;
        const person = agreeing(way.answer);
        const isGate = ({ title }: Asked) => title === `${CONTEXT} is protected`;
        const seen = await ordinal.run(id, await way.argument(ordinal), question =>
          asked++ < answered && !isGate(question) ? person(question) : undefined,
        );
        const last = seen.at(-1);
        assert.ok(last !== undefined && (last.kind === 'list' || last.kind === 'input'), JSON.stringify(last));
        titles.push(last.title);
        const written = ordinal.requests.filter(
          ({ method, isDryRun, path }) => method !== 'GET' && !isDryRun && !path.includes('accessreviews'),
        );
        assert.deepEqual(written, []);
        if (isGate(last)) break;
      }
      assert.equal(titles.at(-1), `${CONTEXT} is protected`, titles.join(' / '));
    });
});
