/** The practice cluster beside another context: what becomes of it when its process ends, and of its lessons when the window is loaded anew. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type RowKind, rowKinds } from '../../../../src/editor/ids.ts';
import { eventually } from '../../../support/eventually.ts';
import { CONTEXT, type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { stage } from '../../../support/person/stage.ts';

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

  it('is never read-only: the status bar has a lock for another context alone, and only where changes are refused', async () => {
    const bar = () => stage.bar.get('ordinal.cluster') ?? '';
    const activate = async (kind: RowKind, context: string) => {
      const { id } = await eventually(() => ordinal.row(kind, context));
      await ordinal.run('activate', id);
      await eventually(() => assert.ok(bar().includes(context)));
      return bar().includes('$(lock)');
    };
    assert.equal(await activate(rowKinds.contextBeside, CONTEXT), false);
    ordinal.configure('ordinal.readOnly', true);
    assert.equal(await activate(rowKinds.contextPracticeBeside, PRACTICE), false);
    assert.equal(await activate(rowKinds.contextBeside, CONTEXT), true);
    ordinal.configure('ordinal.readOnly', false);
    assert.equal(await activate(rowKinds.contextPracticeBeside, PRACTICE), false);
  });

  it('goes on with its lesson when the window is loaded anew, until that is ended', async () => {
    const bar = () => stage.bar.get('ordinal.lesson');
    await ordinal.run('openLesson', 'broken-revision');
    assert.match(bar() ?? '', /Stuck on a broken revision/);
    await ordinal.reload();
    assert.equal(bar(), undefined);
    await eventually(() => assert.match(bar() ?? '', /Stuck on a broken revision/));
    await ordinal.run('openLesson', undefined, () => 'End the Lesson Stuck on a broken revision');
    await eventually(() => assert.equal(bar(), undefined));
    await ordinal.reload();
    await eventually(() => ordinal.row(rowKinds.contextPractice, PRACTICE));
    assert.equal(bar(), undefined);
  });
});
