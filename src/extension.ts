import * as vscode from 'vscode';
import { commandsOnDemand } from './editor/commands/load.ts';
import { refusalDiagnostics } from './editor/commands/refusals.ts';
import { registerCommands } from './editor/commands/table.ts';
import { contextParts, originOf } from './editor/connect/context-parts.ts';
import { clusterOf, type OpenContexts, ofActive, openContexts } from './editor/connect/contexts.ts';
import { clusterDesk } from './editor/connect/desk.ts';
import { clusterKnowledge } from './editor/connect/knowledge.ts';
import { practiceCluster } from './editor/connect/practice.ts';
import { allowedPrograms } from './editor/connect/programs.ts';
import { rememberContexts } from './editor/connect/restore.ts';
import { returnToPractice } from './editor/connect/return-to-practice.ts';
import type { LiveCluster } from './editor/connect/session.ts';
import { startUp } from './editor/connect/start-up.ts';
import { statusBar } from './editor/connect/status-bar.ts';
import { tellLost } from './editor/connect/tell-lost.ts';
import { contextLost } from './editor/connect/unusable.ts';
import { contextSetter, doneKey } from './editor/context.ts';
import { Disposables } from './editor/dispose.ts';
import { type Errors, errors } from './editor/errors.ts';
import { languageOnDemand } from './editor/language/load.ts';
import { rolloutChannel } from './editor/rollout/rollouts.ts';
import { clusterView } from './editor/views/cluster-view.ts';
import { activationSentences } from './words/spoken/activation.ts';
import { type Say, speaker } from './words/words.ts';

/** Builds the rooms and returns; everything slow goes on behind it, and what nobody has asked for yet is in bundles of its own. */
export function activate(context: vscode.ExtensionContext): void {
  const say = speaker(activationSentences, (sentence, values) => vscode.l10n.t(sentence, values));
  try {
    context.subscriptions.push(build(context, say));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    vscode.window.showErrorMessage(say('activation-failed', { detail }));
    throw error;
  }
}

function build(context: vscode.ExtensionContext, say: Say): vscode.Disposable {
  const held = new Disposables();
  const programs = allowedPrograms(context.globalState);
  const contexts: OpenContexts = held.add(openContexts(() => contextParts(programs, faults)));
  const faults: Errors = held.add(errors(say, at => originOf(contexts, at, say)));
  const program = vscode.Uri.joinPath(context.extensionUri, 'dist', 'practice.js').fsPath;
  const kept = (context.storageUri ?? context.globalStorageUri).fsPath;
  const practice = held.add(practiceCluster(program, say, line => faults.note(`practice: ${line}`), kept));
  const memory = context.workspaceState;
  const desk = clusterDesk({ contexts, practice, programs, memory, errors: faults, say });
  const setContext = contextSetter(faults);
  const view = held.add(clusterView(contexts, setContext, faults, say, memory));
  held.add(statusBar(view.bar, say));
  const rollouts = held.add(rolloutChannel(contexts, say));
  const refusals = held.add(refusalDiagnostics(say));
  const samples = vscode.Uri.joinPath(context.extensionUri, 'media', 'samples');
  const knowledge = () => {
    const cluster = clusterOf(contexts.active.get());
    return cluster === undefined ? undefined : clusterKnowledge(cluster);
  };
  const server = held.add(ofActive(contexts, ({ server }) => server));
  held.add(languageOnDemand(knowledge, server, context.extensionUri, faults, say));
  const verdicts = ({ key }: LiveCluster) => contexts.of(key)?.verdicts;
  held.add(
    registerCommands(
      commandsOnDemand({ ...view, say, errors: faults, desk, rollouts, memory, verdicts, held }, refusals, samples),
      faults,
      id => setContext(doneKey(id), true),
    ),
  );
  held.add(rememberContexts(contexts, memory, faults));
  held.add(tellLost(contexts, (open, away) => faults.show(contextLost(open, away, say))));
  held.add(returnToPractice(contexts));
  held.add(startUp(desk, practice, memory, setContext, faults));
  return held;
}
