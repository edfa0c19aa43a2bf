import * as vscode from 'vscode';
import { ClusterError, type FailedAt } from '../cluster/connection.ts';
import { withoutSecrets } from '../core/secrets.ts';
import type { Say } from '../words/words.ts';
import { LOG_CHANNEL } from './ids.ts';
import { Answer, Cancelled, type Origin, type Problem, problemOf } from './problems.ts';

/**
 * The one way out for everything that fails. Commands and event handlers run inside `guard`; work that nobody waits for
 * is handed to `run`. So no promise floats, nothing raw is shown, and the details are in the log.
 */
export interface Errors extends vscode.Disposable {
  /** A handler that never throws and never rejects. */
  guard<A extends readonly unknown[]>(
    doing: string,
    handler: (...values: A) => unknown,
  ): (...values: A) => Promise<void>;
  /** Runs work that nobody waits for. */
  run(doing: string, work: () => unknown): void;
  /** Shows a problem and carries out the button that is pressed. */
  show(problem: Problem): void;
  /** Writes to the log: what was done, and what went wrong, without secrets. */
  note(doing: string, error?: unknown): void;
  showLog(): void;
}

/** `originOf` finds the open context in which a cluster failed. */
export function errors(say: Say, originOf: (at: FailedAt) => Origin | undefined): Errors {
  const log = vscode.window.createOutputChannel(LOG_CHANNEL, { log: true });

  function note(doing: string, error?: unknown): void {
    if (error === undefined) log.info(withoutSecrets(doing));
    else log.error(withoutSecrets(`${doing}: ${describe(error)}`));
  }

  function show(problem: Problem): void {
    const titles = problem.buttons.map(button => button.title);
    const shown = showers[problem.severity](problem.sentence, ...titles);
    shown.then(
      title => {
        const button = problem.buttons.find(candidate => candidate.title === title);
        if (button !== undefined)
          run(button.command, () => vscode.commands.executeCommand(button.command, button.argument));
      },
      error => note('showing a message', error),
    );
  }

  /** Never rejects. */
  async function attempt(doing: string, work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      tell(doing, error);
    }
  }

  /** Never throws: while the window closes there may be neither log nor messages left, and the host's own log is the last to listen. */
  function tell(doing: string, error: unknown): void {
    try {
      if (!(error instanceof Cancelled) && !(error instanceof Answer)) note(doing, error);
      const problem = problemOf(error, say, originOf);
      if (problem !== undefined) show(problem);
    } catch (second) {
      console.error(withoutSecrets(`${doing}: ${describe(error)}\n${describe(second)}`));
    }
  }

  function run(doing: string, work: () => unknown): void {
    void attempt(doing, work);
  }

  return {
    guard:
      (doing, handler) =>
      (...values) =>
        attempt(doing, () => handler(...values)),
    run,
    show,
    note,
    showLog: () => log.show(),
    dispose: () => log.dispose(),
  };
}

const showers = {
  information: (sentence: string, ...titles: string[]) => vscode.window.showInformationMessage(sentence, ...titles),
  warning: (sentence: string, ...titles: string[]) => vscode.window.showWarningMessage(sentence, ...titles),
  error: (sentence: string, ...titles: string[]) => vscode.window.showErrorMessage(sentence, ...titles),
} as const;

function describe(error: unknown): string {
  if (error instanceof ClusterError) {
    const { kind, status, detail } = error.failure;
    return status === undefined ? `${kind}, ${detail}` : `${kind} (HTTP ${status}), ${detail}`;
  }
  if (error instanceof Error) return error.stack ?? `${error.name}: ${error.message}`;
  return String(error);
}
