import { ClusterError, type ClusterFailure } from '../cluster/connection.ts';
import { failureTold } from '../cluster/failure.ts';
import type { ArgumentsOf, Code, Say, Sentences } from '../words/words.ts';
import { type CommandId, commandIds } from './ids.ts';

/** What a person is told when something did not go as asked: one sentence, and what to press. */
export interface Problem {
  readonly severity: 'information' | 'warning' | 'error';
  readonly sentence: string;
  readonly buttons: readonly Button[];
}

export interface Button {
  readonly title: string;
  readonly command: CommandId | WorkbenchCommand;
  readonly argument?: unknown;
}

/** Commands of the workbench that a button may lead to. */
export type WorkbenchCommand =
  | 'workbench.trust.manage'
  | 'workbench.action.openSettings'
  | 'workbench.actions.view.problems';

/**
 * Thrown by a command that cannot do what was asked, with the sentence that says why. It is an answer, not a fault:
 * it is shown, not logged.
 */
export class Answer extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.sentence);
    this.name = 'Answer';
    this.problem = problem;
  }

  /** Each bundle holds this class once; what a command throws must be known where it is shown. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'Answer' && 'problem' in value;
  }
}

/** Thrown when a person backs out (Escape, Cancel). Says nothing. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }

  /** Known across bundles, as an `Answer` is. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'Cancelled';
  }
}

/** An `Answer` with the sentence of a code. */
export function answer<C extends Code>(
  say: Say,
  code: C,
  ...values: unknown extends ArgumentsOf<Sentences[C]> ? [] : [ArgumentsOf<Sentences[C]>]
): Answer {
  return new Answer({ severity: 'information', sentence: say(code, ...values), buttons: [] });
}

/** The same answer with buttons that lead on. */
export function withButtons(refusal: Answer, ...buttons: Button[]): Answer {
  return new Answer({ ...refusal.problem, buttons });
}

/** What to show for anything that was thrown; `undefined` where a person backed out. `server` is where the cluster answers, for sentences. */
export function problemOf(error: unknown, say: Say, server = ''): Problem | undefined {
  if (error instanceof Cancelled) return undefined;
  if (error instanceof Answer) return error.problem;
  if (error instanceof ClusterError) {
    if (error.failure.kind === 'aborted') return undefined;
    return {
      severity: 'error',
      sentence: failureSentence(error.failure, say, server),
      buttons: buttonsFor(error.failure, say),
    };
  }
  return {
    severity: 'error',
    sentence: say('unexpected-error'),
    buttons: [{ title: say('button-show-log'), command: commandIds.showLog }],
  };
}

/** One sentence for what a cluster refused or failed to do: what happened, and what to do about it. */
export function failureSentence(failure: ClusterFailure, say: Say, server: string): string {
  const sentence = say.data(failureTold(failure, server === '' ? say('failure-the-cluster') : server));
  return server === '' ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : sentence;
}

function buttonsFor(failure: ClusterFailure, say: Say): Button[] {
  const showLog: Button = { title: say('button-show-log'), command: commandIds.showLog };
  const retry: Button = { title: say('button-try-again'), command: commandIds.retry };
  const choose: Button = { title: say('button-choose-cluster'), command: commandIds.connect };
  switch (failure.kind) {
    case 'unreachable':
    case 'timeout':
    case 'unauthorized':
    case 'credentials':
      return [retry, choose];
    case 'certificate':
    case 'not-kubernetes':
      return [choose, showLog];
    case 'too-many-requests':
    case 'server':
      return [retry, showLog];
    case 'forbidden':
      return [{ title: say('button-choose-namespace'), command: commandIds.chooseNamespace }, showLog];
    default:
      return [showLog];
  }
}
