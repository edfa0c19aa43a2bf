import type { NameAnswered, NameQuestion } from '../../cluster/ask-name.ts';
import type { Place } from '../../cluster/run-in-pod.ts';
import { differenceOf } from '../../core/service/asked.ts';
import type { Code, CommandSay } from '../../words/words.ts';

/** What was asked where, what was to be expected, and what came. */
export interface NameReport {
  readonly question: NameQuestion;
  readonly place: Place;
  readonly answered: NameAnswered;
  /** From the endpoint slices; `undefined` where they cannot be read. */
  readonly predicted: readonly string[] | undefined;
  /** The pod whose name it is, if it is one's. */
  readonly subject: string | undefined;
}

/** The lines that say an answer beside its prediction, and why they differ if they do. */
export function nameLines(report: NameReport, where: string, say: CommandSay): readonly string[] {
  const { question, place, answered, predicted } = report;
  const { program, asked } = answered;
  const { name: pod, container } = place;
  return [
    say('lookup-head', { type: question.type, name: asked, pod, container, program, where }),
    `  ${say('lookup-answer', { answer: answerText(answered, say) })}`,
    ...(predicted === undefined ? [] : [`  ${say('lookup-prediction', { prediction: listed(predicted, say) })}`]),
    `  ${say.data({ code: judgement(report), values: valuesOf(report) })}`,
    '',
  ];
}

function judgement({ answered, predicted, place, subject }: NameReport): Code {
  if (answered.isSilent) return 'lookup-silent';
  if (predicted === undefined) return 'lookup-unpredicted';
  const difference = differenceOf(predicted, answered.answers);
  if (difference === undefined) return 'lookup-same';
  if (answered.program === 'getent' && subject === place.name) return 'lookup-own-hosts';
  if (answered.answers.length === 0) return 'lookup-not-yet';
  return predicted.length === 0 ? 'lookup-still' : 'lookup-differs';
}

function valuesOf({ answered, predicted = [], place }: NameReport) {
  const { missing = [], extra = [] } = differenceOf(predicted, answered.answers) ?? {};
  return { pod: place.name, missing: missing.join(', ') || '–', extra: extra.join(', ') || '–' };
}

function answerText({ answers, said }: NameAnswered, say: CommandSay): string {
  if (answers.length > 0) return answers.join(', ');
  return said === '' ? say('lookup-none') : `${say('lookup-none')} (${said})`;
}

function listed(answers: readonly string[], say: CommandSay): string {
  return answers.length > 0 ? answers.join(', ') : say('lookup-none');
}
