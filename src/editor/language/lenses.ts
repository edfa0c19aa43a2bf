import * as vscode from 'vscode';
import { type LensAction, lenses } from '../../language/lenses.ts';
import type { Say } from '../../words/words.ts';
import { toRange } from '../convert.ts';
import { Disposables } from '../dispose.ts';
import { commandIds, settingIds } from '../ids.ts';
import { lensesEnabled } from '../settings.ts';
import type { Manifests } from './manifests.ts';
import { manifestSelector } from './selector.ts';

const COMMANDS = {
  apply: commandIds.apply,
  'set-partition': commandIds.setPartition,
  watch: commandIds.watchRollout,
} as const satisfies Readonly<Record<LensAction['do'], string>>;

/**
 * Over each StatefulSet and Deployment: its pods, what the partition does to them, and what one can do. VS Code drops its first question
 * when the editor loses the focus before it is asked (a view is opened at the same time), so it is told to ask again on `onReady`.
 */
export function registerLenses(manifests: Manifests, onReady: vscode.Event<unknown>, say: Say): vscode.Disposable {
  const held = new Disposables();
  const changed = held.add(new vscode.EventEmitter<void>());
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      if (!lensesEnabled(document.uri)) return [];
      return lenses(manifests.of(document)).map(lens => {
        const command = lens.action === undefined ? '' : COMMANDS[lens.action.do];
        return new vscode.CodeLens(toRange(document, lens), {
          title: say.data(lens),
          command,
          ...(lens.action === undefined ? {} : { arguments: [argumentOf(lens.action, document.uri)] }),
        });
      });
    },
  };
  held.add(onReady(() => changed.fire()));
  held.add(vscode.languages.registerCodeLensProvider(manifestSelector, provider));
  held.add(
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(settingIds.lenses)) changed.fire();
    }),
  );
  return held;
}

/** Apply is about the file, the others are about the object in the cluster. A lens that names no namespace leaves it to the connection. */
function argumentOf(action: LensAction, uri: vscode.Uri): unknown {
  if (action.do === 'apply') return uri;
  return { kind: action.kind, namespace: action.namespace ?? '', name: action.name };
}
