// npm run pictures: takes the pictures of the README out of the real editor, with the real practice cluster, into media/pictures.
import assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../test/support/eventually.ts';
import { type Outside, withVsCode } from '../test/support/outside.ts';
import { root } from './tools/paths.ts';

const folder = path.join(root, 'media', 'pictures');
const options = { env: { ORDINAL_PRACTICE: '1' }, size: { width: 1280, height: 760 } };

await mkdir(folder, { recursive: true });
await withVsCode('pictures', options, async vscode => {
  await problems(vscode);
  await canary(vscode);
  await stuck(vscode);
});

/** A manifest with mistakes, and the reason of one under the mouse. */
async function problems(vscode: Outside): Promise<void> {
  const { workbench, page } = vscode;
  await workbench.openFile('search.yaml');
  await eventually(async () => assert.notEqual((await workbench.problems()).length, 0));
  await eventually(async () => assert.notEqual((await workbench.lenses()).length, 0));
  await page.locator('.markers-panel .monaco-list-row', { hasText: 'mount-without-volume' }).click();
  await take(vscode, 'problems');
  await page.keyboard.press('Control+J');
}

/** A canary, from the manifest to the last line of the rollout. */
async function canary(vscode: Outside): Promise<void> {
  const { workbench, page } = vscode;
  await workbench.openViews('Ordinal');
  await widenSideBar(vscode);
  await workbench.openFile('shop.yaml');
  await eventually(async () => assert.ok((await workbench.lenses()).includes('Apply')));
  await eventually(async () => assert.match((await workbench.statusBar()).join(), /ordinal-practice/), 60_000);
  await workbench.clickLens('Apply');
  await confirm(vscode, 'Apply');
  await described(vscode, 'shop', /5\/5 ready/);

  await workbench.runCommand('Ordinal: Set Image…');
  await workbench.answerInput('shop:v2');
  await eventually(async () => assert.match((await workbench.picks()).join(), /shop-4/));
  await take(vscode, 'preview');
  await confirm(vscode, 'Set');
  await described(vscode, 'shop', /canary at 3: 2 of 5 new/);
  await eventually(
    async () => assert.match((await workbench.output()).join('\n'), /partitioned roll out complete: 2/),
    60_000,
  );
  await page.keyboard.press('Escape');
  await take(vscode, 'rollout');
}

/** The same set with an image that cannot be pulled: what the tree and the output say, and why. */
async function stuck(vscode: Outside): Promise<void> {
  const { workbench, page } = vscode;
  await workbench.runCommand('Ordinal: Set Image…');
  await workbench.answerInput('shop:broken');
  await eventually(async () => assert.match((await workbench.picks()).join(), /shop-4/));
  await confirm(vscode, 'Set');
  await described(vscode, 'shop', /^stuck: .*shop-4/);
  await eventually(async () => assert.match((await workbench.output()).join('\n'), /has been stuck/), 60_000);
  await page.keyboard.press('Escape');
  await take(vscode, 'stuck');
  await workbench.runCommand('Ordinal: Why Is It Stuck?');
  await eventually(async () => assert.match((await workbench.picks()).join(), /Roll back and delete shop-4…/));
  await take(vscode, 'why');
}

/** Chooses the entry of the preview that makes the change: the first one. */
async function confirm({ workbench }: Outside, verb: string): Promise<void> {
  const [first = ''] = await eventually(async () => {
    const picks = await workbench.picks();
    assert.ok(picks[0]?.startsWith(verb), picks.join(' | '));
    return picks;
  });
  await workbench.pick(first);
}

async function described({ workbench }: Outside, label: string, description: RegExp): Promise<void> {
  await eventually(async () => {
    const row = (await workbench.rows('Cluster')).find(each => each.label === label);
    assert.match(row?.description ?? '', description);
  }, 60_000);
}

async function widenSideBar({ page }: Outside): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  assert.ok(box);
  const edge = { x: box.x + box.width, y: box.y + 200 };
  await page.mouse.move(edge.x + 2, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + 200, edge.y, { steps: 8 });
  await page.mouse.up();
}

/** Without the mouse in the picture, and what opens under it. */
async function take({ workbench, page }: Outside, name: string): Promise<void> {
  await page.mouse.move(640, 755);
  await eventually(async () => assert.equal(await page.locator('.monaco-hover:visible').count(), 0));
  await copyFile(await workbench.screenshot(name), path.join(folder, `${name}.png`));
  console.log(`media/pictures/${name}.png`);
}
