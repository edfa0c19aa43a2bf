import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { emptyPractice, practiceWithWeb, preview } from '../../support/inside-ordinal.ts';

const web = { kind: 'StatefulSet', namespace: '', name: 'web' };

/** The whole text of the channel with the logs of a pod or workload. */
function logsOf(name: string): string {
  const channel = vscode.workspace.textDocuments.find(
    ({ uri, getText }) => uri.scheme === 'output' && uri.path.includes(`Logs ${name}`) && getText() !== '',
  );
  return channel?.getText() ?? '';
}

async function untilLogs(name: string, line: RegExp): Promise<string> {
  return eventually(() => {
    const text = logsOf(name);
    assert.match(text, line);
    return text;
  }, 30_000);
}

/** The workbench's own command that brings an output channel to the front. */
async function commandFor(channel: string): Promise<string> {
  const all = await vscode.commands.getCommands();
  const found = all.find(id => id.startsWith('workbench.action.output.show.') && id.endsWith(channel));
  assert.ok(found, all.filter(id => id.includes('output.show')).join('\n'));
  return found;
}

describe('What rows offer beside changes', () => {
  before(practiceWithWeb);

  after(emptyPractice);

  it('the live YAML cannot be edited, has no managedFields, and follows the object', async () => {
    await vscode.commands.executeCommand('ordinal.showLive', web);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.uri.scheme, 'ordinal-live');
    assert.match(document.getText(), /^apiVersion: apps\/v1\nkind: StatefulSet\n/);
    assert.match(document.getText(), /readyReplicas: 3/);
    assert.doesNotMatch(document.getText(), /managedFields|last-applied-configuration/);
    await workbench.screenshot('live-yaml');
    const setting = vscode.commands.executeCommand('ordinal.setPartition', web);
    await preview(/^2$/);
    await workbench.pick('2');
    await preview(/Set partition 2/);
    await workbench.pick('Set partition 2 on StatefulSet web');
    await setting;
    await eventually(() => assert.match(document.getText(), /partition: 2/));
    assert.equal(vscode.workspace.fs.isWritableFileSystem('ordinal-live') ?? false, false);
  });

  it('the logs of a set come together, each line with its pod, and go on', async () => {
    const showing = vscode.commands.executeCommand('ordinal.showLogs', web);
    await preview(/^Follow, from the last 100 lines on$/);
    await workbench.screenshot('logs-choice');
    await workbench.pick('Follow, from the last 100 lines on');
    await showing;
    const text = await untilLogs('web', /^web-2 \| /m);
    for (const pod of ['web-0', 'web-1', 'web-2']) assert.match(text, new RegExp(`^${pod} \\| \\S`, 'm'));
    await workbench.screenshot('logs');
    const deleting = vscode.commands.executeCommand('ordinal.deletePod', { kind: 'Pod', namespace: '', name: 'web-1' });
    await preview(/Delete Pod web-1/);
    await workbench.pick('Delete Pod web-1');
    await deleting;
    // The rollout's channel came to the front; a channel behind it cannot be read.
    await vscode.commands.executeCommand(await commandFor('Logs web'));
    // The pod that comes in its place is read from its start.
    await eventually(() => {
      const after = logsOf('web').slice(text.length);
      assert.match(after, /^--- app of web-1 (has ended|.*)/m);
      assert.match(after, /---\n(.*\n)*web-1 \| \S/);
    }, 30_000);
    await vscode.commands.executeCommand('ordinal.stopLogs');
  });

  it('logs open in an editor, to be searched and kept', async () => {
    const showing = vscode.commands.executeCommand('ordinal.showLogs', web);
    await preview(/^In an editor: the last 10000 lines$/);
    await workbench.pick('In an editor: the last 10000 lines');
    await showing;
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.isUntitled, true);
    for (const pod of ['web-0', 'web-1', 'web-2'])
      assert.match(document?.getText() ?? '', new RegExp(`^${pod} \\| \\S`, 'm'));
    await workbench.screenshot('logs-editor');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('the manifest in the folder that defines a set opens at its place', async () => {
    await vscode.commands.executeCommand('ordinal.openManifest', web);
    const editor = vscode.window.activeTextEditor;
    assert.match(editor?.document.uri.path ?? '', /\/web\.yaml$/);
    const after = editor?.document.getText().slice(editor.document.offsetAt(editor.selection.active)) ?? '';
    assert.match(after, /^(---)?\s*apiVersion: apps\/v1\nkind: StatefulSet/);
    await workbench.screenshot('manifest');
  });

  it('names are copied, and the name in the cluster of a pod and of a Service', async () => {
    await vscode.commands.executeCommand('ordinal.copyName', { kind: 'Pod', namespace: '', name: 'web-0' });
    assert.equal(await vscode.env.clipboard.readText(), 'web-0');
    await vscode.commands.executeCommand('ordinal.copyDnsName', { kind: 'Pod', namespace: '', name: 'web-0' });
    assert.equal(await vscode.env.clipboard.readText(), 'web-0.web.default.svc');
    await vscode.commands.executeCommand('ordinal.copyDnsName', { kind: 'Service', namespace: '', name: 'web' });
    assert.equal(await vscode.env.clipboard.readText(), 'web.default.svc');
  });

  it('the search box opens over the tree', async () => {
    await vscode.commands.executeCommand('ordinal.findInTree');
    await workbench.text('.monaco-tree-type-filter');
    await workbench.type('web-2');
    await eventually(async () => assert.match((await workbench.rows('Cluster')).map(row => row.label).join(), /web-2/));
    await workbench.screenshot('find-in-tree');
    await workbench.press('Escape');
  });
});
