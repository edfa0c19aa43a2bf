import * as vscode from 'vscode';
import { workbench } from '../../support/inside.ts';
import { connectToPractice, preview, untilNotified } from '../../support/inside-ordinal.ts';

describe('Trouble in the practice cluster', () => {
  before(connectToPractice);
  after(() => vscode.commands.executeCommand('ordinal.resetPractice'));

  it('is chosen from a list, told, and ended', async () => {
    const making = vscode.commands.executeCommand('ordinal.makeTrouble');
    await preview(/The provisioner is down/);
    await workbench.pick('The provisioner is down');
    await making;
    await untilNotified(/No volume is made/);
    await vscode.commands.executeCommand('ordinal.makeTrouble', 'none');
    await untilNotified(/works again/);
  });
});
