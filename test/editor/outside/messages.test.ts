import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../../support/eventually.ts';
import { withVsCode } from '../../support/outside.ts';

test('A folder that is not trusted has its manifests checked, and no cluster is reached from it', async () => {
  await withVsCode('untrusted folder', { askForTrust: true, env: { ORDINAL_PRACTICE: '1' } }, async ({ workbench }) => {
    const { buttons } = await workbench.dialog();
    const no = buttons.find(button => button.startsWith('No'));
    assert.ok(no, buttons.join());
    await workbench.answerDialog(no);
    await workbench.openFile('search.yaml');
    await eventually(async () => assert.ok((await workbench.problems()).some(problem => problem.includes('dta'))));
    await workbench.openViews('Ordinal');
    await eventually(async () => assert.match(await workbench.welcome('Cluster'), /This folder is not trusted/));
    await workbench.runCommand('Ordinal: Start Practice Cluster');
    await eventually(async () =>
      assert.ok((await workbench.notifications()).some(text => text.includes('only from a trusted folder'))),
    );
  });
});

test('Commands that cannot work now answer with the reason and a way on', async () => {
  await withVsCode('answers', {}, async ({ workbench }) => {
    await workbench.openViews('Ordinal');
    await workbench.runCommand('Ordinal: Set Partition…');
    await eventually(async () =>
      assert.ok((await workbench.notifications()).some(text => text.includes('not connected to a cluster'))),
    );
    await workbench.answerNotification('Start Practice Cluster');
    await eventually(async () =>
      assert.ok((await workbench.statusBar()).some(text => text.includes('ordinal-practice / default'))),
    );
    await workbench.runCommand('Ordinal: Watch Rollout');
    await eventually(async () =>
      assert.ok((await workbench.notifications()).some(text => text.includes('There is nothing of this kind'))),
    );
  });
});

test('In a Chinese VS Code Ordinal speaks Chinese', async () => {
  await withVsCode('Chinese', { language: 'zh-cn', env: { ORDINAL_PRACTICE: '1' } }, async ({ workbench }) => {
    await workbench.openFile('shop.yaml');
    await workbench.openViews('Ordinal');
    await eventually(async () => assert.match(await workbench.text('.welcome-view-content'), /应用当前清单/));
    await eventually(async () => assert.ok((await workbench.lenses()).some(text => text.startsWith('5 个 Pod'))));
    await workbench.screenshot('chinese');
  });
});
