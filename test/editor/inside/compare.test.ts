import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { applyWeb, preview, sample, untilNotified, untilTree } from '../../support/inside-ordinal.ts';
import { closeContexts, type OwnCluster, ownCluster, useKubeconfigs } from '../../support/own-cluster.ts';

const web = { kind: 'StatefulSet', namespace: 'default', name: 'web' };
const compare = 'ordinal.compareManifest';

/** The two texts of the diff editor in front. */
async function compared(): Promise<readonly [string, string]> {
  return eventually(async () => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff, 'no diff editor is in front');
    const [original, modified] = await Promise.all(
      [input.original, input.modified].map(uri => vscode.workspace.openTextDocument(uri)),
    );
    return [original?.getText() ?? '', modified?.getText() ?? ''] as const;
  });
}

/** The lines of each that the other does not have. */
function differences([live, wanted]: readonly [string, string]): readonly string[] {
  const [one, other] = [live.split('\n'), wanted.split('\n')];
  return [
    ...one.filter(line => !other.includes(line)).map(line => `- ${line.trim()}`),
    ...other.filter(line => !one.includes(line)).map(line => `+ ${line.trim()}`),
  ];
}

async function choose(command: string, label: string): Promise<void> {
  const choosing = vscode.commands.executeCommand(command);
  await preview(new RegExp(`^${label}$`));
  await workbench.pick(label);
  await choosing;
}

describe('The manifest of an object', () => {
  let cluster: OwnCluster;
  const door = path.join(tmpdir(), `ordinal-door-${process.pid}`);
  const chosen = path.join(tmpdir(), `ordinal-chosen-${process.pid}.yaml`);
  const refused = path.join(tmpdir(), `ordinal-refused-${process.pid}.yaml`);

  before(async () => {
    await closeContexts();
    cluster = await ownCluster('compared');
    await writeFile(door, await cluster.openReadOnly('reader'));
    await useKubeconfigs([cluster.file, door]);
    await workbench.openViews('Ordinal');
    await choose('ordinal.connect', 'compared');
    await eventually(async () => assert.match(await workbench.welcome('Cluster'), /no StatefulSet/));
    await applyWeb();
    await untilTree(/web: 3\/3 ready/);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeContexts();
    await useKubeconfigs(undefined);
    await cluster.stop();
    await rm(door, { force: true });
    await rm(refused, { force: true });
    await rm(chosen, { force: true });
  });

  it('says so where nothing differs', async () => {
    await vscode.commands.executeCommand(compare, web);
    await untilNotified(/StatefulSet web in compared is what web\.yaml makes of it: nothing differs/);
  });

  it('stands beside the object with nothing but true differences, defaults and all', async () => {
    const scaling = vscode.commands.executeCommand('ordinal.scale', web);
    await eventually(async () => assert.match(await workbench.inputText(), /Scale StatefulSet web/));
    await workbench.answerInput('2');
    await preview(/Scale StatefulSet web from 3 to 2/);
    await workbench.pick('Scale StatefulSet web from 3 to 2');
    await scaling;
    await untilTree(/web: 2\/2 ready/);
    await vscode.commands.executeCommand(compare, web);
    const texts = await compared();
    assert.deepEqual(differences(texts), ['- replicas: 2', '+ replicas: 3']);
    assert.doesNotMatch(texts.join(), /managedFields|resourceVersion|uid:|^status:/m);
    assert.match(texts[0], /revisionHistoryLimit: 10/);
    assert.match(
      vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '',
      /StatefulSet web: compared ↔ web\.yaml/,
    );
    await workbench.screenshot('compared');
  });

  it('is compared in the fields that it sets where one may not ask the server, and says so', async () => {
    await choose('ordinal.openContext', 'reader');
    await untilTree(/^reader: default/m);
    await vscode.commands.executeCommand(compare, { ...web, context: 'context/reader' });
    const texts = await compared();
    assert.deepEqual(differences(texts), ['- replicas: 2', '+ replicas: 3']);
    assert.doesNotMatch(texts[0], /revisionHistoryLimit/);
    await untilNotified(/You may not change StatefulSet web in reader/);
    await workbench.screenshot('compared-partly');
    await vscode.commands.executeCommand('ordinal.disconnect', { context: 'context/reader' });
  });

  it('that the server would refuse is marked where it is wrong', async () => {
    const text = (await vscode.workspace.openTextDocument(sample('web.yaml'))).getText();
    await writeFile(refused, text.replace(/serviceName: web/, 'serviceName: other'));
    const uri = vscode.Uri.file(refused);
    await vscode.commands.executeCommand(compare, web, uri);
    await untilNotified(/The API server would refuse StatefulSet web as ordinal-refused.*has it/);
    await eventually(() => {
      const found = vscode.languages.getDiagnostics(uri).map(({ message }) => message);
      assert.ok(
        found.some(message => /updates to statefulset spec/.test(message)),
        found.join('\n'),
      );
    });
  });

  it('that is nowhere can be chosen, and a file that does not define the object says so', async () => {
    const kubernetes = { kind: 'Service', namespace: 'default', name: 'kubernetes' };
    await vscode.commands.executeCommand(compare, { ...kubernetes, name: 'web', kind: 'Deployment' });
    await untilNotified(/Choose a File…[\s\S]*No file of the opened folders defines Deployment web/);
    await vscode.commands.executeCommand(compare, web, sample('tabs.yaml'));
    await untilNotified(/tabs\.yaml does not define StatefulSet web in namespace default/);
  });

  it('that is nowhere in the folder is compared once its file is chosen', async () => {
    const text = (await vscode.workspace.openTextDocument(sample('web.yaml'))).getText();
    await writeFile(chosen, text.replaceAll(/^( *(?:app|name|serviceName|- name)): web$/gm, '$1: elsewhere'));
    const applying = vscode.commands.executeCommand('ordinal.apply', vscode.Uri.file(chosen));
    await preview(/create StatefulSet elsewhere/);
    await workbench.pick('Apply 2 objects');
    await applying;
    await untilTree(/elsewhere: 3\/3 ready/);
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand(compare, { ...web, name: 'elsewhere' });
    await untilNotified(/Choose a File…[\s\S]*No file of the opened folders defines StatefulSet elsewhere/);
    await vscode.commands.executeCommand('notifications.showList');
    await workbench.click('.notifications-center .monaco-button:has-text("Choose a File…")');
    const file = path.basename(chosen);
    // What is typed before the dialog has filled in its own folder is lost.
    await eventually(async () => {
      await workbench.answerInput(`${path.dirname(chosen)}/`);
      assert.ok((await workbench.picks()).includes(file));
    }, 40_000);
    await workbench.screenshot('manifest-file');
    await workbench.pick(file);
    await untilNotified(/StatefulSet elsewhere in compared is what ordinal-chosen.* makes of it: nothing differs/);
  });

  it('that stands in several files is picked among them', async () => {
    const text = (await vscode.workspace.openTextDocument(sample('web.yaml'))).getText();
    await vscode.workspace.fs.writeFile(
      sample('second/web.yaml'),
      Buffer.from(text.replace('replicas: 3', 'replicas: 5')),
    );
    const comparing = vscode.commands.executeCommand(compare, web);
    const lines = await preview(/^second\/web\.yaml$/);
    assert.ok(lines.includes('web.yaml'), lines.join('\n'));
    await workbench.screenshot('manifests-choice');
    await workbench.pick('second/web.yaml');
    await comparing;
    await eventually(async () => assert.deepEqual(differences(await compared()), ['- replicas: 2', '+ replicas: 5']));
    await vscode.workspace.fs.delete(sample('second/web.yaml'));
  });

  it('the live YAML shows noise fields when asked, and hides them again', async () => {
    await vscode.commands.executeCommand('ordinal.showLive', web);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'ordinal-live');
    assert.doesNotMatch(document?.getText() ?? '', /managedFields/);
    await workbench.click('.editor-actions .action-label[aria-label^="Show Noise Fields"]');
    await eventually(() => assert.match(document?.getText() ?? '', /managedFields:[\s\S]*manager: ordinal/));
    await workbench.screenshot('noise-fields');
    await workbench.click('.editor-actions .action-label[aria-label^="Hide Noise Fields"]');
    await eventually(() => assert.doesNotMatch(document?.getText() ?? '', /managedFields/));
  });
});
