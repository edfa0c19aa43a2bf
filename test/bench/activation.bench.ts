import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually.ts';
import { withVsCode } from '../support/outside.ts';
import type { Bench } from './measure.ts';

const rounds = 3;

/**
 * The time to load the bundle plus that of activate() until it returns, as VS Code itself counts it, in windows in which the
 * extensions that come with VS Code have settled: they share one thread with ours.
 */
const bench: Bench = async () => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await activation());
  const median = times.toSorted((one, other) => one - other)[1] ?? Number.NaN;
  return [{ name: `activation, median of ${rounds} fresh windows`, value: median, unit: 'ms', budget: 30 }];
};

export default bench;

async function activation(): Promise<number> {
  let time = Number.NaN;
  // So high that the list is drawn whole.
  await withVsCode('activation bench', { size: { width: 1280, height: 2400 } }, async ({ page, workbench }) => {
    const rows = page.locator('.runtime-extensions-editor .monaco-list-row');
    await workbench.openFile('README.md');
    await workbench.runCommand('Developer: Show Running Extensions');
    let known = -1;
    await eventually(async () => {
      const before = known;
      await pause(1500);
      known = await rows.count();
      assert.equal(known, before);
    }, 60_000);
    await workbench.openFile('web.yaml');
    await workbench.runCommand('Developer: Show Running Extensions');
    time = await eventually(async () => {
      const text = await rows.filter({ hasText: 'Ordinal' }).innerText({ timeout: 1000 });
      const found = /Activation: (\d+)ms/.exec(text)?.[1];
      assert.ok(found, text);
      return Number(found);
    });
  });
  return time;
}
