import { allSentences } from '../../words/spoken/all.ts';
import { speaker } from '../../words/words.ts';

interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** `ordinal practice [--port N] [--pace human] [--speed X] [--state FILE] [--kubeconfig FILE] [--name NAME] [--lesson NAME]`: runs the practice cluster until a signal ends it. Resolves with the exit code. */
export async function practice(args: readonly string[], { out, err }: Output): Promise<number> {
  const say = speaker(allSentences);
  const { ForeignFile, lessonNames, readSettings, runPractice } = await import('../../practice/main.ts');
  const settings = readSettings(args, process.env);
  if (settings === undefined) {
    err(`${say('practice-usage', { lessons: lessonNames.join(', ') })}\n`);
    return 2;
  }
  try {
    await runPractice(settings, kubeconfig => {
      out(`kubeconfig: ${kubeconfig}\n`);
      err(`${say('practice-runs', { kubeconfig })}\n`);
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
