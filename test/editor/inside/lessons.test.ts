import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { connectToPractice, preview, untilNotified, untilTree } from '../../support/inside-ordinal.ts';

describe('A practice lesson', () => {
  before(connectToPractice);
  after(() => vscode.commands.executeCommand('ordinal.resetPractice'));

  it('begins in the middle of a situation and says what is to be done', async () => {
    const opening = vscode.commands.executeCommand('ordinal.openLesson');
    const lines = await preview(/Stuck on a broken revision/);
    assert.ok(lines.length >= 6, lines.join('\n'));
    await workbench.screenshot('lessons');
    await workbench.pick('3. Stuck on a broken revision');
    await opening;
    await untilTree(/stuck: stuck: broken at an old revision · stuck-2/);
    await untilNotified(/free the rollout/);
    await workbench.screenshot('lesson');
  });

  it('keeps its hint in the list of lessons, to which its place in the status bar leads', async () => {
    await eventually(async () => assert.match((await workbench.statusBar()).join(), /Stuck on a broken revision/));
    const asking = vscode.commands.executeCommand('ordinal.openLesson');
    await preview(/Hint for Stuck on a broken revision/);
    await workbench.pick('Hint for Stuck on a broken revision');
    await untilNotified(/Delete the pod stuck-2/);
    await asking;
  });

  it('says when the goal is reached', async () => {
    const deleting = vscode.commands.executeCommand('ordinal.deletePod', {
      kind: 'Pod',
      namespace: '',
      name: 'stuck-2',
    });
    await preview(/Delete Pod stuck-2/);
    await workbench.pick('Delete Pod stuck-2');
    await deleting;
    await untilNotified(/the goal is reached/, 30_000);
  });
});
