/** Every command that changes a cluster, carried out by a person against a cluster that does not always play along. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { commandIds, rowKinds } from '../../../../src/editor/ids.ts';
import { eventually } from '../../../support/eventually.ts';
import { agreeing, isPlan } from '../../../support/person/agree.ts';
import { CONTEXT, type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { type Asked, stage } from '../../../support/person/stage.ts';
import { furnishWays, type Way, ways } from '../../../support/person/ways.ts';

type Id = keyof typeof commandIds;

/** Commands that change no cluster: what they are for instead. A new command must be put here or among the ways of changing. */
const looking = [
  'activate',
  'chooseNamespace',
  'clearFilter',
  'compareManifest',
  'compareRevision',
  'connect',
  'copyDnsName',
  'copyForward',
  'copyKubectl',
  'copyMessage',
  'copyName',
  'disconnect',
  'filterTree',
  'findInTree',
  'forwardPort',
  'goToObject',
  'hideNoise',
  'openContext',
  'openForward',
  'openKubectl',
  'openManifest',
  'openOwner',
  'openSample',
  'refresh',
  'resolveName',
  'retry',
  'showForwards',
  'showLive',
  'showLog',
  'showLogs',
  'showNoise',
  'sortTree',
  'stopForward',
  'stopForwards',
  'stopLogs',
  'watchRollout',
  'why',
] as const satisfies readonly Id[];

/** Commands about the practice cluster, which holds nothing of value. */
const practising = [
  'makeTrouble',
  'openLesson',
  'resetPractice',
  'startPractice',
  'stopPractice',
] as const satisfies readonly Id[];

const all = Object.entries(ways) as [keyof typeof ways, Way][];
const planned = all.filter(([, { meddle }]) => meddle !== undefined);

describe('Every command that changes a cluster', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    await furnishWays(ordinal);
  });

  after(() => ordinal.stop());

  const wrote = () =>
    ordinal.requests.filter(
      ({ method, isDryRun, path }) => method !== 'GET' && !isDryRun && !path.includes('accessreviews'),
    );
  /** What a change could have changed. */
  const subjectOf = ({ subject }: Way) => {
    const { metadata, ...object } = { ...ordinal.object(...subject), status: undefined };
    return { ...object, uid: metadata?.uid, going: metadata?.deletionTimestamp };
  };
  const messages = (asked: readonly Asked[]) =>
    asked.filter(({ kind }) => kind !== 'list' && kind !== 'input').map(({ title }) => title);

  it('is known to this table, or known to change nothing', () => {
    assert.deepEqual(Object.keys(commandIds).sort(), [...Object.keys(ways), ...looking, ...practising].sort());
  });

  for (const [id, way] of all) {
    it(`${id}: in read-only mode is refused before anything is asked, with the way to the setting`, async () => {
      ordinal.configure('ordinal.readOnly', true);
      const asked = await ordinal.run(
        id,
        await way.argument(ordinal),
        agreeing(({ buttons }) => buttons[0]),
      );
      ordinal.configure('ordinal.readOnly', false);
      assert.deepEqual(
        asked.map(({ kind, buttons }) => [kind, buttons]),
        [['information', ['Open Settings']]],
      );
      assert.match(asked[0]?.title ?? '', /ordinal\.readOnly/);
      assert.deepEqual(wrote(), []);
      assert.deepEqual(stage.ran.at(-1), { command: 'workbench.action.openSettings', values: ['ordinal.readOnly'] });
    });

    it(`${id}: in a protected context asks for its name, and without it sends nothing`, async () => {
      ordinal.configure('ordinal.protectedContexts', ['prod-*']);
      const isGate = ({ title }: Asked) => title === `${CONTEXT} is protected`;
      const asked = await ordinal.run(
        id,
        await way.argument(ordinal),
        agreeing(question => (isGate(question) ? 'prod-east' : way.answer?.(question))),
      );
      const gate = asked.find(isGate);
      assert.ok(gate, messages(asked).join('\n'));
      assert.match(gate.hint, /ordinal\.protectedContexts/);
      assert.deepEqual(wrote(), []);
      await ordinal.run(
        id,
        await way.argument(ordinal),
        agreeing(question => (isGate(question) ? { press: 'Open Settings' } : way.answer?.(question))),
      );
      assert.deepEqual(stage.ran.at(-1), {
        command: 'workbench.action.openSettings',
        values: ['ordinal.protectedContexts'],
      });
      ordinal.configure('ordinal.protectedContexts', []);
      assert.deepEqual(wrote(), []);
    });
  }

  for (const [id, way] of planned) {
    it(`${id}: whoever backs out of the plan has changed nothing`, async () => {
      const asked = await ordinal.run(
        id,
        await way.argument(ordinal),
        agreeing(question => (isPlan(question) ? 'Leave everything as it is' : way.answer?.(question))),
      );
      assert.equal(asked.filter(isPlan).length, 1);
      assert.deepEqual(messages(asked), []);
      assert.deepEqual(wrote(), []);
    });

    it(`${id}: an open plan tells what somebody else changes, with the same entry under the finger`, async () => {
      const asked = await ordinal.run(
        id,
        await way.argument(ordinal),
        agreeing(async question => {
          if (!isPlan(question)) return way.answer?.(question);
          way.meddle?.by(ordinal);
          await ordinal.until(() => stage.inFront?.().lines.includes('changed while this was open') === true);
          const now = stage.inFront?.();
          assert.match(now?.lines.join(' ') ?? '', way.meddle?.told ?? /^$/);
          assert.match(now?.hint ?? '', /Changed since shown: read what is new/);
          assert.deepEqual(now?.lines.slice(0, 2), question.lines.slice(0, 2));
          assert.equal(now?.proposed, question.proposed);
          return 'Leave everything as it is';
        }),
      );
      assert.equal(asked.filter(isPlan).length, 1);
      assert.deepEqual(messages(asked), []);
      assert.deepEqual(wrote(), []);
      // What was meddled with is seen by its controller first, as by everybody who comes next.
      await ordinal.until(() => ordinal.isReady('web', 3) && ordinal.isReady('broken', 1));
      await eventually(() => assert.match(ordinal.row(rowKinds.set, 'broken').description, /stuck/));
    });

    it(`${id}: what somebody else changes while the plan is open is told, and the plan is shown anew`, async () => {
      let left = subjectOf(way);
      const asked = await ordinal.run(
        id,
        await way.argument(ordinal),
        agreeing(question => {
          if (!isPlan(question)) return way.answer?.(question);
          if (question.lines.includes('changed while this was open')) return 'Leave everything as it is';
          way.meddle?.by(ordinal);
          left = subjectOf(way);
          return undefined;
        }),
      );
      const [first, second, ...others] = asked.filter(isPlan);
      assert.ok(first !== undefined && second !== undefined, JSON.stringify(asked, null, 1));
      assert.equal(first.lines.includes('changed while this was open'), false);
      assert.match(second.lines.join(' '), way.meddle?.told ?? /^$/);
      assert.equal(second.proposed, 'Leave everything as it is');
      assert.match(second.hint, /read what is new/);
      assert.deepEqual(others, []);
      assert.deepEqual(subjectOf(way), left);
    });
  }
});
