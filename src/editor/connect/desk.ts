import * as vscode from 'vscode';
import { listNamespaces } from '../../cluster/access.ts';
import type { Say } from '../../words/words.ts';
import type { Errors } from '../errors.ts';
import { commandIds } from '../ids.ts';
import { answer, withButtons } from '../problems.ts';
import { practiceKubeconfig, userKubeconfig } from './kubeconfigs.ts';
import { type Memory, remember, remembered } from './memory.ts';
import { pickContext } from './pick-context.ts';
import { pickNamespace } from './pick-namespace.ts';
import type { Practice } from './practice.ts';
import type { LiveCluster, Session } from './session.ts';

/** Where a person chooses the cluster. Everything that leads to a connection goes through here, so that trust is asked in one place. */
export interface Desk {
  connect(): Promise<void>;
  chooseNamespace(): Promise<void>;
  startPractice(): Promise<void>;
  stopPractice(): Promise<void>;
  /** Throws away what the practice cluster holds; it starts anew if it was running. */
  resetPractice(): Promise<void>;
  /** Starts the practice cluster anew at the beginning of a lesson, and connects to it. */
  startLesson(name: string): Promise<void>;
  disconnect(): Promise<void>;
  retry(): Promise<void>;
  /** Connects to what this workspace was connected to when it was last open. */
  restore(): Promise<void>;
  /** The connected cluster, or an answer that says how to get one. */
  cluster(): LiveCluster;
}

export function clusterDesk(session: Session, practice: Practice, memory: Memory, errors: Errors, say: Say): Desk {
  async function connect(): Promise<void> {
    mustTrust();
    const kubeconfig = await userKubeconfig();
    for (const problem of kubeconfig.problems) errors.note(say.data({ code: problem.code, values: { ...problem } }));
    const choice = await pickContext(kubeconfig, currentContext(), say);
    if (choice === undefined) return;
    if (choice.kind === 'practice') return startPractice();
    await remember(memory, { context: choice.context.id, namespace: choice.context.namespace ?? 'default' });
    await session.connect({ kubeconfig, context: choice.context, namespace: undefined, isPractice: false });
  }

  async function startPractice(lesson?: string): Promise<void> {
    mustTrust();
    const path = await practice.start(lesson);
    const current = session.state.get();
    if (current.kind === 'connected' && current.cluster.isPractice) return;
    const { kubeconfig, context } = await practiceKubeconfig(path);
    await session.connect({ kubeconfig, context, namespace: undefined, isPractice: true });
  }

  async function stopPractice(): Promise<void> {
    const current = session.state.get();
    if (current.kind === 'connected' && current.cluster.isPractice) session.disconnect();
    await practice.stop();
  }

  async function startLesson(name: string): Promise<void> {
    mustTrust();
    await stopPractice();
    await startPractice(name);
  }

  async function resetPractice(): Promise<void> {
    const wasRunning = practice.status.get() !== 'stopped';
    await stopPractice();
    await practice.forget();
    if (wasRunning) await startPractice();
  }

  async function chooseNamespace(): Promise<void> {
    const { connection, context, namespace } = cluster();
    const known = [context.namespace ?? 'default', namespace];
    const chosen = await pickNamespace(await listNamespaces(connection, known), namespace, say);
    if (chosen === undefined) return;
    session.changeNamespace(chosen);
    const choice = remembered(memory);
    if (choice !== undefined && !cluster().isPractice) await remember(memory, { ...choice, namespace: chosen });
  }

  async function disconnect(): Promise<void> {
    session.disconnect();
    await remember(memory, undefined);
  }

  async function retry(): Promise<void> {
    mustTrust();
    if (session.state.get().kind === 'none') throw notConnected();
    await session.retry();
  }

  async function restore(): Promise<void> {
    const choice = remembered(memory);
    if (choice === undefined || !vscode.workspace.isTrusted || session.state.get().kind !== 'none') return;
    const kubeconfig = await userKubeconfig();
    const context = kubeconfig.contexts.find(candidate => candidate.id === choice.context);
    // The context is gone; the welcome view offers to choose another.
    if (context === undefined || session.state.get().kind !== 'none') return;
    await session.connect({ kubeconfig, context, namespace: choice.namespace, isPractice: false });
  }

  function cluster(): LiveCluster {
    const current = session.state.get();
    if (current.kind === 'connected') return current.cluster;
    mustTrust();
    throw notConnected();
  }

  function currentContext(): string | undefined {
    const current = session.state.get();
    return current.kind === 'connected' && !current.cluster.isPractice ? current.cluster.context.id : undefined;
  }

  function notConnected() {
    return withButtons(
      answer(say, 'not-connected'),
      { title: say('button-connect'), command: commandIds.connect },
      { title: say('button-start-practice'), command: commandIds.startPractice },
    );
  }

  function mustTrust(): void {
    if (vscode.workspace.isTrusted) return;
    throw withButtons(answer(say, 'not-trusted'), {
      title: say('button-manage-trust'),
      command: 'workbench.trust.manage',
    });
  }

  return {
    connect,
    chooseNamespace,
    startPractice: () => startPractice(),
    stopPractice,
    resetPractice,
    startLesson,
    disconnect,
    retry,
    restore,
    cluster,
  };
}
