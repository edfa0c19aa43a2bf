import { ClusterError, type ClusterFailure, type FailedAt } from '../cluster/connection.ts';
import { failureTold } from '../cluster/failure.ts';
import type { Code, Say, ValuesOf } from '../words/words.ts';
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
  | 'vscode.open'
  | 'workbench.action.openSettings'
  | 'workbench.action.openRemoteSettings'
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
export function answer<Known extends Code, C extends Known>(say: Say<Known>, code: C, ...values: ValuesOf<C>): Answer {
  return new Answer({ severity: 'information', sentence: say(code, ...values), buttons: [] });
}

/** The same answer with buttons that lead on. */
export function withButtons(refusal: Answer, ...buttons: Button[]): Answer {
  return new Answer({ ...refusal.problem, buttons });
}

/** The open context that a failure came from: what is known of it, and what its buttons are about. */
export interface Origin {
  /** The key of the open context. */
  readonly context: string;
  /** What is told of a cluster that is away, wherever it is told. */
  readonly away: string | undefined;
  /** Whether it was never let in: then what was refused is the connection, and not something that was to be done. */
  readonly isShut?: boolean;
}

/**
 * What to show for anything that was thrown; `undefined` where a person backed out. `originOf` finds the open context in which a cluster
 * failed; a failure that says that it is away is told as the tree tells it.
 */
export function problemOf(
  error: unknown,
  say: Say,
  originOf: (at: FailedAt) => Origin | undefined = () => undefined,
): Problem | undefined {
  if (error instanceof Cancelled) return undefined;
  if (error instanceof Answer) return error.problem;
  if (error instanceof ClusterError) {
    const { failure, at } = error;
    if (failure.kind === 'aborted') return undefined;
    const origin = at === undefined ? undefined : originOf(at);
    const away = isAboutTheWay(failure) || origin?.isShut === true ? origin?.away : undefined;
    return {
      severity: 'error',
      sentence: away ?? failureSentence(failure, say, at?.server ?? ''),
      buttons: buttonsFor(failure, origin, say),
    };
  }
  return {
    severity: 'error',
    sentence: say('unexpected-error'),
    buttons: [{ title: say('button-show-log'), command: commandIds.showLog }],
  };
}

/** Whether any request would have failed so, whatever it asked for. */
export function isAboutTheWay({ kind }: ClusterFailure): boolean {
  switch (kind) {
    case 'unreachable':
    case 'timeout':
    case 'certificate':
    case 'unauthorized':
    case 'credentials':
    case 'untrusted':
    case 'not-kubernetes':
      return true;
    default:
      return false;
  }
}

/** One sentence for what a cluster refused or failed to do: what happened, and what to do about it. */
export function failureSentence(failure: ClusterFailure, say: Say, server: string): string {
  const sentence = say.data(failureTold(failure, server === '' ? say('failure-the-cluster') : server));
  return server === '' ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : sentence;
}

function buttonsFor(failure: ClusterFailure, origin: Origin | undefined, say: Say): Button[] {
  const about = origin === undefined ? {} : { argument: { context: origin.context } };
  const showLog: Button = { title: say('button-show-log'), command: commandIds.showLog };
  const retry: Button = { title: say('button-try-again'), command: commandIds.retry, ...about };
  const choose: Button = { title: say('button-choose-cluster'), command: commandIds.connect, ...about };
  switch (failure.kind) {
    case 'unreachable':
    case 'timeout':
    case 'unauthorized':
    case 'credentials':
    case 'untrusted':
      return [retry, choose];
    case 'certificate':
    case 'not-kubernetes':
      return [retry, choose, showLog];
    case 'too-many-requests':
    case 'server':
      return [retry, showLog];
    case 'forbidden':
      return [{ title: say('button-choose-namespace'), command: commandIds.chooseNamespace, ...about }, showLog];
    default:
      return [showLog];
  }
}
