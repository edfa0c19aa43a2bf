import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { emptyPractice, preview, sample, tree, untilTree } from '../../support/inside-ordinal.ts';

interface Key {
  readonly command: string;
  readonly key: string;
}

/** Every key that the workbench and what comes with it have taken. */
async function keysOfTheWorkbench(): Promise<readonly Key[]> {
  await vscode.commands.executeCommand('workbench.action.openDefaultKeybindingsFile');
  const text = vscode.window.activeTextEditor?.document.getText() ?? '';
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  return [...text.matchAll(/"key": "([^"]+)",\s+"command": "([^"]+)"/g)].map(([, key = '', command = '']) => ({
    key,
    command,
  }));
}

/** Goes down the menu that opens to an entry, and takes it. */
async function takeEntry(label: string): Promise<void> {
  await eventually(async () => {
    await workbench.press('ArrowDown');
    assert.equal(await workbench.text('.context-view .action-item.focused .action-label'), label);
  }, 40_000);
  await workbench.press('Enter');
}

describe('By the keyboard alone', () => {
  before(async () => {
    await emptyPractice();
    const applying = vscode.commands.executeCommand('ordinal.apply', sample('web.yaml'));
    await preview(/create StatefulSet web/);
    await workbench.press('Enter');
    await applying;
    await untilTree(/^ *web: .*3\/3/m);
  });

  after(emptyPractice);

  it('no key of ours is one that the workbench has taken', async () => {
    const taken = await keysOfTheWorkbench();
    assert.ok(taken.length > 500);
    const own: readonly Key[] =
      vscode.extensions.getExtension('ordinal.ordinal')?.packageJSON.contributes.keybindings ?? [];
    assert.ok(own.length > 0);
    for (const { key } of own)
      assert.deepEqual(
        taken.filter(each => each.key === key && !each.command.startsWith('ordinal.')),
        [],
        key,
      );
  });

  it('the tree is filtered, and the filter taken away again', async () => {
    await vscode.commands.executeCommand('ordinal.cluster.focus');
    await workbench.press('Control+Alt+k');
    await eventually(async () => assert.match(await workbench.inputText(), /Filter the Tree/));
    await workbench.screenshot('keyboard-filter');
    await workbench.type('nobody');
    await workbench.press('Enter');
    await eventually(async () => assert.doesNotMatch(await tree(), /^ *web:/m));
    await vscode.commands.executeCommand('ordinal.clearFilter');
    await untilTree(/^ *web: /m);
  });

  it('a set is scaled from the menu of its row', async () => {
    await vscode.commands.executeCommand('ordinal.cluster.focus');
    await vscode.commands.executeCommand('list.focusFirst');
    await workbench.press('ArrowDown');
    await workbench.press('Shift+F10');
    await takeEntry('Scale…');
    await eventually(async () => assert.match(await workbench.inputText(), /Scale StatefulSet web/));
    await workbench.answerInput('2');
    await preview(/Scale StatefulSet web from 3 to 2/);
    await workbench.screenshot('keyboard-plan');
    await workbench.press('Enter');
    await untilTree(/^ *web: .*2\/2/m);
  });
});
