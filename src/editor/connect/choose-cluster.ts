import * as vscode from 'vscode';
import type { KubeconfigProblem } from '../../cluster/kubeconfig.ts';
import type { Say } from '../../words/words.ts';
import { Answer, Cancelled, withButtons } from '../problems.ts';
import { awayOf, awayWords } from './away.ts';
import type { OpenContexts } from './contexts.ts';
import { userKubeconfig } from './kubeconfigs.ts';
import { type Asking, pickContext } from './pick-context.ts';
import type { Choice } from './session.ts';

/** Lets a person choose from the kubeconfigs as they are now. Rejects with `Cancelled`, or with an answer for what cannot be chosen. */
export async function chooseCluster(contexts: OpenContexts, asking: Asking, say: Say): Promise<Choice | 'practice'> {
  const kubeconfig = await userKubeconfig();
  const open = contexts.all.get().flatMap(({ session }) => {
    const choice = session.chosen();
    if (choice === undefined || choice.isPractice) return [];
    const away = awayOf(session.state.get());
    return [[choice.context.id, away === undefined ? say('context-connected') : awayWords(away, say)] as const];
  });
  const picked = await pickContext(kubeconfig, new Map(open), asking, say);
  if (picked === undefined) throw new Cancelled();
  if (picked.kind === 'practice') return 'practice';
  if (picked.kind === 'problem') throw problemAnswer(picked.problem, say);
  return { kubeconfig, context: picked.context, namespace: undefined, isPractice: false };
}

function problemAnswer(problem: KubeconfigProblem, say: Say): Answer {
  const sentence = say.data({ code: problem.code, values: { ...problem } });
  return withButtons(new Answer({ severity: 'warning', sentence, buttons: [] }), {
    title: say('button-open-kubeconfig'),
    command: 'vscode.open',
    argument: vscode.Uri.file(problem.file),
  });
}
