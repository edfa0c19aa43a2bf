import * as vscode from 'vscode';
import { type Fix, fixesFor } from '../../language/actions.ts';
import { diagnose } from '../../language/diagnostics.ts';
import type { Say } from '../../words/words.ts';
import { toRange } from '../convert.ts';
import type { Checking } from './check-options.ts';
import type { FolderIndex } from './folder-index.ts';
import type { Manifests } from './manifests.ts';
import { manifestSelector } from './selector.ts';

/** Quick fixes for what is underlined. They are worked out for the text as it is, so an edit never lands where something else stood. */
export function registerActions(
  manifests: Manifests,
  index: FolderIndex,
  checking: Checking,
  say: Say,
): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, context) {
      const shown = context.diagnostics.filter(diagnostic => diagnostic.source === 'ordinal');
      if (shown.length === 0) return [];
      const options = await checking.options();
      const manifest = manifests.of(document);
      const home = index.homeOf(document, manifest);
      return diagnose(manifest, home, options).flatMap(found => {
        const place = toRange(document, found);
        const mended = shown.find(diagnostic => diagnostic.code === found.code && diagnostic.range.isEqual(place));
        if (mended === undefined || place.intersection(range) === undefined) return [];
        return fixesFor(found, manifest, home).map(fix => toAction(document, fix, mended, say));
      });
    },
  };
  return vscode.languages.registerCodeActionsProvider(manifestSelector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

function toAction(document: vscode.TextDocument, fix: Fix, mended: vscode.Diagnostic, say: Say): vscode.CodeAction {
  const action = new vscode.CodeAction(say.data(fix), vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  for (const { start, end, newText } of fix.edits) {
    action.edit.replace(document.uri, toRange(document, { start, end }), newText);
  }
  action.diagnostics = [mended];
  action.isPreferred = fix.preferred;
  return action;
}
