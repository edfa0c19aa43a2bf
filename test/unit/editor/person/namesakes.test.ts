/** Two open contexts of one name: the practice cluster of the window beside one that a kubeconfig names the same. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { rowKinds } from '../../../../src/editor/ids.ts';
import { kubeconfigOf } from '../../../support/door.ts';
import { eventually } from '../../../support/eventually.ts';
import { type Ordinal, startOrdinal } from '../../../support/person/ordinal.ts';
import { stage } from '../../../support/person/stage.ts';

const NAME = 'ordinal-practice';
/** Nobody listens there. */
const NAMESAKE = `${NAME} (127.0.0.1:1)`;

describe('Contexts of one name', () => {
  let ordinal: Ordinal;

  before(async () => {
    ordinal = await startOrdinal();
    await ordinal.run('startPractice', undefined);
    await writeFile(process.env['KUBECONFIG'] ?? '', kubeconfigOf(NAME, 'http://127.0.0.1:1'));
  });

  after(async () => {
    // It keeps what it holds in the folder that is deleted.
    await ordinal.run('stopPractice', undefined);
    await ordinal.stop();
  });

  it('are told apart by their addresses in rows and status bar, and no longer once one of them is closed', async () => {
    const bar = () => stage.bar.get('ordinal.cluster') ?? '';
    await eventually(() => assert.match(bar(), / ordinal-practice \/ default/));
    await ordinal.run('openContext', undefined, () => NAME);
    const namesake = await eventually(() => ordinal.row(rowKinds.contextAwayBeside, NAMESAKE));
    const told = /ordinal-practice \(127\.0\.0\.1:\d{2,}\)/;
    assert.match(bar(), told);
    const own = bar().match(told)?.[0] ?? '';
    const { description } = await eventually(() => ordinal.row(rowKinds.contextPractice, own));
    assert.match(description, /^default · active/);
    await ordinal.run('disconnect', namesake.id);
    await eventually(() => assert.match(bar(), / ordinal-practice \/ default/));
  });
});
