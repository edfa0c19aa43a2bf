import { withoutNumbers } from '../without-numbers.ts';
import type { ProgressLine } from './sight.ts';

/**
 * What has been told of a rollout already. A pod that cannot start waits for the same cause under two reasons in turn, with a long message
 * each time: the message is told once, and a reason once for each pod, until that pod goes on.
 */
export interface ToldOnce {
  /** The lines that tell something new, long messages only in the first that has them. */
  news(lines: readonly ProgressLine[]): ProgressLine[];
  /** Whether a text says something that has not been told; it counts as told from then on. */
  isNews(text: string): boolean;
  /** Of the words of one verdict those that have not been told. A bare name (`shop:broken`) says nothing: reasons that were told go with it. */
  newWords(words: readonly string[]): readonly string[];
  /** What it was about has passed: what comes again is news again. */
  forget(): void;
}

/** Lines after which a pod that waits again has something new to tell. */
const GOES_ON: ReadonlySet<string> = new Set(['rollout-pod-created', 'rollout-pod-ready', 'rollout-pod-ready-again']);

export function toldOnce(): ToldOnce {
  let gists: string[] = [];
  const reasons = new Map<string, Set<string>>();

  function isNews(text: string): boolean {
    const gist = gistOf(text);
    if (gists.some(told => told.includes(gist))) return false;
    const isNew = !gists.some(told => isMostOf(told, gist));
    gists.push(gist);
    return isNew;
  }

  function newsOf(line: ProgressLine): readonly ProgressLine[] {
    const { code, subject = '', values } = line;
    if (GOES_ON.has(code)) reasons.delete(subject);
    if (code !== 'rollout-pod-waiting' && code !== 'rollout-pod-waiting-briefly') return [line];
    const { reason = '', message } = values;
    const isNewMessage = message !== undefined && isNews(String(message));
    const told = reasons.get(subject) ?? new Set<string>();
    const isNewReason = !told.has(String(reason));
    reasons.set(subject, told.add(String(reason)));
    isNews(String(reason));
    if (isNewMessage) return [line];
    return isNewReason ? [{ ...line, code: 'rollout-pod-waiting-briefly', values: { reason } }] : [];
  }

  return {
    news: lines => lines.flatMap(newsOf),
    isNews,
    newWords(words) {
      const fresh = new Set(words.filter(isNews));
      return fresh.size === 0 ? [] : words.filter(word => fresh.has(word) || !/\s/.test(word));
    },
    forget() {
      gists = [];
      reasons.clear();
    },
  };
}

/** The kubelet puts the message of the last attempt behind `Back-off pulling image …`: that is no other cause. */
function isMostOf(told: string, gist: string): boolean {
  return gist.includes(told) && told.length * 2 >= gist.length;
}

/** A message without what differs from time to time and from pod to pod. */
function gistOf(text: string): string {
  return withoutNumbers(text)
    .replace(/[\s"]+/g, ' ')
    .trim();
}
