import * as vscode from 'vscode';
import type { ClusterFailure } from '../../cluster/connection.ts';
import type { Path } from '../../core/manifest/path.ts';
import type { Say } from '../../words/words.ts';
import { toRange } from '../convert.ts';
import { Disposables } from '../dispose.ts';
import type { ToApply } from './apply-objects.ts';
import { serverFindings } from './server-findings.ts';

/** What the API server refused, underlined where it stands until the text changes. */
export interface Refusals extends vscode.Disposable {
  show(
    document: vscode.TextDocument,
    refused: readonly {
      readonly item: ToApply;
      readonly failure: ClusterFailure;
      readonly immutable?: readonly Path[];
    }[],
  ): void;
  clear(uri: vscode.Uri): void;
}

export function refusalDiagnostics(say: Say): Refusals {
  const held = new Disposables();
  const shown = held.add(vscode.languages.createDiagnosticCollection('ordinal-server'));
  // Where a line stands is known for one version only, and whether it is still refused is not known at all.
  held.add(vscode.workspace.onDidChangeTextDocument(({ document }) => shown.delete(document.uri)));
  held.add(vscode.workspace.onDidCloseTextDocument(document => shown.delete(document.uri)));
  return {
    show(document, refused) {
      const diagnostics = refused.flatMap(({ item, failure, immutable }) =>
        serverFindings(item, failure, say, immutable).map(finding => {
          const diagnostic = new vscode.Diagnostic(
            toRange(document, finding),
            finding.message,
            vscode.DiagnosticSeverity.Error,
          );
          diagnostic.source = say('server-source');
          return diagnostic;
        }),
      );
      shown.set(document.uri, diagnostics);
    },
    clear: uri => shown.delete(uri),
    dispose: () => held.dispose(),
  };
}
