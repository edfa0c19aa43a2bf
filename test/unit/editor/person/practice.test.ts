/** The practice cluster beside another context: what becomes of it when its process ends. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowKinds } from '../../../../src/editor/ids.ts';
import { eventually } from '../../../support/eventually.ts';
import { CONTEXT, type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';

const PRACTICE = 'ordinal-practice';

describe('The practice cluster', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    await ordinal.run('openContext', undefined, () => 'Practice cluster');
    await eventually(() => ordinal.row(rowKinds.contextPracticeBeside, PRACTICE));
  });

  after(() => ordinal.stop());

  it('whose process has ended keeps its own menu, and Try Again starts it again where it stood', async () => {
    await ordinal.crashPractice();
    const away = await eventually(() => ordinal.row(rowKinds.contextPracticeAwayBeside, PRACTICE));
    assert.match(away.description, /^away since/);
    await ordinal.run('retry', away.id);
    const back = await eventually(() => ordinal.row(rowKinds.contextPracticeBeside, PRACTICE));
    assert.equal(back.description, 'default');
    assert.match(ordinal.row(rowKinds.context, CONTEXT).description, /active/);
  });

  it('starts again from the palette too', async () => {
    await ordinal.crashPractice();
    await eventually(() => ordinal.row(rowKinds.contextPracticeAwayBeside, PRACTICE));
    await ordinal.run('startPractice', undefined);
    await eventually(() => ordinal.row(rowKinds.contextPractice, PRACTICE));
    ordinal.row(rowKinds.contextBeside, CONTEXT);
  });
});
