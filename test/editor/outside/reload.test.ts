import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/tools/paths.ts';
import { eventually } from '../../support/eventually.ts';
import { withVsCode } from '../../support/outside.ts';
import { forkPractice, printedKubeconfig } from '../../support/practice/program.ts';

/** Runs in the page: all that the workbench has written to its databases, as one text. */
const WRITTEN = `(async () => {
  const texts = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const store of database.objectStoreNames) {
      texts.push(await new Promise(resolve => {
        const reading = database.transaction(store).objectStore(store).getAll();
        reading.onsuccess = () => resolve(JSON.stringify(reading.result));
        reading.onerror = () => resolve('');
      }));
    }
    database.close();
  }
  return texts.join();
})()`;

/** Starts a practice cluster of its own; resolves with a kubeconfig that calls its context `name`. */
async function cluster(name: string, children: ChildProcess[]): Promise<string> {
  const child = forkPractice(path.join(root, 'dist', 'practice.js'));
  children.push(child);
  const text = await readFile(await printedKubeconfig(child), 'utf8');
  const file = path.join(tmpdir(), `ordinal-reload-${name}-${process.pid}`);
  await writeFile(file, text.replaceAll('ordinal-practice', name), { mode: 0o600 });
  return file;
}

test('The contexts of several kubeconfigs that were open are open again after a reload, with their namespaces and the active one', async () => {
  const children: ChildProcess[] = [];
  const files = await Promise.all([cluster('east', children), cluster('west', children)]);
  const env = { KUBECONFIG: files.join(path.delimiter) };
  try {
    await withVsCode('reload', { env }, async ({ page, workbench }) => {
      const contexts = async () =>
        (await workbench.rows('Cluster'))
          .filter(({ level }) => level === 1)
          .map(row => `${row.label}: ${row.description}`);
      await workbench.openViews('Ordinal');
      await workbench.runCommand('Ordinal: Connect to a Cluster…');
      await workbench.pick('east');
      await eventually(async () => assert.match((await workbench.statusBar()).join(), /east \/ default/));
      await workbench.runCommand('Ordinal: Open Another Context…');
      await workbench.pick('west');
      await eventually(async () => assert.deepEqual(await contexts(), ['east: default · active', 'west: default']));
      await workbench.runCommand('Ordinal: Make Active Context');
      await workbench.pick('west');
      await eventually(async () => assert.match((await workbench.statusBar()).join(), /west \/ default/));
      await workbench.runCommand('Ordinal: Choose Namespace…');
      await workbench.pick('kube-system');
      const open = ['east: default', 'west: kube-system · active'];
      await eventually(async () => assert.deepEqual(await contexts(), open));
      // In a browser the workbench keeps what it remembers in a database, and writes there every few seconds.
      await eventually(async () => assert.match(await page.evaluate<string>(WRITTEN), /kube-system/));
      await page.reload();
      await workbench.openViews('Ordinal');
      await eventually(async () => assert.deepEqual(await contexts(), open), 60_000);
      assert.match((await workbench.statusBar()).join(), /west \/ kube-system/);
      await workbench.screenshot('reloaded');
    });
  } finally {
    for (const child of children) child.kill();
    for (const file of files) await rm(file, { force: true });
  }
});
