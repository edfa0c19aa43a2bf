import * as vscode from 'vscode';
import type { FindingCode } from '../../core/manifest/catalogue.ts';
import { rulePage } from '../../language/diagnostics.ts';

/** The code of a rule, which leads to the page that explains it: the pages are in the package of Ordinal, at `extensionUri`. */
export function linkedCode(code: FindingCode, extensionUri: vscode.Uri) {
  // No `command:` with a preview: where a problem is peeked at, VS Code opens no commands.
  return { value: code, target: vscode.Uri.joinPath(extensionUri, rulePage(code)) };
}

/** The code of a diagnostic, with a link or without. */
export function codeOf({ code }: Pick<vscode.Diagnostic, 'code'>): string {
  return String(typeof code === 'object' ? code.value : code);
}
