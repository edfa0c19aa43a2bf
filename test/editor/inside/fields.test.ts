import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf } from '../../../src/editor/language/rule-link.ts';
import { eventually } from '../../support/eventually.ts';
import { open, sample } from '../../support/inside-ordinal.ts';

const text = `apiVersion: v1
kind: Service
metadata:
  name: fields
spec:
  clusterIP: None
  selectr:
    app: fields
  ports:
    - port: 80
      name: yes
`;

function codes(uri: vscode.Uri): string[] {
  return vscode.languages.getDiagnostics(uri).map(codeOf);
}

async function opened(name: string): Promise<vscode.TextDocument> {
  await vscode.workspace.fs.writeFile(sample(name), Buffer.from(text));
  return (await open(name)).document;
}

describe('The fields of a manifest in the editor', () => {
  it('are underlined where there are none of that name or of that type, and mended by their fixes', async () => {
    const document = await opened('fields-wrong.yaml');
    await eventually(() =>
      assert.deepEqual(codes(document.uri).toSorted(), ['boolean-not-quoted', 'misspelled-field']),
    );
    for (const diagnostic of vscode.languages.getDiagnostics(document.uri).toReversed()) {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        diagnostic.range,
      );
      const fix = actions.find(action => action.isPreferred === true);
      assert.ok(fix?.edit, actions.map(action => action.title).join());
      await vscode.workspace.applyEdit(fix.edit);
    }
    await eventually(() => assert.deepEqual(codes(document.uri), []));
    assert.match(document.getText(), /\n {2}selector:\n(?:.|\n)*name: "yes"\n/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('weigh what the setting says', async () => {
    const document = await opened('fields-weighed.yaml');
    await eventually(() => assert.equal(codes(document.uri).length, 2));
    const settings = vscode.workspace.getConfiguration('ordinal');
    await settings.update('rules', { schema: 'off', 'misspelled-field': 'hint' }, vscode.ConfigurationTarget.Global);
    await eventually(() => {
      const [only, ...more] = vscode.languages.getDiagnostics(document.uri);
      assert.deepEqual(
        [only && codeOf(only), only?.severity, more],
        ['misspelled-field', vscode.DiagnosticSeverity.Hint, []],
      );
    });
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Global);
    await eventually(() => assert.equal(codes(document.uri).length, 2));
  });

  it('tell what they mean, and are proposed', async () => {
    const document = await opened('fields-told.yaml');
    const at = document.positionAt(document.getText().indexOf('clusterIP') + 3);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const told = hovers.flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value)));
    assert.ok(
      told.some(part => /IP address of the service/.test(part)),
      told.join('\n'),
    );
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(document.getText().indexOf('selectr')),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    // The mapping under the misspelled key fits one field, and not those that take a word or a number.
    assert.deepEqual(labels, ['selector']);
  });
});
