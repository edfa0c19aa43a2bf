import type * as vscode from 'vscode';
import type { Knowledge } from '../../language/knowledge.ts';
import { manifestSentences } from '../../words/spoken/manifests.ts';
import type { Say } from '../../words/words.ts';
import { type Disposable, Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import type { Readable } from '../signal.ts';
import { registerActions } from './actions.ts';
import { checking } from './check-options.ts';
import { registerCompletion } from './completion.ts';
import { registerDefinitions } from './definitions.ts';
import { Diagnoser } from './diagnostics.ts';
import { FolderIndex } from './folder-index.ts';
import { registerHover } from './hover.ts';
import { registerLenses } from './lenses.ts';
import { Manifests } from './manifests.ts';
import { review } from './review.ts';

/**
 * Everything Ordinal does in a manifest. Works without a cluster; `knowledge` is what a connected one adds, `server` the version it says it has.
 * `extensionUri` is the folder of Ordinal's package, where the pages of the rules are.
 */
export interface LanguageFeatures extends Disposable {
  readonly manifests: Manifests;
}

export function languageFeatures(
  knowledge: () => Knowledge | undefined,
  server: Readable<string | undefined>,
  extensionUri: vscode.Uri,
  errors: Errors,
  base: Say,
): LanguageFeatures {
  const held = new Disposables();
  const say = base.with(manifestSentences);
  const manifests = new Manifests();
  const index = held.add(new FolderIndex(errors, say));
  const check = held.add(checking(server));
  held.add(new Diagnoser(manifests, index, check, extensionUri, errors, say));
  held.add(registerActions(manifests, index, check, held.add(review(errors, say)), say));
  held.add(registerLenses(manifests, index.onFilled, say));
  held.add(registerHover(manifests, knowledge, say));
  held.add(registerCompletion(manifests, index, knowledge, say));
  held.add(registerDefinitions(manifests, index));
  errors.run('reading the folder', () => index.fill());
  return { manifests, dispose: () => held.dispose() };
}
