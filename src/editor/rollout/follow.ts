import type { Mirror, MirrorNews } from '../../cluster/mirror.ts';
import { advanceRollout, beginRollout, type ProgressLine } from '../../core/statefulset/progress.ts';
import type { Say } from '../../words/words.ts';
import { healthOf } from '../connect/health.ts';
import { touchedBy } from '../connect/touched.ts';
import { type Disposable, onDispose } from '../dispose.ts';
import type { WorkloadKey } from '../views/tree-model.ts';
import { progressText, subjectWidth, summaryTexts, textLine } from './lines.ts';
import { sightOf } from './sight.ts';

export interface Following {
  readonly mirror: Mirror;
  readonly target: WorkloadKey;
  /** Where the target is, for the first line: `practice / default`. */
  readonly where: string;
  /** The generation of the change that was just made; 0 if none was. */
  readonly generation: number;
  readonly say: Say;
  readonly write: (line: string) => void;
  /** Called once, when kubectl would end. */
  readonly onEnd: () => void;
  readonly now?: () => number;
}

/**
 * Follows a rollout line by line to the sentence with which kubectl would end. If nothing is being rolled out now, the next rollout
 * is waited for and followed. Disposing ends it without a word.
 */
export function followRollout(following: Following): Disposable {
  const { mirror, target, say, write, now = Date.now } = following;
  const first = sightOf(mirror, target, now());
  let width = subjectWidth(first);
  let { rollout, lines } = beginRollout(first, now(), following.generation);
  let begun = rollout.status?.ends === 'no' || following.generation > 0;
  let wasStale = false;

  write(textLine(now(), target.name, say('rollout-following', { where: following.where }), width));
  tell(lines);
  if (!begun) write(textLine(now(), undefined, say('rollout-waits-for-next'), width));
  const subscription = onDispose(mirror.subscribe(take));
  if (begun && rollout.status !== undefined) endIfOver();
  return subscription;

  function take(news: MirrorNews): void {
    tellStaleness();
    const concerned = news.changes.some(change =>
      touchedBy(mirror, change).some(
        touched =>
          typeof touched !== 'string' &&
          touched.kind === target.kind &&
          touched.namespace === target.namespace &&
          touched.name === target.name,
      ),
    );
    if (!concerned) return;
    const sight = sightOf(mirror, target, now());
    width = Math.max(width, subjectWidth(sight));
    ({ rollout, lines } = advanceRollout(rollout, sight, now()));
    tell(lines);
    begun ||= rollout.status?.ends === 'no';
    if (sight.owner === undefined) end();
    else if (begun) endIfOver();
  }

  function endIfOver(): void {
    if (rollout.status?.ends === 'success') {
      for (const text of summaryTexts(rollout, say)) write(textLine(now(), undefined, text, width));
    }
    if (rollout.status !== undefined && rollout.status.ends !== 'no') end();
  }

  function end(): void {
    subscription.dispose();
    following.onEnd();
  }

  function tell(told: readonly ProgressLine[]): void {
    for (const line of told) write(progressText(line, width, say));
  }

  function tellStaleness(): void {
    const isStale = healthOf(mirror).state === 'stale';
    if (isStale === wasStale) return;
    wasStale = isStale;
    write(textLine(now(), undefined, say(isStale ? 'rollout-stale' : 'rollout-fresh'), width));
  }
}
