import type * as vscode from 'vscode';

/** Which documents Ordinal reads: YAML that a person can edit. Helm templates and compose files have languages of their own. */
export const manifestSelector: vscode.DocumentSelector = [
  { language: 'yaml', scheme: 'file' },
  { language: 'yaml', scheme: 'untitled' },
  { language: 'yaml', scheme: 'vscode-remote' },
  { language: 'yaml', scheme: 'vscode-vfs' },
];

const SCHEMES: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs']);

/** The same for a document at hand; views of a diff's older side and of output channels are left alone. */
export function isManifestDocument(document: vscode.TextDocument): boolean {
  return document.languageId === 'yaml' && SCHEMES.has(document.uri.scheme);
}
