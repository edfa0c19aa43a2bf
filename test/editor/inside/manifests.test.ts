import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf } from '../../../src/editor/language/rule-link.ts';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { open, sample } from '../../support/inside-ordinal.ts';

function codes(uri: vscode.Uri): string[] {
  return vscode.languages.getDiagnostics(uri).map(codeOf);
}

async function write(file: string, text: string): Promise<vscode.Uri> {
  await vscode.workspace.fs.writeFile(sample(file), Buffer.from(text));
  return sample(file);
}

/** What Ordinal says about a text once it has been looked at: a known fault below it shows that it has. */
async function codesOf(editor: vscode.TextEditor): Promise<string[]> {
  const probe = '\n---\napiVersion: apps/v1beta1\nkind: StatefulSet\nmetadata:\n  name: probe\n';
  const end = editor.document.positionAt(editor.document.getText().length);
  await editor.edit(edit => edit.insert(end, probe));
  await eventually(() => assert.ok(codes(editor.document.uri).includes('removed-api-version')));
  return codes(editor.document.uri).filter(code => code !== 'removed-api-version');
}

describe('A manifest in the editor', () => {
  it('is underlined where it is wrong, with a sentence', async () => {
    const { document } = await open('search.yaml');
    await eventually(() => assert.ok(codes(document.uri).length >= 4, codes(document.uri).join()));
    const mount = vscode.languages.getDiagnostics(document.uri).find(each => codeOf(each) === 'mount-without-volume');
    assert.ok(mount);
    assert.equal(document.getText(mount.range), 'dta');
    assert.match(mount.message, /dta/);
    await vscode.commands.executeCommand('workbench.action.closePanel');
    vscode.window.activeTextEditor?.revealRange(mount.range, vscode.TextEditorRevealType.InCenter);
    await workbench.screenshot('squiggles');
  });

  it('is mended by the quick fix', async () => {
    const { document } = await open('search.yaml');
    await eventually(() => assert.ok(codes(document.uri).includes('mount-without-volume')));
    const mount = vscode.languages.getDiagnostics(document.uri).find(each => codeOf(each) === 'mount-without-volume');
    assert.ok(mount);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      mount.range,
    );
    const fix = actions.find(action => action.isPreferred === true || /data/.test(action.title));
    assert.ok(fix?.edit, actions.map(action => action.title).join());
    await vscode.workspace.applyEdit(fix.edit);
    await eventually(() => assert.ok(!codes(document.uri).includes('mount-without-volume')));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('has lenses that name its pods and what the partition does to them', async () => {
    await open('shop.yaml');
    const lenses = await eventually(async () => {
      const shown = await workbench.lenses();
      assert.equal(shown.length, 5, shown.join());
      return shown;
    });
    assert.match(lenses[0] ?? '', /^5 pods: shop-0/);
    assert.match(lenses[1] ?? '', /^Partition 3 updates shop-3, shop-4/);
    assert.deepEqual(lenses.slice(2), ['Apply', 'Set partition', 'Watch rollout']);
  });

  it('tells on hover what a field does, in its own names', async () => {
    const { document } = await open('shop.yaml');
    const position = document.positionAt(document.getText().indexOf('partition: 3') + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const texts = hovers.flatMap(hover =>
      hover.contents.map(content => (typeof content === 'string' ? content : content.value)),
    );
    assert.ok(
      texts.some(text => text.includes('shop-3')),
      texts.join(),
    );
  });

  it('proposes the Services of the folder', async () => {
    const { document } = await open('shop.yaml');
    const position = document.positionAt(document.getText().indexOf('serviceName: ') + 'serviceName: '.length);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('web'), labels.join());
  });

  it('writes a whole StatefulSet into an empty document, with places to type over', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: '' });
    const editor = await vscode.window.showTextDocument(document);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(0, 0),
    );
    const whole = items.find(
      ({ label, insertText }) => label === 'StatefulSet' && insertText instanceof vscode.SnippetString,
    );
    assert.ok(whole?.insertText instanceof vscode.SnippetString, items.map(({ label }) => label).join());
    await editor.insertSnippet(whole.insertText);
    assert.ok(editor.selections.length > 1, 'the name stands in several places');
    assert.ok(editor.selections.every(selection => document.getText(selection) === 'db'));
    assert.match(document.getText(), /\nkind: StatefulSet\n/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('leads from serviceName to the Service', async () => {
    const { document } = await open('shop.yaml');
    const position = document.positionAt(document.getText().indexOf('serviceName: ') + 'serviceName: '.length + 1);
    const found = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      position,
    );
    assert.equal(found[0]?.targetRange.start.line, document.positionAt(document.getText().indexOf('name: shop')).line);
  });

  it('knows the other files of the folder', async () => {
    const service = await write(
      'apart/service.yaml',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: apart\nspec:\n  clusterIP: None\n  selector:\n    app: apart\n  ports:\n    - port: 80\n',
    );
    const set = await write(
      'apart/set.yaml',
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: apart\nspec:\n  serviceName: apart\n  selector:\n    matchLabels:\n      app: apart\n  template:\n    metadata:\n      labels:\n        app: apart\n    spec:\n      containers:\n        - name: app\n          image: app:v1\n',
    );
    await open('apart/set.yaml');
    await eventually(() => assert.ok(codes(set).length > 0));
    await eventually(() => assert.ok(!codes(set).includes('service-not-found')));
    await vscode.workspace.fs.delete(service);
    await eventually(() => assert.ok(codes(set).includes('service-not-found')));
  });

  it('is left alone while it is half typed, empty, a template or something else', async () => {
    const texts = [
      '',
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  replicas: {{ .Values.replicas }}\n',
      'services:\n  web:\n    image: nginx\n',
    ];
    for (const [index, text] of texts.entries()) {
      const uri = await write(`quiet-${index}.yaml`, text);
      await open(`quiet-${index}.yaml`);
      await open('search.yaml');
      await eventually(() => assert.ok(codes(sample('search.yaml')).length > 0));
      assert.deepEqual(codes(uri), [], text);
    }
  });

  it('is looked at again with every change, and never with an old result', async () => {
    await write('typed.yaml', 'kind: ');
    const editor = await open('typed.yaml');
    assert.deepEqual(await codesOf(editor), []);
    await editor.edit(edit =>
      edit.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), 'apiVersion: v1\nkind: Service\n'),
    );
    await eventually(() => assert.ok(!codes(editor.document.uri).includes('removed-api-version')));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('says nothing once the checks are switched off', async () => {
    const { document } = await open('search.yaml');
    await eventually(() => assert.ok(codes(document.uri).length > 0));
    const settings = vscode.workspace.getConfiguration('ordinal.diagnostics');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    await eventually(() => assert.deepEqual(codes(document.uri), []));
    await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    await eventually(() => assert.ok(codes(document.uri).length > 0));
  });
});
