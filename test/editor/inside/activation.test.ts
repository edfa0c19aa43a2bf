import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open } from '../../support/inside-ordinal.ts';

describe('Activation', () => {
  it('comes with the first YAML document, and loads no cluster bundle', async () => {
    const extension = vscode.extensions.getExtension('ordinal.ordinal');
    assert.ok(extension);
    await open('web.yaml');
    await extension.activate();
    assert.ok(extension.isActive);
    const loaded = Object.keys(require.cache).filter(file => file.startsWith(extension.extensionPath));
    assert.ok(
      loaded.some(file => file.endsWith('extension.js')),
      'the bundles of the extension are not where this test looks',
    );
    assert.ok(!loaded.some(file => file.endsWith('kube.js')));
  });

  it('registers every command that package.json declares', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const declared: readonly { command: string }[] =
      vscode.extensions.getExtension('ordinal.ordinal')?.packageJSON.contributes.commands;
    assert.deepEqual(
      declared.filter(({ command }) => !known.has(command)),
      [],
    );
  });
});
