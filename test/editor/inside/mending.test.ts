import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf } from '../../../src/editor/language/rule-link.ts';
import { eventually } from '../../support/eventually.ts';
import { workbench } from '../../support/inside.ts';
import { open, sample } from '../../support/inside-ordinal.ts';

const SET = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ink
spec:
  serviceName: ink
  replicas: 3
  selector:
    matchLabels:
      app: ink
  template:
    metadata:
      labels:
        app: ink
    spec:
      containers:
        - name: app
          image: app:v1
          ports:
            - name: web
              containerPort: 80
`;

function codes(uri: vscode.Uri): string[] {
  return vscode.languages.getDiagnostics(uri).map(codeOf);
}

async function opened(name: string, text: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(sample(name), Buffer.from(text));
  return open(name);
}

/** The actions of a kind at the first line, as the editor would offer them. */
async function actionsOf(document: vscode.TextDocument, kind: string): Promise<vscode.CodeAction[]> {
  const first = new vscode.Range(0, 0, 0, 0);
  const command = 'vscode.executeCodeActionProvider';
  return vscode.commands.executeCommand<vscode.CodeAction[]>(command, document.uri, first, kind);
}

/** An action by its title, as soon as Ordinal is awake to offer it. */
async function offered(document: vscode.TextDocument, kind: string, title: RegExp): Promise<vscode.CodeAction> {
  return eventually(async () => {
    const actions = await actionsOf(document, kind);
    const found = actions.find(action => title.test(action.title));
    assert.ok(found !== undefined, actions.map(action => action.title).join());
    return found;
  });
}

async function apply({ edit }: vscode.CodeAction): Promise<void> {
  assert.ok(edit !== undefined && (await vscode.workspace.applyEdit(edit)));
}

describe('A manifest that is mended in the editor', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('gets its headless Service, a probe and a budget by refactorings', async () => {
    const { document } = await opened('ink.yaml', SET);
    for (const title of [/Service ink/, /readiness probe/, /PodDisruptionBudget/]) {
      await apply(await offered(document, 'refactor.rewrite', title));
      const left = await actionsOf(document, 'refactor.rewrite');
      assert.ok(!left.some(action => title.test(action.title)), String(title));
    }
    assert.match(
      document.getText(),
      /kind: Service\n(?:.*\n)*? {2}clusterIP: None\n(?:.*\n)*?kind: PodDisruptionBudget\n/,
    );
    await eventually(() => assert.deepEqual(codes(document.uri), []));
  });

  it('is rid at once of all that is only written wrongly', async () => {
    const wrong = SET.replace('replicas: 3', 'replicas: "3"').replace('containerPort: 80', "containerPort: '80'");
    const { document } = await opened('fixall.yaml', wrong);
    await apply(await offered(document, 'source.fixAll.ordinal', /./));
    assert.equal(document.getText(), SET);
  });

  it('is told in the Problems panel, until a comment says that it is meant', async () => {
    const { document } = await opened('absent-field.yaml', SET.replace('replicas: 3', 'replica: 3'));
    await eventually(() => assert.ok(codes(document.uri).includes('misspelled-field')));
    await eventually(async () =>
      assert.ok((await workbench.problems()).some(text => /replica[\s\S]*misspelled-field/.test(text))),
    );
    await workbench.screenshot('problems');
    const edit = new vscode.WorkspaceEdit();
    const at = document.positionAt(document.getText().indexOf('replica: 3') + 'replica: 3'.length);
    edit.insert(document.uri, at, ' # ordinal-ignore misspelled-field');
    await vscode.workspace.applyEdit(edit);
    await eventually(() => assert.deepEqual(codes(document.uri), ['readiness-probe-missing']));
  });

  it('has the Service in another file made headless', async () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: quill\nspec:\n  selector:\n    app: quill\n';
    await vscode.workspace.fs.writeFile(sample('quill/service.yaml'), Buffer.from(service));
    const { document } = await opened('quill/set.yaml', SET.replaceAll('ink', 'quill'));
    await eventually(() => assert.ok(codes(document.uri).includes('headless-service-expected')));
    const diagnostic = vscode.languages
      .getDiagnostics(document.uri)
      .find(each => codeOf(each) === 'headless-service-expected');
    const fix = await eventually(async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        diagnostic?.range,
        'quickfix',
      );
      const found = actions.find(({ title }) => /quill in service\.yaml headless/.test(title));
      assert.ok(found !== undefined, actions.map(({ title }) => title).join());
      return found;
    });
    await apply(fix);
    const other = await vscode.workspace.openTextDocument(sample('quill/service.yaml'));
    assert.match(other.getText(), /\n {2}clusterIP: None\n/);
    await eventually(() => assert.ok(!codes(document.uri).includes('headless-service-expected')));
    await other.save();
  });

  it('gets its nesting back when it was pasted without', async () => {
    const { document } = await opened('pasted.yaml', SET.replaceAll(/^ +/gm, ''));
    await eventually(() => assert.deepEqual(codes(document.uri), ['nesting-lost']));
    const look = await offered(document, 'quickfix', /difference first/);
    assert.ok(look.command !== undefined);
    // It waits for an answer, which is given below.
    void vscode.commands.executeCommand(look.command.command, ...(look.command.arguments ?? []));
    await eventually(async () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputTextDiff);
      assert.equal((await vscode.workspace.openTextDocument(input.modified)).getText(), SET);
    });
    assert.notEqual(document.getText(), SET);
    await workbench.screenshot('nesting-difference');
    await vscode.commands.executeCommand('notifications.showList');
    await workbench.click('.notifications-center .monaco-button:has-text("Take Over")');
    await eventually(() => assert.equal(document.getText(), SET));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    await eventually(() => assert.notEqual(document.getText(), SET));
    await apply(await offered(document, 'quickfix', /nesting/));
    assert.equal(document.getText(), SET);
    await eventually(() => assert.ok(!codes(document.uri).includes('nesting-lost')));
  });
});
