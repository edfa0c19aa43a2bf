import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';

describe('The workbench around these tests', () => {
  it('shows the file that the page opens', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, 'smoke.txt');
    await vscode.workspace.fs.writeFile(file, Buffer.from('the  first line\n'));
    await workbench.openFile('smoke.txt');
    await eventually(() => assert.equal(vscode.window.activeTextEditor?.document.uri.path, file.path));
    await eventually(async () => assert.equal((await workbench.editorLines())[0], 'the  first line'));
  });

  it('can be photographed', async () => {
    assert.ok(existsSync(await workbench.screenshot('inside')));
  });

  it('answers a pick list that the extension host opened', async () => {
    const picked = vscode.window.showQuickPick(['web-0', 'web-1', 'web-2']);
    await eventually(async () => assert.deepEqual(await workbench.picks(), ['web-0', 'web-1', 'web-2']));
    await workbench.pick('web-1');
    assert.equal(await picked, 'web-1');
  });
});
