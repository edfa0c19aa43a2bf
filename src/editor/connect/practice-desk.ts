import { clusterOf, type OpenContext, type OpenContexts } from './contexts.ts';
import { practiceKubeconfig } from './kubeconfigs.ts';
import type { Practice } from './practice.ts';
import { type Choice, keyOf } from './session.ts';

/** What the desk does with the practice cluster. */
export interface PracticeDesk {
  /** Starts it and shows it in place of another context, and makes it the active one. */
  startInPlaceOf(replaced: string | undefined): Promise<void>;
  /** Starts it and shows it beside the others. */
  startBeside(namespace: string | undefined): Promise<void>;
  stop(): Promise<void>;
  reset(): Promise<void>;
  startLesson(lesson: string): Promise<void>;
  context(): OpenContext | undefined;
}

export interface PracticeParts {
  readonly contexts: OpenContexts;
  readonly practice: Practice;
  readonly mustTrust: () => void;
  readonly show: (choice: Choice, replaced: string | undefined) => Promise<void>;
}

export function practiceDesk({ contexts, practice, mustTrust, show }: PracticeParts): PracticeDesk {
  function context(): OpenContext | undefined {
    return contexts.all.get().find(({ session }) => session.chosen()?.isPractice === true);
  }

  /** Resolves with the key of its context. */
  async function start(
    replaced: string | undefined,
    { lesson, namespace }: { readonly lesson?: string; readonly namespace?: string | undefined } = {},
  ): Promise<string> {
    mustTrust();
    const wasRunning = practice.status.get() === 'running';
    const path = await practice.start(lesson);
    const choice: Choice = { ...(await practiceKubeconfig(path)), namespace, isPractice: true };
    const key = keyOf(choice);
    if (!wasRunning || clusterOf(contexts.of(key)) === undefined) await show(choice, replaced);
    return key;
  }

  async function stop(): Promise<void> {
    const open = context();
    if (open !== undefined) contexts.close(open.key);
    await practice.stop();
  }

  /** Starts it anew where it stood, else in the place of the active context. */
  async function startAnew(prepare: () => Promise<void>, lesson?: string): Promise<void> {
    const replaced = context() === undefined ? contexts.active.get()?.key : undefined;
    await stop();
    await prepare();
    contexts.activate(await start(replaced, lesson === undefined ? {} : { lesson }));
  }

  return {
    async startInPlaceOf(replaced) {
      contexts.activate(await start(replaced));
    },
    async startBeside(namespace) {
      await start(undefined, { namespace });
    },
    stop,
    async reset() {
      if (practice.status.get() !== 'stopped') return startAnew(() => practice.forget());
      await practice.forget();
    },
    async startLesson(lesson) {
      mustTrust();
      await startAnew(async () => {}, lesson);
    },
    context,
  };
}
