import * as vscode from 'vscode';
import { applyEdits, type TextEdit } from '../../language/edit.ts';
import type { ManifestSay } from '../../words/words.ts';
import { toRange } from '../convert.ts';
import { Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { MENDED_SCHEME } from '../ids.ts';

/** Shows what a fix would do to a document beside what it is, and does it when the person says so. */
export interface Review extends vscode.Disposable {
  /** The action for a fix of a document as it is now. */
  action(document: vscode.TextDocument, edits: readonly TextEdit[], mended: vscode.Diagnostic): vscode.CodeAction;
}

/** Only actions run it, so no palette needs to know it. */
const COMMAND = 'ordinal.reviewFix';

/** For fixes that rewrite a whole document: nobody can tell from a title what becomes of it. */
export function review(errors: Errors, say: ManifestSay): Review {
  const held = new Disposables();
  const texts = new Map<string, string>();
  held.add(
    vscode.workspace.registerTextDocumentContentProvider(MENDED_SCHEME, {
      provideTextDocumentContent: uri => texts.get(uri.toString()) ?? '',
    }),
  );
  held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())));
  const show = async (document: vscode.TextDocument, version: number, edits: readonly TextEdit[]) => {
    const mended = vscode.Uri.from({ scheme: MENDED_SCHEME, path: document.uri.path, query: String(version) });
    texts.set(mended.toString(), applyEdits(document.getText(), edits));
    const title = say('review-title', { file: vscode.workspace.asRelativePath(document.uri) });
    await vscode.commands.executeCommand('vscode.diff', document.uri, mended, title, { preview: true });
    const take = say('review-take');
    if ((await vscode.window.showInformationMessage(say('review-question'), take)) !== take) return;
    if (document.version !== version) {
      await vscode.window.showWarningMessage(say('review-outdated'));
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    for (const { start, end, newText } of edits) edit.replace(document.uri, toRange(document, { start, end }), newText);
    await vscode.workspace.applyEdit(edit);
  };
  held.add(vscode.commands.registerCommand(COMMAND, errors.guard('showing what a fix would do', show)));
  return {
    action(document, edits, mended) {
      const title = say('review-action');
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { command: COMMAND, title, arguments: [document, document.version, edits] };
      action.diagnostics = [mended];
      return action;
    },
    dispose: () => held.dispose(),
  };
}
