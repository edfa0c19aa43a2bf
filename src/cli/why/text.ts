import { commandLine, kubectl } from '../../cluster/change.ts';
import { verdictLines } from '../../core/statefulset/verdict-lines.ts';
import { type Command, wayOutCommands } from '../../core/statefulset/way-out-commands.ts';
import { verdictText } from '../../words/verdict-text.ts';
import type { CommandLineSay } from '../../words/words.ts';
import type { Judged } from './snapshot.ts';

/** The options that a person gave to find the cluster, to be given to kubectl too. */
export interface Place {
  readonly context?: string | undefined;
  readonly kubeconfig?: string | undefined;
}

/** A verdict as somebody reads it who was just woken: what is stuck and why, what the cluster says, and the way out with its commands. */
export function whyText(judged: Judged, place: Place, say: CommandLineSay): string {
  const { verdict, name, now } = judged;
  const { first, said, details, wayOut, around } = verdictText(verdictLines(verdict, name, now), say);
  const { look, act } = wayOutCommands(verdict, judged, now);
  const command = (words: Command) => commandLine(atPlace(judged, place, words));
  return [
    first,
    ...section(say('why-says'), said),
    ...details.map(line => `  ${line}`),
    ...section(say('why-look'), look.map(command)),
    ...section(say(verdict.verdict === 'held' ? 'why-way-on' : 'why-way'), [
      ...wayOut,
      ...act.map(words => `  ${command(words)}`),
    ]),
    ...around.map(line => `  ${line}`),
    '',
  ].join('\n');
}

/** The verdict with its sentences and commands, as `--format json` prints it. */
export function told(judged: Judged, say: CommandLineSay): object {
  const { verdict, kind, name, now } = judged;
  const { first, said: _, details, wayOut, around } = verdictText(verdictLines(verdict, name, now), say);
  const { look, act } = wayOutCommands(verdict, judged, now);
  const { since, ...rest } = verdict;
  const full = (words: Command) => atPlace(judged, {}, words);
  return {
    kind,
    name,
    ...rest,
    ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    sentence: first,
    advice: [...details, ...wayOut, ...around],
    commands: { look: look.map(full), act: act.map(full) },
  };
}

function atPlace({ namespace }: Judged, { context, kubeconfig }: Place, words: Command): string[] {
  const site = {
    ...(context === undefined ? {} : { context }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  };
  return kubectl(site, namespace === undefined ? {} : { namespace }, ...words);
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${heading}`, ...lines.map(line => `    ${line}`)];
}
