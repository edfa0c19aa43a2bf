import * as vscode from 'vscode';
import type { FindingCode } from '../../core/manifest/catalogue.ts';
import { byUrgency, type Fix, fixAll, fixesFor } from '../../language/actions.ts';
import { diagnose } from '../../language/diagnostics.ts';
import { silenceFix } from '../../language/fixes/silence.ts';
import { Lines } from '../../language/lines.ts';
import { refactoringsAt } from '../../language/refactorings.ts';
import type { Say } from '../../words/words.ts';
import { toRange } from '../convert.ts';
import type { Checking } from './check-options.ts';
import type { FolderIndex } from './folder-index.ts';
import type { Manifests } from './manifests.ts';
import type { Review } from './review.ts';
import { codeOf } from './rule-link.ts';
import { manifestSelector } from './selector.ts';

/** Mends at once what is only written wrongly in a file; VS Code runs it on save where `editor.codeActionsOnSave` says so. */
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('ordinal');

/** What is mended by writing the whole document anew: to be looked at first. */
const REWRITING: ReadonlySet<FindingCode> = new Set(['nesting-lost', 'line-break-lost', 'page-characters']);

/**
 * Quick fixes for what is underlined, refactorings where the cursor is, and all mechanical fixes of a file.
 * They are worked out for the text as it is, so an edit never lands where something else stood.
 */
export function registerActions(
  manifests: Manifests,
  index: FolderIndex,
  checking: Checking,
  reviewed: Review,
  say: Say,
): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, context) {
      const options = await checking.options();
      const manifest = manifests.of(document);
      const home = index.homeOf(document, manifest);
      const wanted = (kind: vscode.CodeActionKind) => context.only === undefined || context.only.contains(kind);
      const actions: vscode.CodeAction[] = [];
      const silences: vscode.CodeAction[] = [];
      if (wanted(vscode.CodeActionKind.QuickFix)) {
        const shown = context.diagnostics.filter(diagnostic => diagnostic.source === 'ordinal');
        const found = shown.length === 0 ? [] : diagnose(manifest, home, options);
        for (const diagnostic of byUrgency(found)) {
          const place = toRange(document, diagnostic);
          const mended = shown.find(one => codeOf(one) === diagnostic.code && one.range.isEqual(place));
          if (mended === undefined || place.intersection(range) === undefined) continue;
          for (const fix of fixesFor(diagnostic, manifest, home)) {
            // What rewrites the document is looked at first.
            if (REWRITING.has(diagnostic.code)) actions.push(reviewed.action(document, fix.edits, mended));
            actions.push(
              toQuickFix(
                document,
                fix,
                mended,
                actions.every(({ isPreferred }) => isPreferred !== true),
                say,
              ),
            );
          }
          const silence = silenceFix(diagnostic, manifest);
          if (silence !== undefined) silences.push(toQuickFix(document, silence, mended, false, say));
        }
        actions.push(...silences);
      }
      // Who asks at something that is wrong wants that mended; what else could be done is there when it is asked for by its kind.
      if (wanted(vscode.CodeActionKind.RefactorRewrite) && (context.only !== undefined || actions.length === 0)) {
        for (const change of refactoringsAt(manifest, document.offsetAt(range.start), home))
          actions.push(toAction(document, change, vscode.CodeActionKind.RefactorRewrite, say));
      }
      if (context.only?.contains(FIX_ALL) === true) {
        const edits = fixAll(diagnose(manifest, home, options), manifest, home);
        const all = { code: 'fix-all', values: {}, edits, preferred: false };
        if (edits.length > 0) actions.push(toAction(document, all, FIX_ALL, say));
      }
      return actions;
    },
  };
  return vscode.languages.registerCodeActionsProvider(manifestSelector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite, FIX_ALL],
  });
}

function toQuickFix(
  document: vscode.TextDocument,
  fix: Fix,
  mended: vscode.Diagnostic,
  mayBePreferred: boolean,
  say: Say,
): vscode.CodeAction {
  const action = toAction(document, fix, vscode.CodeActionKind.QuickFix, say);
  action.diagnostics = [mended];
  action.isPreferred = fix.preferred && mayBePreferred;
  return action;
}

function toAction(
  document: vscode.TextDocument,
  change: Fix,
  kind: vscode.CodeActionKind,
  say: Say,
): vscode.CodeAction {
  const action = new vscode.CodeAction(say.data(change), kind);
  action.edit = new vscode.WorkspaceEdit();
  for (const { start, end, newText } of change.edits) {
    action.edit.replace(document.uri, toRange(document, { start, end }), newText);
  }
  if (change.elsewhere !== undefined) {
    const { file, text, edits } = change.elsewhere;
    const lines = new Lines(text);
    const position = (offset: number) => {
      const { line, character } = lines.positionAt(offset);
      return new vscode.Position(line, character);
    };
    for (const { start, end, newText } of edits)
      action.edit.replace(vscode.Uri.parse(file), new vscode.Range(position(start), position(end)), newText);
  }
  return action;
}
