import type { Mirror } from '../../cluster/mirror.ts';
import { sightOf, type Workload } from '../../cluster/sight.ts';
import { advanceRollout, beginRollout, type ProgressLine, type Rollout } from '../../core/statefulset/progress.ts';
import { toldOnce } from '../../core/statefulset/told-once.ts';
import { progressText, subjectWidth, summaryTexts, textLine } from '../../words/rollout-lines.ts';
import type { CommandLineSay } from '../../words/words.ts';

export type Ending = 'success' | 'error' | 'timeout' | 'interrupted';

export interface Following {
  readonly mirror: Mirror;
  readonly target: Workload;
  /** Where the target is, for the first line: `practice / default`. */
  readonly where: string;
  readonly say: CommandLineSay;
  readonly write: (line: string) => void;
  readonly until: AbortSignal;
  readonly now?: () => number;
}

/**
 * Follows a rollout line by line until kubectl would end, as `kubectl rollout status` does: one that is complete already ends at once, and a
 * workload that is deleted ends with an error. Resolves with `aborted` when `until` fires first.
 */
export function followToEnd(following: Following): Promise<'success' | 'error' | 'aborted'> {
  const { mirror, target, where, say, until, now = Date.now } = following;
  const first = sightOf(mirror, target, now());
  let { rollout, lines } = beginRollout(first, now());
  let width = subjectWidth(first);
  const tell = (subject: string | undefined, text: string) => following.write(textLine(now(), subject, text, width));
  const once = toldOnce();
  const tellAll = (told: readonly ProgressLine[]) => {
    for (const line of once.news(told)) following.write(progressText(line, width, say));
  };
  tell(target.name, say('rollout-following', { where }));
  tellAll(lines);
  return new Promise(resolve => {
    let wasStale = false;
    const end = (ending: 'success' | 'error' | 'aborted') => {
      unsubscribe();
      until.removeEventListener('abort', abort);
      if (ending === 'success') for (const text of summaryTexts(rollout, say)) tell(undefined, text);
      resolve(ending);
    };
    const abort = () => end('aborted');
    const unsubscribe = mirror.subscribe(() => {
      const isStale = mirror.kinds.some(kind => mirror.status(kind)?.state === 'stale');
      if (isStale !== wasStale) tell(undefined, say(isStale ? 'rollout-stale' : 'rollout-fresh'));
      wasStale = isStale;
      const sight = sightOf(mirror, target, now(), rollout.last);
      width = Math.max(width, subjectWidth(sight));
      ({ rollout, lines } = advanceRollout(rollout, sight, now()));
      tellAll(lines);
      const ending = endingOf(rollout);
      if (ending !== undefined) end(ending);
    });
    until.addEventListener('abort', abort, { once: true });
    const ending = until.aborted ? 'aborted' : endingOf(rollout);
    if (ending !== undefined) end(ending);
  });
}

function endingOf({ last, status }: Rollout): 'success' | 'error' | undefined {
  if (last.owner === undefined) return 'error';
  return status === undefined || status.ends === 'no' ? undefined : status.ends;
}
