import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { watchFiles } from '../../../../src/editor/connect/kubeconfig-watch.ts';
import { eventually } from '../../../support/eventually.ts';

/** Milliseconds. */
const SOON = 10;

test('a file that is made, written, replaced or removed is noticed, and no more once it is let go', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ordinal-watch-'));
  const file = path.join(folder, 'config');
  let told = 0;
  let toldLater = 0;
  const watching = watchFiles([file], () => (told += 1), SOON);
  // Done again until it is noticed: what happens before the first look is no change.
  const notice = async (change: (turn: number) => Promise<void>) => {
    const before = told;
    let turn = 0;
    await eventually(async () => {
      if (told === before) await change(turn++);
      assert.ok(told > before);
    });
  };
  await notice(turn => writeFile(file, 'x'.repeat(turn + 1)));
  // Written again, as long as before.
  await notice(turn => utimes(file, turn + 1, turn + 1));
  await notice(turn => writeFile(file, 'y'.repeat(turn + 100)));
  await notice(async turn => {
    await writeFile(`${file}.new`, 'z'.repeat(turn + 200));
    await rename(`${file}.new`, file);
  });
  await notice(() => rm(file, { force: true }));
  watching.dispose();
  const last = told;
  const later = watchFiles([file], () => (toldLater += 1), SOON);
  let turn = 0;
  await eventually(async () => {
    await writeFile(file, 'w'.repeat(++turn));
    assert.ok(toldLater > 0);
  });
  later.dispose();
  assert.equal(told, last);
  await rm(folder, { recursive: true });
});
