import * as vscode from 'vscode';
import type { Compared } from '../../language/compared.ts';
import type { CommandSay } from '../../words/words.ts';
import type { LiveCluster } from '../connect/session.ts';
import { Disposables } from '../dispose.ts';
import { COMPARED_SCHEME } from '../ids.ts';
import { named, type Target } from '../target.ts';

/** The two sides of comparisons, as documents that cannot be edited. */
export interface ComparedDocuments extends vscode.Disposable {
  /** Opens the workbench's diff editor, or shows what is newer in one that is open. `partly`: only what the manifest sets is compared. */
  open(cluster: LiveCluster, target: Target, file: vscode.Uri, compared: Compared, partly: boolean): Promise<void>;
}

export function comparedDocuments(say: CommandSay): ComparedDocuments {
  const held = new Disposables();
  const changed = held.add(new vscode.EventEmitter<vscode.Uri>());
  const texts = new Map<string, string>();

  function put(uri: vscode.Uri, text: string): void {
    const isOpen = texts.has(uri.toString());
    texts.set(uri.toString(), text);
    if (isOpen) changed.fire(uri);
  }

  held.add(
    vscode.workspace.registerTextDocumentContentProvider(COMPARED_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: uri => texts.get(uri.toString()) ?? '',
    }),
  );
  held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())));
  return {
    async open(cluster, target, file, { live, wanted }, partly) {
      const { kind, namespace, name } = target;
      const side = (of: string) =>
        vscode.Uri.from({
          scheme: COMPARED_SCHEME,
          path: `/${namespace}/${kind}/${name}.${of}.yaml`,
          query: `${cluster.key} ${file.toString()}`,
        });
      const [left, right] = [side('live'), side('manifest')];
      put(left, live);
      put(right, wanted);
      const values = {
        object: named(target),
        context: cluster.context.name,
        file: vscode.workspace.asRelativePath(file),
      };
      const title = say(partly ? 'compare-title-partly' : 'compare-title', values);
      await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
    },
    dispose: () => held.dispose(),
  };
}
