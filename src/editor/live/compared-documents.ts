import * as vscode from 'vscode';
import { ClusterError } from '../../cluster/connection.ts';
import { clockTime } from '../../core/clock-time.ts';
import type { Compared } from '../../language/compared.ts';
import type { CommandSay } from '../../words/words.ts';
import type { Comparison } from '../commands/comparison.ts';
import type { OpenContexts } from '../connect/contexts.ts';
import type { LiveCluster } from '../connect/session.ts';
import { Disposables, onDispose } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { COMPARED_SCHEME } from '../ids.ts';
import { Answer, failureSentence } from '../problems.ts';
import { named, type Target } from '../target.ts';
import { followIn, followSteadily } from './follow-steady.ts';
import { gathered } from './gathered.ts';

/** The two sides of comparisons, as documents that cannot be edited and follow the object and its manifest. */
export interface ComparedDocuments extends vscode.Disposable {
  /** Opens the workbench's diff editor, or shows what is newer in one that is open. `again` compares anew. */
  open(
    cluster: LiveCluster,
    target: Target,
    file: vscode.Uri,
    comparison: Comparison,
    again: () => Promise<Comparison>,
  ): Promise<void>;
  /** Opens the template of a revision, which never changes, beside what its workload has at this time. */
  openRevision(cluster: LiveCluster, revision: Target, compared: Compared, title: string): Promise<void>;
}

export function comparedDocuments(
  contexts: Pick<OpenContexts, 'of' | 'onState'>,
  errors: Pick<Errors, 'run' | 'note'>,
  say: CommandSay,
): ComparedDocuments {
  const held = new Disposables();
  const changed = held.add(new vscode.EventEmitter<vscode.Uri>());
  const texts = new Map<string, string>();
  /** What follows the object and the manifest of an open comparison, by both of its sides. */
  const following = new Map<string, Disposables>();

  function put(uri: vscode.Uri, text: string): void {
    const before = texts.get(uri.toString());
    texts.set(uri.toString(), text);
    if (before !== undefined && before !== text) changed.fire(uri);
  }

  function forget({ uri }: Pick<vscode.TextDocument, 'uri'>): void {
    texts.delete(uri.toString());
    following.get(uri.toString())?.dispose();
    following.delete(uri.toString());
  }

  /** Compares anew when the object or the manifest has changed. What cannot be compared now stays, and says since when. */
  function follow(
    cluster: LiveCluster,
    target: Target,
    file: vscode.Uri,
    [left, right]: readonly [vscode.Uri, vscode.Uri],
    again: () => Promise<Comparison>,
  ): void {
    for (const uri of [left, right]) following.get(uri.toString())?.dispose();
    const own = new Disposables();
    for (const uri of [left, right]) following.set(uri.toString(), own);
    let comparedAt = Date.now();
    const show = async () => {
      try {
        const { live, wanted } = (await again()).compared;
        if (own.disposed) return;
        comparedAt = Date.now();
        put(left, live);
        put(right, wanted);
      } catch (error) {
        if (!(error instanceof Answer) && !(error instanceof ClusterError)) throw error;
        if (own.disposed) return;
        const why = error instanceof Answer ? error.problem.sentence : failureSentence(error.failure, say, '');
        const note = `# ${say('compare-old', { time: clockTime(comparedAt), why: why.replaceAll('\n', ' ') })}\n`;
        // On both sides, so that it is no difference.
        for (const uri of [left, right]) put(uri, note + (texts.get(uri.toString()) ?? '').replace(/^# .*\n/, ''));
      }
    };
    const changes = own.add(gathered(() => errors.run('comparing again', show)));
    const followOne = (now: LiveCluster) => followIn(now, target, changes.touch, errors, true);
    own.add(followSteadily(contexts, cluster.key, followOne, changes.touch));
    own.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === file.toString()) changes.touch();
      }),
    );
    // A file that is open in no editor changes on disk only.
    const folder = vscode.Uri.joinPath(file, '..');
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const disk = own.add(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name)));
    for (const event of [disk.onDidChange, disk.onDidCreate, disk.onDidDelete]) own.add(event(changes.touch));
  }

  held.add(
    vscode.workspace.registerTextDocumentContentProvider(COMPARED_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: uri => texts.get(uri.toString()) ?? '',
    }),
  );
  held.add(vscode.workspace.onDidCloseTextDocument(forget));
  held.add(
    onDispose(() => {
      for (const own of following.values()) own.dispose();
    }),
  );
  return {
    async open(cluster, target, file, { compared: { live, wanted }, partly }, again) {
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
      follow(cluster, target, file, [left, right], again);
      const values = {
        object: named(target),
        context: cluster.context.name,
        file: vscode.workspace.asRelativePath(file),
      };
      const title = say(partly ? 'compare-title-partly' : 'compare-title', values);
      await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
    },
    async openRevision(cluster, { kind, namespace, name }, { live, wanted }, title) {
      const side = (of: string) =>
        vscode.Uri.from({
          scheme: COMPARED_SCHEME,
          path: `/${namespace}/${kind}/${name}.${of}.yaml`,
          query: cluster.key,
        });
      const [left, right] = [side('revision'), side('now')];
      put(left, live);
      put(right, wanted);
      await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
    },
    dispose: () => held.dispose(),
  };
}
