import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf } from '../../../src/editor/language/rule-link.ts';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { open, sample } from '../../support/inside-ordinal.ts';

const TEXT = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: Bulb
spec:
  serviceName: bulb
  replica: 3
  podManagementPolicy: parallel
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      partition: "1"
  selector:
    matchLabels:
      app: bulb
  template:
    metadata:
      labels:
        app: lamp
    spec:
      terminationGracePeriodSeconds: 0
      containers:
        - name: app
          image: app:v1
          env:
            - name: PORT
              value: 80
          resources:
            requests:
              memory: 128m
          volumeMounts:
            - name: dta
              mountPath: data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [RWO]
        resources:
          requests:
            storage: 10 Gi
`;

async function actionsAt(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range);
}

describe('The lightbulb of a manifest', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('offers at a problem what mends it, and nothing else', async () => {
    await vscode.workspace.fs.writeFile(sample('bulb.yaml'), Buffer.from(TEXT));
    const { document } = await open('bulb.yaml');
    await eventually(() => assert.ok(vscode.languages.getDiagnostics(document.uri).length >= 9));
    const found = vscode.languages.getDiagnostics(document.uri);
    let mended = 0;
    for (const diagnostic of found) {
      const actions = await actionsAt(document.uri, diagnostic.range);
      const titles = actions.map(({ title }) => title).join(' | ');
      if (actions.some(({ kind }) => kind?.value === 'quickfix')) mended += 1;
      assert.ok(
        actions.every(({ kind }) => kind?.value === 'quickfix') ||
          actions.every(({ kind }) => kind?.value !== 'quickfix'),
        titles,
      );
      const preferred = actions.filter(({ isPreferred }) => isPreferred === true);
      assert.ok(preferred.length <= 1, titles);
      assert.ok(new Set(actions.map(({ title }) => title)).size === actions.length, titles);
    }
    assert.ok(mended >= 8, `${mended} of ${found.map(codeOf).join()}`);
  });

  it('stands beside a code that leads to the page of its rule', async () => {
    await vscode.workspace.fs.writeFile(sample('bulb-page.yaml'), Buffer.from(TEXT));
    const { document } = await open('bulb-page.yaml');
    await eventually(() => assert.ok(vscode.languages.getDiagnostics(document.uri).length >= 9));
    const shown = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await eventually(async () => {
      await workbench.problems();
      await workbench.click('.markers-panel a:has-text("misspelled-field")');
      assert.ok(shown().includes('misspelled-field.md'), shown().join());
    });
    await workbench.screenshot('rule-page');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('opens under the keys that people press', async () => {
    await vscode.workspace.fs.writeFile(sample('bulb-menu.yaml'), Buffer.from(TEXT));
    const editor = await open('bulb-menu.yaml');
    const { document } = editor;
    await eventually(() => assert.ok(vscode.languages.getDiagnostics(document.uri).length >= 9));
    const at = document.positionAt(TEXT.indexOf('dta') + 1);
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
    await vscode.commands.executeCommand('editor.action.quickFix');
    await eventually(async () => {
      const rows = (await workbench.text('.action-widget')).split('\n');
      assert.ok(
        rows.some(row => /data/.test(row)),
        rows.join(' | '),
      );
      assert.ok(!rows.some(row => /PodDisruptionBudget|claim template/.test(row)), rows.join(' | '));
    });
    await workbench.screenshot('lightbulb');
    await workbench.press('Escape');
  });

  it('offers other changes at the lines that they are about', async () => {
    await vscode.workspace.fs.writeFile(sample('bulb-other.yaml'), Buffer.from(TEXT));
    const { document } = await open('bulb-other.yaml');
    const kind = document.positionAt(TEXT.indexOf('StatefulSet') + 3);
    await eventually(async () => {
      const actions = await actionsAt(document.uri, new vscode.Range(kind, kind));
      assert.ok(
        actions.some(({ kind: of }) => of?.value === 'refactor.rewrite'),
        actions.map(({ title }) => title).join(' | '),
      );
    });
    const label = document.positionAt(TEXT.indexOf('rollingUpdate:') + 3);
    assert.deepEqual(await actionsAt(document.uri, new vscode.Range(label, label)), []);
  });
});
