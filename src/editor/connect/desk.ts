import * as vscode from 'vscode';
import type { Say } from '../../words/words.ts';
import type { Disposable } from '../dispose.ts';
import type { Errors } from '../errors.ts';
import { answer, Cancelled } from '../problems.ts';
import { chooseCluster } from './choose-cluster.ts';
import { chooseNamespaceOf } from './choose-namespace.ts';
import { clusterOf, type OpenContexts } from './contexts.ts';
import { connectionGate } from './gate.ts';
import { userKubeconfig } from './kubeconfigs.ts';
import { type Memory, remembered } from './memory.ts';
import { pickActive } from './pick-active.ts';
import type { Practice } from './practice.ts';
import { practiceDesk } from './practice-desk.ts';
import type { Programs } from './programs.ts';
import { renewContexts } from './renew.ts';
import { type Reopening, reopenings } from './restore.ts';
import { type Choice, keyOf, type LiveCluster, namespaceOf } from './session.ts';
import { showContext } from './show-context.ts';
import { contextAway, notConnected } from './unusable.ts';
import { contextOf, meantContext } from './which-context.ts';

/**
 * Where a person chooses clusters. Everything that leads to a connection goes through here, so that trust is asked in one place.
 * An `argument` is what the command was called on (a row, a target, a context); what is called on nothing is about the active context.
 */
export interface Desk {
  /** The contexts that are open, connected or not. */
  readonly contexts: Pick<OpenContexts, 'all' | 'of' | 'onState'>;
  /** Shows another context in place of one. */
  connect(argument?: unknown): Promise<void>;
  /** Shows another context beside those that are open; the active one stays active. */
  openContext(): Promise<void>;
  /** Makes a context the one that manifests, lenses and the palette are about. */
  activate(argument?: unknown): Promise<void>;
  chooseNamespace(argument?: unknown): Promise<void>;
  startPractice(): Promise<void>;
  stopPractice(): Promise<void>;
  /** Throws away what the practice cluster holds; it starts anew if it was running. */
  resetPractice(): Promise<void>;
  /** Starts the practice cluster anew at the beginning of a lesson, and connects to it. */
  startLesson(name: string): Promise<void>;
  disconnect(argument?: unknown): void;
  retry(argument?: unknown): Promise<void>;
  /** Tries everything again, in every open context. */
  refresh(argument?: unknown): Promise<void>;
  /** Connects to what this workspace was connected to when it was last open. */
  restore(): Promise<void>;
  /** The kubeconfigs were written: contexts that lead elsewhere now are connected anew. */
  kubeconfigChanged(): Promise<void>;
  /** The cluster that a command is about, or an answer that says why it cannot be had and how to get one. */
  cluster(argument: unknown): LiveCluster;
  /** The cluster of an open context, while it is connected. */
  find(key: string): LiveCluster | undefined;
  /** The practice cluster, wherever it stands among the open contexts. */
  practice(): LiveCluster | undefined;
  /** Whether it stands among the open contexts, connected or not. */
  hasPractice(): boolean;
  /** Calls back when the state of any open context changes, and when one is opened or closed. */
  onState(listener: () => void): Disposable;
}

export interface DeskParts {
  readonly contexts: OpenContexts;
  readonly practice: Practice;
  readonly programs: Programs;
  /** Of the workspace. */
  readonly memory: Memory;
  readonly errors: Errors;
  readonly say: Say;
}

export function clusterDesk({ contexts, practice, programs, memory, errors, say }: DeskParts): Desk {
  const { mustTrust, mustAllow } = connectionGate(programs, say);
  const practices = practiceDesk({ contexts, practice, mustTrust, show });
  const meant = (argument: unknown) => meantContext(contexts, argument);

  async function connect(argument?: unknown): Promise<void> {
    mustTrust();
    const replaced = contextOf(argument) ?? contexts.active.get()?.key;
    const before = replaced === undefined ? undefined : contexts.of(replaced)?.session.chosen()?.context.name;
    const hint = before === undefined ? say('connect-placeholder') : say('connect-instead', { context: before });
    const choice = await chooseCluster(contexts, { title: say('connect-title'), hint }, say);
    if (choice === 'practice') return practices.startInPlaceOf(replaced);
    await show(choice, replaced);
    contexts.activate(keyOf(choice));
  }

  async function openContext(): Promise<void> {
    mustTrust();
    const active = contexts.active.get()?.session.chosen()?.context.name;
    const hint = active === undefined ? say('connect-placeholder') : say('open-context-beside', { context: active });
    const choice = await chooseCluster(contexts, { title: say('open-context-title'), hint }, say);
    if (choice === 'practice') return practices.startBeside(undefined);
    await show(choice, undefined);
  }

  async function show(choice: Choice, replaced: string | undefined): Promise<void> {
    await mustAllow(choice);
    await showContext(contexts, choice, replaced);
  }

  async function activate(argument?: unknown): Promise<void> {
    const key = contextOf(argument) ?? (await pickActive(contexts, say));
    if (key === undefined) throw new Cancelled();
    contexts.activate(key);
  }

  async function chooseNamespace(argument?: unknown): Promise<void> {
    const open = meant(argument);
    const choice = open?.session.chosen();
    if (open === undefined || choice === undefined) {
      // It answers why there is none.
      cluster(argument);
      return;
    }
    mustTrust();
    await chooseNamespaceOf(open, choice, memory, say);
  }

  function disconnect(argument?: unknown): void {
    const open = meant(argument);
    if (open !== undefined) contexts.close(open.key);
  }

  async function retry(argument?: unknown): Promise<void> {
    mustTrust();
    const open = meant(argument);
    if (open === undefined) throw notConnected(say);
    const choice = open.session.chosen();
    // There is nobody to answer until it runs again.
    if (choice?.isPractice === true && practice.status.get() === 'stopped')
      return practices.startBeside(namespaceOf(choice));
    if (choice !== undefined) await mustAllow(choice);
    await open.session.retry();
  }

  async function refresh(argument?: unknown): Promise<void> {
    if (contextOf(argument) !== undefined || contexts.all.get().length < 2) return retry(argument);
    for (const { key } of contexts.all.get()) errors.run('refreshing', () => retry({ context: key }));
  }

  async function restore(): Promise<void> {
    const entries = remembered(memory);
    if (entries.length === 0 || !vscode.workspace.isTrusted) return;
    const kubeconfig = await userKubeconfig();
    if (contexts.all.get().length > 0) return;
    for (const reopening of reopenings(entries, kubeconfig)) reopen(reopening);
  }

  function reopen({ key, isActive, namespace, choice }: Reopening): void {
    const { session } = contexts.open(key);
    if (isActive) contexts.activate(key);
    if (choice !== undefined) {
      errors.run('connecting as before', () => session.connect(choice));
      return;
    }
    errors.run('starting the practice cluster as before', () =>
      practices.startBeside(namespace).catch(error => {
        contexts.close(key);
        throw error;
      }),
    );
  }

  async function kubeconfigChanged(): Promise<void> {
    if (contexts.all.get().length > 0) renewContexts(contexts, await userKubeconfig(), errors);
  }

  function cluster(argument: unknown): LiveCluster {
    const key = contextOf(argument);
    const open = meant(argument);
    const found = clusterOf(open);
    if (found !== undefined) return found;
    mustTrust();
    if (open !== undefined) throw contextAway(open, say);
    throw key === undefined ? notConnected(say) : answer(say, 'context-closed');
  }

  return {
    contexts,
    connect,
    openContext,
    activate,
    chooseNamespace,
    startPractice: () => practices.startInPlaceOf(contexts.active.get()?.key),
    stopPractice: practices.stop,
    resetPractice: practices.reset,
    startLesson: practices.startLesson,
    disconnect,
    retry,
    refresh,
    restore,
    kubeconfigChanged,
    cluster,
    find: key => clusterOf(contexts.of(key)),
    practice: () => clusterOf(practices.context()),
    hasPractice: () => practices.context() !== undefined,
    onState: contexts.onState,
  };
}
