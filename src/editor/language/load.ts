import * as vscode from 'vscode';
import type { Knowledge } from '../../language/knowledge.ts';
import type { Say } from '../../words/words.ts';
import { type Disposable, Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import type { Readable } from '../signal.ts';
import { isManifestDocument } from './selector.ts';

/**
 * Everything Ordinal does in a manifest, from the first YAML document on. It holds the reader of YAML and all the rules, so it is
 * a bundle of its own (`dist/manifests.js`): activation would take twice as long with it. `extensionUri` is the folder of Ordinal's package.
 */
export function languageOnDemand(
  knowledge: () => Knowledge | undefined,
  server: Readable<string | undefined>,
  extensionUri: vscode.Uri,
  errors: Errors,
  say: Say,
): Disposable {
  const held = new Disposables();
  let isAskedFor = false;
  const load = () => {
    if (isAskedFor) return;
    isAskedFor = true;
    errors.run('loading what reads manifests', async () => {
      const { languageFeatures } = await import('./language.ts');
      held.add(languageFeatures(knowledge, server, extensionUri, errors, say));
    });
  };
  const loadFor = (document: vscode.TextDocument) => {
    if (isManifestDocument(document)) load();
  };
  held.add(vscode.workspace.onDidOpenTextDocument(loadFor));
  vscode.workspace.textDocuments.forEach(loadFor);
  return held;
}
