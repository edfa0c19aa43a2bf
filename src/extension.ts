import * as vscode from 'vscode';
import { loadKube } from './cluster/load.ts';
import { createMirror, TREE_KINDS } from './cluster/mirror.ts';
import { commandsOnDemand } from './editor/commands/load.ts';
import { refusalDiagnostics } from './editor/commands/refusals.ts';
import { registerCommands } from './editor/commands/table.ts';
import { clusterDesk } from './editor/connect/desk.ts';
import { clusterKnowledge } from './editor/connect/knowledge.ts';
import { practiceCluster } from './editor/connect/practice.ts';
import { serverVersion } from './editor/connect/server-version.ts';
import { clusterSession } from './editor/connect/session.ts';
import { startUp } from './editor/connect/start-up.ts';
import { statusBar } from './editor/connect/status-bar.ts';
import { contextSetter } from './editor/context.ts';
import { Disposables } from './editor/dispose.ts';
import { errors } from './editor/errors.ts';
import { languageOnDemand } from './editor/language/load.ts';
import { rolloutChannel } from './editor/rollout/rollouts.ts';
import { liveVerdicts } from './editor/verdicts/live-verdicts.ts';
import { clusterView } from './editor/views/cluster-view.ts';
import { speaker } from './words/words.ts';

/** Builds the rooms and returns; everything slow goes on behind it, and what nobody has asked for yet is in bundles of its own. */
export function activate(context: vscode.ExtensionContext): void {
  const say = speaker((sentence, values) => vscode.l10n.t(sentence, values));
  try {
    context.subscriptions.push(build(context, say));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    vscode.window.showErrorMessage(say('activation-failed', { detail }));
    throw error;
  }
}

function build(context: vscode.ExtensionContext, say: ReturnType<typeof speaker>): vscode.Disposable {
  const held = new Disposables();
  const session = clusterSession({
    connect: async (kubeconfig, id) =>
      (await loadKube()).connect(kubeconfig, id, { trusted: vscode.workspace.isTrusted }),
    mirror: (connection, namespace) =>
      createMirror(connection, {
        kinds: TREE_KINDS,
        namespace: namespace === '' ? undefined : namespace,
        onFault: error => faults.note('mirror', error),
      }),
  });
  const connected = () => {
    const state = session.state.get();
    return state.kind === 'connected' ? state.cluster : undefined;
  };
  const faults = held.add(errors(say, () => connected()?.context.server ?? ''));
  held.add(session);
  const program = vscode.Uri.joinPath(context.extensionUri, 'dist', 'practice.js').fsPath;
  const kept = (context.storageUri ?? context.globalStorageUri).fsPath;
  const practice = held.add(practiceCluster(program, say, line => faults.note(`practice: ${line}`), kept));
  const desk = clusterDesk(session, practice, context.workspaceState, faults, say);
  const setContext = contextSetter(faults);
  const server = held.add(serverVersion(session));
  const verdicts = held.add(liveVerdicts(session, server, faults));
  const view = held.add(clusterView(session, verdicts, setContext, faults, say, context.workspaceState));
  held.add(statusBar(view.bar, say));
  const rollouts = held.add(rolloutChannel(session, verdicts, say));
  const refusals = held.add(refusalDiagnostics(say));
  const samples = vscode.Uri.joinPath(context.extensionUri, 'media', 'samples');
  const knowledge = () => {
    const cluster = connected();
    return cluster === undefined ? undefined : clusterKnowledge(cluster);
  };
  held.add(languageOnDemand(knowledge, server, faults, say));
  held.add(
    registerCommands(
      commandsOnDemand(
        { say, errors: faults, desk, rollouts, tree: view.model, look: view.look, verdicts, held },
        refusals,
        samples,
      ),
      faults,
    ),
  );
  held.add(startUp(desk, practice, setContext, faults));
  return held;
}
