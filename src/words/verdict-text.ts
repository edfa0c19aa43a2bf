import type { VerdictLine, VerdictLines } from '../core/statefulset/verdict-lines.ts';
import type { Say } from './words.ts';

/** A verdict in words, by what a reader looks for. */
export interface VerdictText {
  /** Whether it is stuck, at which pod, and why: what somebody must know who reads no further. */
  readonly first: string;
  /** The cluster's own words. */
  readonly said: readonly string[];
  /** What else is to be known of the cause, and what stands still because of it. */
  readonly details: readonly string[];
  /** What is safe to do, and what belongs to it. */
  readonly wayOut: readonly string[];
  /** Data about to be lost, and what could not be looked at. */
  readonly around: readonly string[];
}

export function verdictText(lines: VerdictLines, say: Say): VerdictText {
  const told = (...some: readonly (VerdictLine | undefined)[]) =>
    some.flatMap(line => (line === undefined ? [] : [say.data(line)]));
  return {
    first: told(lines.state, lines.sentence)
      .join(' ')
      .replace(/([。！？]) /g, '$1'),
    said: lines.said,
    details: told(...lines.details, lines.blocks, lines.also),
    wayOut: told(lines.wayOut, ...lines.cautions),
    around: told(...lines.atRisk, ...lines.drains, lines.unknown),
  };
}

/** The whole verdict in sentences, the first one first, for where there is room for lines only. */
export function verdictSentencesOf(lines: VerdictLines, say: Say): string[] {
  const { first, said, details, wayOut, around } = verdictText(lines, say);
  const quoted = said.length === 0 ? [] : [say('verdict-says', { evidence: said.join('; ') })];
  return [first, ...quoted, ...details, ...wayOut, ...around];
}
