import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { withVsCode } from '../support/outside.ts';
import type { Bench } from './measure.ts';

const rounds = 3;

/** What VS Code itself says (on a page so high that the list is drawn whole) of a fresh window: the time to load the bundle plus that of activate() until it returns. */
const bench: Bench = async () => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await activation());
  const median = times.toSorted((one, other) => one - other)[1] ?? Number.NaN;
  return [{ name: `activation, median of ${rounds} fresh windows`, value: median, unit: 'ms', budget: 30 }];
};

export default bench;

async function activation(): Promise<number> {
  let time = Number.NaN;
  await withVsCode('activation bench', { size: { width: 1280, height: 2400 } }, async ({ page, workbench }) => {
    await workbench.openFile('web.yaml');
    await workbench.runCommand('Developer: Show Running Extensions');
    const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Ordinal' });
    time = await eventually(async () => {
      const found = /Activation: (\d+)ms/.exec(await row.innerText({ timeout: 1000 }))?.[1];
      assert.ok(found);
      return Number(found);
    });
  });
  return time;
}
