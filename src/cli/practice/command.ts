import type { Lesson } from '../../practice/lessons/lesson.ts';
import { allSentences } from '../../words/spoken/all.ts';
import { type Code, type Say, speaker } from '../../words/words.ts';

interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** `ordinal practice [--port N] [--pace human] [--speed X] [--state FILE] [--kubeconfig FILE] [--name NAME] [--lesson NAME]`: runs the practice cluster until a signal ends it. Resolves with the exit code. */
export async function practice(args: readonly string[], { out, err }: Output): Promise<number> {
  const say = speaker(allSentences);
  const { ForeignFile, findLesson, lessonNames, readSettings, runPractice } = await import('../../practice/main.ts');
  const settings = readSettings(args, process.env);
  if (settings === undefined) {
    err(`${say('practice-usage', { lessons: lessonNames.join(', ') })}\n`);
    return 2;
  }
  try {
    await runPractice(settings, kubeconfig => {
      out(`kubeconfig: ${kubeconfig}\n`);
      err(`${say('practice-runs', { kubeconfig })}\n`);
      const lesson = findLesson(settings.lesson ?? '');
      if (lesson !== undefined) err(`${lessonText(lesson, say)}\n`);
    });
    return 0;
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (error instanceof ForeignFile) {
      err(`${say('practice-foreign-file', { file: error.file })}\n`);
      return 1;
    }
    const reason = error instanceof Error ? error.message : String(error);
    err(`${taken ? say('practice-port-taken', { port: settings.port }) : say('practice-not-started', { reason })}\n`);
    return 1;
  }
}

/** What is to be done, and what helps. */
function lessonText({ title, task, hint }: Lesson, say: Say<Code>): string {
  const told = (code: string) => say.data({ code, values: {} });
  return `\n${say('lesson-task', { title: told(title), task: told(task) })}\n\n${say('practice-hint', { hint: told(hint) })}`;
}
