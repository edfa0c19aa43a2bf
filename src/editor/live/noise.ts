import * as vscode from 'vscode';
import { contextSetter } from '../context.ts';
import { type Disposable, Disposables } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { contextKeys } from '../ids.ts';

/** Which documents show who wrote which field, too; the workbench's menus are told of the one in front. */
export interface Noise extends Disposable {
  isShown(uri: vscode.Uri): boolean;
  show(uri: vscode.Uri, shown: boolean): void;
}

export function noiseFields(errors: Errors): Noise {
  const held = new Disposables();
  const noisy = new Set<string>();
  const setContext = contextSetter(errors);
  const isShown = (uri: vscode.Uri) => noisy.has(uri.toString());
  const tell = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    setContext(contextKeys.noise, uri !== undefined && isShown(uri));
  };
  held.add(vscode.window.onDidChangeActiveTextEditor(tell));
  held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => noisy.delete(uri.toString())));
  return {
    isShown,
    show(uri, shown) {
      if (shown) noisy.add(uri.toString());
      else noisy.delete(uri.toString());
      tell();
    },
    dispose: () => held.dispose(),
  };
}
