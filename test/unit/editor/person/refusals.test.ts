/** What a server may answer to the question and to the change itself, for every command that changes a cluster. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agreeing, isPlan } from '../../../support/person/agree.ts';
import { type Ordinal, type Request, startOrdinal } from '../../../support/person/ordinal.ts';
import { refusals } from '../../../support/person/refusals.ts';
import type { Asked } from '../../../support/person/stage.ts';
import { furnishWays, type Way, ways } from '../../../support/person/ways.ts';

const planned = Object.entries(ways).filter(([, { meddle }]) => meddle !== undefined) as [keyof typeof ways, Way][];

describe('A server that refuses', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    await furnishWays(ordinal);
  });

  after(() => ordinal.stop());

  const messages = (asked: readonly Asked[]) => asked.filter(({ kind }) => kind !== 'list' && kind !== 'input');
  const isIts = ({ writes }: Way, { method, path }: Request) => method === writes.method && writes.path.test(path);

  for (const [id, way] of planned) {
    for (const { name, answer, asked: told, sent = told } of refusals) {
      it(`${id}, ${name} to the question: is told in one plain sentence, and nothing is asked or sent after it`, async () => {
        ordinal.answering(request => (isIts(way, request) && request.isDryRun ? answer : undefined));
        const asked = await ordinal.run(id, await way.argument(ordinal), agreeing(way.answer));
        ordinal.answering(() => undefined);
        assert.deepEqual(asked.filter(isPlan), []);
        const [message, ...others] = messages(asked);
        assert.match(message?.title ?? '', told);
        assert.doesNotMatch(message?.title ?? '', /<|[{}]|undefined|Error:/);
        assert.deepEqual(others, []);
        assert.deepEqual(
          ordinal.requests.filter(request => isIts(way, request) && !request.isDryRun && request.method !== 'GET'),
          [],
        );
      });

      it(`${id}, ${name} to the change: is told in one plain sentence, and it is not sent again`, async () => {
        ordinal.answering(request => (isIts(way, request) && !request.isDryRun ? answer : undefined));
        const asked = await ordinal.run(id, await way.argument(ordinal), agreeing(way.answer));
        ordinal.answering(() => undefined);
        assert.equal(asked.filter(isPlan).length, 1);
        const [message, ...others] = messages(asked);
        assert.match(message?.title ?? '', sent);
        assert.doesNotMatch(message?.title ?? '', /<|[{}]|undefined|Error:/);
        assert.deepEqual(others, []);
        const tries = ordinal.requests.filter(request => isIts(way, request) && !request.isDryRun).length;
        // What somebody else wrote in between is no reason to give up, up to five times.
        assert.ok(name === '409' ? tries <= 5 : tries === 1, `sent ${tries} times`);
      });
    }
  }
});
